"""What excludes what: classes that share no member, and so the classes that the ends of a property cannot have."""

from collections.abc import Mapping
from itertools import combinations

import pyoxigraph as ox

from kg.namespaces import OWL, RDFS
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms


def disjoint_classes(ontology: Ontology) -> set[frozenset[str]]:
    """Return the pairs of classes that an ontology states to share no member."""
    pairs = {
        frozenset((cls, node.value))
        for cls, node in ontology.pairs(OWL + "disjointWith")
        if isinstance(node, ox.NamedNode)
    }
    for quad in ontology.store.quads_for_pattern(None, ox.NamedNode(OWL + "members"), None):
        named = [node.value for node in ontology.members(quad.object) if isinstance(node, ox.NamedNode)]
        pairs |= {frozenset(pair) for pair in combinations(named, 2)}
    return pairs


def excluded_ends(ontology: Ontology, terms: Terms) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return for each property the classes that what it is said of, and what it leads to, cannot be members of.

    They follow from its domain and range and those of the properties above it. A class below an excluded one is
    excluded too, but not listed.
    """
    pairs = disjoint_classes(ontology)
    domains, ranges = _classes(ontology, "domain"), _classes(ontology, "range")
    properties = {*domains, *ranges, *terms.superproperties}
    found = {}
    for prop in properties:
        above = terms.superproperties.get(prop, (prop,))
        ends = tuple(
            frozenset(_apart(terms, pairs, [ends[each] for each in above if each in ends]))
            for ends in (domains, ranges)
        )
        if any(ends):
            found[prop] = (ends[0], ends[1])
    return found


def _classes(ontology: Ontology, name: str) -> Mapping[str, str]:
    return {prop: node.value for prop, node in ontology.pairs(RDFS + name) if isinstance(node, ox.NamedNode)}


def _apart(terms: Terms, pairs: set[frozenset[str]], classes: list[str]) -> set[str]:
    above = {ancestor for cls in classes for ancestor in terms.superclasses.get(cls, (cls,))}
    return {other for pair in pairs if pair & above for other in pair - above}
