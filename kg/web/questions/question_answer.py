"""The answer to a question as its page shows it: a table of names with links, beside bars where the template asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from kg.store.formats import N_TRIPLES
from kg.store.query import QueryForm
from kg.store.results import Solutions, Term, plain_value
from kg.store.templates.parameters import Value
from kg.store.templates.templates import Template, bind
from kg.web.pages.lookup import Cell, Lookup, in_words
from kg.web.served import served

_LABEL: Final = "Label"
"""How the variable ends that holds the name of what another one holds."""
_STATEMENT: Final = ("thing", "property", "value")
_MOST_STATEMENTS: Final = 1_000
_MOST_BYTES: Final = 5_000_000


@dataclass(frozen=True)
class Column:
    """The head of a column: the variable's words, and the kind of value below it."""

    title: str
    kind: str


@dataclass(frozen=True)
class Answer:
    """The rows of an answer as cells, each with the name of the thing in place of its IRI."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    bars: Sequence[float] = ()
    """What the bar beside each row shows, the longest being as long as the largest; none: there are no bars."""
    more: bool = False
    """Whether more comes after these rows."""


def read_page(find: Lookup, template: Template, values: Mapping[str, Value], *, size: int, offset: int) -> Answer:
    """Return a page of the answer to a template as a table, of a graph one of triples.

    ``size`` and ``offset`` count rows, of a graph the solutions that it is made from. Raises TemplateError for values
    that do not fit; other errors as in ``Reader.query``.
    """
    text = bind(template, values, limit=size, offset=offset)
    if served().reader.check(text).yields_triples:
        following = bind(template, values, limit=1, offset=offset + size)
        is_paged = text != bind(template, values, limit=size, offset=offset + size)
        return replace(_statements(find, text), more=is_paged and bool(_statements(find, following).rows))
    solutions = _solutions(bind(template, values, limit=size + 1, offset=offset))
    columns, rows = _table(find, solutions)
    bars = _numbers(solutions) if template.view == "bars" else ()
    return Answer(columns, rows[:size], bars[:size], more=len(rows) > size)


def _solutions(text: str) -> Solutions:
    """Return the rows of a query, of an ASK one row that says yes or no."""
    reader = served().reader
    if reader.check(text) is QueryForm.ASK:
        return Solutions(("answer",), ((ox.Literal("yes" if reader.ask(text) else "no"),),))
    return reader.select(text)


def _statements(find: Lookup, text: str) -> Answer:
    """Return a graph as a table of its triples, sorted, the first thousand of them."""
    lines = b""
    with served().reader.query(text, format=N_TRIPLES) as answer:
        for part in answer:
            lines += part
            if len(lines) > _MOST_BYTES:
                break
    quads = ox.parse(lines[: lines.rfind(b"\n") + 1], format=ox.RdfFormat.N_TRIPLES)
    found = sorted({quad.triple for quad in quads}, key=str)[:_MOST_STATEMENTS]
    rows = [[_part(find, each) for each in (triple.subject, triple.predicate, triple.object)] for triple in found]
    return Answer([Column(title, "") for title in _STATEMENT], rows)


def _part(find: Lookup, term: Term) -> Cell:
    return find.cell(term) if isinstance(term, ox.NamedNode | ox.Literal) else Cell(plain_value(term))


def _numbers(solutions: Solutions) -> Sequence[float]:
    """Return the numbers of the last column, none if it holds anything else."""
    last = solutions.variables[-1]
    try:
        return [float(plain_value(row[last])) if last in row else 0.0 for row in solutions]
    except ValueError:
        return ()


def _table(find: Lookup, solutions: Solutions) -> tuple[Sequence[Column], Sequence[Sequence[Cell]]]:
    """Return columns and rows with every ``?xLabel`` taken into the column of ``?x``."""
    names = solutions.variables
    shown = [name for name in names if not (name.endswith(_LABEL) and name.removesuffix(_LABEL) in names)]
    rows = [[_cell(find, row, name) for name in shown] for row in solutions]
    kinds = [next((row[place].kind for row in rows if row[place].text), "") for place in range(len(shown))]
    return [Column(in_words(name), kind) for name, kind in zip(shown, kinds, strict=True)], rows


def _cell(find: Lookup, row: Mapping[str, Term], name: str) -> Cell:
    value = row.get(name)
    if not isinstance(value, ox.NamedNode | ox.Literal):
        return Cell("")
    cell = find.cell(value)
    label = row.get(name + _LABEL)
    text = label.value if isinstance(label, ox.Literal) else cell.text
    kind = cell.kind or ("text" if len(text) > 60 else "")
    return Cell(text, cell.href, cell.external, kind)
