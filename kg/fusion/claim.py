"""The records of the third stage: entities, what each article claims, and what the articles together say.

IRIs are full strings; a report is known by its digest, which is also that of its own event IRI. Times are UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ClaimKind = Literal["Occurrence", "Participation", "Location", "Time", "Count", "Link", "Post", "Relation", "Status"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One organisation, person, group, place, facility or piece of equipment."""

    iri: str
    cls: str
    label: str
    names: tuple[str, ...]
    """Every form in which an article names it."""
    lemma: str | None = None
    """Head noun of an entity without a name; None for a named one."""
    relations: tuple[tuple[str, str], ...] = ()
    """Property and entity: ``locatedIn``, ``operatedBy`` … with full IRIs."""
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: str | None = None
    precision: str | None = None
    """Token of PlacePrecision, for places and facilities with coordinates."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of the article's text and what they refer to (an entity's IRI or a report's digest)."""

    begin: int
    end: int
    refers_to: str
    is_report: bool = False


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When, as far as it is told."""

    earliest: datetime | None
    latest: datetime | None
    precision: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class CountValue:
    """How many of whom; ``maximum`` None is unbounded."""

    kind: str
    minimum: int
    maximum: int | None
    group: str | None
    text: str
    source: str | None = None
    """Whom the text names as saying so first: one source's five dead are no part of another's nine."""
    part: bool = False
    """Whether the words tell that it is a part of another number."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's statement of one value, with its evidence."""

    digest: str
    kind: ClaimKind
    evidence: tuple[tuple[int, int], ...]
    """Character spans, the mention first."""
    sources: tuple[str, ...]
    """Entities the text names as saying so, all together the origin."""
    stance: str
    modality: str
    how: str
    confidence: float
    report: str | None = None
    cls: str | None = None
    phase: str | None = None
    characterisation: str | None = None
    role: str | None = None
    value: str | None = None
    """Entity, report digest, or holding IRI."""
    subject: str | None = None
    time: TimeValue | None = None
    count: CountValue | None = None
    place_source: str | None = None
    place_precision: str | None = None
    relays: tuple[str, ...] = ()
    """Entities the text names as having passed it on."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A claim, or a report, by its digest, that a person corrected, and the name of the correction."""

    digest: str
    correction: str
    is_report: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity in a role, with what is needed to tell it from others."""

    role: str
    entity: str
    cls: str
    label: str
    lemma: str | None
    how: str


@dataclass(frozen=True, slots=True)
class ReportedPlace:
    """A place in a role, with everything it lies in, itself first."""

    role: str
    entity: str
    label: str
    within: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    precision: str
    source: str
    how: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one article asserts of one event: the values that become facts, ready to be compared and fused."""

    digest: str
    article: str
    """Key of the article."""
    cls: str
    depth: int
    """How many classes lie above ``cls``."""
    realised: bool
    denied: bool
    begin: int
    participants: tuple[Participant, ...] = ()
    places: tuple[ReportedPlace, ...] = ()
    time: TimeValue | None = None
    phase: str | None = None
    characterisations: tuple[str, ...] = ()
    counts: tuple[CountValue, ...] = ()
    sources: tuple[str, ...] = ()
    """Who says so: speakers named in the text, and the outlet."""
    links: tuple[tuple[str, str], ...] = ()
    """Relation and digest of the other report."""
    whole: "Report | None" = None
    """The attack of which these deaths are, as the article reports it; None where it tells of several deaths in it."""
    merged: tuple[str, ...] = ()
    """Digests of reports that a person says are of the same event."""
    split: tuple[str, ...] = ()
    """Digests of reports that a person says are of another event."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds a post, from and until where known."""

    iri: str
    person: str
    post: str
    since: datetime | None
    until: datetime | None
    as_of: datetime | None = None
    """When an article says so, for a holding whose beginning it does not tell."""
    new_post: tuple[str, str, str | None] | None = None
    """Class, label and organisation of a post that the authority does not have."""


@dataclass(frozen=True, slots=True)
class ArticleClaims:
    """Everything that one article adds to the graph."""

    article: str
    outlet: Entity | None
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Evidence, ...]
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    holdings: tuple[Holding, ...] = ()
    anchor: datetime | None = None
    corrected: tuple[Corrected, ...] = ()
    """The claims and reports that people corrected; reports, holdings and relations are as they say."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the reports of one event together say: one event of the default graph."""

    digest: str
    members: tuple[str, ...]
    """Digests of its reports, sorted."""
    articles: tuple[str, ...]
    cls: str
    participants: tuple[Participant, ...]
    places: tuple[ReportedPlace, ...]
    time: TimeValue | None
    phase: str | None
    characterisations: tuple[str, ...]
    counts: tuple[tuple[str, int, int], ...]
    """Kind of count, lowest and highest number that any source gives."""
    sources: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    """Relation and digest of a report of the other event."""
    disputed: bool
