"""What the exports ask of a snapshot: the facts of one thing after another, and names, which recur."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import DCTERMS, NS, OWL, RDF, RDFS, local_name, sr
from kg.store.exports.sorting import sorted_unique

Facts: TypeAlias = dict[str, list[ox.NamedNode | ox.Literal]]
"""Values by the local name of our properties, by the IRI of others; in a fixed order."""

TYPE: Final = RDF + "type"
LABEL: Final = RDFS + "label"
TITLE: Final = DCTERMS + "title"
_TYPE: Final = ox.NamedNode(TYPE)
_ANNOTATED: Final = ox.NamedNode(OWL + "annotatedSource")
_SUBCLASS: Final = ox.NamedNode(RDFS + "subClassOf")
_DEFAULT: Final = ox.DefaultGraph()
_REMEMBERED: Final = 20_000
_LISTS: Final = ("inferred", "ontology", "ledger")
"""Graphs that repeat or only serve the builder."""


class FactReader:
    """A snapshot as the exports read it. Remembers names and classes, a bounded number of them."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self.base = base
        self._store = store
        self._passed_over = {ox.NamedNode(f"{base}graph/{name}") for name in _LISTS}
        self.name = lru_cache(_REMEMBERED)(self._name)
        """Return what a thing is called: its English or plain label, else the end of its IRI."""
        self.thing = lru_cache(_REMEMBERED)(self.facts)
        """Return the facts of a thing that recurs."""
        self.above = lru_cache(_REMEMBERED)(self._above)
        """Return a class and the classes above it, nearest first."""
        self.axioms = lru_cache(_REMEMBERED)(self._axioms)
        """Return what annotations of a thing's annotations say, one by one."""

    def instances(self, cls: str) -> Iterator[str]:
        """Yield the IRIs of the things of a class, sorted, those that only articles speak of too.

        The class is one of ours by its name, or any by its IRI.
        """
        quads = self._store.quads_for_pattern(None, _TYPE, _class(cls), None)
        return sorted_unique(
            quad.subject.value
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and quad.graph_name not in self._passed_over
        )

    def facts(self, iri: str) -> Facts:
        """Return what the default graph says of a thing."""
        return _by_property(self._store.quads_for_pattern(ox.NamedNode(iri), None, None, _DEFAULT))

    def told(self, iri: str) -> Facts:
        """Return what the default graph says of a thing, or else what the graphs of articles say."""
        if facts := self.facts(iri):
            return facts
        quads = self._store.quads_for_pattern(ox.NamedNode(iri), None, None, None)
        return _by_property(quad for quad in quads if quad.graph_name not in self._passed_over)

    def told_of(self, prop: str, iri: str) -> list[str]:
        """Return the IRIs of what has a thing as value of a property of ours, in any article's graph, sorted."""
        quads = self._store.quads_for_pattern(None, sr(prop), ox.NamedNode(iri), None)
        return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})

    def narrowest(self, facts: Facts) -> list[str]:
        """Return the classes of ours of a thing with those facts that are above no other of them."""
        ours = [kind for kind in iris_of(facts, TYPE) if kind.startswith(NS)]
        above = {parent for kind in ours for parent in self.above(kind)[1:]}
        return [kind for kind in ours if kind not in above]

    def _name(self, iri: str) -> str:
        return label_of(iri, self.facts(iri))

    def _axioms(self, iri: str) -> list[Facts]:
        quads = self._store.quads_for_pattern(None, _ANNOTATED, ox.NamedNode(iri), _DEFAULT)
        axioms = sorted({quad.subject for quad in quads if isinstance(quad.subject, ox.BlankNode)}, key=str)
        return [_by_property(self._store.quads_for_pattern(axiom, None, None, _DEFAULT)) for axiom in axioms]

    def _above(self, cls: str) -> tuple[str, ...]:
        found = [cls]
        for current in found:
            quads = self._store.quads_for_pattern(ox.NamedNode(current), _SUBCLASS, None, _DEFAULT)
            parents = sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))
            found += [parent for parent in parents if parent not in found]
        return tuple(found)


def label_of(iri: str, facts: Facts) -> str:
    """Return what a thing is called that has those facts."""
    labels = [value for value in facts.get(LABEL, []) if isinstance(value, ox.Literal)]
    chosen = [label.value for language in ("en", None) for label in labels if label.language == language]
    return next(iter(chosen), "") or text_of(facts, TITLE) or local_name(iri)


def text_of(facts: Facts, name: str) -> str:
    """Return one value of a property as text, ``""`` if there is none."""
    return next((value.value for value in facts.get(name, [])), "")


def iris_of(facts: Facts, name: str) -> list[str]:
    """Return the things that are values of a property."""
    return [value.value for value in facts.get(name, []) if isinstance(value, ox.NamedNode)]


def is_a(facts: Facts, cls: str) -> bool:
    """Return whether a thing is of a class of ours."""
    return sr(cls) in facts.get(TYPE, [])


def _class(name: str) -> ox.NamedNode:
    """Return the class of that name; raise StoreError if it is no name."""
    try:
        return ox.NamedNode(name) if ":" in name else sr(name)
    except ValueError as error:
        raise StoreError(f"{name!r} is no class: give a name of /ontology, such as Person, or an IRI") from error


def _by_property(quads: Iterator[ox.Quad]) -> Facts:
    found: dict[str, set[ox.NamedNode | ox.Literal]] = {}
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(quad.predicate.value.removeprefix(NS), set()).add(quad.object)
    return {name: sorted(values, key=str) for name, values in found.items()}
