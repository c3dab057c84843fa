"""Linked data: every IRI of the store leads to a page or to data, as the client asks.

A thing that is no document (an event, a person) answers 303 to its page or data; an article or a graph is a document
and answers itself. The IRI of an event that was merged into another leads on to that one.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.namespaces import AUTHORITY, NS, OWL, PREFIXES
from kg.store.formats import GRAPH_FORMATS, ResultFormat
from kg.web.articles import read_article
from kg.web.events import read_event
from kg.web.lookup import REPLACED_BY, TYPE, Lookup, Node, lookup
from kg.web.negotiation import HTML, choose_format
from kg.web.ontology_pages import render_authority, render_ontology
from kg.web.things import read_thing
from kg.web.urls import Urls

blueprint = Blueprint("linked_data", __name__)

_OFFERS: Final = (HTML, *GRAPH_FORMATS)
_DOCUMENTS: Final = "article"
_TERM_CLASSES: Final = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")


@blueprint.get("/id/<kind>/<name>")
def thing(kind: str, name: str) -> AnyResponse:
    """Lead to a thing's page or data; answer with it where the thing is a document."""
    find = lookup()
    name, ending = _ending(name)
    iri = find.urls.iri(f"id/{kind}/{name}")
    if merged := _merged_into(find, iri):
        return redirect(_location(find.urls, merged, ending), 301)
    if not any(find.reader.quads(Node(iri))):
        abort(404, _unknown(iri))
    chosen = ending or choose_format(request.accept_mimetypes, _OFFERS)
    if ending is None and kind != _DOCUMENTS:
        response: AnyResponse = redirect(_location(find.urls, iri, chosen), 303)
    else:
        response = _representation(find, kind, iri, chosen)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/graph/article/<name>")
def article_graph(name: str) -> AnyResponse:
    """Answer with what one article says: its page, or its graph."""
    find = lookup()
    key, ending = _ending(name)
    graph = Node(find.urls.iri(f"graph/article/{key}"))
    if not any(find.reader.quads(None, None, None, graph)):
        abort(404, _unknown(graph.value))
    chosen = ending or choose_format(request.accept_mimetypes, _OFFERS)
    if chosen is HTML:
        response = _representation(find, _DOCUMENTS, find.urls.iri(f"id/article/{key}"), HTML)
    else:
        response = _serialised(find.reader.quads(None, None, None, graph), chosen)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/ns")
def namespace() -> AnyResponse:
    """Answer with all terms of the ontology: as a page, or as data."""
    return _vocabulary(NS, choose_format(request.accept_mimetypes, _OFFERS))


@blueprint.get("/authority")
def authority() -> AnyResponse:
    """Answer with all known individuals: as a page, or as data."""
    return _vocabulary(AUTHORITY, choose_format(request.accept_mimetypes, _OFFERS))


@blueprint.get("/ontology/<name>.<any(ttl, nt, rdf, jsonld):ending>")
def term_data(name: str, ending: str) -> AnyResponse:
    """Return the data about a term."""
    return _data(NS + name, ending)


@blueprint.get("/authority/<name>.<any(ttl, nt, rdf, jsonld):ending>")
def known_data(name: str, ending: str) -> AnyResponse:
    """Return the data about a known individual."""
    return _data(AUTHORITY + name, ending)


@blueprint.get("/ns.<any(ttl, nt, rdf, jsonld):ending>")
def namespace_data(ending: str) -> AnyResponse:
    """Return all terms of the ontology as data."""
    return _vocabulary(NS, _named(ending))


@blueprint.get("/authority.<any(ttl, nt, rdf, jsonld):ending>")
def authority_data(ending: str) -> AnyResponse:
    """Return all known individuals as data."""
    return _vocabulary(AUTHORITY, _named(ending))


@blueprint.get("/thing")
def elsewhere() -> AnyResponse:
    """Show what the graph knows of an IRI that is not under this server's base."""
    find = lookup()
    iri = request.args.get("iri", "")
    try:
        shown = read_thing(find, Node(iri))
    except ValueError:
        abort(400, f"{iri!r} is not an IRI: give one as ?iri=")
    if shown is None:
        abort(404, _unknown(iri))
    return Response(render_template("thing.html", thing=shown, formats=[]))


def _unknown(iri: str) -> str:
    return f"the graph says nothing of {iri}: search for it, or ask what there is at /sparql"


def _ending(name: str) -> tuple[str, ResultFormat | None]:
    stem, _, ending = name.rpartition(".")
    chosen = next((offer for offer in _OFFERS if offer.name == ending), None)
    return (stem, chosen) if stem and chosen else (name, None)


def _named(ending: str) -> ResultFormat:
    return next(offer for offer in GRAPH_FORMATS if offer.name == ending)


def _merged_into(find: Lookup, iri: str) -> str:
    target = find.first(Node(iri), REPLACED_BY)
    return target.value if isinstance(target, ox.NamedNode) else ""


def _location(urls: Urls, iri: str, chosen: ResultFormat | None) -> str:
    page = urls.page(iri)
    if chosen is None:
        return page.removesuffix(".html")
    return page if chosen is HTML else urls.data(iri, chosen)


def _representation(find: Lookup, kind: str, iri: str, chosen: ResultFormat) -> Response:
    if chosen is not HTML:
        return _serialised(_about(find, kind, iri), chosen)
    node, formats = Node(iri), find.urls.formats(iri)
    if kind == "article" and (article := read_article(find, node)):
        return Response(render_template("article.html", article=article, formats=formats))
    if kind == "event" and (event := read_event(find, node)):
        return Response(render_template("event.html", event=event, formats=formats))
    shown = read_thing(find, node)
    if shown is None:
        abort(404, _unknown(iri))
    return Response(render_template("thing.html", thing=shown, formats=formats))


def _about(find: Lookup, kind: str, iri: str) -> Iterator[ox.Quad]:
    yield from find.reader.describe(iri)
    if kind == "article":
        yield from find.reader.quads(None, None, None, Node(iri.replace("/id/article/", "/graph/article/")))


def _data(iri: str, ending: str) -> Response:
    quads = lookup().reader.describe(iri)
    if not quads:
        abort(404, _unknown(iri))
    return _serialised(quads, _named(ending))


def _vocabulary(namespace: str, chosen: ResultFormat) -> Response:
    if chosen is HTML:
        response = Response(render_ontology() if namespace == NS else render_authority())
    else:
        response = _serialised(_terms(namespace), chosen)
    response.headers["Vary"] = "Accept"
    return response


def _terms(namespace: str) -> Iterator[ox.Quad]:
    find = lookup()
    found = {each for name in _TERM_CLASSES for each in find.subjects(TYPE, Node(OWL + name))}
    for each in sorted(found, key=str):
        if each.value.startswith(namespace):
            yield from find.reader.quads(each, None, None, ox.DefaultGraph())


def _serialised(quads: Iterable[ox.Quad], chosen: ResultFormat) -> Response:
    triples = sorted({quad.triple for quad in quads}, key=str)
    data = ox.serialize(triples, format=chosen.graph, prefixes=PREFIXES)
    return Response(data, content_type=chosen.content_type)
