"""What the record of runs keeps of an article or an event that went."""

from datetime import UTC, datetime

import pyoxigraph as ox

from kg.graph.runs import removal_quads
from kg.namespaces import AUTHORITY, DCTERMS, PROV, RDF, Iris, sr

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


def test_so_do_claims_persons_and_texts_but_nothing_inside_a_document_or_known_beforehand() -> None:
    graph, claim, person = ox.NamedNode(IRIS.graph("article/1")), IRIS.thing("claim", "1"), IRIS.thing("entity", "2")
    gone = [
        ox.Quad(ox.NamedNode(claim), TYPE, sr("CountClaim"), graph),
        ox.Quad(ox.NamedNode(person), TYPE, sr("Person")),
        ox.Quad(ox.NamedNode(IRIS.thing("text", "3")), sr("content"), ox.Literal("Two died.")),
        ox.Quad(ox.NamedNode(IRIS.span("1", 0, 3)), TYPE, sr("Mention"), graph),
        ox.Quad(ox.NamedNode(AUTHORITY + "Syria"), TYPE, sr("Country")),
    ]
    went = {str(quad.subject)[1:-1] for quad in removal_quads([], gone, IRIS, removed=WHEN)}
    assert went == {claim, person, IRIS.thing("text", "3")}


def test_what_became_part_of_another_or_is_something_else_now_is_not_gone() -> None:
    gone = [ox.Quad(event("a"), TYPE, sr("Event")), ox.Quad(event("b"), TYPE, sr("Person"))]
    merged = ox.Quad(event("a"), ox.NamedNode(DCTERMS + "isReplacedBy"), event("c"))
    changed = ox.Quad(event("b"), TYPE, sr("Organisation"))
    assert removal_quads([merged, changed], gone, IRIS, removed=WHEN) == []
