"""When each article was read, and by which version of Sitrep and of the ontology."""

from datetime import datetime

import pyoxigraph as ox

from kg.graph.nodes import iri, moment, text
from kg.namespaces import NS, RDF, Iris, digest


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
