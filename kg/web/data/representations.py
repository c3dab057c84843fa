"""What a thing, a vocabulary or a graph looks like in each format, and how a client asks for one."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, NoReturn

import pyoxigraph as ox
from flask import Response, abort, request

from kg.namespaces import DEFAULT_BASE, PREFIXES, RDF
from kg.store.formats import GRAPH_FORMATS, JSON_LD, RDF_XML, ResultFormat
from kg.store.xml_names import nameable
from kg.web.data.json_ld import Context, read_context, write_json_ld
from kg.web.http.negotiation import HTML, choose_format
from kg.web.http.streams import streamed
from kg.web.page_queries import recent
from kg.web.pages.lookup import FACTS, Lookup, Node
from kg.web.pages.rulings import rejections
from kg.web.served import served

OFFERS: Final = (HTML, *GRAPH_FORMATS)
"""The formats of everything that has an IRI; a page where the client has no preference."""
_TYPE: Final = Node(RDF + "type")
DATA_ENDING: Final = "<any(ttl, nt, rdf, jsonld):ending>"
"""The part of a route that names a format of data."""
ENDING: Final = "<any(html, ttl, nt, rdf, jsonld):ending>"
"""The part of a route that names a format of anything that has an IRI."""


def wanted_format(ending: ResultFormat | None = None) -> ResultFormat:
    """Return the format that a path's ending names, else the one that the Accept header wants; or NotAcceptable."""
    return ending or choose_format(request.accept_mimetypes, OFFERS)


def split_ending(name: str) -> tuple[str, ResultFormat | None]:
    """Return a name without the ending of a format, and that format: ``1.ttl`` → ``1``, Turtle."""
    stem, _, ending = name.rpartition(".")
    chosen = named_format(ending)
    return (stem, chosen) if stem and chosen else (name, None)


def named_format(ending: str) -> ResultFormat | None:
    """Return the format of an ending, None for one that nothing has."""
    return next((offer for offer in OFFERS if offer.name == ending), None)


def data_format(ending: str) -> ResultFormat:
    """Return the format of data with that ending, one of ``DATA_ENDING``."""
    return next(offer for offer in GRAPH_FORMATS if offer.name == ending)


def serialised(quads: Iterable[ox.Quad | ox.Triple], chosen: ResultFormat) -> Response:
    """Return quads as triples in a format, each once and in a fixed order."""
    triples = sorted({each.triple if isinstance(each, ox.Quad) else each for each in quads}, key=str)
    if chosen is JSON_LD:
        return Response(write_json_ld(triples, context()), content_type=chosen.content_type)
    writable = nameable(triples) if chosen is RDF_XML else triples
    data = ox.serialize(writable, format=chosen.graph, prefixes=PREFIXES)
    return Response(data, content_type=chosen.content_type)


def streamed_graph(graph: Node, chosen: ResultFormat) -> Response:
    """Return the triples of a graph that may be large, in the store's order."""
    reader = served().reader
    engine = ox.RdfFormat.STREAMING_JSON_LD if chosen is JSON_LD else chosen.graph

    def write(out: BinaryIO) -> None:  # the engine's iterators belong to the thread that makes them
        triples = (quad.triple for quad in reader.quads(None, None, None, graph))
        ox.serialize(nameable(triples) if chosen is RDF_XML else triples, out, engine, prefixes=PREFIXES)

    return Response(streamed(write), content_type=chosen.content_type)


def context() -> Context:
    """Return the JSON-LD context of the served graph."""
    return recent("json-ld", lambda: read_context(served().reader))


def described(find: Lookup, node: Node | ox.BlankNode) -> Iterator[ox.Quad]:
    """Yield what the default graph says of a node, and of the blank nodes that it is described by."""
    waiting: list[Node | ox.BlankNode] = [node]
    seen: set[Node | ox.BlankNode] = set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for quad in find.reader.quads(current, None, None, FACTS):
            yield quad
            if isinstance(quad.object, ox.BlankNode):
                waiting.append(quad.object)


def refuse_impossible_path() -> None:
    """Answer 404 to a path that makes no IRI, as one with a backslash."""
    try:
        Node(DEFAULT_BASE + request.path.removeprefix("/"))
    except ValueError:
        abort(404, f"no IRI can have the path {request.path!r}")


def refuse_absent(find: Lookup, iri: str) -> None:
    """Answer 410 for what only the record of runs remembers, 404 for what nothing does."""
    runs = Node(find.reader.graph_iri("runs"))
    quads = find.reader.describe(iri)
    if not quads:
        refuse_unknown(iri)
    # A run itself is in no other graph.
    if all(quad.graph_name == runs and quad.predicate != _TYPE for quad in quads):
        reasons = dict.fromkeys(f"{each.why} ({each.by}, {each.on})" for each in rejections(find, iri))
        rejected = "; ".join(reasons)
        gone = "the articles that told of it were taken out or replaced"
        abort(410, f"{iri} was removed from the graph: {f'people rejected it: {rejected}' if rejected else gone}")


def refuse_unknown(iri: str) -> NoReturn:
    """Answer 404: the graph does not know that IRI."""
    abort(404, f"the graph says nothing of {iri}: search for it, or ask what there is at /sparql")
