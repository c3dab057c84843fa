"""The tree of classes and properties, as look-up tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.namespaces import NS, OWL, RDF, RDFS
from kg.ontology.definitions import Definitions, read_definitions
from kg.ontology.modules import Ontology


@dataclass(frozen=True)
class Terms:
    """Closures over classes and properties; every value lists the nearest first and starts with the term itself."""

    superclasses: Mapping[str, tuple[str, ...]]
    superproperties: Mapping[str, tuple[str, ...]]
    ranges: Mapping[str, str]
    transitive: frozenset[str]
    symmetric: frozenset[str]
    chains: tuple[tuple[str, str, str], ...]
    """Property chains ``(first, second, whole)``."""
    labels: Mapping[str, str]
    types: Mapping[str, tuple[str, ...]]
    """Asserted classes of the individuals."""
    definitions: Definitions

    def is_a(self, term: str, *ancestors: str) -> bool:
        """Tell whether a class is, or lies below, any of the others; these may be local names of ours."""
        above = self._names_above.get(term)
        return not (_names((term,)) if above is None else above).isdisjoint(ancestors)

    def depth(self, term: str) -> int:
        """Return how many classes lie above a class."""
        return len(self.superclasses.get(term, (term,))) - 1

    @cached_property
    def _names_above(self) -> Mapping[str, frozenset[str]]:
        """Class → what it and the classes above it may be called; asked hundreds of times for each article."""
        return {term: _names(above) for term, above in self.superclasses.items()}

    def compatible(self, one: str, other: str) -> bool:
        """Tell whether one class is the other or lies above or below it."""
        return self.is_a(one, other) or self.is_a(other, one)


def _names(classes: tuple[str, ...]) -> frozenset[str]:
    """Return the IRIs of classes and the local names of those that are ours."""
    return frozenset((*classes, *(cls.removeprefix(NS) for cls in classes)))


def load_terms(ontology: Ontology) -> Terms:
    """Return the look-up tables of an ontology."""
    labels = {s: o.value for s, o in ontology.pairs(RDFS + "label") if isinstance(o, ox.Literal)}
    ranges = {s: o.value for s, o in ontology.pairs(RDFS + "range") if isinstance(o, ox.NamedNode)}
    return Terms(
        _closure(ontology, RDFS + "subClassOf"),
        _closure(ontology, RDFS + "subPropertyOf"),
        ranges,
        _of_kind(ontology, "TransitiveProperty"),
        _of_kind(ontology, "SymmetricProperty"),
        tuple(_chains(ontology)),
        labels,
        _types(ontology),
        read_definitions(ontology),
    )


def _of_kind(ontology: Ontology, kind: str) -> frozenset[str]:
    return frozenset(s for s, o in ontology.pairs(RDF + "type") if o == ox.NamedNode(OWL + kind))


def _closure(ontology: Ontology, predicate: str) -> dict[str, tuple[str, ...]]:
    parents: dict[str, list[str]] = {}
    for child, parent in ontology.pairs(predicate):
        if isinstance(parent, ox.NamedNode):
            parents.setdefault(child, []).append(parent.value)
    found: dict[str, tuple[str, ...]] = {}
    for term in {*parents, *(p for ps in parents.values() for p in ps)}:
        order, level = [term], [term]
        while level:
            level = sorted({p for t in level for p in parents.get(t, [])} - set(order))
            order.extend(level)
        found[term] = tuple(order)
    return found


def _types(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for individual, cls in ontology.pairs(RDF + "type"):
        if isinstance(cls, ox.NamedNode) and not cls.value.startswith((OWL, RDFS, RDF)):
            found.setdefault(individual, []).append(cls.value)
    return {individual: tuple(classes) for individual, classes in found.items()}


def _chains(ontology: Ontology) -> list[tuple[str, str, str]]:
    chains = []
    for whole, head in ontology.pairs(OWL + "propertyChainAxiom"):
        members = [getattr(member, "value", "") for member in ontology.members(head)]
        if len(members) == 2:
            chains.append((members[0], members[1], whole))
    return chains
