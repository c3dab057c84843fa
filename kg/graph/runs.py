"""When each article was read and by which version of Sitrep, and when articles and events went."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import pyoxigraph as ox

from kg.graph.nodes import iri, moment, text
from kg.namespaces import NS, PROV, RDF, Iris, digest

_TYPE: Final = iri(RDF + "type")
_WITH_PAGES_OF_THEIR_OWN: Final = (iri(NS + "Article"), iri(NS + "Event"))
_DEFAULT: Final = ox.DefaultGraph()


def run_quads(keys: list[str], iris: Iris, *, started: datetime, version: str) -> list[ox.Quad]:
    """Return the record of a run that read these articles."""
    graph = iri(iris.graph("runs"))
    run = iri(iris.thing("run", digest(started.isoformat(), version)))
    quads = [
        ox.Quad(run, iri(RDF + "type"), iri(NS + "ExtractionRun"), graph),
        ox.Quad(run, iri(NS + "softwareVersion"), text(version), graph),
    ]
    for key in keys:
        article = iri(iris.article(key))
        quads.append(ox.Quad(article, iri(NS + "ingestedAt"), moment(started), graph))
        quads.append(ox.Quad(article, iri(NS + "readBy"), run, graph))
    return quads


def removal_quads(add: Iterable[ox.Quad], gone: Iterable[ox.Quad], iris: Iris, *, removed: datetime) -> list[ox.Quad]:
    """Return the record of the articles and events that a change takes out of the default graph: when, nothing else.

    By it their IRIs can tell that there was something. An event that became part of another is not gone.
    """
    kept = {quad.subject for quad in add if quad.graph_name == _DEFAULT}
    went = {quad.subject for quad in gone if quad.predicate == _TYPE and quad.object in _WITH_PAGES_OF_THEIR_OWN}
    graph, ended = iri(iris.graph("runs")), iri(PROV + "invalidatedAtTime")
    return [ox.Quad(thing, ended, moment(removed), graph) for thing in sorted(went - kept, key=str)]
