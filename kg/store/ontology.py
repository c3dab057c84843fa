"""The ontology inside a store: in the default graph among the facts, and listed in a graph of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.namespaces import DCTERMS
from kg.store.layout import StoreFolder
from kg.store.templates.binding import bind_terms

_REPLACE: Final = Path(__file__).parent / "sparql" / "replace-ontology.rq"
_DIGEST: Final = ox.NamedNode(DCTERMS + "identifier")
_DEFAULT: Final = ox.DefaultGraph()
_BULK: Final = 1_000
"""Quads from which on the engine's bulk loader, which makes files of its own, is the faster way (5 times)."""


@dataclass(frozen=True)
class OntologyChange:
    """What turns the loaded ontology into another: quads of the default graph, and the other's digest."""

    add: frozenset[ox.Quad]
    remove: frozenset[ox.Quad]
    digest: str


class LoadedOntology:
    """The ontology that a store holds; ``BASE/graph/ontology`` lists its triples."""

    def __init__(self, folder: StoreFolder, store: ox.Store) -> None:
        self._store = store
        self._listed = ox.NamedNode(folder.graph_iri("ontology"))
        self._added = ox.NamedNode(folder.graph_iri("ontology/added"))
        self._removed = ox.NamedNode(folder.graph_iri("ontology/removed"))

    def lists(self, quad: ox.Quad) -> bool:
        """Return whether a quad of the default graph belongs to the ontology."""
        return quad.graph_name == _DEFAULT and _moved(quad, self._listed) in self._store

    def difference(self, triples: Iterable[ox.Quad | ox.Triple]) -> OntologyChange | None:
        """Return what is to change so that the store holds this ontology instead, None if it does."""
        wanted, digest = canonical(triples)
        if self._mark(digest) in self._store:
            return None
        listed = self._store.quads_for_pattern(None, None, None, self._listed)
        present = frozenset(_moved(quad, _DEFAULT) for quad in listed if quad.predicate != _DIGEST)
        return OntologyChange(wanted - present, present - wanted, digest)

    def apply(self, change: OntologyChange) -> None:
        """Make that change; if it is cut short, the next ``difference`` finds the rest of it."""
        if len(change.add) > _BULK and not change.remove:
            self._store.bulk_extend([*change.add, *(_moved(quad, self._listed) for quad in change.add)])
            self._store.add(self._mark(change.digest))
        else:
            self._replace(change)

    def _replace(self, change: OntologyChange) -> None:
        # Staged first, for an update that spelt the quads out would give every blank node another name each time.
        for graph, quads in ((self._added, change.add), (self._removed, change.remove)):
            self._store.clear_graph(graph)
            self._store.extend(_moved(quad, graph) for quad in quads)
        terms = {"ontology": self._listed, "added": self._added, "removed": self._removed}
        text = bind_terms(_REPLACE.read_text(encoding="utf-8"), {**terms, "digest": ox.Literal(change.digest)})
        self._store.update(text)

    def _mark(self, digest: str) -> ox.Quad:
        return ox.Quad(self._listed, _DIGEST, ox.Literal(digest), self._listed)


def holds_ontology(quads: Callable[..., Iterator[ox.Quad]], base: str, triples: Iterable[ox.Quad | ox.Triple]) -> bool:
    """Return whether a store, of which ``quads`` returns those of a pattern, holds exactly this ontology."""
    listed = ox.NamedNode(f"{base}graph/ontology")
    return any(True for _ in quads(listed, _DIGEST, ox.Literal(canonical(triples)[1]), listed))


def _moved(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def canonical(triples: Iterable[ox.Quad | ox.Triple]) -> tuple[frozenset[ox.Quad], str]:
    """Return the triples with canonical names for their blank nodes, and a digest of the graph that they make."""
    dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset), sha256("\n".join(sorted(map(str, dataset))).encode()).hexdigest()
