"""Which events a slice of the graph holds: by time, class, place and neighbourhood, the latest of them first."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import sr
from kg.store.templates.parameters import Parameter, Value, term_of
from kg.store.templates.templates import bind, read_template

View = Literal["events", "full"]

LIMITS: Final[Mapping[View, int]] = {"events": 20_000, "full": 2_000}
"""As many events as Protégé still shows without freezing."""

_EVENTS: Final = Path(__file__).with_name("slice-events.rq")
_DEFAULT: Final = ox.DefaultGraph()
_CLASS: Final = sr("eventClass")
_STEPS: Final = frozenset(
    sr(name)
    for name in (
        *("hasActor", "hasTarget", "hasVictim", "hasInstrument", "hasRecipient", "hasSpeaker", "hasAddressee"),
        *("hasTransferredItem", "opposingParty", "hasParticipant", "occurredAt", "atFacility", "hasOrigin"),
        *("hasDestination", "inResponseTo", "after", "partOf"),
    )
)
"""Properties by which an event leads to its neighbours."""
_FIRST_STEPS: Final = _STEPS | {sr("occurredIn")}
_HUB: Final = 1_000
"""What more events than this share leads from none of them to another: everything would be everybody's neighbour."""


@dataclass(frozen=True, kw_only=True)
class SliceRequest:
    """What to show: the view, conditions that all must hold (``""``: none), and the most events (None: the usual)."""

    view: View = "events"
    since: str = ""
    until: str = ""
    class_: str = ""
    place: str = ""
    around: str = ""
    hops: int = 1
    limit: int | None = None

    @property
    def most(self) -> int:
        """Return the most events that are taken."""
        return self.limit or LIMITS[self.view]

    @property
    def conditions(self) -> dict[str, Value]:
        """Return the conditions by the name that a user gives them, those of the neighbourhood left out."""
        given: dict[str, Value] = {"since": self.since, "until": self.until, "class": self.class_, "place": self.place}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class ChosenEvents:
    """The IRIs of the events that were taken, in the order of IRIs, and how many there were to take from."""

    events: tuple[str, ...]
    matching: int
    iris: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "iris", frozenset(self.events))


def choose_events(store: ox.Store, request: SliceRequest) -> ChosenEvents:
    """Return the events that match a request: when there are too many, the latest, and of equals those of later IRIs.

    Raises TemplateError for a condition that cannot be read, StoreError for a neighbourhood of something unknown.
    """
    near = _neighbourhood(store, request) if request.around else None
    text = bind(read_template(_EVENTS), request.conditions)
    matching = 0

    def candidates() -> Iterator[tuple[str, str]]:
        nonlocal matching
        for row in _rows(store, text):
            if near is None or row[1] in near:
                matching += 1
                yield row

    latest = heapq.nlargest(request.most, candidates())
    return ChosenEvents(tuple(sorted(event for _, event in latest)), matching)


def _rows(store: ox.Store, text: str) -> Iterator[tuple[str, str]]:
    found = store.query(text)
    if isinstance(found, ox.QuerySolutions):
        for row in found:
            start = row["start"]
            yield start.value if isinstance(start, ox.Literal) else "", str(row["event"])[1:-1]


def _neighbourhood(store: ox.Store, request: SliceRequest) -> set[str]:
    """Return the events that the given thing leads to in so many hops, from event to event over what they share."""
    start = term_of(Parameter(name="around", type="iri", example="auth:IslamicState"), request.around)
    if not isinstance(start, ox.NamedNode) or not _is_there(store, start):
        raise StoreError(f"nothing in this store is called {request.around}: give the IRI of an event or of an entity")
    if _is_event(store, start):
        found, hops = {start}, request.hops
    else:
        found, hops = set(_events_of(store, start, _FIRST_STEPS)), request.hops - 1
    edge = set(found)
    for _ in range(hops):
        nodes = {node for event in edge for node in _nodes_of(store, event)}
        edge = {event for node in nodes for event in _shared(store, node)} - found
        found |= edge
    return {event.value for event in found}


def _is_there(store: ox.Store, node: ox.NamedNode) -> bool:
    about = (store.quads_for_pattern(node, None, None, _DEFAULT), store.quads_for_pattern(None, None, node, _DEFAULT))
    return any(next(quads, None) is not None for quads in about)


def _is_event(store: ox.Store, node: ox.NamedNode) -> bool:
    return next(store.quads_for_pattern(node, _CLASS, None, _DEFAULT), None) is not None


def _events_of(store: ox.Store, node: ox.NamedNode, steps: frozenset[ox.NamedNode]) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(None, None, node, _DEFAULT):
        if quad.predicate in steps and isinstance(quad.subject, ox.NamedNode) and _is_event(store, quad.subject):
            yield quad.subject


def _nodes_of(store: ox.Store, event: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(event, None, None, _DEFAULT):
        if quad.predicate in _STEPS and isinstance(quad.object, ox.NamedNode):
            yield quad.object


def _shared(store: ox.Store, node: ox.NamedNode) -> set[ox.NamedNode]:
    events = {node} if _is_event(store, node) else set()
    for event in _events_of(store, node, _STEPS):
        events.add(event)
        if len(events) > _HUB:
            return set()
    return events
