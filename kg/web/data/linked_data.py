"""Linked data: every IRI of a thing leads to a page or to data, as the client asks.

A thing that is no document (an event, a person) answers 303 to its page or data; an article is a document and answers
itself. The IRI of an event that was merged into another leads on to that one; what was removed answers 410.
"""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.store.formats import ResultFormat
from kg.web.data.graphs import blueprint as graphs
from kg.web.data.representations import (
    refuse_absent,
    refuse_impossible_path,
    refuse_unknown,
    serialised,
    split_ending,
    wanted_format,
)
from kg.web.data.vocabulary import blueprint as vocabulary
from kg.web.http.conditional import tag_answers
from kg.web.http.negotiation import HTML
from kg.web.pages.articles import read_article
from kg.web.pages.events import read_event
from kg.web.pages.lookup import REPLACED_BY, Lookup, Node, lookup
from kg.web.pages.things import read_thing
from kg.web.urls import Urls

blueprint = Blueprint("linked_data", __name__)
blueprint.register_blueprint(graphs)
blueprint.register_blueprint(vocabulary)
blueprint.before_request(refuse_impossible_path)
tag_answers(blueprint)

_DOCUMENTS: Final = "article"


@blueprint.get("/id/<kind>/<name>")
def thing(kind: str, name: str) -> AnyResponse:
    """Lead to a thing's page or data; answer with it where the thing is a document."""
    find = lookup()
    name, ending = split_ending(name)
    iri = find.urls.iri(f"id/{kind}/{name}")
    if merged := _merged_into(find, iri):
        return redirect(_location(find.urls, merged, ending), 301)
    refuse_absent(find, iri)
    chosen = wanted_format(ending)
    if ending is None and kind != _DOCUMENTS:
        return redirect(_location(find.urls, iri, chosen), 303)
    return _representation(find, kind, iri, chosen)


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
        refuse_unknown(iri)
    return Response(render_template("thing.html", thing=shown, formats=[]))


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
        return serialised(_about(find, kind, iri), chosen)
    node, formats = Node(iri), find.urls.formats(iri)
    if kind == "article" and (article := read_article(find, node)):
        return Response(render_template("article.html", article=article, formats=formats))
    if kind == "event" and (event := read_event(find, node)):
        return Response(render_template("event.html", event=event, formats=formats))
    shown = read_thing(find, node)
    if shown is None:
        refuse_unknown(iri)
    return Response(render_template("thing.html", thing=shown, formats=formats))


def _about(find: Lookup, kind: str, iri: str) -> Iterator[ox.Quad]:
    yield from find.reader.describe(iri)
    if kind == "article":
        yield from find.reader.quads(None, None, None, Node(iri.replace("/id/article/", "/graph/article/")))
