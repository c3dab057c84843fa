"""Query templates: ``.rq`` files with a YAML header in ``#+`` lines, and typed parameters written ``$name``.

    #+ summary: What happened in a place
    #+ params:
    #+   - {name: place, type: iri, required: true, example: "auth:Syria"}
    #+   - {name: month, type: month}
    SELECT ?event WHERE {
      ?event sr:occurredIn $place .
    #+ if month
      ?event sr:month $month .
    #+ end
    }

Further keys of the header: ``description``, ``tags``, ``limit`` (rows), ``timeout`` and ``cache`` (seconds), ``tests``,
``geo`` (the variables of latitude and longitude, ``[lat, long]`` if it is left out); of a parameter: ``default``,
``enum``, ``min``, ``max``, ``example``, ``description``, ``label``, ``language`` (of a string), and ``multiple`` for
one that may be given often. A header without ``params`` may be one of grlc, whose parameters are written ``?_name``.

An optional parameter that is not given stays a variable; lines between ``#+ if`` and ``#+ end`` are then left out.

A line ``#+ page`` at the end of a subquery becomes its LIMIT: as many as the rows of the page asked for and of those
before it. Where the subquery finds the things that come first in the order of the whole query, each of which has a row,
the answer stays the same, and only what is shown is looked up.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from kg.errors import TemplateError
from kg.store.syntax.tokens import significant
from kg.store.templates.binding import (
    DIRECTIVE,
    bind_lists,
    has_own_slice,
    is_parameter,
    kept_lines,
    outside_lists,
    paged,
)
from kg.store.templates.grlc import read_grlc
from kg.store.templates.parameters import DESCRIPTIONS, Parameter, Value, term_of, terms_of

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


@dataclass(frozen=True, kw_only=True)
class Template:
    """A saved query: its name (the file's), what its header says, and its text."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    limit: int | None
    timeout: int | None
    """Seconds after which the query is stopped, if it is to be sooner than others."""
    cache: int | None
    """Seconds for which an answer may be kept without asking whether it still holds."""
    geo: tuple[str, str]
    """The variables that hold latitude and longitude, if the query has them."""
    tests: tuple[TemplateTest, ...]
    source: str
    """The whole file."""
    body: str
    """The query without its header."""

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name; raise TemplateError if there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "none"
        raise TemplateError(f"the query {self.name} has no parameter {name}: it knows {known}")


def load_templates(folder: Path) -> dict[str, Template]:
    """Return the templates in a folder by name; raise TemplateError naming the file that is wrong, and why."""
    return {path.stem: read_template(path) for path in _files(folder)}


def load_readable_templates(folder: Path) -> tuple[dict[str, Template], list[TemplateError]]:
    """Return the templates in a folder that can be read, and what is wrong with the others.

    Raises TemplateError if there is no such folder.
    """
    found: dict[str, Template] = {}
    problems: list[TemplateError] = []
    for path in _files(folder):
        try:
            found[path.stem] = read_template(path)
        except TemplateError as error:
            problems.append(error)
    return found, problems


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise TemplateError(f"there is no folder of query templates at {folder}: set KG_QUERIES to one")
    return sorted(folder.glob("*.rq"))


def read_template(path: Path) -> Template:
    """Return the template in a file; raise TemplateError if its header or its parameters are wrong."""
    try:
        source = path.read_text(encoding="utf-8")
        return parse_template(path.stem, source)
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"cannot read the query {path}: {error}") from error
    except TemplateError as error:
        raise TemplateError(f"{path}: {error}") from error


def parse_template(name: str, source: str) -> Template:
    """Return the template in that text; raise TemplateError if its header or its parameters are wrong."""
    header, body = _split(source)
    settings = _mapping(header)
    if header and "params" not in settings:
        settings, body = read_grlc(settings, body)
    template = Template(
        name=name,
        summary=str(settings.get("summary", name)),
        description=str(settings.get("description", "")),
        tags=tuple(map(str, _sequence(settings, "tags"))),
        parameters=tuple(_parameter(entry) for entry in _sequence(settings, "params")),
        limit=_whole(settings, "limit"),
        timeout=_whole(settings, "timeout"),
        cache=_whole(settings, "cache"),
        geo=_geo(settings),
        tests=tuple(_test(entry) for entry in _sequence(settings, "tests")),
        source=source,
        body=body,
    )
    _check_parameters(template)
    return template


def bind(template: Template, values: Mapping[str, Value], *, limit: int | None = None, offset: int = 0) -> str:
    """Return the query with those values in the places of its parameters, each as one RDF term.

    ``limit`` (else the template's own) and ``offset`` choose the rows, unless the query has its own LIMIT. Raises
    TemplateError naming a parameter that is unknown, missing, or not of its type.
    """
    for name in values:
        template.parameter(name)
    found = {parameter.name: terms_of(parameter, values.get(parameter.name)) for parameter in template.parameters}
    given = {name: terms for name, terms in found.items() if terms}
    bound = bind_lists(kept_lines(template.body, given), given)
    if has_own_slice(bound):
        return bound
    rows = limit or template.limit
    return paged(bound, rows, offset) + _slice(rows, offset)


def _slice(limit: int | None, offset: int) -> str:
    return (f"\nLIMIT {limit}" if limit else "") + (f"\nOFFSET {offset}" if offset else "")


def _split(source: str) -> tuple[str, str]:
    """Return the YAML of the leading ``#+`` lines and the rest, where other comments may stand between them."""
    header: list[str] = []
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if not line.startswith("#+"):
            return "".join(header), "".join(lines[number:]).lstrip("\r\n")
        header.append(line[2:].removeprefix(" "))
    return "".join(header), ""


def _mapping(header: str) -> Mapping[str, object]:
    try:
        settings = yaml.safe_load(header) or {}
    except yaml.YAMLError as error:
        raise TemplateError(f"its header is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(settings, dict):
        raise TemplateError("its header is not a list of 'key: value' lines")
    return settings


def _sequence(settings: Mapping[str, object], key: str) -> Sequence[object]:
    value = settings.get(key) or []
    if not isinstance(value, list):
        raise TemplateError(f"its {key} must be a list")
    return value


def _whole(settings: Mapping[str, object], key: str) -> int | None:
    value = settings.get(key)
    if value is None or (isinstance(value, int) and value > 0):
        return value
    raise TemplateError(f"its {key} must be a whole number above 0, not {value!r}")


def _geo(settings: Mapping[str, object]) -> tuple[str, str]:
    names = _sequence(settings, "geo") or _GEO
    if len(names) != 2:
        raise TemplateError(f"its geo must name two variables, latitude and longitude, not {names!r}")
    return str(names[0]), str(names[1])


def _bound(entry: Mapping[str, object], key: str) -> float | None:
    value = entry.get(key)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise TemplateError(f"the {key} of its parameter {entry['name']} must be a number, not {value!r}")


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
    return Parameter(
        name=name,
        type=kind,
        required=bool(entry.get("required")),
        enum=tuple(map(str, _sequence(entry, "enum"))),
        minimum=_bound(entry, "min"),
        maximum=_bound(entry, "max"),
        multiple=bool(entry.get("multiple")),
        **{key: str(entry[key]) for key in _TEXTS if key in entry},
    )


def _test(entry: object) -> TemplateTest:
    if not isinstance(entry, dict) or not isinstance(entry.get("params", {}), dict):
        raise TemplateError(f"each of its tests needs params and rows or ask: {entry!r}")
    return TemplateTest(entry.get("params", {}), entry.get("rows"), entry.get("ask"))


def _check_parameters(template: Template) -> None:
    used = {token.text[1:] for token in significant(template.body) if is_parameter(token)}
    used |= {match["name"] for match in DIRECTIVE.finditer(template.body) if match["name"]}
    declared = {parameter.name for parameter in template.parameters}
    if used - declared:
        raise TemplateError(f"it uses ${', $'.join(sorted(used - declared))} without declaring it under params")
    if declared - used:
        raise TemplateError(f"it declares {', '.join(sorted(declared - used))} without using it as $name")
    alone = outside_lists(template.body)
    for parameter in template.parameters:
        if parameter.multiple and parameter.name in alone:
            raise TemplateError(f"its parameter {parameter.name} is multiple: use it in VALUES or IN only")
        for value in (parameter.default, parameter.example):
            if value:
                term_of(parameter, value)
