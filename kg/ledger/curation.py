"""The corrections of a store beside those that are to hold, and what has to be read again to make them hold."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.curation.correction import Correction, Corrections, articles_of
from kg.curation.written import read_corrections, read_file, write_correction
from kg.graph.corrections import RECORD, correction_quads
from kg.graph.nodes import iri, value_of
from kg.ledger.memory import Quads
from kg.namespaces import Iris


@dataclass(frozen=True)
class Curation:
    """The corrections that a store knows, and those that are to hold in it."""

    known: tuple[Correction, ...]
    wanted: tuple[Correction, ...]
    iris: Iris

    @classmethod
    def of(cls, store: Quads, file: Path, iris: Iris) -> "Curation":
        """Return the corrections of a store and those of a file; where there is no file, the store's go on to hold.

        Raises CorrectionError if the file cannot be read.
        """
        known = known_corrections(store, iris)
        return cls(known, read_file(file) if file.exists() else known, iris)

    @cached_property
    def corrections(self) -> Corrections:
        """Return those that are to hold, for a reader of articles."""
        return Corrections(self.wanted)

    @property
    def touched(self) -> list[str]:
        """Return the keys of the articles for which something changes, sorted."""
        return articles_of(set(self.known) ^ set(self.wanted))

    def difference(self) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Return the quads to add to the graph of curation, and those to remove."""
        before, after = (
            set(correction_quads(((each, write_correction(each)) for each in some), self.iris))
            for some in (self.known, self.wanted)
        )
        return list(after - before), list(before - after)


def known_corrections(store: Quads, iris: Iris) -> tuple[Correction, ...]:
    """Return the corrections that a store holds, sorted by name."""
    graph = iri(iris.graph("curation"))
    records = sorted(value_of(quad.object) for quad in store.quads(None, RECORD, None, graph))
    return read_corrections("\n".join(records), graph.value)
