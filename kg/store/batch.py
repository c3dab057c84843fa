"""Changes gathered and committed together: a hundred articles at once cost the engine a third of what each would."""

import time
from collections.abc import Iterator, Sequence
from itertools import chain

import pyoxigraph as ox

from kg.closing import Closing
from kg.store.graph_writer import GraphWriter
from kg.store.quads import Graph, Object, Subject
from kg.store.writer import Change


class Batch(Closing):
    """Gathers changes for a writer and lets them be read back at once; use it as a context manager.

    Each change is stored whole or not at all, and at the latest ``seconds`` after it was added, or when the batch is
    closed, also by an error. A killed process loses what it had gathered, never a part of a change.
    """

    def __init__(self, writer: GraphWriter, *, seconds: float = 3.0) -> None:
        self._writer = writer
        self._seconds = seconds
        self._begun = time.monotonic()
        self._gathered: list[ox.Quad] = []
        self._readable = ox.Store()

    def add(self, change: Change) -> None:
        """Take a change; one that removes something is committed at once, after those before it.

        Raises what ``Writer.commit`` raises.
        """
        if change.remove:
            self.commit()
            self._writer.commit(change)
            return
        if self._gathered and len(self._gathered) + len(change.add) > self._writer.most_quads:
            self.commit()
        self._gathered += change.add
        self._readable.extend(change.add)
        if len(self._gathered) >= self._writer.most_quads or time.monotonic() - self._begun >= self._seconds:
            self.commit()

    def expect(self, own: Sequence[ox.Quad]) -> None:
        """Get ready for what will be read to add articles, whose own quads these are."""
        self._writer.expect(own)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads of that pattern, committed or gathered; None matches everything, also every graph."""
        pattern = (subject, predicate, object, graph)
        return chain(self._writer.quads(*pattern), self._readable.quads_for_pattern(*pattern))

    def commit(self) -> None:
        """Store what was gathered, all of it together."""
        gathered, self._gathered, self._readable = self._gathered, [], ox.Store()
        self._writer.commit(Change(gathered))
        self._begun = time.monotonic()

    def close(self) -> None:
        """Store what is still gathered."""
        self.commit()
