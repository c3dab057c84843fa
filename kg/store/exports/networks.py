"""The graph as a network for Gephi, networkx and others: events, what takes part in them, and how that is related."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from kg.namespaces import GEXF, GRAPHML, NS
from kg.store.exports.events import ROLES, read_events
from kg.store.exports.facts import FactReader, iris_of, is_a, label_of, text_of
from kg.store.exports.sorting import sorted_unique

_PLACES: Final = ("occurredAt", "atFacility", "hasOrigin", "hasDestination")
_OF_EVENTS: Final = (*ROLES.values(), *_PLACES, "inResponseTo", "after", "partOf")
_OF_THINGS: Final = (
    "memberOf",
    "subOrganisationOf",
    "locatedIn",
    "operatedBy",
    "basedIn",
    "alliedWith",
    "fightsAgainst",
)
_ATTRIBUTES: Final = ("label", "class", "kind", "start", "latitude", "longitude")
_KINDS: Final = ("Event", "Agent", "Facility", "Place", "Equipment")
_NOT_IN_XML: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class _Edge:
    source: str
    target: str
    name: str


def write_graphml(reader: FactReader) -> Iterator[str]:
    """Yield the network as GraphML: nodes by IRI with label, class, kind, start and position; edges by role."""
    xml = _Xml()
    yield xml.head("graphml", {"xmlns": GRAPHML})
    for name in _ATTRIBUTES:
        yield xml.empty("key", {"id": name, "for": "node", "attr.name": name, "attr.type": _type_of(name)})
    yield xml.empty("key", {"id": "role", "for": "edge", "attr.name": "role", "attr.type": "string"})
    yield xml.start("graph", {"id": "events", "edgedefault": "directed"})
    for iri, attributes in _nodes(reader):
        data = [xml.element("data", {"key": name}, value) for name, value in attributes.items()]
        yield xml.start("node", {"id": iri}) + "".join(data) + xml.end("node")
    for number, edge in enumerate(_edges(reader)):
        start = xml.start("edge", {"id": f"e{number}", "source": edge.source, "target": edge.target})
        yield start + xml.element("data", {"key": "role"}, edge.name) + xml.end("edge")
    yield xml.end("graph") + xml.end("graphml")


def write_gexf(reader: FactReader) -> Iterator[str]:
    """Yield the network as GEXF 1.2, with the same nodes and edges."""
    xml = _Xml()
    yield xml.head("gexf", {"xmlns": GEXF, "version": "1.2"})
    yield xml.start("graph", {"defaultedgetype": "directed", "mode": "static"}) + xml.start(
        "attributes", {"class": "node"}
    )
    for name in _ATTRIBUTES[1:]:
        yield xml.empty("attribute", {"id": name, "title": name, "type": _type_of(name)})
    yield xml.end("attributes") + xml.start("nodes", {})
    for iri, attributes in _nodes(reader):
        values = {name: value for name, value in attributes.items() if name != "label"}
        data = [xml.empty("attvalue", {"for": name, "value": value}) for name, value in values.items()]
        start = xml.start("node", {"id": iri, "label": attributes["label"]}) + xml.start("attvalues", {})
        yield start + "".join(data) + xml.end("attvalues") + xml.end("node")
    yield xml.end("nodes") + xml.start("edges", {})
    for number, edge in enumerate(_edges(reader)):
        yield xml.empty("edge", {"id": str(number), "source": edge.source, "target": edge.target, "label": edge.name})
    yield xml.end("edges") + xml.end("graph") + xml.end("gexf")


def _type_of(name: str) -> str:
    return "double" if name in {"latitude", "longitude"} else "string"


def _nodes(reader: FactReader) -> Iterator[tuple[str, dict[str, str]]]:
    for iri in _members(reader):
        facts = reader.facts(iri)
        found = {
            "label": label_of(iri, facts),
            "class": next(iter(reader.narrowest(facts)), "").removeprefix(NS),
            "kind": next((kind for kind in _KINDS if is_a(facts, kind)), ""),
            "start": text_of(facts, "earliestStart"),
            "latitude": text_of(facts, "latitude"),
            "longitude": text_of(facts, "longitude"),
        }
        yield iri, {name: value for name, value in found.items() if value or name == "label"}


def _members(reader: FactReader) -> Iterator[str]:
    """Yield the IRIs of all nodes: events, what takes part in them, and what that is related to."""
    return sorted_unique(iri for edge in _all_edges(reader) for iri in (edge.source, edge.target) if iri)


def _edges(reader: FactReader) -> Iterator[_Edge]:
    lines = (f"{edge.source} {edge.name} {edge.target}" for edge in _all_edges(reader) if edge.target)
    for line in sorted_unique(lines):
        source, name, target = line.split(" ")
        yield _Edge(source, target, name)


def _all_edges(reader: FactReader) -> Iterator[_Edge]:
    """Yield the edges in no order, some more than once; an event without any as one without a target."""
    for event in read_events(reader):
        yield _Edge(event.iri, "", "")
        for name in _OF_EVENTS:
            for thing in iris_of(event.facts, name):
                yield _Edge(event.iri, thing, name)
                yield from _relations(reader, thing)


def _relations(reader: FactReader, thing: str) -> Iterator[_Edge]:
    facts = reader.thing(thing)
    for name in _OF_THINGS:
        for other in iris_of(facts, name):
            yield _Edge(thing, other, name)


class _Xml:
    """Pieces of XML as text, escaped, without the characters that XML cannot hold."""

    def head(self, name: str, attributes: Mapping[str, str]) -> str:
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + self.start(name, attributes) + "\n"

    def start(self, name: str, attributes: Mapping[str, str]) -> str:
        return self._written(lambda writer: writer.startElement(name, _clean(attributes)))

    def end(self, name: str) -> str:
        return f"</{name}>\n"

    def empty(self, name: str, attributes: Mapping[str, str]) -> str:
        return self.start(name, attributes) + self.end(name)

    def element(self, name: str, attributes: Mapping[str, str], text: str) -> str:
        def write(writer: XMLGenerator) -> None:
            writer.startElement(name, _clean(attributes))
            writer.characters(text.translate(_NOT_IN_XML))
            writer.endElement(name)

        return self._written(write)

    def _written(self, write: Callable[[XMLGenerator], None]) -> str:
        held = StringIO()
        write(XMLGenerator(held, encoding="utf-8"))
        return held.getvalue()


def _clean(attributes: Mapping[str, str]) -> "AttributesImpl[str]":
    return AttributesImpl({name: value.translate(_NOT_IN_XML) for name, value in attributes.items()})
