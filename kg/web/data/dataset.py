"""The description of the graph as a whole, as a page and as data: VoID and DCAT."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import QueryError
from kg.namespaces import DCTERMS, VOID, XSD
from kg.store.exports.views import VIEWS
from kg.store.reader import Statistics
from kg.store.results import Solutions
from kg.web.data.dumps import DUMPS
from kg.web.data.representations import DATA_ENDING, data_format, serialised, wanted_format
from kg.web.http.addresses import root
from kg.web.http.negotiation import HTML
from kg.web.page_queries import recent, select
from kg.web.pages.lookup import Node
from kg.web.served import served

blueprint = Blueprint("dataset", __name__)

_DESCRIPTION: Final = Path(__file__).with_name("dataset.ttl")


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
    form = [(chosen.label, f"/dumps/graph.{name}") for name, chosen in DUMPS.items()]
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


def _marked(response: Response) -> Response:
    response.vary.add("Accept")
    return response


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=Node(XSD + datatype))
