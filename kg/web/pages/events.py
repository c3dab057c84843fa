"""Events as pages show them: one whole, or a row in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyoxigraph as ox

from kg.namespaces import sr
from kg.store.exports.events import ROLES
from kg.web.pages.claims import Matter, read_matters
from kg.web.pages.lookup import Cell, Facts, Lookup, Node, moment, one_of, text_of, token
from kg.web.pages.rulings import Ruling, read_rulings

_LINKS: Final = ("inResponseTo", "after", "partOf")
_ROLES: Final = (*ROLES.values(), "occurredAt", "atFacility", "hasOrigin", "hasDestination", "phase", *_LINKS)
_SHOWN: Final = tuple(map(sr, ("eventClass", "atFacility", "occurredAt")))
"""What the row of an event names."""
_MOST_LINKED: Final = 20


@dataclass(frozen=True)
class When:
    """A time as far as it is known: its bounds, how precise it is, and the words of the text."""

    start: datetime | None
    end: datetime | None
    precision: str
    words: str


@dataclass(frozen=True)
class EventRow:
    """An event as a row of a table."""

    link: Cell
    kind: Cell
    when: When
    places: list[Cell]
    killed_low: str
    killed_high: str
    articles: str
    disputed: bool


@dataclass(frozen=True)
class Fact:
    """A property of a thing with its values."""

    name: str
    values: list[Cell]


@dataclass(frozen=True)
class Event:
    """An event as its page shows it."""

    iri: str
    row: EventRow
    actors: list[Cell]
    targets: list[Cell]
    speakers: list[Cell]
    addressees: list[Cell]
    place_precision: str
    facts: list[Fact]
    sources: list[Cell]
    matters: list[Matter]
    linked: list[Fact]
    rulings: tuple[Ruling, ...]
    """What people decided about its reports."""

    @property
    def counts(self) -> list[Matter]:
        """Return the matters that are numbers."""
        return [matter for matter in self.matters if matter.kind == "count"]

    @property
    def disputed(self) -> bool:
        """Return whether sources contradict each other."""
        return self.row.disputed or any(matter.disagree for matter in self.matters)


def read_event(find: Lookup, event: Node) -> Event | None:
    """Return an event with everything the sources say about it, None if the graph holds no such event."""
    facts = find.facts(event)
    if sr("eventClass") not in facts:
        return None

    def cells(name: str) -> list[Cell]:
        return find.cells(facts.get(sr(name), []))

    reports = [value for value in facts.get(sr("hasReport"), []) if isinstance(value, ox.NamedNode)]
    return Event(
        iri=event.value,
        row=_row(find, event, facts),
        actors=cells("hasActor"),
        targets=cells("hasTarget") or cells("hasVictim"),
        speakers=cells("hasSpeaker"),
        addressees=cells("hasAddressee"),
        place_precision=token(one_of(facts, "placePrecision"), "placePrecision"),
        facts=[Fact(find.name(sr(name)), cells(name)) for name in _ROLES if sr(name) in facts],
        sources=cells("reportedBy"),
        matters=read_matters(find, reports),
        linked=_linked(find, event),
        rulings=_rulings(find, reports),
    )


def read_rows(find: Lookup, events: Iterable[Node]) -> list[EventRow]:
    """Return events as rows of a table, in the order given."""
    told = [(event, find.facts(event)) for event in find.expect(list(events), everything=True)]
    find.expect([value for _, facts in told for key in _SHOWN for value in facts.get(key, [])])
    return [_row(find, event, facts) for event, facts in told]


def _row(find: Lookup, event: Node, facts: Facts) -> EventRow:
    return EventRow(
        link=find.cell(event),
        kind=find.cell(one_of(facts, "eventClass")),
        when=read_when(facts),
        places=find.cells([*facts.get(sr("atFacility"), []), *facts.get(sr("occurredAt"), [])]),
        killed_low=text_of(facts, "killedLow"),
        killed_high=text_of(facts, "killedHigh"),
        articles=text_of(facts, "articleCount"),
        disputed=text_of(facts, "disputed") == "true",
    )


def read_when(facts: Facts) -> When:
    """Return the time among the facts of an event or a claim."""
    return When(
        start=moment(text_of(facts, "earliestStart")),
        end=moment(text_of(facts, "latestEnd")),
        precision=token(one_of(facts, "timePrecision"), "precision"),
        words=text_of(facts, "timeText"),
    )


def _rulings(find: Lookup, reports: Iterable[Node]) -> tuple[Ruling, ...]:
    made = {ruling for report in reports for ruling in read_rulings(find, find.facts(report, None))}
    return tuple(sorted(made, key=lambda ruling: (ruling.on, ruling.href)))


def _linked(find: Lookup, event: Node) -> list[Fact]:
    found = []
    for name in _LINKS:
        others = sorted(set(find.subjects(sr(name), event)), key=str)[:_MOST_LINKED]
        if others:
            found.append(Fact(name, find.cells(others)))
    return found
