"""What a class of events is in other codebooks, and which events of it only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.namespaces import local_name, sr
from kg.web.page_queries import select
from kg.web.pages.lookup import Cell, Lookup, Node

Row: TypeAlias = Mapping[str, object]

_CONDITIONS: Final = (("role", "kind"), ("", "also"))


@dataclass(frozen=True)
class Condition:
    """What an event must be as well, or what it must have in a role (whose text is ``""`` for the event itself)."""

    role: Cell
    kind: Cell


@dataclass(frozen=True)
class Code:
    """A code of a codebook, how it relates to the class, and all conditions under which it holds."""

    iri: Node
    book: Node
    relation: str
    """``exactMatch``, ``closeMatch``, ``broadMatch`` (the code is broader) or ``narrowMatch``."""
    code: Cell
    conditions: list[Condition]


def by_codebook(find: Lookup, codes: Iterable[Code]) -> list[tuple[Cell, list[Code]]]:
    """Return codes below their codebooks."""
    return [(find.cell(book), list(those)) for book, those in groupby(codes, attrgetter("book"))]


def read_codes(find: Lookup, term: Node) -> list[Code]:
    """Return the codes of a class, those of one codebook after each other."""
    found: dict[tuple[Node, Node, Node], dict[Condition, None]] = {}
    for row in select("codes", {"term": term.value}):
        book, relation, code = (row.get(name) for name in ("book", "relation", "code"))
        if isinstance(book, Node) and isinstance(relation, Node) and isinstance(code, Node):
            conditions = found.setdefault((book, relation, code), {})
            conditions.update(dict.fromkeys(_conditions(find, row)))
    return [
        Code(code, book, local_name(relation.value), find.cell(code), list(conditions))
        for (book, relation, code), conditions in found.items()
    ]


def _conditions(find: Lookup, row: Row) -> list[Condition]:
    return [
        Condition(_cell(find, row.get(role)), _cell(find, row[kind]))
        for role, kind in _CONDITIONS
        if row.get(kind) is not None
    ]


def _cell(find: Lookup, value: object) -> Cell:
    """Return a class or a role as a page shows it, be it named by its IRI or by its local name."""
    if isinstance(value, ox.Literal):
        return find.cell(sr(value.value))
    return find.cell(value) if isinstance(value, ox.NamedNode) else Cell("")
