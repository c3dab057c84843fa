"""Entities, claims, terms and anything else that has an IRI, as pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.namespaces import RDFS, SKOS, sr
from kg.store.exports.events import ROLES
from kg.store.quads import Graph
from kg.web.pages.events import EventRow, Fact, read_rows
from kg.web.pages.lookup import FACTS, LABEL, TYPE, Cell, Lookup, Node, Value, one_of
from kg.web.pages.quotes import Quote, read_quote
from kg.web.pages.rulings import Ruling, read_rulings

_ALIAS: Final = ox.NamedNode(SKOS + "altLabel")
_SUBCLASS: Final = ox.NamedNode(RDFS + "subClassOf")
_EVENT_ROLES: Final = (*ROLES.values(), "hasParticipant", "occurredIn", "atFacility", "hasOrigin", "hasDestination")
_OF_EVENTS: Final = {sr(name) for name in (*_EVENT_ROLES, "occurredAt", "reportedBy", "eventClass")}
_HIDDEN: Final = {TYPE, LABEL, _ALIAS, sr("correctedBy")}
_MOST_EVENTS: Final = 50
_MOST_READ: Final = 2_000
_MOST_MENTIONS: Final = 30
_MOST_INCOMING: Final = 100


@dataclass(frozen=True)
class Holding:
    """A post held by a person for a time."""

    post: Cell
    person: Cell
    since: Cell
    until: Cell


@dataclass(frozen=True)
class ThingEvent:
    """An event and the roles that a thing has in it."""

    row: EventRow
    roles: list[str]


@dataclass(frozen=True)
class Thing:
    """A thing as its page shows it."""

    iri: str
    title: str
    classes: list[Cell]
    names: list[str]
    facts: list[Fact]
    holdings: list[Holding]
    events: list[ThingEvent]
    has_more_events: bool
    incoming: list[Fact]
    quotes: list[Quote]
    rulings: tuple[Ruling, ...]


def read_thing(find: Lookup, thing: Node) -> Thing | None:
    """Return all that the graph knows of a thing, None if it knows nothing."""
    facts = find.facts(thing) or _told_facts(find, thing)
    events = _events(find, thing)
    if not facts and not events:
        return None
    return Thing(
        iri=thing.value,
        title=find.name(thing),
        classes=find.cells(narrowest(find, facts.get(TYPE, []))),
        names=sorted({name.value for name in facts.get(_ALIAS, [])} - {find.name(thing)}),
        facts=[
            Fact(find.name(key), find.cells(facts[key])) for key in sorted(facts, key=find.name) if key not in _HIDDEN
        ],
        holdings=_holdings(find, thing),
        events=events[:_MOST_EVENTS],
        has_more_events=len(events) > _MOST_EVENTS,
        incoming=_incoming(find, thing),
        quotes=list(_quotes(find, thing)),
        rulings=read_rulings(find, facts),
    )


def _told_facts(find: Lookup, thing: Node) -> dict[Node, list[Value]]:
    """Return what the graphs of articles say of something that is not a fact: a claim, a report, a mention."""
    facts: dict[Node, list[Value]] = {}
    for quad in find.reader.describe(thing.value):
        if isinstance(quad.object, ox.NamedNode | ox.Literal) and quad.object not in facts.get(quad.predicate, []):
            facts.setdefault(quad.predicate, []).append(quad.object)
    return facts


def narrowest(find: Lookup, classes: list[Value]) -> list[Value]:
    """Return the classes that are no superclass of another one; terms of OWL itself are left out."""
    ours = [kind for kind in classes if isinstance(kind, ox.NamedNode) and find.urls.page(kind.value)]
    above = {parent for kind in ours for parent in find.values(kind, _SUBCLASS)}
    return [kind for kind in ours if kind not in above]


def _events(find: Lookup, thing: Node) -> list[ThingEvent]:
    """Return the newest events of a thing, and one more than a page shows, if there is one."""
    roles: dict[Node, list[str]] = {}
    for name in _EVENT_ROLES:
        for event in islice(find.subjects(sr(name), thing, FACTS), _MOST_READ):
            roles.setdefault(event, []).append(name)
    starts = {event: find.text(event, sr("earliestStart")) for event in roles}
    newest = sorted(roles, key=lambda event: (starts[event], event.value), reverse=True)[: _MOST_EVENTS + 1]
    return [
        ThingEvent(row, [find.name(sr(name)) for name in _shown_roles(roles[event])])
        for event, row in zip(newest, read_rows(find, newest), strict=True)
    ]


def _shown_roles(names: list[str]) -> list[str]:
    return [name for name in names if name != "hasParticipant"] or names


def _holdings(find: Lookup, thing: Node) -> list[Holding]:
    found = {*find.subjects(sr("heldBy"), thing), *find.subjects(sr("ofPost"), thing)}
    facts = [find.facts(holding) for holding in found]
    facts.sort(key=lambda each: [value.value for value in each.get(sr("heldFrom"), [])], reverse=True)

    names = ("ofPost", "heldBy", "heldFrom", "heldUntil")
    return [Holding(*(find.cell(one_of(each, name)) for name in names)) for each in facts]


def _incoming(find: Lookup, thing: Node) -> list[Fact]:
    hidden = {*_OF_EVENTS, TYPE, sr("heldBy"), sr("ofPost")}
    quads = (quad for quad in find.reader.quads(None, None, thing, FACTS) if quad.predicate not in hidden)
    found: dict[Node, list[Node]] = {}
    for quad in islice(quads, _MOST_INCOMING):
        if isinstance(quad.subject, ox.NamedNode):
            found.setdefault(quad.predicate, []).append(quad.subject)
    return [Fact(find.name(key), find.named_cells(found[key])) for key in sorted(found, key=str)]


def _quotes(find: Lookup, thing: Node) -> Iterator[Quote]:
    seen: set[tuple[str, str]] = set()
    for mention, graph in islice(_mentions(find, thing), _MOST_MENTIONS):
        quote = read_quote(find, [mention], graph)
        if quote and (quote.href.partition("#")[0], quote.text) not in seen:
            seen.add((quote.href.partition("#")[0], quote.text))
            yield quote


def _mentions(find: Lookup, thing: Node) -> Iterator[tuple[Node, Graph]]:
    for quad in find.reader.quads(None, sr("refersTo"), thing):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
            yield quad.subject, quad.graph_name
