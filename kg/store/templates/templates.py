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
``geo`` (the variables of latitude and longitude, ``[lat, long]`` if it is left out), ``formats`` (names of those that
it answers in), ``view`` (``bars`` for a bar beside each number of the last column), ``pagination`` (rows of a page).
Of a parameter: ``default``, ``enum`` (a list of values, of which one must be given, or a SELECT, whose first variable
is offered with the second as its name), ``min``, ``max``, ``example``, ``description``, ``label``, ``language`` (of a
string), and ``multiple`` for one that may be given often. A header without ``params`` may be one of grlc, whose
parameters are written ``?_name``.

An optional parameter that is not given stays a variable; lines between ``#+ if`` and ``#+ end`` are then left out.

A line ``#+ page`` at the end of a subquery becomes its LIMIT: as many as the rows of the page asked for and of those
before it. Where the subquery finds the things that come first in the order of the whole query, each of which has a row,
the answer stays the same, and only what is shown is looked up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import TemplateError
from kg.store.syntax.guard import query_form
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
from kg.store.templates.header import Header, TemplateTest, split_header
from kg.store.templates.parameters import Parameter, Value, term_of, terms_of


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
    formats: tuple[str, ...]
    """The names of the formats that it answers in; none: in all that its form of query can have."""
    view: str
    """How a page shows the rows, one of ``VIEWS``."""
    pagination: int | None
    """Rows of a page, for people and, where they ask for no other number, for programs."""
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


def load_readable_templates(*folders: Path) -> tuple[dict[str, Template], list[TemplateError]]:
    """Return the templates in folders that can be read, and what is wrong with the others.

    Of two of the same name the one in the later folder counts, also where it cannot be read. Raises TemplateError if
    there is no such folder.
    """
    found: dict[str, Template] = {}
    problems: list[TemplateError] = []
    for name, path in sorted({path.stem: path for folder in folders for path in _files(folder)}.items()):
        try:
            found[name] = read_template(path)
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
        source = path.read_text(encoding="utf-8-sig")
        return parse_template(path.stem, source)
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"cannot read the query {path}: {error}") from error
    except TemplateError as error:
        raise TemplateError(f"{path}: {error}") from error


def parse_template(name: str, source: str) -> Template:
    """Return the template in that text; raise TemplateError if its header or its parameters are wrong."""
    settings, body = split_header(source)
    if settings and "params" not in settings:
        settings, body = read_grlc(settings, body)
    header = Header(settings)
    template = Template(
        name=name,
        summary=header.text("summary", name),
        description=header.text("description"),
        tags=header.texts("tags"),
        parameters=header.parameters(),
        limit=header.whole("limit"),
        timeout=header.whole("timeout"),
        cache=header.whole("cache"),
        geo=header.geo(),
        formats=header.formats(query_form(body)) if "formats" in settings else (),
        view=header.view(),
        pagination=header.whole("pagination"),
        tests=header.tests(),
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
    rows = template.limit if limit is None else limit
    return paged(bound, rows, offset) + _slice(rows, offset)


def _slice(limit: int | None, offset: int) -> str:
    return (f"\nLIMIT {limit}" if limit is not None else "") + (f"\nOFFSET {offset}" if offset else "")


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
