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

An optional parameter that is not given stays a variable; lines between ``#+ if`` and ``#+ end`` are then left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import yaml

from kg.errors import TemplateError
from kg.store.parameters import DESCRIPTIONS, Parameter, Value, term_of
from kg.store.tokens import Token, significant, tokenise

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_PARAMETER_KEYS: Final = {"name", "type", "required", "default", "enum", "example", "description", "label"}
_DIRECTIVE: Final = re.compile(r"[ \t]*#\+[ \t]*(if[ \t]+(?P<name>\w+)|end)[ \t]*\r?\n?")


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
    if not folder.is_dir():
        raise TemplateError(f"there is no folder of query templates at {folder}: set KG_QUERIES to one")
    return {path.stem: read_template(path) for path in sorted(folder.glob("*.rq"))}


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
    template = Template(
        name=name,
        summary=str(settings.get("summary", name)),
        description=str(settings.get("description", "")),
        tags=tuple(map(str, _sequence(settings, "tags"))),
        parameters=tuple(_parameter(entry) for entry in _sequence(settings, "params")),
        limit=_limit(settings.get("limit")),
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
    terms = {parameter.name: term_of(parameter, values.get(parameter.name)) for parameter in template.parameters}
    given = {name: term for name, term in terms.items() if term is not None}
    text = _kept_lines(template.body, given)
    bound = bind_terms(text, given)
    return bound + _slice(bound, limit or template.limit, offset)


def bind_terms(text: str, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return a query or update with those terms in the places of its ``$name`` variables."""
    return "".join(_bound_tokens(text, terms))


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


def _limit(value: object) -> int | None:
    if value is None or (isinstance(value, int) and value > 0):
        return value
    raise TemplateError(f"its limit must be a whole number above 0, not {value!r}")


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
    texts = {key: str(entry[key]) for key in ("default", "example", "description", "label") if key in entry}
    enum = tuple(map(str, _sequence(entry, "enum")))
    return Parameter(name=name, type=kind, required=bool(entry.get("required")), enum=enum, **texts)


def _test(entry: object) -> TemplateTest:
    if not isinstance(entry, dict) or not isinstance(entry.get("params", {}), dict):
        raise TemplateError(f"each of its tests needs params and rows or ask: {entry!r}")
    return TemplateTest(entry.get("params", {}), entry.get("rows"), entry.get("ask"))


def _check_parameters(template: Template) -> None:
    used = {token.text[1:] for token in significant(template.body) if _is_parameter(token)}
    used |= {match["name"] for match in _DIRECTIVE.finditer(template.body) if match["name"]}
    declared = {parameter.name for parameter in template.parameters}
    if used - declared:
        raise TemplateError(f"it uses ${', $'.join(sorted(used - declared))} without declaring it under params")
    if declared - used:
        raise TemplateError(f"it declares {', '.join(sorted(declared - used))} without using it as $name")
    for parameter in template.parameters:
        for value in (parameter.default, parameter.example):
            if value:
                term_of(parameter, value)


def _is_parameter(token: Token) -> bool:
    return token.kind == "variable" and token.text.startswith("$")


def _kept_lines(body: str, given: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    conditions: list[bool] = []
    kept: list[str] = []
    for line in body.splitlines(keepends=True):
        directive = _DIRECTIVE.fullmatch(line)
        if directive and directive["name"]:
            conditions.append(directive["name"] in given)
        elif directive and conditions:
            conditions.pop()
        elif all(conditions):
            kept.append(line)
    return "".join(kept)


def _bound_tokens(text: str, given: Mapping[str, ox.NamedNode | ox.Literal]) -> Iterator[str]:
    counts_rows = False
    for token in tokenise(text):
        term = given.get(token.text[1:]) if _is_parameter(token) else None
        if term is None:
            yield token.text
        elif counts_rows:
            yield _row_count(token, term)
        else:
            yield f" {term} "  # spaces, so that it grows together with nothing, as "<" and "<iri>" would
        if token.kind not in {"space", "comment"}:
            counts_rows = token.keyword in {"LIMIT", "OFFSET"}


def _row_count(token: Token, term: ox.NamedNode | ox.Literal) -> str:
    if not term.value.isascii() or not term.value.isdigit():
        raise TemplateError(f"the parameter {token.text[1:]} cannot be {term.value!r}: give a whole number from 0 up")
    return term.value


def _slice(text: str, limit: int | None, offset: int) -> str:
    depth = 0
    for token in significant(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.keyword in {"LIMIT", "OFFSET"}:
            return ""
    return (f"\nLIMIT {limit}" if limit else "") + (f"\nOFFSET {offset}" if offset else "")
