"""When each article was read and by which version of Sitrep, and when articles and what they told of went."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import pyoxigraph as ox

from kg.graph.nodes import iri, moment, text
from kg.namespaces import NS, PROV, RDF, Iris, digest

_TYPE: Final = iri(RDF + "type")
_TELLING: Final = {_TYPE, iri(NS + "content")}
"""What is said of everything that has a page of its own: a type, of a text what it says."""
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
    """Return the record of the things that a change takes out of the store: when, nothing else.

    By it their IRIs can tell that there was something. An event that became part of another is not gone, nor is
    what stands in a document: it went with that.
    """
    kept = {quad.subject for quad in add if quad.graph_name == _DEFAULT or quad.predicate in _TELLING}
    start = iris.base + "id/"
    went = {quad.subject for quad in gone if quad.predicate in _TELLING and _has_page(quad.subject, start)}
    graph, ended = iri(iris.graph("runs")), iri(PROV + "invalidatedAtTime")
    return [ox.Quad(thing, ended, moment(removed), graph) for thing in sorted(went - kept, key=str)]


def _has_page(thing: object, start: str) -> bool:
    return isinstance(thing, ox.NamedNode) and thing.value.startswith(start) and "#" not in thing.value
