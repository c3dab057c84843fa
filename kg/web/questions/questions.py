"""The query templates as pages: a form for each, its answer as a table, and as data for programs."""

import json
from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from kg.errors import TemplateError
from kg.store.formats import GRAPH_FORMATS, ResultFormat
from kg.store.templates.templates import Template, bind
from kg.web.data.representations import data_format, serialised
from kg.web.http.addresses import root
from kg.web.http.conditional import tag_answers
from kg.web.http.log import note_query
from kg.web.http.negotiation import HTML, choose_format
from kg.web.pages.lookup import lookup
from kg.web.questions.parameter_schemas import Json
from kg.web.questions.question_answer import read_page
from kg.web.questions.question_data import answer_data, given_values, offers, paging_number
from kg.web.questions.question_descriptions import listing, open_api, triples
from kg.web.questions.question_form import field_of, meant_things
from kg.web.served import served
from kg.web.urls import question, sparql

blueprint = Blueprint("questions", __name__)

tag_answers(blueprint, lambda: tuple(template.source for template in served().templates.values()))

_PAGE: Final = 100
_LISTING: Final = ResultFormat("json", "JSON", ("application/json",), None, charset=False)


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
    given = given_values()
    meant = meant_things(template, given)
    values = {**given, **{name: list(iris) if len(iris) > 1 else iris[0] for name, iris in meant.items()}}
    asked = bool(values) or not any(parameter.required for parameter in template.parameters)
    offset, size = paging_number("_offset", 0), template.pagination or _PAGE
    answer, problem, text = None, "", template.body
    try:
        if asked:
            text = bind(template, values, limit=size, offset=offset)
            note_query(text)
            answer = read_page(lookup(), template, values, size=size, offset=offset)
    except TemplateError as error:
        problem = str(error)
    page = render_template(
        "query.html",
        template=template,
        fields=[field_of(lookup(), template, parameter, given, meant) for parameter in template.parameters],
        answer=answer,
        problem=problem,
        text=text.strip(),
        action=question(template.name),
        source=question(template.name, ".rq"),
        editor=sparql(text.strip()) if asked and not problem else "",
        downloads=[(form.label, question(template.name, f".{form.name}", **values)) for form in offers(template)],
        previous=question(template.name, **values, _offset=max(0, offset - size) or "") if offset else "",
        next=question(template.name, **values, _offset=offset + size) if answer and answer.more else "",
        offset=offset,
    )
    return Response(page, 400 if problem else 200)
