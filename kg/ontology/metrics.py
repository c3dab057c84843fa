"""How many axioms and entities an ontology has, counted as Protégé's Metrics panel counts them.

Who opens the ontology compares the numbers, and so sees that every module was found.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.namespaces import OWL, RDF, RDFS
from kg.ontology.modules import Ontology

_KINDS: Final = {
    OWL + "Class": "classes",
    OWL + "ObjectProperty": "object_properties",
    OWL + "DatatypeProperty": "data_properties",
    OWL + "AnnotationProperty": "annotation_properties",
    OWL + "NamedIndividual": "individuals",
    RDFS + "Datatype": "datatypes",
}
_CHARACTERISTICS: Final = {
    OWL + kind
    for kind in (
        *("TransitiveProperty", "FunctionalProperty", "InverseFunctionalProperty", "SymmetricProperty"),
        *("AsymmetricProperty", "ReflexiveProperty", "IrreflexiveProperty"),
        *("AllDisjointClasses", "AllDisjointProperties", "AllDifferent"),
    )
}
_SYNTAX: Final = {RDF + name for name in ("first", "rest")} | {
    OWL + name
    for name in (
        *("members", "distinctMembers", "onProperty", "someValuesFrom", "allValuesFrom", "hasValue", "hasSelf"),
        *("intersectionOf", "unionOf", "oneOf", "complementOf", "onClass", "onDatatype", "withRestrictions"),
        *("annotatedSource", "annotatedProperty", "annotatedTarget"),
    )
}
"""Properties whose triples are parts of axioms, not axioms."""
_ANNOTATING: Final = {RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy")} | {
    OWL + name for name in ("deprecated", "versionInfo", "priorVersion")
}
"""Annotation properties that need no declaration."""
_SHARED: Final = {RDFS + name for name in ("subPropertyOf", "domain", "range")}


@dataclass(frozen=True)
class Metrics:
    """Counts over an ontology file and all that it imports; axioms are logical ones, declarations and annotations."""

    axioms: int
    logical_axioms: int
    declarations: int
    classes: int
    object_properties: int
    data_properties: int
    annotation_properties: int
    individuals: int


def measure(ontology: Ontology) -> Metrics:
    """Return the metrics of an ontology; an axiom counts once for each module that states it."""
    kinds = _kinds(ontology)
    stated = [triple for module in ontology.modules for triple in set(module.triples)]
    found = Counter(_axiom(triple, kinds) for triple in stated)
    entities = Counter(kind for kind, _ in kinds)
    built_in = {triple.predicate.value for triple in stated} & _ANNOTATING
    return Metrics(
        axioms=found["logical"] + found["declaration"] + found["annotation"],
        logical_axioms=found["logical"],
        declarations=found["declaration"],
        classes=entities["classes"],
        object_properties=entities["object_properties"],
        data_properties=entities["data_properties"],
        annotation_properties=entities["annotation_properties"] + len(built_in),
        individuals=entities["individuals"],
    )


def _kinds(ontology: Ontology) -> frozenset[tuple[str, str]]:
    """Return what is declared: kind and IRI; the ontologies themselves are of the kind ``ontology``."""
    names = {**_KINDS, OWL + "Ontology": "ontology"}
    return frozenset(
        (names[cls.value], term)
        for term, cls in ontology.pairs(RDF + "type")
        if isinstance(cls, ox.NamedNode) and cls.value in names
    )


def _axiom(triple: ox.Triple, kinds: frozenset[tuple[str, str]]) -> str:
    """Return what a triple states: a ``logical`` axiom, a ``declaration``, an ``annotation``, or no axiom at all."""
    subject, predicate, value = triple
    name = subject.value if isinstance(subject, ox.NamedNode) else ""
    if predicate.value == RDF + "type":
        return _type_axiom(subject, getattr(value, "value", ""))
    if predicate.value in _SYNTAX or ("ontology", name) in kinds:
        return "none"
    if not name and (predicate.value == OWL + "inverseOf" or _annotates(predicate.value, kinds)):
        return "none"
    about_annotations = predicate.value in _SHARED and ("annotation_properties", name) in kinds
    return "annotation" if about_annotations or _annotates(predicate.value, kinds) else "logical"


def _annotates(predicate: str, kinds: frozenset[tuple[str, str]]) -> bool:
    return ("annotation_properties", predicate) in kinds or predicate in _ANNOTATING


def _type_axiom(subject: object, cls: str) -> str:
    if cls in _KINDS:
        return "declaration" if isinstance(subject, ox.NamedNode) else "none"
    if cls in _CHARACTERISTICS:
        return "logical"
    return "none" if cls.startswith((OWL, RDF)) else "logical"
