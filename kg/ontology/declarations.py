"""Checks of what is declared: whether every name that an ontology uses is one of its own, of one kind, and of OWL 2."""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.namespaces import AUTHORITY, CODES, NS, OWL, RDF, RDFS, XSD
from kg.ontology.finding import Finding, short
from kg.ontology.modules import Ontology

CLASS: Final = OWL + "Class"
OBJECT_PROPERTY: Final = OWL + "ObjectProperty"
DATATYPE_PROPERTY: Final = OWL + "DatatypeProperty"
ANNOTATION_PROPERTY: Final = OWL + "AnnotationProperty"
INDIVIDUAL: Final = OWL + "NamedIndividual"
PROPERTY_KINDS: Final = (OBJECT_PROPERTY, DATATYPE_PROPERTY, ANNOTATION_PROPERTY)
BUILT_IN: Final = (OWL, RDF, RDFS, XSD)
_OURS: Final = (NS, AUTHORITY, CODES)
_NUMBERS: Final = (
    *("decimal", "double", "float", "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_TEXTS: Final = (
    *("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"),
    *("boolean", "dateTime", "anyURI", "hexBinary", "base64Binary"),
)
_OTHERS: Final = {RDFS + "Literal", RDF + "PlainLiteral", RDF + "XMLLiteral", OWL + "real", OWL + "rational"}
_DATATYPES: Final = {XSD + name for name in (*_NUMBERS, *_TEXTS)} | _OTHERS
_CLASS_POSITIONS: Final = (RDF + "type", *(RDFS + name for name in ("subClassOf", "domain")))


def declared(ontology: Ontology, *kinds: str) -> set[str]:
    """Return the terms that are declared to be of one of the kinds and are not deprecated."""
    return {term for term, kind in ontology.pairs(RDF + "type") if getattr(kind, "value", None) in kinds}


def check_declarations(ontology: Ontology) -> Iterator[Finding]:
    """Yield ``undeclared-property``, ``undeclared-class``, ``unknown-name``, ``two-kinds`` and ``datatype``."""
    missing: set[str] = set()
    for finding in (*_undeclared_properties(ontology), *_undeclared_classes(ontology)):
        missing.add(finding.term)
        yield finding
    yield from _unknown_names(ontology, missing)
    yield from _two_kinds(ontology)
    yield from _datatypes(ontology)


def _undeclared_properties(ontology: Ontology) -> Iterator[Finding]:
    known = declared_at_all(ontology)
    for predicate in sorted({triple.predicate.value for triple in ontology.triples()} - known):
        if not predicate.startswith(BUILT_IN):
            yield Finding(
                "error", "undeclared-property", predicate,
                f"{short(predicate)} is used but declared nowhere: Protégé would take its values for annotations. "
                "Correct its name or declare it.",
            )  # fmt: skip


def _undeclared_classes(ontology: Ontology) -> Iterator[Finding]:
    known = declared_at_all(ontology)
    for used in sorted({node.value for node in _class_positions(ontology)} - known):
        if not used.startswith(BUILT_IN):
            yield Finding(
                "error", "undeclared-class", used,
                f"{short(used)} stands where a class must stand but is declared nowhere. "
                "Correct its name or declare it.",
            )  # fmt: skip


def declared_at_all(ontology: Ontology) -> set[str]:
    """Return everything that is given a type, deprecated terms included."""
    quads = ontology.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _class_positions(ontology: Ontology) -> Iterator[ox.NamedNode]:
    for predicate in _CLASS_POSITIONS:
        yield from (node for _, node in ontology.pairs(predicate) if isinstance(node, ox.NamedNode))
    objects = declared(ontology, OBJECT_PROPERTY)
    ranges = [(term, node) for term, node in ontology.pairs(RDFS + "range") if term in objects]
    yield from (node for _, node in ranges if isinstance(node, ox.NamedNode))


def _unknown_names(ontology: Ontology, missing: set[str]) -> Iterator[Finding]:
    known = declared_at_all(ontology) | missing
    users: dict[str, str] = {}
    for triple in ontology.triples():
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.NamedNode) and node.value.startswith(_OURS) and node.value not in known:
                users[node.value] = min(users.get(node.value, "~"), short(getattr(triple.subject, "value", "")))
    for name, user in sorted(users.items()):
        yield Finding(
            "error", "unknown-name", name,
            f"{short(name)}, which {user} speaks of, is declared nowhere. Correct its name or declare it.",
        )  # fmt: skip


def _two_kinds(ontology: Ontology) -> Iterator[Finding]:
    kinds = {kind: declared(ontology, kind) for kind in (*PROPERTY_KINDS, CLASS, INDIVIDUAL)}
    for term in sorted(set.union(*kinds.values())):
        of = [short(kind) for kind, terms in kinds.items() if term in terms]
        if len(of) > 1:
            yield Finding(
                "error", "two-kinds", term,
                f"{short(term)} is declared as {' and as '.join(of)}. Keep one, and give the other use another name.",
            )  # fmt: skip


def _datatypes(ontology: Ontology) -> Iterator[Finding]:
    annotations = declared(ontology, ANNOTATION_PROPERTY)
    used = {
        (triple.predicate.value, triple.object.datatype.value)
        for triple in ontology.triples()
        if isinstance(triple.object, ox.Literal) and not triple.object.language
    }
    values = declared(ontology, DATATYPE_PROPERTY)
    used |= {(term, getattr(node, "value", "")) for term, node in ontology.pairs(RDFS + "range") if term in values}
    for term, datatype in sorted(used):
        if datatype not in _DATATYPES and term not in annotations:
            yield Finding(
                "error", "datatype", term,
                f"{short(term)} has or takes values of {short(datatype)}, which OWL 2 does not know and the reasoner "
                "refuses. Use xsd:dateTime, xsd:decimal, xsd:integer or xsd:string.",
            )  # fmt: skip
