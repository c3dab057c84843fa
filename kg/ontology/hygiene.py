"""Checks of how an ontology is written: what a reader and a maintainer need of each term and each file."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.namespaces import DCTERMS, NS, OWL, RDF, RDFS, SKOS
from kg.ontology.declarations import ANNOTATION_PROPERTY, CLASS, INDIVIDUAL, PROPERTY_KINDS, declared
from kg.ontology.finding import Finding, short
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms

_LABEL: Final = RDFS + "label"
_DEFINITION: Final = SKOS + "definition"
_FOREIGN: Final = (SKOS, DCTERMS)
_MOST_CHILDREN: Final = 20
_REPLACED: Final = (DCTERMS + "isReplacedBy", RDFS + "seeAlso")
_HEADER: Final = ("title", "description", "creator", "license")


def check_hygiene(ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    """Yield what is missing or doubled in labels, definitions, questions and headers, and what is odd in the tree.

    Kinds: ``no-label``, ``two-labels``, ``duplicate-label``, ``no-definition``, ``two-definitions``,
    ``circular-definition``, ``no-question``, ``class-cycle``, ``wide-class``, ``not-in-rules``, ``functional``,
    ``deprecated-in-use``, ``no-replacement``, ``no-metadata``.
    """
    described = _described(ontology)
    yield from _labels(ontology, described)
    yield from _definitions(ontology, terms, described)
    yield from _questions(ontology, described)
    yield from _tree(ontology, terms)
    yield from _functional(ontology, terms)
    yield from _deprecated(ontology)
    yield from _metadata(ontology)


def _described(ontology: Ontology) -> set[str]:
    """Return the terms that need words: classes and properties, but not those of other vocabularies."""
    terms = declared(ontology, CLASS, *PROPERTY_KINDS[:2])
    terms |= {term for term in declared(ontology, ANNOTATION_PROPERTY) if term.startswith(NS)}
    return {term for term in terms if not term.startswith(_FOREIGN)}


def _literals(ontology: Ontology, predicate: str) -> dict[str, list[ox.Literal]]:
    found: dict[str, list[ox.Literal]] = defaultdict(list)
    for term, value in ontology.pairs(predicate):
        if isinstance(value, ox.Literal):
            found[term].append(value)
    return found


def _labels(ontology: Ontology, described: set[str]) -> Iterator[Finding]:
    labels = _literals(ontology, _LABEL)
    for term in sorted((described | declared(ontology, INDIVIDUAL)) - labels.keys()):
        yield Finding("warning", "no-label", term, f"{short(term)} has no label. Give it an rdfs:label in English.")
    for term in sorted(described & labels.keys()):
        if len([label for label in labels[term] if label.language in (None, "en")]) > 1:
            written = " and ".join(f"'{label.value}'" for label in labels[term])
            yield Finding(
                "warning", "two-labels", term,
                f"{short(term)} has more than one English label: {written}. Keep one; a word for it is a head noun.",
            )  # fmt: skip
    yield from _duplicate_labels(ontology, labels)


def _duplicate_labels(ontology: Ontology, labels: dict[str, list[ox.Literal]]) -> Iterator[Finding]:
    for kind in (CLASS, *PROPERTY_KINDS):
        bearers: dict[str, list[str]] = defaultdict(list)
        for term in sorted(declared(ontology, kind) & labels.keys()):
            for label in {label.value.lower() for label in labels[term]}:
                bearers[label].append(term)
        for label, (first, *others) in sorted(bearers.items()):
            if others:
                yield Finding(
                    "warning", "duplicate-label", first,
                    f"{short(first)} and {', '.join(map(short, others))} are all labelled '{label}': nobody can tell "
                    "them apart in Protégé. Rename all but one.",
                )  # fmt: skip


def _definitions(ontology: Ontology, terms: Terms, described: set[str]) -> Iterator[Finding]:
    definitions = _literals(ontology, _DEFINITION)
    for term in sorted(described - definitions.keys()):
        yield Finding(
            "warning", "no-definition", term,
            f"{short(term)} has no definition. Give it a skos:definition: what it is, and what sets it apart.",
        )  # fmt: skip
    for term in sorted(described & definitions.keys()):
        if len(definitions[term]) > 1:
            yield Finding(
                "warning", "two-definitions", term, f"{short(term)} has more than one skos:definition. Keep one."
            )
        if any(_is_circular(term, definition.value, terms) for definition in definitions[term]):
            yield Finding(
                "warning", "circular-definition", term,
                f"{short(term)} is defined by its own label '{terms.labels[term]}'. "
                "Begin with the class above it and say what sets this one apart.",
            )  # fmt: skip


def _is_circular(term: str, definition: str, terms: Terms) -> bool:
    label = terms.labels.get(term)
    above = terms.superclasses.get(term)
    if label is None or above is None:
        return False
    # A class may be named by a word of the label of the one above it: a siege is a siege or blockade.
    inherited = (terms.labels.get(ancestor, "") for ancestor in above[1:])
    told = definition.lower()
    for words in inherited:
        told = told.replace(words.lower(), "") if words else told
    return re.search(rf"\b{re.escape(label.lower())}\b", told) is not None


def _questions(ontology: Ontology, described: set[str]) -> Iterator[Finding]:
    asked = {term for term, _ in ontology.pairs(NS + "competencyQuestion")}
    for term in sorted(described - asked):
        yield Finding(
            "warning", "no-question", term,
            f"{short(term)} has no competency question. Give it an sr:competencyQuestion that cannot be answered "
            "without it; if there is none, do without the term.",
        )  # fmt: skip


def _tree(ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    children: dict[str, set[str]] = defaultdict(set)
    for child, parent in ontology.pairs(RDFS + "subClassOf"):
        if isinstance(parent, ox.NamedNode):
            children[parent.value].add(child)
    for cls, below in sorted(children.items()):
        if len(below) > _MOST_CHILDREN:
            yield Finding(
                "warning", "wide-class", cls,
                f"{short(cls)} has {len(below)} classes directly below it; nobody reads more than {_MOST_CHILDREN}. "
                "Group some of them.",
            )  # fmt: skip
        upwards = [child for child in sorted(below) if cls != child and terms.is_a(cls, child)]
        for child in upwards or ([cls] if cls in below else []):
            yield Finding(
                "error", "class-cycle", child,
                f"{short(child)} lies both above and below {short(cls)}. Remove one of the two rdfs:subClassOf.",
            )  # fmt: skip
    for cls in terms.definitions.foreign:
        yield Finding(
            "warning", "not-in-rules", cls,
            f"An axiom of {short(cls)} with a nameless class is of a shape that only the reasoner knows, so that "
            "kg build does not apply it. Write it as 'A and (r some C) SubClassOf B' or 'A EquivalentTo B and C'.",
        )  # fmt: skip


def _functional(ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    single = declared(ontology, OWL + "FunctionalProperty")
    for prop, domain in ontology.pairs(RDFS + "domain"):
        if prop in single and isinstance(domain, ox.NamedNode) and terms.is_a(domain.value, "Event"):
            yield Finding(
                "warning", "functional", prop,
                f"{short(prop)} is functional and said of events: two sources that differ would make the graph "
                "contradict itself. Take owl:FunctionalProperty from it.",
            )  # fmt: skip


def _deprecated(ontology: Ontology) -> Iterator[Finding]:
    gone = {term for term in _all_subjects(ontology) if ontology.is_deprecated(term)}
    for term in sorted(gone):
        if not any(ontology.objects(term, predicate) for predicate in _REPLACED):
            yield Finding(
                "warning", "no-replacement", term,
                f"{short(term)} is deprecated and does not say what to use instead. Give it a dcterms:isReplacedBy, "
                "or an rdfs:seeAlso to what comes nearest.",
            )  # fmt: skip
    used = {
        (triple.object.value, triple.subject.value)
        for triple in ontology.triples()
        if isinstance(triple.object, ox.NamedNode)
        and isinstance(triple.subject, ox.NamedNode)
        and triple.object.value in gone
        and triple.subject.value not in gone
    }
    for term, user in sorted(used):
        yield Finding(
            "warning", "deprecated-in-use", term,
            f"{short(user)} still speaks of {short(term)}, which is deprecated. Name what replaces it.",
        )  # fmt: skip


def _all_subjects(ontology: Ontology) -> set[str]:
    return {triple.subject.value for triple in ontology.triples() if isinstance(triple.subject, ox.NamedNode)}


def _metadata(ontology: Ontology) -> Iterator[Finding]:
    wanted = {OWL + "versionIRI", *(DCTERMS + name for name in _HEADER)}
    for module in ontology.modules:
        told = {t.predicate.value for t in module.triples if getattr(t.subject, "value", "") == module.iri}
        missing = sorted(short(predicate) for predicate in wanted - told)
        if missing and RDF + "type" in told:
            yield Finding(
                "warning", "no-metadata", module.iri,
                f"{module.path} does not say {', '.join(missing)} of its ontology. Add them to its header.",
            )  # fmt: skip
