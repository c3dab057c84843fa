"""The named graphs as documents: what one article says, what was inferred, and the other parts of the store."""

from itertools import islice
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as AnyResponse

from kg.web.data.representations import (
    refuse_absent,
    refuse_unknown,
    serialised,
    split_ending,
    streamed_graph,
    wanted_format,
)
from kg.web.http.negotiation import HTML
from kg.web.pages.articles import read_article
from kg.web.pages.lookup import Lookup, Node, lookup

blueprint = Blueprint("graphs", __name__)

_MOST_SHOWN: Final = 50
_MOST_READ: Final = 5_000


@blueprint.get("/graph/article/<name>")
def article_graph(name: str) -> AnyResponse:
    """Answer with what one article says: its page, or its graph."""
    find = lookup()
    key, ending = split_ending(name)
    graph = Node(find.urls.iri(f"graph/article/{key}"))
    iri = find.urls.iri(f"id/article/{key}")
    if not any(find.reader.quads(None, None, None, graph)):
        refuse_absent(find, iri)
        refuse_unknown(graph.value)
    chosen = wanted_format(ending)
    if chosen is not HTML:
        return serialised(find.reader.quads(None, None, None, graph), chosen)
    article = read_article(find, Node(iri))
    if article is None:
        return _page(find, f"article/{key}", graph)
    return Response(render_template("article.html", article=article, formats=find.urls.formats(iri)))


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> AnyResponse:
    """Answer with one of the other graphs, as data in a stream."""
    find = lookup()
    name, ending = split_ending(name)
    iri = Node(find.urls.iri(f"graph/{name}"))
    if not any(find.reader.quads(None, None, None, iri)):
        refuse_unknown(iri.value)
    chosen = wanted_format(ending)
    return _page(find, name, iri) if chosen is HTML else streamed_graph(iri, chosen)


def _page(find: Lookup, name: str, graph: Node) -> Response:
    quads = islice(find.reader.quads(None, None, None, graph), _MOST_READ)
    subjects = dict.fromkeys(quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode))
    page = render_template(
        "graph.html",
        name=name,
        iri=graph.value,
        things=find.named_cells(islice(subjects, _MOST_SHOWN)),
        formats=find.urls.formats(graph.value),
    )
    return Response(page)
