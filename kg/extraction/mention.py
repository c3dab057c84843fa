"""The records of the second stage: what one article says, each thing with its characters.

All offsets are code points of the article's unchanged text, end exclusive. Ids count from 0 within an article and index
the tuples of ArticleMentions. Classes and properties are full IRIs of the ontology; closed vocabularies are tokens.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Modality = Literal["realised", "intended", "possible", "hypothetical", "negated", "generic"]
Stance = Literal["asserts", "confirms", "alleges", "denies", "disputes", "retracts"]
Phase = Literal["planned", "begun", "ongoing", "resumed", "eased", "ended", "failed"]
How = Literal["corrected", "dependency", "inherited", "nearest", "coreferred", "authority", "inferred"]
Kind = Literal["name", "nominal", "pronoun"]
Precision = Literal["minute", "day", "week", "month", "season", "year", "before", "after", "unknown"]
TimeSource = Literal["stated", "relative", "inferredYear", "text"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``begin`` to ``end`` of the text."""

    begin: int
    end: int

    @property
    def offsets(self) -> tuple[int, int]:
        """Return both ends, as claims hold them."""
        return self.begin, self.end


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A phrase that names or describes an agent, place, facility or piece of equipment."""

    id: int
    span: Span
    text: str
    sentence: int
    cls: str
    kind: Kind
    name: str
    """The phrase without determiner, title and quantity, as the entity would be called."""
    lemma: str
    """Lemma of the head noun of a nominal; the lower-cased name of a name."""
    individual: str | None = None
    """The authority's individual, where the name is known."""
    owner: int | None = None
    """The mention of whose it is: ``ISIS`` in ``ISIS positions``."""
    country: str | None = None
    """The country of the nationality adjective in it: Syria in ``Syrian troops``."""
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """What plays a role in an event; ``entity`` is None where no entity was recognised."""

    role: str
    entity: int | None
    span: Span
    text: str
    how: How


@dataclass(frozen=True, slots=True)
class Count:
    """How many of which group; ``maximum`` None means no upper bound is told."""

    kind: str
    minimum: int
    maximum: int | None
    group: str | None
    span: Span
    text: str
    part: bool = False
    """Whether the words tell that it is a part of another number: "four of the dead"."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A phrase that tells when; UTC, both ends inclusive to the second. ``None`` is open."""

    id: int
    span: Span
    text: str
    earliest: datetime | None
    latest: datetime | None
    precision: Precision
    source: TimeSource
    ends: tuple["TimeExpression", ...] = ()
    """Where two times are the ends of one stretch ("2004 to 2009"): these two."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """A word that tells of an event, and what stands around it."""

    id: int
    cls: str
    trigger: Span
    text: str
    sentence: int
    arguments: tuple[Argument, ...] = ()
    modality: Modality = "realised"
    stance: Stance = "asserts"
    phase: Phase | None = None
    characterisation: str | None = None
    """What the words call it: ``terrorism``."""
    time: TimeExpression | None = None
    counts: tuple[Count, ...] = ()
    sources: tuple[int, ...] = ()
    """Mentions of those who say so, all together the origin."""
    confidence: float = 1.0
    predicate: Span | None = None
    """The trigger with the light verb that carries it, where there is one: "staged mass demonstrations"."""
    relays: tuple[int, ...] = ()
    """Mentions of those who passed it on, the nearest to the origin first."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the words of saying, the mention that speaks, the characters of what is said."""

    cue: Span
    source: int | None
    content: Span
    stance: Stance
    joint: tuple[int, ...] = ()
    """Mentions of those who say it together with the source: "residents and officials said"."""

    @property
    def sources(self) -> tuple[int, ...]:
        """Return everybody who speaks."""
        return () if self.source is None else (self.source, *self.joint)


@dataclass(frozen=True, slots=True)
class EventLink:
    """A relation between two event mentions that the text states: ``inResponseTo``, ``after`` or ``partOf``."""

    head: int
    tail: int
    relation: str
    cue: Span


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entity mentions, named by the ontology's property."""

    head: int
    tail: int
    relation: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class PostMention:
    """A person is said to hold a post: ``President Trump``, ``X, the defence minister of Y``."""

    person: int
    post: str | None
    """The authority's post, where the words decide it."""
    post_class: str
    words: str
    organisation: int | None
    since: TimeExpression | None
    former: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ArticleMentions:
    """Everything read from one article. Each tuple is indexed by the ids of its members."""

    text: str
    sentences: tuple[Span, ...]
    entities: tuple[EntityMention, ...]
    coreference: tuple[tuple[int, ...], ...]
    """Groups of entity mentions that are the same entity; every mention is in one group."""
    events: tuple[EventMention, ...]
    event_coreference: tuple[tuple[int, ...], ...]
    """Groups of event mentions that tell the same event; every mention is in one group."""
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    links: tuple[EventLink, ...] = ()
    relations: tuple[Relation, ...] = ()
    posts: tuple[PostMention, ...] = ()
    anchor: datetime | None = None
    """The date against which relative dates were read: publication date, or inferred from the text."""
