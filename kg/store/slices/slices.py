"""A store cut into slices that fit into memory: some articles, or some things, with the classes of what they name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.namespaces import RDF, RDFS, sr

ENOUGH: Final = 20_000
"""Quads from which on a slice is full."""

_DEFAULT: Final = ox.DefaultGraph()
_TYPE: Final = ox.NamedNode(RDF + "type")
_HIERARCHY: Final = (ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode(RDFS + "subPropertyOf"))


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of a store: the things that it holds whole, and quads about them and about what they point to."""

    about: frozenset[str]
    quads: list[ox.Quad]

    @property
    def triples(self) -> Iterator[ox.Triple]:
        """Yield what the quads say, whatever their graph."""
        return (quad.triple for quad in self.quads)


class Slices:
    """Cuts one snapshot; every slice holds the hierarchy of classes, and the classes of all that it names."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self._base = base
        self._hierarchy = [q for prop in _HIERARCHY for q in store.quads_for_pattern(None, prop, None, _DEFAULT)]

    def articles(self, *, most: int | None = None) -> Iterator[Slice]:
        """Yield what articles say, several in a slice, with their texts; ``most`` of them, chosen by no order."""
        yield from self._filled(islice(self._article_graphs(), most), self._article)

    def things(self, cls: str, *, unless: Iterable[str] = (), most: int | None = None) -> Iterator[Slice]:
        """Yield the facts about the things of a class, many in a slice; ``most`` of them, chosen by no order.

        Things that are of a class of ``unless`` too are left out.
        """
        others = [ox.NamedNode(other) for other in unless]
        found = self._store.quads_for_pattern(None, _TYPE, ox.NamedNode(cls), _DEFAULT)
        nodes = (quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode))
        wanted = (node for node in nodes if not any(self._is_a(node, other) for other in others))
        yield from self._filled(islice(wanted, most), self._facts)

    def claims(self, part: Slice) -> Iterator[ox.Quad]:
        """Yield every claim about the reports of a slice's events, each in the graph of its article."""
        for quad in part.quads:
            if quad.predicate == sr("hasReport") and isinstance(quad.object, ox.NamedNode):
                for about in self._store.quads_for_pattern(None, sr("aboutReport"), quad.object, None):
                    yield from self._store.quads_for_pattern(about.subject, None, None, about.graph_name)

    def ontology(self) -> Slice:
        """Return the ontology with the authority."""
        listed = self._store.quads_for_pattern(None, None, None, ox.NamedNode(f"{self._base}graph/ontology"))
        quads = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in listed]
        return Slice(frozenset(str(getattr(quad.subject, "value", "")) for quad in quads), quads)

    def curation(self) -> Slice:
        """Return the corrections that people made."""
        graph = ox.NamedNode(f"{self._base}graph/curation")
        return self._slice(list(self._store.quads_for_pattern(None, None, None, graph)))

    def _is_a(self, node: ox.NamedNode, cls: ox.NamedNode) -> bool:
        return ox.Quad(node, _TYPE, cls, _DEFAULT) in self._store

    def _article_graphs(self) -> Iterator[ox.NamedNode]:
        start = f"{self._base}graph/article/"
        for graph in self._store.named_graphs():
            if isinstance(graph, ox.NamedNode) and graph.value.startswith(start):
                yield graph

    def _article(self, graph: ox.NamedNode) -> list[ox.Quad]:
        quads = list(self._store.quads_for_pattern(None, None, None, graph))
        texts = [quad.object for quad in quads if quad.predicate == sr("hasText")]
        stored = ox.NamedNode(f"{self._base}graph/texts")
        for text in texts:
            if isinstance(text, ox.NamedNode):
                quads += self._store.quads_for_pattern(text, sr("content"), None, stored)
        return quads

    def _facts(self, node: ox.NamedNode) -> list[ox.Quad]:
        return list(self._store.quads_for_pattern(node, None, None, _DEFAULT))

    def _filled(self, nodes: Iterable[ox.NamedNode], read: Callable[[ox.NamedNode], list[ox.Quad]]) -> Iterator[Slice]:
        gathered: list[ox.Quad] = []
        for node in nodes:
            gathered += read(node)
            if len(gathered) >= ENOUGH:
                yield self._slice(gathered)
                gathered = []
        if gathered:
            yield self._slice(gathered)

    def _slice(self, quads: list[ox.Quad]) -> Slice:
        about = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        named = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode) and quad.predicate != _TYPE}
        known = (self._store.quads_for_pattern(node, _TYPE, None, _DEFAULT) for node in named)
        classes = [quad for found in known for quad in found]
        return Slice(frozenset(about), [*quads, *classes, *self._hierarchy])
