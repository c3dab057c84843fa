"""The ontology and its individuals as facts of the default graph, with what follows of the individuals by the rules."""

from collections import defaultdict

import pyoxigraph as ox

from kg.graph.nodes import Fact, Node, iri
from kg.graph.rules import Rules
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms


def ontology_triples(ontology: Ontology, terms: Terms) -> set[ox.Triple]:
    """Return the triples of all modules, and what the rules infer of the individuals."""
    triples = set(ontology.triples())
    facts: dict[str, set[Fact]] = defaultdict(set)
    for subject, value, prop in ((t.subject, t.object, t.predicate.value) for t in triples):
        known = isinstance(subject, ox.NamedNode) and subject.value in terms.types
        if known and isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
            facts[subject.value].add((prop, value))

    def lookup(subject: str, prop: str) -> list[Node]:
        direct = [value for p, value in facts.get(subject, ()) if p == prop]
        further = [v for value in direct if prop in terms.transitive for v in lookup(value.value, prop)]
        return [*direct, *further]

    rules = Rules(terms)
    for individual, told in facts.items():
        inferred = rules.infer(told, lookup)
        triples |= {ox.Triple(iri(individual), iri(prop), value) for prop, value in inferred}
    return triples
