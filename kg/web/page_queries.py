"""The queries of the pages: ``.rq`` files beside this one, bound like the templates of users."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar, cast

import pyoxigraph as ox
from flask import current_app

from kg.store.results import Solutions
from kg.store.templates.parameters import Value
from kg.store.templates.templates import Template, bind, load_templates
from kg.web.served import served

_FOLDER: Final = Path(__file__).with_name("sparql")
_REMEMBERED: Final = "sitrep.remembered"
_PATIENCE: Final = 20

Made = TypeVar("Made")


@dataclass(frozen=True)
class _Remembered:
    snapshot: int
    good_until: float
    value: object


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
    """Return the rows of a query without parameters as ``recent`` does."""
    return recent(name, lambda: select(name, {}))


def recent(name: str, make: Callable[[], Made]) -> Made:
    """Return what ``make`` makes of the newest snapshot, or of an older one while making it anew is not yet worth it.

    What took a second is made again after twenty, so that a store that is being written does not keep the server busy.
    """
    known: dict[str, _Remembered] = current_app.extensions.setdefault(_REMEMBERED, {})
    number, now = served().reader.snapshot.number, monotonic()
    found = known.get(name)
    if found is None or (found.snapshot != number and now > found.good_until):
        value = make()
        ready = monotonic()
        found = known[name] = _Remembered(number, ready + _PATIENCE * (ready - now), value)
    return cast(Made, found.value)
