"""Contradictions: what the reasoner finds, told with the statements that it comes from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import RDF, RDFS
from kg.ontology.declarations import INDIVIDUAL, declared
from kg.ontology.exclusions import disjoint_classes
from kg.ontology.finding import Finding, short
from kg.ontology.modules import Ontology
from kg.ontology.reasoning import reason
from kg.ontology.terms import Terms

Membership = tuple[str, str]
"""A class, and how an individual is known to be of it."""


def check_contradictions(root: Path, ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    """Yield ``refused``, ``inconsistent`` and ``unsatisfiable``, each with its reason where that can be told."""
    try:
        outcome = reason(ontology)
    except OntologyError as error:
        yield Finding("error", "refused", str(root), str(error))
        return
    apart = disjoint_classes(ontology)
    for cls in outcome.unsatisfiable:
        yield Finding(
            "error", "unsatisfiable", cls,
            f"Nothing can be of the class {short(cls)}: {_why_empty(ontology, terms, cls, apart)} "
            "Give it other superclasses.",
        )  # fmt: skip
    if not outcome.consistent:
        term, why = next(_clashes(ontology, terms, apart), (str(root), ""))
        yield Finding(
            "error", "inconsistent", term,
            f"The statements of {root} contradict each other, so that anything would follow from them. "
            f"{why}Take back the last change, or remove one of the classes or facts that exclude each other.",
        )  # fmt: skip


def _why_empty(ontology: Ontology, terms: Terms, cls: str, apart: set[frozenset[str]]) -> str:
    above = terms.superclasses.get(cls, (cls,))
    for one, other in combinations(above, 2):
        if frozenset((one, other)) in apart:
            paths = " and ".join(_path(ontology, cls, ancestor) for ancestor in (one, other))
            return f"it is {paths}, and these exclude each other."
    return "the reason is not in its superclasses alone. Open it in Protégé, start the reasoner and click on its '?'."


def _path(ontology: Ontology, cls: str, ancestor: str) -> str:
    """Return the way from a class up to one above it: ``sr:Siege → sr:Event``."""
    parents: dict[str, list[str]] = defaultdict(list)
    for child, parent in ontology.pairs(RDFS + "subClassOf"):
        if isinstance(parent, ox.NamedNode):
            parents[child].append(parent.value)
    ways = [[cls]]
    while ways:
        way = ways.pop(0)
        if way[-1] == ancestor:
            return " → ".join(map(short, way))
        ways += [[*way, parent] for parent in parents[way[-1]] if parent not in way]
    return short(ancestor)


def _clashes(ontology: Ontology, terms: Terms, apart: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield individuals that are of two classes which exclude each other, with the statements that make them so."""
    for individual, memberships in sorted(_memberships(ontology, terms).items()):
        known: Mapping[str, str] = {
            ancestor: how for cls, how in reversed(memberships) for ancestor in terms.superclasses.get(cls, (cls,))
        }
        for one, other in combinations(sorted(known), 2):
            if frozenset((one, other)) in apart:
                yield (
                    individual,
                    f"{short(individual)} would be both {short(one)}, as {known[one]}, and {short(other)}, as "
                    f"{known[other]}; these exclude each other. ",
                )


def _memberships(ontology: Ontology, terms: Terms) -> dict[str, list[Membership]]:
    """Return the classes of the individuals: asserted ones, and those that domains and ranges give them."""
    individuals = declared(ontology, INDIVIDUAL)
    domains = {s: o.value for s, o in ontology.pairs(RDFS + "domain") if isinstance(o, ox.NamedNode)}
    found: dict[str, list[Membership]] = defaultdict(list)
    for individual, classes in terms.types.items():
        found[individual] += [(cls, "it is declared") for cls in classes]
    for triple in ontology.triples():
        subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
        if subject not in individuals or triple.predicate.value == RDF + "type":
            continue
        said = f"{short(subject)} {short(triple.predicate.value)} {short(value)} says"
        for prop in terms.superproperties.get(triple.predicate.value, (triple.predicate.value,)):
            if prop in domains:
                found[subject].append((domains[prop], said))
            if prop in terms.ranges and value in individuals:
                found[value].append((terms.ranges[prop], said))
    return found
