"""What the endpoint says of itself: the SPARQL 1.1 Service Description, with the sizes of what it serves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.namespaces import RDF, SD, VOID
from kg.web.data.dataset import counts
from kg.web.page_queries import recent
from kg.web.served import served

_STATIC: Final = Path(__file__).with_name("service-description.ttl")
_TYPE: Final = ox.NamedNode(RDF + "type")
_MOST_NAMED: Final = 50

_Named = list[tuple[str, int | None]]
"""The IRIs of named graphs with their triples, None where they are many."""


def describe_service(endpoint: str) -> Iterator[ox.Triple]:
    """Yield the description of the endpoint at that URL: what it can do, and how much its graphs hold."""
    for quad in ox.parse(path=_STATIC, format=ox.RdfFormat.TURTLE, base_iri=endpoint):
        yield quad.triple
    config, service = served().config, ox.NamedNode(endpoint)
    if config.allow_update:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
        yield ox.Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    if config.service_allow:
        yield ox.Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    dataset, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#default-graph")
    yield from _default_sizes(default)
    for number, (name, triples) in enumerate(recent("named graphs", _named_graphs)):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(graph, _TYPE, _sd("Graph"))
        if triples is not None:
            yield ox.Triple(graph, ox.NamedNode(VOID + "triples"), ox.Literal(triples))


def _default_sizes(graph: ox.NamedNode) -> Iterator[ox.Triple]:
    found = counts()
    sizes = {"properties": found.properties, "classes": found.classes}
    if found.properties is not None:
        yield ox.Triple(graph, ox.NamedNode(VOID + "triples"), ox.Literal(found.triples))
    for name, solutions in sizes.items():
        if solutions is not None:
            yield ox.Triple(graph, ox.NamedNode(VOID + name), ox.Literal(len(solutions)))


def _named_graphs() -> _Named:
    """Return the first named graphs, without those of articles, of which there is one for each."""
    return served().reader.graph_sizes(most=_MOST_NAMED)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
