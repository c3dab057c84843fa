"""What follows by the rules: subclass, subproperty, transitive properties, chains, definitions and comparisons.

Rules are applied to one subject at a time, so that they run in the transaction that adds its facts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from kg.graph.comparisons import COMPARED, COMPARING, EVENT, compare
from kg.graph.nodes import Fact, Node
from kg.namespaces import OWL, RDF, XSD
from kg.ontology.definitions import Definition, Restriction
from kg.ontology.terms import Terms

_TYPE = RDF + "type"
_INFINITE = float("inf")
_LEAST_AND_GREATEST: Mapping[str, tuple[float, float]] = {
    XSD + "integer": (-_INFINITE, _INFINITE),
    XSD + "nonNegativeInteger": (0, _INFINITE),
    XSD + "positiveInteger": (1, _INFINITE),
    XSD + "nonPositiveInteger": (-_INFINITE, 0),
    XSD + "negativeInteger": (-_INFINITE, -1),
}
Lookup = Callable[[str, str], Iterable[Node]]
"""Subject and property → the values known of it."""


class Rules:
    """The rules of an ontology."""

    def __init__(self, terms: Terms) -> None:
        self._superclasses = terms.superclasses
        self._superproperties = terms.superproperties
        self._transitive = terms.transitive
        self._chains: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for first, second, whole in terms.chains:
            self._chains[first].append((second, whole))
        self._definitions = terms.definitions.sufficient
        self._implied = terms.definitions.implied
        self._deciding = frozenset({base for definition in self._definitions for base in definition.bases} | {EVENT})
        """Classes of which something may follow from several facts at once."""
        restrictions = {restriction for definition in self._definitions for restriction in definition.restrictions}
        self._fillers = frozenset(restriction.filler for restriction in restrictions)
        somewhere = {restriction.prop for restriction in restrictions if restriction.filler}
        self.reached = frozenset({second for _, second, _ in terms.chains} | terms.transitive | COMPARING)
        """Properties whose values reach further."""
        self.reaching = frozenset({*self._chains, *terms.transitive, *somewhere} | COMPARED)
        """Properties through which what is said of a thing reaches what points to it."""

    def reaches(self, fact: Fact) -> bool:
        """Tell whether what points to a thing may have to be inferred anew when this is said of the thing."""
        prop, value = fact
        return prop in self.reached or (prop == _TYPE and not self._fillers.isdisjoint(self._classes(value.value)))

    def infer(self, facts: Iterable[Fact], lookup: Lookup) -> set[Fact]:
        """Return what follows from a subject's facts, those facts themselves left out.

        ``lookup`` tells what is known of the things that the facts point to.
        """
        asserted = set(facts)
        known, waiting = set(asserted), sorted(asserted, key=str)
        while waiting:
            while waiting:
                fact = waiting.pop()
                for following in self._step(fact, lookup):
                    if following not in known:
                        known.add(following)
                        waiting.append(following)
            waiting = sorted(self._together(known, lookup) - known, key=str)
            known.update(waiting)
        return known - asserted

    def _step(self, fact: Fact, lookup: Lookup) -> Iterable[Fact]:
        """Yield what follows from one fact."""
        prop, value = fact
        yield from ((above, value) for above in self._above(self._superproperties, prop))
        if not isinstance(value, ox.NamedNode):
            return
        if prop == _TYPE:
            yield from ((prop, ox.NamedNode(cls)) for cls in self._above(self._superclasses, value.value))
            yield from self._implied.get(value.value, ())
            return
        if prop in self._transitive:
            yield from ((prop, further) for further in lookup(value.value, prop))
        for second, whole in self._chains.get(prop, ()):
            yield from ((whole, further) for further in lookup(value.value, second))

    def _together(self, known: set[Fact], lookup: Lookup) -> set[Fact]:
        """Return what follows from several facts at once."""
        classes = {value.value for prop, value in known if prop == _TYPE}
        if classes.isdisjoint(self._deciding):
            return set()
        values: dict[str, list[Node]] = defaultdict(list)
        for prop, value in known:
            values[prop].append(value)
        met = (each for each in self._definitions if classes.issuperset(each.bases) and each.cls not in classes)
        defined = {(_TYPE, ox.NamedNode(each.cls)) for each in met if self._keeps(each, values, lookup)}
        return defined | compare(classes, values, lookup)

    def _keeps(self, definition: Definition, values: Mapping[str, list[Node]], lookup: Lookup) -> bool:
        return all(
            any(self._fits(value, restriction, lookup) for value in values.get(restriction.prop, ()))
            for restriction in definition.restrictions
        )

    def _fits(self, value: Node, restriction: Restriction, lookup: Lookup) -> bool:
        if restriction.value is not None:
            return value == restriction.value
        if isinstance(value, ox.Literal):
            return _is_of_datatype(value, restriction.filler)
        return any(restriction.filler in self._classes(cls.value) for cls in lookup(value.value, _TYPE))

    def _classes(self, cls: str) -> tuple[str, ...]:
        return self._superclasses.get(cls, (cls,))

    def _above(self, closure: Mapping[str, tuple[str, ...]], term: str) -> list[str]:
        return [above for above in closure.get(term, ())[1:] if not above.startswith(OWL)]


def _is_of_datatype(value: ox.Literal, datatype: str) -> bool:
    if datatype not in _LEAST_AND_GREATEST or value.datatype.value not in _LEAST_AND_GREATEST:
        return value.datatype.value == datatype
    least, greatest = _LEAST_AND_GREATEST[datatype]
    return least <= int(value.value) <= greatest
