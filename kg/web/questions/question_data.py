"""The query templates as an API: their answers in every format, page by page."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox
from flask import Response, abort, request

from kg.store.exports.geo_json import Feature, degrees, write_features
from kg.store.formats import CSV, GEO_JSON, GRAPH_FORMATS, JSON, SOLUTION_FORMATS, TSV, ResultFormat
from kg.store.query import QueryForm
from kg.store.results import Solutions, Term, parse_solutions, plain_value
from kg.store.syntax.guard import query_form
from kg.store.syntax.tokens import significant
from kg.store.templates.parameters import Value
from kg.store.templates.templates import Template, bind
from kg.web.http.addresses import root
from kg.web.http.log import note_query
from kg.web.served import served
from kg.web.urls import question

MOST_ROWS: Final = 10_000
_PAGING: Final = {"_limit", "_offset"}
_NUMBERS: Final = {"integer": int, "decimal": float, "double": float, "float": float}


def offers(template: Template) -> tuple[ResultFormat, ...]:
    """Return the formats in which a template answers."""
    form = query_form(template.body)
    located = form is QueryForm.SELECT and has_places(template)
    able = GRAPH_FORMATS if form.yields_triples else (*SOLUTION_FORMATS, GEO_JSON) if located else SOLUTION_FORMATS
    return tuple(each for each in able if each.name in template.formats) if template.formats else able


def has_places(template: Template) -> bool:
    """Return whether the answers of a template have coordinates."""
    used = {token.text[1:] for token in significant(template.body) if token.kind == "variable"}
    return set(template.geo) <= used


def answer_data(template: Template, chosen: ResultFormat) -> Response:
    """Return the answer for the request's parameters, with a link to the next rows where there may be more.

    Raises TemplateError for wrong parameters, QueryError where the query cannot be answered.
    """
    limit = min(paging_number("_limit", template.pagination or template.limit or MOST_ROWS), MOST_ROWS)
    offset = paging_number("_offset", 0)
    values = given_values()
    text = bind(template, values, limit=limit, offset=offset)
    note_query(text)
    asked = JSON if chosen is GEO_JSON else chosen
    answer = served().reader.query(text, format=asked, seconds=template.timeout).read()
    body = _features(template, parse_solutions(answer)) if chosen is GEO_JSON else answer
    response = Response(body, content_type=chosen.content_type)
    if template.cache:
        response.headers["Cache-Control"] = f"max-age={template.cache}"
    if _is_sliced(template, values):
        more = 0 < limit <= _rows(answer, asked)
        _link_pages(response, template, chosen, limit=limit, offset=offset, more=more)
    return response


def given_values() -> dict[str, Value]:
    """Return the parameters in the URL of the request; a list for one that is given several times."""
    found = {name: [value for value in values if value] for name, values in request.args.lists() if name not in _PAGING}
    return {name: values if len(values) > 1 else values[0] for name, values in found.items() if values}


def paging_number(name: str, default: int) -> int:
    """Return ``_limit`` or ``_offset`` of the request; answer 400 for what is no whole number."""
    given = request.args.getlist(name)
    if len(given) > 1:
        abort(400, f"{name} is given {len(given)} times: give it once")
    if not (text := "".join(given)):
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        abort(400, f"{name} cannot be {text!r}: give a whole number from 0 up")
    return int(text)


def _is_sliced(template: Template, values: Mapping[str, Value]) -> bool:
    """Return whether the rows of an answer can be chosen: not where the query says itself which it gives."""
    return bind(template, values, limit=1, offset=0) != bind(template, values, limit=1, offset=1)


def _rows(answer: bytes, form: ResultFormat) -> int:
    """Return the number of rows of an answer, 0 for graphs, which have none."""
    if form in {CSV, TSV}:
        text = io.StringIO(answer.decode(), newline="")
        return sum(1 for _ in csv.reader(text)) - 1 if form is CSV else answer.count(b"\n") - 1
    if form is JSON:
        return len(json.loads(answer).get("results", {}).get("bindings", ()))
    return answer.count(b"<result>")


def _link_pages(
    response: Response, template: Template, chosen: ResultFormat, *, limit: int, offset: int, more: bool
) -> None:
    start = root().rstrip("/")
    parts = {}
    if more:
        parts["next"] = offset + limit
    if offset:
        parts["prev"] = max(0, offset - limit)
    values = {name: value for name, value in request.args.lists() if name not in _PAGING}
    links = [
        f'<{start}{question(template.name, f".{chosen.name}", **values, _limit=limit, _offset=place)}>; rel="{name}"'
        for name, place in parts.items()
    ]
    if links:
        response.headers["Link"] = ", ".join(links)


def _features(template: Template, solutions: Solutions) -> str:
    return "".join(write_features(_located(template, solutions)))


def _located(template: Template, solutions: Solutions) -> Iterator[Feature]:
    lat, long = template.geo
    first = solutions.variables[0]
    for row in solutions:
        texts = {name: plain_value(row[name]) for name in (lat, long) if name in row}
        named = row.get(first)
        yield Feature(
            id=named.value if isinstance(named, ox.NamedNode) else "",
            latitude=degrees(texts.get(lat), most=90),
            longitude=degrees(texts.get(long), most=180),
            properties={name: _property(term) for name, term in row.items() if name not in texts},
        )


def _property(term: Term) -> str | int | float | bool:
    if not isinstance(term, ox.Literal):
        return plain_value(term)
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "boolean":
        return term.value in {"true", "1"}
    try:
        return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
    except ValueError:
        return term.value
