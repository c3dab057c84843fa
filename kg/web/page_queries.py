"""The queries of the pages: ``.rq`` files beside this one, bound like the templates of users."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import current_app

from kg.store.parameters import Value
from kg.store.results import Solutions
from kg.store.templates import Template, bind, load_templates
from kg.web.served import served

_FOLDER: Final = Path(__file__).with_name("sparql")
_REMEMBERED: Final = "sitrep.remembered"


@cache
def _templates() -> dict[str, Template]:
    return load_templates(_FOLDER)


def page_query(name: str, values: Mapping[str, Value], *, limit: int | None = None, offset: int = 0) -> str:
    """Return a query of the pages with those values bound; TemplateError names a value that is wrong."""
    return bind(_templates()[name], values, limit=limit, offset=offset)


def select(name: str, values: Mapping[str, Value], *, limit: int | None = None, offset: int = 0) -> Solutions:
    """Return the rows of a query of the pages; errors as in ``page_query`` and Reader.query."""
    return served().reader.select(page_query(name, values, limit=limit, offset=offset))


def nodes(solutions: Solutions, name: str) -> list[ox.NamedNode]:
    """Return the IRIs of one variable, each once, in the order of the rows."""
    found = (row.get(name) for row in solutions)
    return list(dict.fromkeys(node for node in found if isinstance(node, ox.NamedNode)))


def remembered(name: str) -> Solutions:
    """Return the rows of a query without parameters, asked once for each snapshot."""
    known: dict[tuple[str, int], Solutions] = current_app.extensions.setdefault(_REMEMBERED, {})
    key = (name, served().reader.snapshot.number)
    if key not in known:
        rows = select(name, {})
        for old in [old for old in known if old[0] == name]:
            known.pop(old, None)
        known[key] = rows
    return known[key]
