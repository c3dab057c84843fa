"""The graph as a whole: its description (VoID, DCAT), its dumps, and the lists that search engines read."""

from collections.abc import Iterator
from dataclasses import dataclass
from gzip import GzipFile
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import QueryError
from kg.namespaces import DCTERMS, VOID, XSD
from kg.store.exports.views import VIEWS, export_view
from kg.store.exports.whole import export
from kg.store.formats import JSON_LD, N_QUADS, TRIG
from kg.store.reader import Statistics
from kg.store.results import Solutions
from kg.web.data.representations import DATA_ENDING, data_format, serialised, wanted_format
from kg.web.http.addresses import root
from kg.web.http.conditional import tag_answers
from kg.web.http.negotiation import HTML
from kg.web.http.streams import Write, streamed
from kg.web.page_queries import recent, select
from kg.web.pages.lookup import TYPE, Node, lookup, node
from kg.web.served import served

blueprint = Blueprint("dataset", __name__)
dumps = Blueprint("dumps", __name__)
blueprint.register_blueprint(dumps)
tag_answers(dumps)

_DESCRIPTION: Final = Path(__file__).with_name("dataset.ttl")
_DUMPS: Final = {form.name: form for form in (TRIG, N_QUADS, JSON_LD)}
_LISTED: Final = {"events": "Event", "articles": "Article"}
_URLS_IN_A_LIST: Final = 50_000
"""As many as the format of sitemaps allows."""


@dataclass(frozen=True)
class Counts:
    """What the newest snapshot holds: in all, triples by property, things by class."""

    statistics: Statistics
    properties: Solutions | None
    """None where counting took longer than a query may."""
    classes: Solutions | None

    @property
    def triples(self) -> int:
        """Return the number of triples in the default graph, 0 if it is not known."""
        return sum(int(row["triples"]) for row in self.properties.texts()) if self.properties else 0


def counts() -> Counts:
    """Return what the served graph holds; counted once for a snapshot, and not for each of a store being written."""
    return recent(
        "counts", lambda: Counts(served().reader.statistics(), _counted("property-counts"), _counted("class-counts"))
    )


@blueprint.get("/.well-known/void")
def void() -> AnyResponse:
    """Answer with the description of the graph as data; browsers are led to its page."""
    chosen = wanted_format()
    if chosen is HTML:
        return redirect("/dataset", 303)
    return _marked(serialised(describe(), chosen))


@blueprint.get("/dataset")
def dataset() -> AnyResponse:
    """Answer with the description of the graph: as a page, or as data."""
    chosen = wanted_format()
    return _page() if chosen is HTML else _marked(serialised(describe(), chosen))


@blueprint.get("/catalog")
def catalog() -> AnyResponse:
    """Lead to the description of the one dataset in the catalogue."""
    return redirect("/dataset", 303)


@blueprint.get(f"/dataset.{DATA_ENDING}")
def dataset_data(ending: str) -> AnyResponse:
    """Return the description of the graph as data."""
    return serialised(describe(), data_format(ending))


@dumps.get("/dumps/graph.<any(trig, nq, jsonld):ending>")
def dump(ending: str) -> Response:
    """Return all graphs in a stream."""
    form, reader = _DUMPS[ending], served().reader

    def write(out: BinaryIO) -> None:
        export(reader, form, out)

    return _download(write, form.content_type, f"graph.{ending}")


@dumps.get("/dumps/graph.<any(trig, nq, jsonld):ending>.gz")
def packed_dump(ending: str) -> Response:
    """Return all graphs in a stream, as a file packed by gzip."""
    form, reader = _DUMPS[ending], served().reader

    def write(out: BinaryIO) -> None:
        with GzipFile("", "wb", fileobj=out, mtime=0) as packed:
            export(reader, form, packed)  # type: ignore[arg-type]  # it only writes

    return _download(write, "application/gzip", f"graph.{ending}.gz")


@dumps.get("/dumps/events.<ending>")
def events(ending: str) -> Response:
    """Return all events in the shape of a table, a network or another codebook, in a stream."""
    reader = served().reader
    view = next((view for view in VIEWS.values() if view.ending == ending), None)
    if view is None:
        endings = ", ".join(view.ending for view in VIEWS.values())
        abort(404, f"the events do not come as {ending}: choose one of {endings}")

    def write(out: BinaryIO) -> None:
        export_view(reader, view, out)

    return _download(write, view.content_type, f"events.{ending}")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell robots what to read, and what costs too much to be read by them."""
    return Response(render_template("robots.txt", root=root()), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the lists of pages."""
    statistics = counts().statistics
    sizes = {"events": statistics.events, "articles": statistics.articles}
    parts = [(name, part) for name, size in sizes.items() for part in range(-(-size // _URLS_IN_A_LIST))]
    page = render_template("sitemap.xml", root=root(), parts=parts, date=_date())
    return Response(page, mimetype="application/xml")


@blueprint.get("/sitemap-<any(events, articles):name>-<int:part>.xml")
def sitemap_part(name: str, part: int) -> Response:
    """List the pages of events or of articles, 50,000 at a time."""
    find = lookup()
    things = find.subjects(TYPE, node(_LISTED[name]))
    shown = list(islice(things, part * _URLS_IN_A_LIST, (part + 1) * _URLS_IN_A_LIST))
    if not shown:
        abort(404, f"there are no so many {name}: see /sitemap.xml for the lists that there are")
    paths = [find.urls.page(each.value).removeprefix("/") for each in shown]
    page = render_template("sitemap-part.xml", root=root(), paths=paths, date=_date())
    return Response(page, mimetype="application/xml")


def describe() -> Iterator[ox.Triple]:
    """Yield the description of the served graph: what stands in ``dataset.ttl``, and what can be counted."""
    start = root()
    for quad in ox.parse(path=_DESCRIPTION, format=ox.RdfFormat.TURTLE, base_iri=start):
        yield quad.triple
    about = Node(start + "dataset")
    yield from (ox.Triple(about, Node(prop), value) for prop, value in _settings())
    yield from _partitions(about, counts())


def _settings() -> Iterator[tuple[str, Node | ox.Literal]]:
    reader, config, found = served().reader, served().config, counts()
    yield VOID + "uriSpace", ox.Literal(reader.base)
    yield DCTERMS + "identifier", ox.Literal(reader.base)
    yield DCTERMS + "modified", _typed(reader.snapshot.published.strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime")
    yield VOID + "documents", ox.Literal(found.statistics.articles)
    yield VOID + "entities", ox.Literal(_entities(found.statistics))
    if found.triples:
        yield VOID + "triples", ox.Literal(found.triples)
    if config.licence:
        yield DCTERMS + "license", Node(config.licence)


def _entities(statistics: Statistics) -> int:
    return statistics.events + statistics.agents + statistics.places


def _partitions(about: Node, found: Counts) -> Iterator[ox.Triple]:
    kinds = (("property", "triples", found.properties), ("class", "things", found.classes))
    for kind, counted, solutions in kinds:
        if solutions is None:
            continue
        of_all = VOID + ("properties" if kind == "property" else "classes")
        yield ox.Triple(about, Node(of_all), ox.Literal(len(solutions)))
        number = Node(VOID + ("triples" if kind == "property" else "entities"))
        for row in solutions.texts():
            part = ox.BlankNode()
            yield ox.Triple(about, Node(f"{VOID}{kind}Partition"), part)
            yield ox.Triple(part, Node(VOID + kind), Node(row[kind]))
            yield ox.Triple(part, number, ox.Literal(int(row[counted])))


def _counted(name: str) -> Solutions | None:
    try:
        return select(name, {})
    except QueryError:  # of a very large graph: better described without numbers than not at all
        return None


def _page() -> Response:
    form = [(chosen.label, f"/dumps/graph.{name}") for name, chosen in _DUMPS.items()]
    formats = [
        (each.label, f"/dataset.{each.name}", each.media_types[0])
        for each in map(data_format, ("ttl", "nt", "rdf", "jsonld"))
    ]
    found = counts()
    page = render_template(
        "dataset.html",
        statistics=found.statistics,
        triples=found.triples,
        dumps=form,
        views=[(name, f"/dumps/events.{view.ending}") for name, view in VIEWS.items()],
        formats=formats,
        licence=served().config.licence,
    )
    return Response(page)


def _download(write: Write, content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(streamed(write), content_type=content_type, headers=headers)


def _marked(response: Response) -> Response:
    response.vary.add("Accept")
    return response


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=Node(XSD + datatype))


def _date() -> str:
    return served().reader.snapshot.published.strftime("%Y-%m-%d")
