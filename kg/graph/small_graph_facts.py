"""A small graph in memory by subject and property, for looking at its things one by one."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.namespaces import RDF, RDFS

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_TYPE: Final = RDF + "type"
_ABOVE: Final = RDFS + "subClassOf"
_HIERARCHY: Final = frozenset({_ABOVE, RDFS + "subPropertyOf"})


class Facts:
    """A small graph by subject and property."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.by_subject: dict[Term, dict[str, list[Term]]] = {}
        for triple in triples:
            known = self.by_subject.setdefault(triple.subject, {})
            known.setdefault(triple.predicate.value, []).append(triple.object)
        self._above: dict[Term, frozenset[Term]] = {}

    def values(self, subject: Term, prop: str) -> set[Term]:
        """Return what a thing has under a property."""
        return set(self.by_subject.get(subject, {}).get(prop, ()))

    def reached(self, start: Term, prop: str) -> set[Term]:
        """Return the thing and what it leads to by any number of steps."""
        found, new = {start}, {start}
        while new:
            new = {value for each in new for value in self.values(each, prop)} - found
            found |= new
        return found

    def classes(self, subject: Term) -> Iterator[frozenset[Term]]:
        """Yield each class of a thing together with those above it."""
        for cls in self.values(subject, _TYPE):
            if cls not in self._above:
                self._above[cls] = frozenset(self.reached(cls, _ABOVE))
            yield self._above[cls]

    def near(self, things: Iterable[Term], steps: int) -> Iterator[ox.Triple]:
        """Yield all about some things and about what they lead to in so many steps, and the whole hierarchy."""
        found = set(things)
        for _ in range(steps):
            found |= {value for each in found for values in self.by_subject.get(each, {}).values() for value in values}
        for subject, known in self.by_subject.items():
            for prop, values in known.items():
                if (subject in found or prop in _HIERARCHY) and isinstance(subject, ox.NamedNode | ox.BlankNode):
                    yield from (ox.Triple(subject, ox.NamedNode(prop), value) for value in values)
