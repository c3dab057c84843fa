"""What an article was read as, with the reason of each decision: the record that the templates show."""

from dataclasses import dataclass

from kg.explaining.paths import Step


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the text: a mention, the trigger of an event, a time expression, or nothing of these."""

    text: str
    kind: str = ""
    """``event``, ``entity``, ``time`` or ``""``."""
    label: str = ""
    anchor: str = ""
    """What it leads to: ``v3`` for the third event."""
    inner: tuple["Stretch", ...] = ()
    """The stretches that it is made of, where a mention holds others."""


@dataclass(frozen=True, slots=True)
class ExplainedArgument:
    """Who or what plays a role, and which rule says so."""

    role: str
    text: str
    cls: str
    how: str
    way: tuple[Step, ...]
    """From the argument to the trigger through the tree; empty where no grammar leads there."""


@dataclass(frozen=True, slots=True)
class ExplainedTime:
    """When, in which words, by which rules, and the way from those words to the trigger."""

    text: str
    earliest: str
    latest: str
    precision: str
    source: str
    rules: tuple[str, ...]
    way: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ExplainedSource:
    """Who says so, in which words, with what stance."""

    speaker: str
    cue: str
    stance: str


@dataclass(frozen=True, slots=True)
class ExplainedEvent:
    """One mention of an event."""

    number: int
    cls: str
    trigger: str
    entry: str
    """The trigger as the ontology writes it."""
    sentence: str
    arguments: tuple[ExplainedArgument, ...]
    time: ExplainedTime | None
    counts: tuple[tuple[str, str, str], ...]
    """Kind, numbers and words of each count."""
    modality: str
    modality_cues: tuple[str, ...]
    phase: str
    phase_cues: tuple[str, ...]
    stance: str
    sources: tuple[ExplainedSource, ...]
    same_as: tuple[int, ...]
    """Other mentions of the same event."""
    links: tuple[tuple[str, int, str], ...]
    """Relation, number of the other event, and the words that state it."""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """One place that a name could mean."""

    name: str
    kind: str
    where: str
    latitude: float
    longitude: float
    geonames: str
    how: str
    confidence: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class ExplainedPlace:
    """A place's name and the places that it could mean, best first."""

    name: str
    known: bool
    """Whether the authority knew it, so that no gazetteer was asked."""
    choices: tuple[PlaceChoice, ...]


@dataclass(frozen=True, slots=True)
class ExplainedRejection:
    """Words that were not taken for what they might have been, and why."""

    text: str
    proposal: str
    candidates: tuple[str, ...]
    reason: str
    details: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ExplainedCorrection:
    """What a person decided about some of the words, and why."""

    deed: str
    words: str
    by: str
    on: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one article."""

    title: str
    published: str
    """The day that dates were read against; ``""`` where the text gives none."""
    published_known: bool
    stretches: tuple[Stretch, ...]
    events: tuple[ExplainedEvent, ...]
    places: tuple[ExplainedPlace, ...]
    countries: tuple[str, ...]
    """Names of the countries that the text speaks of, the most frequent first."""
    rejected: tuple[ExplainedRejection, ...]
    corrections: tuple[ExplainedCorrection, ...] = ()
    """What people decided about this article of a store; what is explained beside it is how it was read."""
