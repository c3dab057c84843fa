"""The ontology as linked data: its terms, its modules, the individuals known beforehand, and the JSON-LD context."""

import json
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from kg.namespaces import AUTHORITY, DEFAULT_BASE, NS, OWL, RDFS
from kg.store.formats import GRAPH_FORMATS, JSON_LD, ResultFormat
from kg.web.data.representations import (
    ENDING,
    context,
    described,
    named_format,
    refuse_unknown,
    serialised,
    split_ending,
    wanted_format,
)
from kg.web.http.negotiation import HTML
from kg.web.pages.lookup import FACTS, TYPE, Lookup, Node, lookup
from kg.web.pages.ontology_pages import (
    defined_terms,
    render_authority,
    render_known,
    render_ontology,
    render_term,
)
from kg.web.pages.things import read_thing

blueprint = Blueprint("vocabulary", __name__)

_TERM_CLASSES: Final = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
_ONTOLOGY: Final = Node(OWL + "Ontology")
_VERSION: Final = Node(OWL + "versionIRI")
_PRIOR: Final = Node(OWL + "priorVersion")
_DEFINED_BY: Final = Node(RDFS + "isDefinedBy")


@blueprint.get("/ns")
@blueprint.get(f"/ns.{ENDING}")
def namespace(ending: str = "") -> AnyResponse:
    """Answer with all terms of the ontology: as a page, or as data."""
    chosen = wanted_format(named_format(ending))
    return Response(render_ontology()) if chosen is HTML else serialised(_terms(lookup(), NS), chosen)


@blueprint.get("/authority")
@blueprint.get(f"/authority.{ENDING}")
def authority(ending: str = "") -> AnyResponse:
    """Answer with all known individuals: as a page, or as data."""
    chosen = wanted_format(named_format(ending))
    return Response(render_authority()) if chosen is HTML else serialised(_terms(lookup(), AUTHORITY), chosen)


@blueprint.get("/ontology/<name>")
def term(name: str) -> AnyResponse:
    """Answer with one term: as a page, or as data."""
    name, ending = split_ending(name)
    chosen = wanted_format(ending)
    return Response(render_term(name)) if chosen is HTML else _data(NS + name, chosen)


@blueprint.get("/authority/<name>")
def known(name: str) -> AnyResponse:
    """Answer with one known individual: as a page, or as data."""
    name, ending = split_ending(name)
    chosen = wanted_format(ending)
    return Response(render_known(name)) if chosen is HTML else _data(AUTHORITY + name, chosen)


@blueprint.get("/context.jsonld")
def json_ld_context() -> Response:
    """Return the names that our JSON-LD gives to properties."""
    text = json.dumps({"@context": context().document()}, indent=1) + "\n"
    return Response(text, content_type=JSON_LD.content_type)


@blueprint.get("/<name>")
def module(name: str) -> AnyResponse:
    """Answer with a module of the ontology: its header as a page, or all it defines as data."""
    name, ending = split_ending(name)
    return module_answer(name, wanted_format(ending))


@blueprint.get("/<version>/<name>")
def module_version(version: str, name: str) -> AnyResponse:
    """Lead from the IRI of the version that is loaded to its module."""
    find = lookup()
    iri = Node(f"{DEFAULT_BASE}{version}/{name}")
    module = Node(DEFAULT_BASE + name)
    if module not in set(find.subjects(_VERSION, iri)):
        if module in set(find.subjects(_PRIOR, iri)):
            abort(
                410, f"{iri.value} was an earlier version of {module.value}, which is here in its present one: /{name}"
            )
        refuse_unknown(iri.value)
    return redirect(f"/{name}", 303)


def module_answer(name: str, chosen: ResultFormat) -> Response:
    """Return a module of the ontology in a format; answer 404 if the graph holds none of that name."""
    find = lookup()
    iri = Node(DEFAULT_BASE + name)
    if _ONTOLOGY not in find.values(iri, TYPE):
        refuse_unknown(iri.value)
    if chosen is not HTML:
        return serialised(_module(find, iri), chosen)
    formats = [(form.label, f"/{name}.{form.name}", form.media_types[0]) for form in GRAPH_FORMATS]
    page = render_template("thing.html", thing=read_thing(find, iri), formats=formats, defined=defined_terms(find, iri))
    return Response(page)


def _data(iri: str, chosen: ResultFormat) -> Response:
    quads = list(described(lookup(), Node(iri)))
    if not quads:
        refuse_unknown(iri)
    return serialised(quads, chosen)


def _terms(find: Lookup, namespace: str) -> Iterator[ox.Quad]:
    yield from described(find, Node(namespace.removesuffix("#")))
    found = {each for name in _TERM_CLASSES for each in find.subjects(TYPE, Node(OWL + name), FACTS)}
    for each in find.expect({each for each in found if each.value.startswith(namespace)}, everything=True):
        yield from described(find, each)


def _module(find: Lookup, iri: Node) -> Iterator[ox.Quad]:
    yield from described(find, iri)
    for each in find.expect(set(find.subjects(_DEFINED_BY, iri)), everything=True):
        yield from described(find, each)
