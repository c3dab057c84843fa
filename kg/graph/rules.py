"""What follows by the rules: subclass, subproperty, transitive properties and chains, compiled from the ontology.

Rules are applied to one subject at a time, so that they run in the transaction that adds its facts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from kg.graph.nodes import Fact, Node
from kg.namespaces import OWL, RDF
from kg.ontology.terms import Terms

_TYPE = RDF + "type"
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
        self.reaching = frozenset({*self._chains, *terms.transitive})
        """Properties through which what is said of a thing reaches what points to it."""
        self.reached = frozenset({second for _, second, _ in terms.chains} | terms.transitive)
        """Properties whose values reach further so."""

    def infer(self, facts: Iterable[Fact], lookup: Lookup) -> set[Fact]:
        """Return what follows from a subject's facts, those facts themselves left out.

        ``lookup`` tells what is known of the things that the facts point to.
        """
        asserted = set(facts)
        known, waiting = set(asserted), sorted(asserted, key=str)
        while waiting:
            fact = waiting.pop()
            for following in self._step(fact, lookup):
                if following not in known:
                    known.add(following)
                    waiting.append(following)
        return known - asserted

    def _step(self, fact: Fact, lookup: Lookup) -> Iterable[Fact]:
        prop, value = fact
        if not isinstance(value, ox.NamedNode):
            return
        if prop == _TYPE:
            yield from ((prop, ox.NamedNode(cls)) for cls in self._above(self._superclasses, value.value))
            return
        yield from ((above, value) for above in self._above(self._superproperties, prop))
        if prop in self._transitive:
            yield from ((prop, further) for further in lookup(value.value, prop))
        for second, whole in self._chains.get(prop, ()):
            yield from ((whole, further) for further in lookup(value.value, second))

    def _above(self, closure: Mapping[str, tuple[str, ...]], term: str) -> list[str]:
        return [above for above in closure.get(term, ())[1:] if not above.startswith(OWL)]
