"""The state of reading one text: what the steps of the pipeline have found so far."""

from dataclasses import dataclass, field
from datetime import datetime

from spacy.tokens import Doc, Token

from kg.extraction.entities.names import NameMatcher
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


@dataclass(frozen=True)
class Knowledge:
    """What reading needs to know beforehand: the words, the terms, the names."""

    lexicon: Lexicon
    terms: Terms
    names: NameMatcher
    dates: DateGrammar


@dataclass
class EventDraft:
    """An event mention while its arguments are being gathered."""

    id: int
    cls: str
    token: Token
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


@dataclass
class Reading:
    """One text, its analysis, and the growing lists of what it says."""

    doc: Doc
    text: str
    """The text of the document, which spaCy would put together anew each time."""
    knowledge: Knowledge
    published: datetime | None
    forms: list[tuple[str, str]]
    """Lemma and form of each token in lower case, asked for so often that spaCy's tokens are too slow."""
    sentences: list[Span] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    """Sentence number of each token."""
    entities: list[EntityMention] = field(default_factory=list)
    mention_of: dict[int, int] = field(default_factory=dict)
    """Token index → the outermost entity mention that covers it."""
    heads: dict[int, int] = field(default_factory=dict)
    """Token index → the entity mention whose head it is."""
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

    def reject(
        self, proposal: Proposal, extent: tuple[int, int], candidate: str, reason: Reason, detail: str = ""
    ) -> None:
        """Note that the tokens from the first to the last of ``extent`` were not taken for something."""
        if self.trace is not None:
            span = self.characters(*extent)
            self.trace.rejected.append(Rejected(proposal, span, candidate, reason, detail))

    def entity_at(self, token: Token) -> EntityMention | None:
        """Return the entity mention that a token heads, or else the one that covers it."""
        found = self.heads.get(token.i, self.mention_of.get(token.i))
        return None if found is None else self.entities[found]

    def event_at(self, token: Token) -> EventDraft | None:
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
        end = self.doc[last]
        return Span(self.doc[first].idx, end.idx + len(end))

    def text_of(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.begin : span.end]

    def reads(self, first: int, words: tuple[str, ...]) -> bool:
        """Tell whether the text has these words, as lemma or form, from a token on."""
        here = self.forms[first : first + len(words)] if first >= 0 else []
        if len(here) < len(words):
            return False
        for word, forms in zip(words, here, strict=True):  # noqa: SIM110 - all() takes three times as long
            if word not in forms:
                return False
        return True

    def is_a(self, cls: str, *ancestors: str) -> bool:
        """Tell whether a class lies at or below any of the classes with these local names."""
        return self.knowledge.terms.is_a(cls, *ancestors)

    def stances_of(self, token: Token) -> tuple[str, ...]:
        """Return the stances that a word takes to what it tells, by its lemma; none if it is no word of saying."""
        return self.knowledge.lexicon.cues.get("Stance", {}).get((token.lemma_.lower(),), ())

    def argument(self, role: str, token: Token, how: How) -> Argument:
        """Return a token as the argument of an event: the entity there, or the bare noun phrase."""
        entity = self.entity_at(token)
        if entity:
            return Argument(role, entity.id, entity.span, entity.text, how)
        span = self.phrase(token)
        return Argument(role, None, span, self.text_of(span), how)

    def phrase(self, token: Token) -> Span:
        """Return the noun phrase of a head without what follows it."""
        first = token.i
        for left in token.lefts:
            if left.dep_ in ("compound", "amod", "nmod", "nummod"):
                first = min(first, left.left_edge.i)
        return self.characters(first, token.i)
