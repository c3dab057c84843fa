"""The query templates as pages: a form for each, its answer as a table, and as data for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template, request

from kg.errors import TemplateError
from kg.store.formats import GRAPH_FORMATS, JSON, ResultFormat
from kg.store.results import Solutions, Term, parse_solutions, plain_value
from kg.store.templates.parameters import Parameter, term_of
from kg.store.templates.templates import Template, bind
from kg.web.data.representations import data_format, serialised
from kg.web.http.addresses import root
from kg.web.http.conditional import tag_answers
from kg.web.http.log import note_query
from kg.web.http.negotiation import HTML, choose_format
from kg.web.pages.filters import meant_thing
from kg.web.pages.lookup import Cell, Lookup, in_words, lookup
from kg.web.pages.ontology_pages import Term as OntologyTerm
from kg.web.pages.ontology_pages import event_classes
from kg.web.questions.question_data import answer_data, offers, paging_number
from kg.web.questions.question_descriptions import Json, listing, open_api, triples
from kg.web.served import served
from kg.web.urls import question, sparql

blueprint = Blueprint("questions", __name__)

tag_answers(blueprint, lambda: tuple(template.source for template in served().templates.values()))

_PAGE: Final = 100
_MOST_OFFERED: Final = 1000
_LISTING: Final = ResultFormat("json", "JSON", ("application/json",), None, charset=False)
_INPUTS: Final = {"integer": "number", "decimal": "number", "date": "date", "month": "month"}
_LABEL: Final = "Label"


@dataclass(frozen=True)
class Option:
    """A choice in a form."""

    value: str
    text: str


@dataclass(frozen=True)
class Field:
    """A parameter of a template as a field of its form."""

    parameter: Parameter
    input: str
    value: str
    options: Sequence[Option]
    """Choices of which one is taken."""
    offered: Sequence[Option]
    """Choices beside which anything else may be typed."""
    understood: Cell
    """The thing meant by what was typed: a name, or an IRI, which says little to a reader."""


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


@blueprint.get("/queries")
def queries() -> Response:
    """List the templates: as a page by their first tag, or as data."""
    chosen = choose_format(request.accept_mimetypes, (HTML, _LISTING, *GRAPH_FORMATS))
    return _listed(chosen)


@blueprint.get("/queries.<any(json, ttl, nt, rdf, jsonld):ending>")
def queries_data(ending: str) -> Response:
    """List the templates as data."""
    return _listed(_LISTING if ending == "json" else data_format(ending))


@blueprint.get("/queries/openapi.json")
@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe the templates as an API."""
    return _json(open_api(served().templates, root()), "application/json")


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """Answer with a template's form and, once the required fields are filled in, its answer; or as data.

    For a template that yields rows, RDF is the description of the template itself.
    """
    stem, _, ending = name.rpartition(".")
    if stem and ending == "rq":
        return Response(_template(stem).source, content_type="application/sparql-query; charset=utf-8")
    if stem in served().templates and ending == HTML.name:
        return _page(_template(stem))
    if stem and stem in served().templates:
        return _data(_template(stem), ending)
    template = _template(name)
    forms = offers(template)
    chosen = choose_format(request.accept_mimetypes, (HTML, *dict.fromkeys((*forms, *GRAPH_FORMATS))))
    if chosen is HTML:
        return _page(template)
    return answer_data(template, chosen) if chosen in forms else _described({name: template}, chosen)


@blueprint.get("/queries/<name>/description")
def description(name: str) -> Response:
    """Describe a template as data."""
    return _described({name: _template(name)}, choose_format(request.accept_mimetypes, GRAPH_FORMATS))


def _listed(chosen: ResultFormat) -> Response:
    templates = served().templates
    if chosen is _LISTING:
        return _json(listing(templates, root()), "application/json")
    if chosen is not HTML:
        return _described(templates, chosen)
    groups: dict[str, list[Template]] = {}
    for template in templates.values():
        groups.setdefault(next(iter(template.tags), ""), []).append(template)
    return Response(render_template("queries.html", groups=sorted(groups.items()), question=question))


def _described(templates: Mapping[str, Template], chosen: ResultFormat) -> Response:
    return serialised(triples(templates, served().reader.base, root() + "sparql"), chosen)


def _json(content: Json, content_type: str) -> Response:
    return Response(json.dumps(content, ensure_ascii=False, indent=1) + "\n", content_type=content_type)


def _template(name: str) -> Template:
    template = served().templates.get(name)
    if template is None:
        known = ", ".join(served().templates) or "none"
        abort(404, f"there is no query named {name}: choose one of {known}")
    return template


def _data(template: Template, ending: str) -> Response:
    forms = offers(template)
    chosen = next((form for form in forms if form.name == ending), None)
    if chosen is not None:
        return answer_data(template, chosen)
    form = next((form for form in GRAPH_FORMATS if form.name == ending), None)
    if form is None:
        abort(
            406, f"{template.name} does not answer as {ending}: choose one of {', '.join(form.name for form in forms)}"
        )
    return _described({template.name: template}, form)


def _page(template: Template) -> Response:
    typed = _values()
    meant = _meant(template, typed)
    values = {**typed, **meant}
    asked = bool(values) or not any(parameter.required for parameter in template.parameters)
    offset, size = paging_number("_offset", 0), template.pagination or _PAGE
    answer, problem, text = None, "", template.body
    try:
        if asked:
            text = bind(template, values, limit=size + 1, offset=offset)
            note_query(text)
            answer = _ask(lookup(), text, bars=template.view == "bars")
    except TemplateError as error:
        problem = str(error)
    more = answer is not None and len(answer.rows) > size
    page = render_template(
        "query.html",
        template=template,
        fields=[_field(lookup(), parameter, typed, meant) for parameter in template.parameters],
        answer=Answer(answer.columns, answer.rows[:size], answer.bars[:size]) if answer else None,
        problem=problem,
        text=text.strip(),
        action=question(template.name),
        source=question(template.name, ".rq"),
        editor=sparql(text.strip()) if asked and not problem else "",
        downloads=[(form.label, question(template.name, f".{form.name}", **values)) for form in offers(template)],
        previous=question(template.name, **values, _offset=max(0, offset - size) or "") if offset else "",
        next=question(template.name, **values, _offset=offset + size) if more else "",
        offset=offset,
    )
    return Response(page, 400 if problem else 200)


def _values() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if value and name not in {"_limit", "_offset"}}


def _meant(template: Template, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the IRIs of things that were typed by name into the form of a template."""
    find = lookup()
    free = [each.name for each in template.parameters if each.type == "iri" and not each.enum and each.name in typed]
    roles = {name: "occurredIn" if name == "place" else "hasParticipant" for name in free}
    return {name: found for name in free if (found := meant_thing(find, typed[name], role=roles[name]).iri)}


def _field(find: Lookup, parameter: Parameter, typed: Mapping[str, str], meant: Mapping[str, str]) -> Field:
    value = typed.get(parameter.name, "") or parameter.default or example_value(find, parameter)
    understood = find.cell(ox.NamedNode(meant[parameter.name])) if parameter.name in meant else Cell("")
    options = [Option(choice, _choice_text(find, parameter, choice)) for choice in parameter.enum]
    if parameter.type == "class":
        options = [_class_option(term) for term in event_classes(find)]
        value = value.removeprefix("sr:")
    offered = _offered(find, parameter) if parameter.choices else []
    return Field(parameter, _INPUTS.get(parameter.type, "text"), value, options, offered, understood)


def _offered(find: Lookup, parameter: Parameter) -> Sequence[Option]:
    """Return the first rows of the query that lists what may be chosen: a value and, if there is one, its name."""
    with served().reader.query(parameter.choices, format=JSON) as answer:
        solutions = parse_solutions(answer.read())
    value, *names = solutions.variables
    rows = [row for row in islice(solutions, _MOST_OFFERED) if value in row]
    named = [plain_value(row[names[0]]) if names and names[0] in row else _shown(find, row[value]) for row in rows]
    return [Option(plain_value(row[value]), name) for row, name in zip(rows, named, strict=True)]


def example_value(find: Lookup, parameter: Parameter) -> str:
    """Return the example to begin with, unless it is a thing that this graph does not hold."""
    if not parameter.required:
        return ""
    term = term_of(parameter, parameter.example)
    is_known = not isinstance(term, ox.NamedNode) or any(find.reader.quads(term))
    return parameter.example if is_known else ""


def _shown(find: Lookup, value: Term) -> str:
    return find.cell(value).text if isinstance(value, ox.NamedNode | ox.Literal) else plain_value(value)


def _choice_text(find: Lookup, parameter: Parameter, choice: str) -> str:
    term = term_of(parameter, choice)
    return find.cell(term).text if isinstance(term, ox.NamedNode) else choice


def _class_option(term: OntologyTerm) -> Option:
    return Option(term.id, term.label)


def _ask(find: Lookup, text: str, *, bars: bool) -> Answer:
    with served().reader.query(text, format=JSON) as answer:
        solutions = parse_solutions(answer.read())
    columns, rows = _table(find, solutions)
    return Answer(columns, rows, _numbers(solutions) if bars else ())


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
