"""The page of the endpoint: an editor, and the answer as a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import Response, make_response, render_template

from kg.errors import QueryError
from kg.store.formats import JSON, TURTLE
from kg.store.query import QueryForm
from kg.store.results import Solutions, Term, parse_solutions, plain_value
from kg.web.http.addresses import root
from kg.web.http.problems import status_and_title
from kg.web.pages.lookup import Cell, Lookup, lookup
from kg.web.served import served
from kg.web.urls import question
from kg.wording import counted

_DEFAULT_QUERY: Final = Path(__file__).with_name("default-query.rq")
_MOST_ROWS: Final = 1_000
_MOST_BYTES: Final = 5_000_000


@dataclass(frozen=True)
class _Column:
    title: str
    kind: str = ""


@dataclass(frozen=True)
class _Answer:
    columns: tuple[_Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
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
        endpoint=f"{root()}sparql",
    )
    return make_response(page, status)


def _examples() -> list[dict[str, str]]:
    templates = served().templates
    return [{"summary": template.summary, "href": question(name)} for name, template in templates.items()]


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
    size = counted(len(solutions), "row") + (f", the first {_MOST_ROWS:,} shown" if len(shown) < len(solutions) else "")
    find = lookup()
    rows = tuple(tuple(_cell(find, term) for term in row) for row in shown)
    kinds = (next((cell.kind for cell in column if cell.text), "") for column in zip(*rows, strict=True))
    columns = tuple(map(_Column, solutions.variables, kinds)) if rows else tuple(map(_Column, solutions.variables))
    return _Answer(columns, rows, size)


def _cell(find: Lookup, term: Term | None) -> Cell:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return find.cell(term)
    return Cell("" if term is None else plain_value(term))
