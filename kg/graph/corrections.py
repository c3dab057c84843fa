"""Corrections as the graph of curation holds them: who decided what, when and why.

To which claims they apply is told in the graphs of the articles, and comes and goes with these.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.curation.correction import Correction
from kg.graph.nodes import Fact, iri, moment, text
from kg.namespaces import NS, RDF, Iris

RECORD = iri(NS + "correctionRecord")
_TYPE = RDF + "type"
_CLASSES = {"veto": "Veto", "confirm": "Confirmation", "edit": "Edit", "merge": "Merger", "split": "Split"}


def correction_quads(corrections: Iterable[tuple[Correction, str]], iris: Iris) -> Iterator[ox.Quad]:
    """Yield what the graph says of corrections, each with its record as a file has it."""
    graph = iri(iris.graph("curation"))
    for correction, record in corrections:
        node = iri(iris.thing("correction", correction.name))
        yield from (ox.Quad(node, iri(prop), value, graph) for prop, value in _facts(correction))
        yield ox.Quad(node, RECORD, text(record), graph)


def _facts(correction: Correction) -> list[Fact]:
    return [
        (_TYPE, iri(NS + "Correction")),
        (_TYPE, iri(NS + _CLASSES[correction.deed])),
        (NS + "madeBy", text(correction.by)),
        (NS + "madeAt", moment(correction.on)),
        (NS + "reason", text(correction.why)),
    ]
