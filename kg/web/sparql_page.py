"""The page of the endpoint: an editor, and the answer as a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import Response, make_response, render_template, url_for

from kg.errors import QueryError
from kg.namespaces import XSD
from kg.store.formats import JSON, TURTLE
from kg.store.query import QueryForm
from kg.store.results import Solutions, Term, parse_solutions, short_form
from kg.web.problems import status_and_title
from kg.web.served import served

_DEFAULT_QUERY: Final = Path(__file__).with_name("default-query.rq")
_MOST_ROWS: Final = 1_000
_MOST_BYTES: Final = 5_000_000
_NUMBERS: Final = {XSD + name for name in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True)
class _Cell:
    text: str
    href: str = ""
    external: bool = False
    kind: str = ""


@dataclass(frozen=True)
class _Column:
    title: str
    kind: str = ""


@dataclass(frozen=True)
class _Answer:
    columns: tuple[_Column, ...] = ()
    rows: tuple[tuple[_Cell, ...], ...] = ()
    size: str = ""
    text: str = ""


def render_page(query: str) -> Response:
    """Return the editor with that query in it and, unless it is empty, its answer or what is wrong with it."""
    answer, problem, status = None, "", 200
    if query:
        try:
            answer = _ask(query)
        except QueryError as error:
            problem, status = str(error), status_and_title(error)[0]
    page = render_template(
        "sparql.html",
        query=query,
        default_query=_DEFAULT_QUERY.read_text(encoding="utf-8"),
        answer=answer,
        problem=problem,
        examples=_examples(),
    )
    return make_response(page, status)


def _examples() -> list[dict[str, str]]:
    return [
        {"summary": template.summary, "href": f"{url_for('sparql.sparql').rpartition('/')[0]}/queries/{name}"}
        for name, template in served().templates.items()
    ]


def _ask(query: str) -> _Answer:
    reader = served().reader
    form = reader.check(query)
    with reader.query(query, format=TURTLE if form.yields_triples else JSON) as answer:
        content = b""
        for chunk in answer:
            content += chunk
            if len(content) > _MOST_BYTES:
                return _Answer(text="The answer is too large for a page: add a LIMIT, or ask for CSV.")
    if form.yields_triples:
        return _Answer(text=content.decode())
    if form is QueryForm.ASK:
        parsed = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
        return _Answer(text="Yes." if parsed else "No.")
    return _table(parse_solutions(content))


def _table(solutions: Solutions) -> _Answer:
    shown = solutions.rows[:_MOST_ROWS]
    size = f"{len(solutions):,} rows" + (f", the first {_MOST_ROWS:,} shown" if len(shown) < len(solutions) else "")
    rows = tuple(tuple(_cell(term) for term in row) for row in shown)
    columns = tuple(_Column(name) for name in solutions.variables)
    return _Answer(columns, rows, size)


def _cell(term: Term | None) -> _Cell:
    if term is None:
        return _Cell("")
    if isinstance(term, ox.NamedNode) and term.value.startswith(("http://", "https://")):
        return _Cell(short_form(term), term.value, external=True)
    is_number = isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
    return _Cell(short_form(term), kind="number" if is_number else "")
