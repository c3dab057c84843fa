"""What the record of runs keeps of an article or an event that went."""

from datetime import UTC, datetime

import pyoxigraph as ox

from kg.graph.runs import removal_quads
from kg.namespaces import DCTERMS, PROV, RDF, Iris, sr

IRIS = Iris()
TYPE = ox.NamedNode(RDF + "type")
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def event(digest: str) -> ox.NamedNode:
    return ox.NamedNode(IRIS.thing("event", digest))


def test_an_event_that_went_leaves_its_iri_and_the_time() -> None:
    gone = [ox.Quad(event("a"), TYPE, sr("Event")), ox.Quad(event("a"), TYPE, sr("AirStrike"))]
    [quad] = removal_quads([], gone, IRIS, removed=WHEN)
    assert (quad.subject, quad.predicate.value) == (event("a"), PROV + "invalidatedAtTime")
    assert quad.graph_name == ox.NamedNode(IRIS.graph("runs"))


def test_an_event_that_became_part_of_another_and_an_entity_are_not_gone() -> None:
    gone = [ox.Quad(event("a"), TYPE, sr("Event")), ox.Quad(event("b"), TYPE, sr("Person"))]
    merged = ox.Quad(event("a"), ox.NamedNode(DCTERMS + "isReplacedBy"), event("c"))
    assert removal_quads([merged], gone, IRIS, removed=WHEN) == []
