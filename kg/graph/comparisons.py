"""What follows of an event by comparing values, which no axiom of OWL 2 RL can do.

An event is fatal when even the lowest number of killed is above nought. A violent event crosses a border when its force
comes from another country than the one it strikes in: the text names an origin there, or a state's own government or
forces act outside its territory. Fighters and coalitions that belong to no state cross no border by acting; only their
fire or their move can.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.graph.nodes import Fact, Node, iri, true
from kg.namespaces import NS, RDF

_STATE = (NS + "armedForcesOf", NS + "governmentOf")
_BELONGS = (NS + "memberOf", NS + "subOrganisationOf")

EVENT = NS + "Event"
"""What comparing tells something of."""
COMPARED = frozenset({NS + "hasActor", NS + "hasOrigin", NS + "occurredIn"})
"""The properties of a violent event whose values' countries are compared."""
COMPARING = frozenset({*_STATE, *_BELONGS, NS + "locatedIn"})
"""The properties of those values by which their countries are known."""

Lookup = Callable[[str, str], Iterable[Node]]


def compare(classes: set[str], values: Mapping[str, list[Node]], lookup: Lookup) -> set[Fact]:
    """Return what follows of a thing of these classes from the values of its properties."""
    facts: set[Fact] = set()
    if any(int(low.value) > 0 for low in values.get(NS + "killedLow", ())):
        facts.add((NS + "fatal", true()))
    if NS + "ViolentEvent" in classes:
        crossed = _crossed(values, lookup)
        facts |= {(NS + "crossesBorderInto", iri(country)) for country in crossed}
        facts |= {(NS + "crossesBorder", true()) for _ in crossed}
    return facts


def _crossed(values: Mapping[str, list[Node]], lookup: Lookup) -> set[str]:
    """Return the countries into which an event reached from outside."""
    scenes = {place.value for place in values.get(NS + "occurredIn", ()) if _is_country(place.value, lookup)}
    sources = {country for value in values.get(NS + "hasActor", ()) for country in _states(value.value, lookup)}
    sources |= {country for value in values.get(NS + "hasOrigin", ()) for country in _countries(value.value, lookup)}
    return scenes if sources - scenes else set()


def _is_country(place: str, lookup: Lookup) -> bool:
    return ox.NamedNode(NS + "Country") in lookup(place, RDF + "type")


def _countries(place: str, lookup: Lookup) -> Iterator[str]:
    around = (place, *(wider.value for wider in lookup(place, NS + "locatedIn")))
    yield from (each for each in around if _is_country(each, lookup))


def _states(agent: str, lookup: Lookup) -> Iterator[str]:
    """Yield the countries whose government or forces an agent is, or belongs to at some remove."""
    waiting, seen = [agent], {agent}
    while waiting:
        current = waiting.pop()
        yield from (country.value for prop in _STATE for country in lookup(current, prop))
        further = {body.value for prop in _BELONGS for body in lookup(current, prop)} - seen
        seen |= further
        waiting += sorted(further)
