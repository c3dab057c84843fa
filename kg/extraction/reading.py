"""The state of reading one text: what the steps of the pipeline have found so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from kg.extraction.entities.names import NameMatcher
from kg.extraction.language.words import Word, Words
from kg.extraction.mention import (
    Argument,
    Attribution,
    Count,
    EntityMention,
    EventLink,
    How,
    Modality,
    Phase,
    PostMention,
    Relation,
    Span,
    Stance,
    TimeExpression,
)
from kg.extraction.times.dates import DateGrammar
from kg.extraction.trace import Proposal, Reason, Rejected, Trace
from kg.ontology.lexicon import Lexicon
from kg.ontology.terms import Terms
from kg.ontology.trigger import Trigger


@dataclass(frozen=True)
class Knowledge:
    """What reading needs to know beforehand: the words, the terms, the names."""

    lexicon: Lexicon
    terms: Terms
    names: NameMatcher
    dates: DateGrammar

    @cached_property
    def demonym_ends(self) -> frozenset[str]:
        """Return the last words of nationality adjectives."""
        return frozenset(name.rpartition(" ")[2] for name in self.lexicon.demonyms)

    @cached_property
    def meanings(self) -> Mapping[str, frozenset[str]]:
        """Return the classes of events that a word alone tells of, whatever stands around it."""
        triggers = self.lexicon.triggers.items()
        return {lemma: frozenset(t.cls for t in group if t.words == (lemma,)) for lemma, group in triggers}

    @cached_property
    def plain_meanings(self) -> Mapping[str, frozenset[str]]:
        """Return the classes of events that a noun tells of by itself."""
        triggers = self.lexicon.triggers.items()
        return {lemma: frozenset(t.cls for t in group if _is_plain(t, lemma)) for lemma, group in triggers}


def _is_plain(trigger: Trigger, noun: str) -> bool:
    return trigger.words == (noun,) and trigger.part != "verb" and not trigger.conditions


@dataclass
class EventDraft:
    """An event mention while its arguments are being gathered."""

    id: int
    cls: str
    token: Word
    first: int
    """Index of the first token of the trigger; the last is the head or its particle."""
    last: int
    pattern: bool
    """Whether a trigger pattern chose the class, so that an argument already proves it."""
    arguments: list[Argument] = field(default_factory=list)
    modality: Modality = "realised"
    stance: Stance = "asserts"
    phase: Phase | None = None
    characterisation: str | None = None
    time: TimeExpression | None = None
    counts: list[Count] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    relays: list[int] = field(default_factory=list)

    def covers(self, token: Word) -> bool:
        """Tell whether a token is of the trigger."""
        return self.first <= token.i <= self.last


@dataclass
class Reading:
    """One text, its analysis, and the growing lists of what it says."""

    doc: Words
    text: str
    """The unchanged text; that of the words may be in another case."""
    knowledge: Knowledge
    published: datetime | None
    sentences: list[Span] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    """Sentence number of each token."""
    entities: list[EntityMention] = field(default_factory=list)
    mention_of: dict[int, int] = field(default_factory=dict)
    """Word index → the outermost entity mention that covers it."""
    heads: dict[int, int] = field(default_factory=dict)
    """Word index → the entity mention whose head it is."""
    head_of: dict[int, int] = field(default_factory=dict)
    """Entity mention → index of its head token."""
    groups: list[tuple[int, ...]] = field(default_factory=list)
    """Entity mentions that are the same entity."""
    events: list[EventDraft] = field(default_factory=list)
    event_groups: list[tuple[int, ...]] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    counted_back: set[Span] = field(default_factory=set)
    """The characters of times that are counted back from another: "three days earlier"."""
    attributions: list[Attribution] = field(default_factory=list)
    links: list[EventLink] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    posts: list[PostMention] = field(default_factory=list)
    anchor: datetime | None = None
    armed: bool | None = None
    """Whether the text names forces, fighters or arms of war; None before anybody asks."""
    trace: Trace | None = None
    """What was decided against, where somebody asks."""
    is_a: Callable[..., bool] = field(init=False)
    """Tells whether a class lies at or below any of the classes with these local names."""

    def __post_init__(self) -> None:
        """Take over what is asked most often."""
        self.is_a = self.knowledge.terms.is_a

    def reject(
        self, proposal: Proposal, extent: tuple[int, int], candidate: str, reason: Reason, detail: str = ""
    ) -> None:
        """Note that the tokens from the first to the last of ``extent`` were not taken for something."""
        if self.trace is not None:
            span = self.characters(*extent)
            self.trace.rejected.append(Rejected(proposal, span, candidate, reason, detail))

    def entity_at(self, token: Word) -> EntityMention | None:
        """Return the entity mention that a token heads, or else the one that covers it."""
        found = self.heads.get(token.i, self.mention_of.get(token.i))
        return None if found is None else self.entities[found]

    def event_at(self, token: Word) -> EventDraft | None:
        """Return the event whose trigger covers a token."""
        return next((event for event in self.events if event.first <= token.i <= event.last), None)

    def group_of(self, mention: int) -> tuple[int, ...]:
        """Return all mentions of the same entity."""
        return next((group for group in self.groups if mention in group), (mention,))

    def event_group_of(self, event: EventDraft) -> tuple[int, ...]:
        """Return all mentions of the same event."""
        return next((group for group in self.event_groups if event.id in group), (event.id,))

    def characters(self, first: int, last: int) -> Span:
        """Return the characters of tokens ``first`` to ``last``, inclusive."""
        return Span(self.doc[first].idx, self.doc[last].end)

    def text_of(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.begin : span.end]

    def reads(self, first: int, words: tuple[str, ...]) -> bool:
        """Tell whether the text has these words, as lemma or form, from a token on."""
        here = self.doc[first : first + len(words)] if first >= 0 else []
        if len(here) < len(words):
            return False
        for word, told in zip(words, here, strict=True):  # noqa: SIM110  # all() takes three times as long
            if word not in told.forms:
                return False
        return True

    def stances_of(self, token: Word) -> tuple[str, ...]:
        """Return the stances that a word takes to what it tells, by its lemma; none if it is no word of saying."""
        return self.knowledge.lexicon.cues.get("Stance", {}).get((token.lemma,), ())

    def argument(self, role: str, token: Word, how: How) -> Argument:
        """Return a token as the argument of an event: the entity there, or the bare noun phrase."""
        entity = self.entity_at(token)
        if entity:
            return Argument(role, entity.id, entity.span, entity.text, how)
        span = self.phrase(token)
        return Argument(role, None, span, self.text_of(span), how)

    def phrase(self, token: Word) -> Span:
        """Return the noun phrase of a head without what follows it."""
        first = token.i
        for left in token.lefts:
            if left.dep in ("compound", "amod", "nmod", "nummod"):
                first = min(first, left.left_edge.i)
        return self.characters(first, token.i)
