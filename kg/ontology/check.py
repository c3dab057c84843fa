"""The checks that an ontology passes before anything is built with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import DCTERMS, NS, OWL, RDF, RDFS, SKOS, XSD, local_name
from kg.ontology.lexicon import Lexicon, Trigger, load_lexicon
from kg.ontology.modules import Module, Ontology, load_ontology, read_module
from kg.ontology.reasoning import reason
from kg.ontology.terms import Terms, load_terms

Severity = Literal["error", "warning"]

_TYPE: Final = ox.NamedNode(RDF + "type")
_BUILT_IN: Final = (OWL, RDF, RDFS, XSD)
_FOREIGN: Final = (SKOS, DCTERMS)
_PROPERTY_KINDS: Final = tuple(OWL + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
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
_CLASS_POSITIONS: Final = tuple(RDFS + name for name in ("subClassOf", "domain"))


_MISREAD: Final = {"datatype", "undeclared-property", "undeclared-class"}
"""Kinds of findings that the reasoner stumbles over, so that it is asked only when they are gone."""


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Something wrong with an ontology: how bad, of which kind, about which term or file, and what to do about it."""

    severity: Severity
    kind: str
    term: str
    message: str


def check_ontology(root: Path) -> list[Finding]:
    """Return what is wrong with an ontology file and its imports, errors first; nothing when all is well.

    Kinds: ``syntax``, ``missing-import``, ``unreadable``, ``undeclared-property``, ``undeclared-class``, ``datatype``,
    ``refused``, ``inconsistent``, ``unsatisfiable``, ``lexicon``, ``unknown-class``, ``shared-trigger``,
    ``shared-alias``, ``no-label``, ``no-definition``. When files cannot be read or are missing, the
    other checks are left out.
    """
    broken = sorted(_file_findings(root))
    if broken:
        return broken
    try:
        ontology = load_ontology(root)
    except OntologyError as error:
        return [Finding("error", "unreadable", str(root), str(error))]
    terms = load_terms(ontology)
    findings = [*_undeclared(ontology), *_datatypes(ontology), *_unnamed(ontology), *_lexicon(ontology, terms)]
    if not any(finding.kind in _MISREAD for finding in findings):
        findings += _contradictions(root, ontology)
    return sorted(set(findings))


def _file_findings(root: Path) -> Iterator[Finding]:
    readable: dict[str, Module] = {}
    for path in sorted(root.parent.glob("*.ttl")):
        try:
            module = read_module(path)
        except OntologyError as error:
            yield Finding("error", "syntax", str(path), str(error))
        else:
            readable[module.iri] = module
    waiting = [module.iri for module in readable.values() if module.path.name == root.name]
    seen: set[str] = set()
    while waiting:
        module = readable[waiting.pop()]
        seen.add(module.iri)
        for imported in module.imports:
            if imported not in readable:
                remedy = f"Put the file that declares it into {root.parent} or remove the import."
                yield Finding("error", "missing-import", imported, f"{module.path} imports {imported}. {remedy}")
            elif imported not in seen:
                waiting.append(imported)


def _declared(ontology: Ontology, *kinds: str) -> set[str]:
    return {term for term, kind in ontology.pairs(_TYPE.value) if getattr(kind, "value", None) in kinds}


def _undeclared(ontology: Ontology) -> Iterator[Finding]:
    properties = _declared(ontology, *_PROPERTY_KINDS)
    for predicate in sorted({triple.predicate.value for triple in ontology.triples()} - properties):
        if not predicate.startswith(_BUILT_IN):
            yield Finding(
                "error", "undeclared-property", predicate,
                f"{predicate} is used but declared nowhere: Protégé would take its values for annotations. "
                "Correct its name or declare it.",
            )  # fmt: skip
    classes = _declared(ontology, OWL + "Class")
    for used in sorted({node.value for node in _class_positions(ontology)} - classes):
        if not used.startswith(_BUILT_IN):
            yield Finding(
                "error", "undeclared-class", used,
                f"{used} stands where a class must stand but is declared nowhere. Correct its name or declare it.",
            )  # fmt: skip


def _class_positions(ontology: Ontology) -> Iterator[ox.NamedNode]:
    for predicate in (_TYPE.value, *_CLASS_POSITIONS):
        yield from (node for _, node in ontology.pairs(predicate) if isinstance(node, ox.NamedNode))
    objects = _declared(ontology, _PROPERTY_KINDS[0])
    ranges = [(term, node) for term, node in ontology.pairs(RDFS + "range") if term in objects]
    yield from (node for _, node in ranges if isinstance(node, ox.NamedNode))


def _datatypes(ontology: Ontology) -> Iterator[Finding]:
    annotations = _declared(ontology, _PROPERTY_KINDS[2])
    used = {
        (triple.predicate.value, triple.object.datatype.value)
        for triple in ontology.triples()
        if isinstance(triple.object, ox.Literal) and not triple.object.language
    }
    values = _declared(ontology, _PROPERTY_KINDS[1])
    used |= {(term, getattr(node, "value", "")) for term, node in ontology.pairs(RDFS + "range") if term in values}
    for term, datatype in sorted(used):
        if datatype not in _DATATYPES and term not in annotations:
            yield Finding(
                "error", "datatype", term,
                f"{term} has or takes values of {datatype}, which OWL 2 does not know and the reasoner refuses. "
                "Use xsd:dateTime, xsd:decimal, xsd:integer or xsd:string.",
            )  # fmt: skip


def _unnamed(ontology: Ontology) -> Iterator[Finding]:
    labelled = {term for term, _ in ontology.pairs(RDFS + "label")}
    defined = {term for term, _ in ontology.pairs(SKOS + "definition")}
    vocabulary = _declared(ontology, OWL + "Class", *_PROPERTY_KINDS[:2])
    vocabulary |= {term for term in _declared(ontology, _PROPERTY_KINDS[2]) if term.startswith(NS)}
    ours = {term for term in vocabulary if not term.startswith(_FOREIGN) and not ontology.is_deprecated(term)}
    for term in sorted((ours | _declared(ontology, OWL + "NamedIndividual")) - labelled):
        yield Finding("warning", "no-label", term, f"{term} has no label. Give it an rdfs:label in English.")
    for term in sorted(ours - defined):
        yield Finding(
            "warning", "no-definition", term,
            f"{term} has no definition. Give it a skos:definition: what it is, and what sets it apart.",
        )  # fmt: skip


def _lexicon(ontology: Ontology, terms: Terms) -> list[Finding]:
    try:
        lexicon = load_lexicon(ontology, terms)
    except OntologyError as error:
        return [Finding("error", "lexicon", local_name(str(error).split()[0]), str(error))]
    triggers = {trigger for group in lexicon.triggers.values() for trigger in group}
    classes = _declared(ontology, OWL + "Class")
    return [*_unknown_classes(triggers, classes), *_shared_triggers(triggers, terms), *_shared_aliases(lexicon)]


def _unknown_classes(triggers: Iterable[Trigger], classes: set[str]) -> Iterator[Finding]:
    known = {local_name(cls) for cls in classes}
    for trigger in triggers:
        for value in (value for condition in trigger.conditions for value in condition.values):
            if value[:1].isupper() and value not in known:
                yield Finding(
                    "error", "unknown-class", trigger.cls,
                    f"A trigger pattern of {trigger.cls} names the class {value}, which is declared nowhere. "
                    "Correct the name, or write a word in lower case.",
                )  # fmt: skip


def _shared_triggers(triggers: Iterable[Trigger], terms: Terms) -> Iterator[Finding]:
    by_words: dict[tuple[str, ...], list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        if not trigger.conditions:
            by_words[trigger.words].append(trigger)
    for words, group in by_words.items():
        for one, other in combinations(sorted(group, key=lambda trigger: (trigger.cls, trigger.part)), 2):
            meet = "any" in (one.part, other.part) or one.part == other.part
            if meet and not terms.compatible(one.cls, other.cls):
                yield Finding(
                    "error", "shared-trigger", one.cls,
                    f"'{' '.join(words)}' triggers both {one.cls} and {other.cls}. "
                    "Leave it on one, or tell them apart with sr:triggerPattern.",
                )  # fmt: skip


def _shared_aliases(lexicon: Lexicon) -> Iterator[Finding]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in lexicon.names:
        bearers[name.text if name.exact else name.text.casefold()].add(name.individual)
    for text, individuals in bearers.items():
        if len(individuals) > 1:
            first, *others = sorted(individuals)
            yield Finding(
                "warning", "shared-alias", first,
                f"The name '{text}' belongs to {first} and also to {', '.join(others)}, so that the extractor cannot "
                "tell which is meant. Remove it from all but one.",
            )  # fmt: skip


def _contradictions(root: Path, ontology: Ontology) -> Iterator[Finding]:
    try:
        outcome = reason(ontology)
    except OntologyError as error:
        yield Finding("error", "refused", str(root), str(error))
        return
    if not outcome.consistent:
        hint = f" {outcome.reason}" if outcome.reason else ""
        yield Finding(
            "error", "inconsistent", outcome.term or str(root),
            f"The statements of {root} contradict each other, so that anything would follow from them.{hint} "
            "Take back the last change, or remove one of the classes or facts that exclude each other.",
        )  # fmt: skip
    for cls in outcome.unsatisfiable:
        yield Finding(
            "error", "unsatisfiable", cls,
            f"Nothing can be of the class {cls}: its superclasses exclude each other. Give it other superclasses.",
        )  # fmt: skip
