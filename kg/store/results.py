"""Solutions as terms, for pages and commands, and as a table of text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.namespaces import PREFIXES

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_WIDEST_CELL: Final = 60


@dataclass(frozen=True)
class Solutions:
    """The result of a SELECT: variable names, and rows of terms in their order; None where a row leaves one unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each row as the terms of its bound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def texts(self) -> Iterator[dict[str, str]]:
        """Yield each row as the plain values of its bound variables: IRI or lexical form."""
        for row in self:
            yield {name: plain_value(term) for name, term in row.items()}


def parse_solutions(data: bytes) -> Solutions:
    """Return the solutions in a result in SPARQL JSON."""
    parsed = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
    if not isinstance(parsed, ox.QuerySolutions):
        raise TypeError("the result of an ASK has no rows")
    names = tuple(variable.value for variable in parsed.variables)
    return Solutions(names, tuple(tuple(row[name] for name in names) for row in parsed))


def plain_value(term: Term) -> str:
    """Return the IRI, the lexical form, or the label of a blank node."""
    return str(term) if isinstance(term, ox.Triple) else term.value


def short_form(term: Term) -> str:
    """Return a term as people read it: ``sr:AirStrike`` for an IRI under a known prefix, text without its datatype."""
    if not isinstance(term, ox.NamedNode):
        return plain_value(term)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value[len(namespace) :]}"
    return f"<{term.value}>"


def text_table(solutions: Solutions) -> str:
    """Return the solutions as lines of columns under their names, cells beyond 60 signs cut with an ellipsis."""
    rows = [[_cell(term) for term in row] for row in solutions.rows]
    table = [list(solutions.variables), *rows]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    lines = [_line(row, widths) for row in table]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines) + "\n"


def _cell(term: Term | None) -> str:
    text = "" if term is None else " ".join(short_form(term).split())
    return text if len(text) <= _WIDEST_CELL else text[: _WIDEST_CELL - 1] + "…"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)
