"""The header of a template: YAML in ``#+`` lines, read key by key, and what is wrong with it told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from kg.errors import QueryError, TemplateError
from kg.store.formats import GEO_JSON, GRAPH_FORMATS, SOLUTION_FORMATS
from kg.store.query import QueryForm
from kg.store.syntax.guard import query_form
from kg.store.templates.parameters import DESCRIPTIONS, Parameter, Value

VIEWS: Final = ("table", "bars")
"""How a page may show the rows of an answer: as they are, or with a bar for each number of the last column."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TEXTS: Final = ("default", "example", "description", "label", "language")
_PARAMETER_KEYS: Final = {"name", "type", "required", "enum", "min", "max", "multiple", *_TEXTS}
_GEO: Final = ("lat", "long")


@dataclass(frozen=True)
class TemplateTest:
    """What a template must answer for some values: that many rows, or yes or no to an ASK."""

    values: Mapping[str, Value]
    rows: int | None = None
    ask: bool | None = None


class Header:
    """The settings of a template, by their keys; each reader raises TemplateError for a value it cannot take."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        self._settings = settings

    def text(self, key: str, default: str = "") -> str:
        """Return the text of a key."""
        return str(self._settings.get(key, default))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a key that is a list."""
        return tuple(map(str, _listed(self._settings, key)))

    def whole(self, key: str) -> int | None:
        """Return the number of a key, None if it is not there."""
        value = self._settings.get(key)
        if value is None or (isinstance(value, int) and value > 0):
            return value
        raise TemplateError(f"its {key} must be a whole number above 0, not {value!r}")

    def geo(self) -> tuple[str, str]:
        """Return the names of the variables of latitude and longitude."""
        names = self.texts("geo") or _GEO
        if len(names) != 2:
            raise TemplateError(f"its geo must name two variables, latitude and longitude, not {list(names)!r}")
        return names[0], names[1]

    def view(self) -> str:
        """Return how a page shows an answer: one of ``VIEWS``."""
        view = self.text("view", VIEWS[0])
        if view not in VIEWS:
            raise TemplateError(f"its view cannot be {view!r}: choose one of {', '.join(VIEWS)}")
        return view

    def formats(self, form: QueryForm) -> tuple[str, ...]:
        """Return the names of the formats that a query of this form is to answer in, none if in all it can."""
        known = [each.name for each in (GRAPH_FORMATS if form.yields_triples else (*SOLUTION_FORMATS, GEO_JSON))]
        names = self.texts("formats")
        if unknown := [name for name in names if name not in known]:
            raise TemplateError(f"its formats cannot hold {', '.join(unknown)}: choose from {', '.join(known)}")
        return names

    def parameters(self) -> tuple[Parameter, ...]:
        """Return what is declared under ``params``."""
        return tuple(map(_parameter, _listed(self._settings, "params")))

    def tests(self) -> tuple[TemplateTest, ...]:
        """Return what the template must answer."""
        return tuple(map(_test, _listed(self._settings, "tests")))


def split_header(source: str) -> tuple[Mapping[str, object], str]:
    """Return the settings in the leading ``#+`` lines and the rest, where other comments may stand between them."""
    header: list[str] = []
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if not line.startswith("#+"):
            return _mapping("".join(header)), "".join(lines[number:]).lstrip("\r\n")
        header.append(line[2:].removeprefix(" "))
    return _mapping("".join(header)), ""


def _mapping(header: str) -> Mapping[str, object]:
    try:
        settings = yaml.safe_load(header) or {}
    except yaml.YAMLError as error:
        raise TemplateError(f"its header is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(settings, dict):
        raise TemplateError("its header is not a list of 'key: value' lines")
    return settings


def _listed(settings: Mapping[str, object], key: str) -> Sequence[object]:
    value = settings.get(key) or []
    if not isinstance(value, list):
        raise TemplateError(f"its {key} must be a list")
    return value


def _parameter(entry: object) -> Parameter:
    if not isinstance(entry, dict) or not _NAME.fullmatch(str(entry.get("name", ""))):
        raise TemplateError(f"each of its params needs a name of letters and digits, this has none: {entry!r}")
    name = entry["name"]
    if unknown := set(entry) - _PARAMETER_KEYS:
        raise TemplateError(f"its parameter {name} has unknown keys: {', '.join(sorted(map(str, unknown)))}")
    kind = str(entry.get("type", "string"))
    if kind not in DESCRIPTIONS:
        raise TemplateError(
            f"its parameter {name} has the unknown type {kind}: choose one of {', '.join(DESCRIPTIONS)}"
        )
    asked = isinstance(entry.get("enum"), str)
    return Parameter(
        name=name,
        type=kind,
        required=bool(entry.get("required")),
        enum=() if asked else tuple(map(str, _listed(entry, "enum"))),
        choices=_choices(entry) if asked else "",
        minimum=_bound(entry, "min"),
        maximum=_bound(entry, "max"),
        multiple=bool(entry.get("multiple")),
        **{key: str(entry[key]) for key in _TEXTS if key in entry},
    )


def _choices(entry: Mapping[str, object]) -> str:
    query = str(entry["enum"])
    try:
        form = query_form(query)
    except QueryError as error:
        raise TemplateError(f"the enum of its parameter {entry['name']} is no query: {error}") from error
    if form is not QueryForm.SELECT:
        raise TemplateError(f"the enum of its parameter {entry['name']} is an {form}: write a list, or a SELECT")
    return query


def _bound(entry: Mapping[str, object], key: str) -> float | None:
    value = entry.get(key)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise TemplateError(f"the {key} of its parameter {entry['name']} must be a number, not {value!r}")


def _test(entry: object) -> TemplateTest:
    if not isinstance(entry, dict) or not isinstance(entry.get("params", {}), dict):
        raise TemplateError(f"each of its tests needs params and rows or ask: {entry!r}")
    return TemplateTest(entry.get("params", {}), entry.get("rows"), entry.get("ask"))
