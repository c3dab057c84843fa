"""JSON-LD for reading: one object for each thing, its properties under the names that our context gives them.

The names and types come from the ontology in the graph, so that a term somebody adds is there too.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.namespaces import DCTERMS, NS, OWL, PREFIXES, RDF, RDFS, SKOS, XSD
from kg.store.reader import Reader
from kg.store.results import Term

Json: TypeAlias = "str | int | bool | Mapping[str, Json] | list[Json]"

_TYPE: Final = ox.NamedNode(RDF + "type")
_RANGE: Final = ox.NamedNode(RDFS + "range")
_DEFAULT: Final = ox.DefaultGraph()
_NAME: Final = re.compile(r"[A-Za-z]\w*")
_KINDS: Final = {"ObjectProperty": True, "DatatypeProperty": False, "AnnotationProperty": False}
"""Kinds of properties, and whether their values are things."""
_NATIVE: Final = {XSD + name for name in ("string", "integer", "boolean")}
_FOREIGN: Final = {
    "label": RDFS + "label",
    "comment": RDFS + "comment",
    "subClassOf": RDFS + "subClassOf",
    "subPropertyOf": RDFS + "subPropertyOf",
    "altLabel": SKOS + "altLabel",
    "definition": SKOS + "definition",
    "title": DCTERMS + "title",
    "isReplacedBy": DCTERMS + "isReplacedBy",
    "sameAs": OWL + "sameAs",
}
_TAKEN: Final = {*_FOREIGN, *PREFIXES}
_LINKS: Final = {"subClassOf", "subPropertyOf", "isReplacedBy", "sameAs"}
_EXACT: Final = 2**53
"""Whole numbers from here on lose digits in readers that take them for floats."""


@dataclass(frozen=True)
class Name:
    """What a property is called, and what its values are: ``@id``, a datatype, or ``""`` for what JSON tells itself."""

    name: str
    kind: str = ""


@dataclass(frozen=True)
class Context:
    """The names of properties, by IRI."""

    names: Mapping[str, Name]

    def document(self, used: Iterable[str] | None = None) -> dict[str, Json]:
        """Return the context for those properties, None: for all."""
        chosen = self.names if used is None else {iri for iri in used if iri in self.names}
        terms: dict[str, Json] = {}
        for iri in sorted(chosen, key=lambda each: self.names[each].name):
            name = self.names[iri]
            if name.kind:
                terms[name.name] = {"@id": _short(iri), "@type": name.kind if name.kind == "@id" else _short(name.kind)}
            elif not iri.startswith(NS):
                terms[name.name] = _short(iri)
        return {"@vocab": NS, **PREFIXES, **terms}


def read_context(reader: Reader) -> Context:
    """Return the context that the ontology in the newest snapshot gives."""
    names = {iri: Name(name, "@id" if name in _LINKS else "") for name, iri in _FOREIGN.items()}
    for kind, is_link in _KINDS.items():
        for quad in reader.quads(None, _TYPE, ox.NamedNode(OWL + kind), _DEFAULT):
            iri = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
            name = iri.removeprefix(NS)
            if iri.startswith(NS) and _NAME.fullmatch(name) and name not in _TAKEN:
                names[iri] = Name(name, "@id" if is_link else _datatype(reader, iri))
    return Context(names)


def write_json_ld(triples: Iterable[ox.Triple], context: Context) -> bytes:
    """Return the triples as one JSON-LD document that carries the part of the context it uses."""
    things: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        things[_id(triple.subject)][triple.predicate.value].append(triple.object)
    used = {iri for properties in things.values() for iri in properties}
    graph = [_thing(iri, things[iri], context) for iri in sorted(things)]
    return (
        json.dumps({"@context": context.document(used), "@graph": graph}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _datatype(reader: Reader, iri: str) -> str:
    objects = (quad.object for quad in reader.quads(ox.NamedNode(iri), _RANGE, None, _DEFAULT))
    ranges = {each.value for each in objects if isinstance(each, ox.NamedNode)}
    kind = ranges.pop() if len(ranges) == 1 else ""
    return kind if kind.startswith(XSD) and kind not in _NATIVE else ""


def _thing(iri: str, properties: Mapping[str, list[Term]], context: Context) -> dict[str, Json]:
    shown: dict[str, Json] = {"@id": iri}
    for each in sorted(properties):
        values = sorted(properties[each], key=str)
        if each == RDF + "type":
            shown["@type"] = [_class(value) for value in values]
        else:
            name = context.names.get(each) or Name(_bare(each))
            found = [_value(value, name.kind) for value in values]
            shown[name.name] = found[0] if len(found) == 1 else found
    return shown


def _bare(iri: str) -> str:
    """Return what a property is called that the context does not name; ours go by their own names."""
    name = iri.removeprefix(NS)
    return name if name != iri and _NAME.fullmatch(name) and name not in _TAKEN else _short(iri)


def _value(term: Term, kind: str) -> Json:
    if not isinstance(term, ox.Literal):
        return _id(term) if kind == "@id" else {"@id": _id(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    datatype = term.datatype.value
    if datatype == kind:
        return term.value
    if not kind and (native := _native(term.value, datatype)) is not None:
        return native
    return {"@type": _short(datatype), "@value": term.value}


def _native(text: str, datatype: str) -> "Json | None":
    """Return a value as JSON has it, None where reading it back could give another one."""
    if datatype == XSD + "string":
        return text
    if datatype == XSD + "boolean" and text in {"true", "false"}:
        return text == "true"
    is_whole = datatype == XSD + "integer" and len(text) < 20 and text.lstrip("-").isdigit() and text.isascii()
    return int(text) if is_whole and str(int(text)) == text and abs(int(text)) < _EXACT else None


def _id(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    raise TypeError(f"{term} is no name of a thing")


def _class(term: Term) -> str:
    iri = _id(term)
    name = iri.removeprefix(NS)
    return name if name != iri and _NAME.fullmatch(name) else _short(iri)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and _NAME.fullmatch(rest):
            return f"{prefix}:{rest}"
    return iri
