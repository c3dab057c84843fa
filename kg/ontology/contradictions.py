"""Contradictions: what the reasoner finds, told with the statements that it comes from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import OWL, RDF, RDFS
from kg.ontology.declarations import INDIVIDUAL, declared
from kg.ontology.exclusions import disjoint_classes
from kg.ontology.finding import Finding, short
from kg.ontology.modules import Ontology, Term
from kg.ontology.reasoning import reason
from kg.ontology.terms import Terms

_SAME_AS = OWL + "equivalentClass"
_NIL = ox.NamedNode(RDF + "nil")

Membership = tuple[str, str]
"""A class, and how an individual is known to be of it."""


def check_contradictions(root: Path, ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    """Yield ``refused``, ``inconsistent``, ``unsatisfiable`` and ``equivalent``.

    Contradictions and classes that can have no member come with their reason where that can be told.
    """
    try:
        outcome = reason(ontology)
    except OntologyError as error:
        yield Finding("error", "refused", str(root), str(error))
        return
    apart = disjoint_classes(ontology)
    for cls in outcome.unsatisfiable:
        yield _unsatisfiable(cls, _why_empty(ontology, terms, cls, apart))
    for group in outcome.equivalent:
        if not any(isinstance(each, ox.NamedNode) for cls in group for each in ontology.objects(cls, _SAME_AS)):
            yield _equivalent(group)
    if not outcome.consistent:
        term, why = next(_clashes(ontology, terms, apart), (str(root), ""))
        yield _inconsistent(term, root, why)


def _unsatisfiable(cls: str, why: str) -> Finding:
    told = f"Nothing can be of the class {short(cls)}: {why} Give it other superclasses."
    return Finding("error", "unsatisfiable", cls, told)


def _equivalent(classes: Sequence[str]) -> Finding:
    first, *others = classes
    told = (
        f"{short(first)} and {', '.join(map(short, others))} must always have the same members, though nobody says so. "
        "Keep one, or take back what makes them the same: a circle of superclasses, or conditions."
    )
    return Finding("warning", "equivalent", first, told)


def _inconsistent(term: str, root: Path, why: str) -> Finding:
    told = (
        f"The statements of {root} contradict each other, so that anything would follow from them. "
        f"{why}Take back the last change, or remove one of the classes or facts that exclude each other."
    )
    return Finding("error", "inconsistent", term, told)


def _why_empty(ontology: Ontology, terms: Terms, cls: str, apart: set[frozenset[str]]) -> str:
    for ones, others, why in _told_of_members(ontology, terms, cls):
        if any(frozenset(pair) in apart for pair in product(ones, others)):
            return f"it {why}, and these exclude each other."
    return "the reason is not in its superclasses alone. Open it in Protégé, start the reasoner and click on its '?'."


def _told_of_members(
    ontology: Ontology, terms: Terms, cls: str
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Yield what members of a class, or values that they must have, would be: two lines of classes, and why."""
    known = {ancestor: _path(ontology, cls, ancestor) for ancestor in _above(terms, cls)}
    for holder in _above(terms, cls):
        for prop, filler in _demands(ontology, holder):
            must = f"{_path(ontology, cls, holder)} must have {short(prop)}"
            for above in terms.superproperties.get(prop, (prop,)):
                for domain in map(_iri, ontology.objects(above, RDFS + "domain")):
                    for each in _above(terms, domain):
                        known.setdefault(each, f"{short(domain)}, which alone has it, since {must}")
                if filler and above in terms.ranges:
                    only = f"is such that {must} of {short(filler)}, while its values are {short(terms.ranges[above])}"
                    yield _above(terms, filler), _above(terms, terms.ranges[above]), only
    for one, other in combinations(known, 2):
        yield (one,), (other,), f"is {known[one]} and {known[other]}"


def _above(terms: Terms, cls: str) -> tuple[str, ...]:
    return terms.superclasses.get(cls, (cls,))


def _iri(node: Term) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def _demands(ontology: Ontology, cls: str) -> Iterator[tuple[str, str]]:
    """Yield each property that every member of a class must have, and the class of its value or ``""``."""
    waiting = [node for name in (RDFS + "subClassOf", OWL + "equivalentClass") for node in ontology.objects(cls, name)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ox.BlankNode):
            told = {q.predicate.value: q.object for q in ontology.store.quads_for_pattern(node, None, None)}
            waiting += ontology.members(told.get(OWL + "intersectionOf", _NIL))
            filler = told.get(OWL + "someValuesFrom")
            if _iri(told.get(OWL + "onProperty", _NIL)) and (filler or OWL + "hasValue" in told):
                yield _iri(told[OWL + "onProperty"]), _iri(filler or _NIL).replace(_NIL.value, "")


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
