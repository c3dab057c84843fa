"""The query templates described for programs: a list in JSON, an OpenAPI document, and SHACL's executables."""

from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from kg.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SH, XSD
from kg.store.query import QueryForm
from kg.store.syntax.guard import query_form
from kg.store.templates.parameters import DESCRIPTIONS, Parameter
from kg.store.templates.templates import Template
from kg.web.pages.lookup import Node
from kg.web.questions.parameter_schemas import Json, parameter_schema, typed
from kg.web.questions.question_data import MOST_ROWS, offers
from kg.web.urls import question

_DATATYPES: Final = {"month": "string", "year": "string", "enum": "string", "text-search": "string"}
_THINGS: Final = {"iri", "curie", "class"}
_ERRORS: Final = {
    "400": "A parameter is missing, unknown or not of its type; the message names it.",
    "404": "There is no such question.",
    "406": "It does not answer in that format; the message lists those in which it does.",
    "429": "Too many requests came from this client; try again after the time in Retry-After.",
    "503": "Too many queries are running; try again after the time in Retry-After.",
    "504": "The answer took longer than allowed.",
}
_EXECUTABLES: Final = {
    QueryForm.SELECT: ("SPARQLSelectExecutable", "select"),
    QueryForm.ASK: ("SPARQLAskExecutable", "ask"),
    QueryForm.CONSTRUCT: ("SPARQLConstructExecutable", "construct"),
}


def listing(templates: Mapping[str, Template], root: str) -> Json:
    """Return what each template asks and takes, and where it answers."""
    return [_entry(template, root) for template in templates.values()]


def open_api(templates: Mapping[str, Template], root: str) -> Json:
    """Return the OpenAPI 3.1 document of the templates."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Questions to the graph", "version": "1", "description": "Saved queries with parameters."},
        "servers": [{"url": root.rstrip("/")}],
        "paths": {question(name, ".{format}"): {"get": _operation(each)} for name, each in templates.items()},
        "components": {"schemas": {"Problem": _problem()}},
    }


def triples(templates: Mapping[str, Template], base: str, endpoint: str) -> Iterator[ox.Triple]:
    """Yield the templates as ``sh:SPARQLExecutable``, so that query editors and SHACL tools can take them over."""
    for template in templates.values():
        about = Node(f"{base}queries/{template.name}")
        kind, prop = _EXECUTABLES.get(query_form(template.body), ("SPARQLExecutable", "select"))
        for each in dict.fromkeys(("SPARQLExecutable", kind)):
            yield ox.Triple(about, Node(RDF + "type"), Node(SH + each))
        yield ox.Triple(about, Node(SH + prop), ox.Literal(template.body))
        yield ox.Triple(about, Node(RDFS + "label"), ox.Literal(template.summary, language="en"))
        if template.description:
            yield ox.Triple(about, Node(RDFS + "comment"), ox.Literal(template.description, language="en"))
        for tag in template.tags:
            yield ox.Triple(about, Node(SCHEMA + "keywords"), ox.Literal(tag))
        yield ox.Triple(about, Node(SCHEMA + "target"), Node(endpoint))
        for parameter in template.parameters:
            yield from _parameter_triples(about, parameter)


def _parameter_triples(about: Node, parameter: Parameter) -> Iterator[ox.Triple]:
    node = Node(f"{about.value}#{parameter.name}")
    yield ox.Triple(about, Node(SH + "parameter"), node)
    yield ox.Triple(node, Node(RDF + "type"), Node(SH + "Parameter"))
    yield ox.Triple(node, Node(SH + "path"), node)
    yield ox.Triple(node, Node(SH + "name"), ox.Literal(parameter.name))
    optional = ox.Literal(not parameter.required or bool(parameter.default))
    yield ox.Triple(node, Node(SH + "optional"), optional)
    if parameter.type in _THINGS:
        yield ox.Triple(node, Node(SH + "nodeKind"), Node(SH + "IRI"))
    else:
        datatype = Node(XSD + _DATATYPES.get(parameter.type, parameter.type))
        yield ox.Triple(node, Node(SH + "datatype"), datatype)
    texts = {"description": parameter.description, "defaultValue": parameter.default}
    for name, text in texts.items():
        if text:
            yield ox.Triple(node, Node(SH + name), ox.Literal(text))
    if parameter.example:
        yield ox.Triple(node, Node(DCTERMS + "example"), ox.Literal(parameter.example))


def _entry(template: Template, root: str) -> Json:
    start = root.rstrip("/")
    return {
        "name": template.name,
        "summary": template.summary,
        "description": template.description,
        "tags": list(template.tags),
        "url": start + question(template.name),
        "formats": {form.name: start + question(template.name, f".{form.name}") for form in offers(template)},
        "view": template.view,
        "pagination": template.pagination,
        "parameters": [_parameter_entry(parameter) for parameter in template.parameters],
    }


def _parameter_entry(parameter: Parameter) -> Json:
    known: dict[str, Json] = {
        "name": parameter.name,
        "type": parameter.type,
        "required": parameter.required,
        "multiple": parameter.multiple,
    }
    further: dict[str, Json] = {
        "default": parameter.default,
        "enum": list(parameter.enum),
        "choices": parameter.choices,
        "min": parameter.minimum,
        "max": parameter.maximum,
        "example": parameter.example,
        "description": parameter.description,
    }
    return {**known, **{name: value for name, value in further.items() if value not in ("", [], None)}}


def _operation(template: Template) -> Json:
    forms = offers(template)
    schema: Json = {"type": "string", "enum": [form.name for form in forms]}
    path: Json = {"name": "format", "in": "path", "required": True, "schema": schema}
    content: dict[str, Json] = {form.media_types[0]: {"schema": _answer_schema(form.name)} for form in forms}
    problem: Json = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": template.name,
        "summary": template.summary,
        "description": template.description,
        "tags": list(template.tags),
        "parameters": [path, *map(_parameter, template.parameters), *_paging()],
        "responses": {
            "200": {
                "description": "The answer. A Link header leads to the next rows where there may be more.",
                "content": content,
            },
            **{code: {"description": text, "content": problem} for code, text in _ERRORS.items()},
        },
    }


def _answer_schema(name: str) -> Json:
    return {"type": "object"} if name in {"json", "geojson"} else {"type": "string"}


def _parameter(parameter: Parameter) -> Json:
    schema = parameter_schema(parameter)
    described = f"{parameter.description} Give {DESCRIPTIONS[parameter.type]}.".strip()
    needed = parameter.required and not parameter.default
    found: dict[str, Json] = {
        "name": parameter.name,
        "in": "query",
        "required": needed,
        "description": described,
        "schema": {"type": "array", "items": schema} if parameter.multiple else schema,
    }
    if not needed:
        found["allowEmptyValue"] = True
    if parameter.example and not parameter.multiple:
        found["example"] = typed(parameter, parameter.example)
    return found


def _paging() -> list[Json]:
    number: dict[str, Json] = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    most = f"Most rows of the answer, which has {MOST_ROWS} at the most; a Link header leads to the others."
    skipped = "Rows to leave out at the beginning."
    return [
        {"name": "_limit", "in": "query", "description": most, "schema": number, "allowEmptyValue": True},
        {"name": "_offset", "in": "query", "description": skipped, "schema": number, "allowEmptyValue": True},
    ]


def _problem() -> Json:
    texts: dict[str, Json] = {name: {"type": "string"} for name in ("type", "title", "detail")}
    return {"type": "object", "properties": {**texts, "status": {"type": "integer"}}, "required": ["title", "status"]}
