"""Reads an article once more and notes why each thing was taken for what it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kg.articles.article import Article
from kg.explaining.cues import cue_words
from kg.explaining.explanation import (
    ExplainedArgument,
    ExplainedEvent,
    ExplainedRejection,
    ExplainedSource,
    ExplainedTime,
    Explanation,
    Stretch,
)
from kg.explaining.paths import path, token_at
from kg.explaining.places import countries_named, explained_places
from kg.explaining.stretches import Mark, stretches
from kg.extraction.language.analysed import words_of
from kg.extraction.language.words import Word, Words
from kg.extraction.mention import ArticleMentions, Count, EventMention, Span, TimeExpression
from kg.extraction.trace import Rejected, Trace, as_written
from kg.namespaces import NS, local_name
from kg.reader import ArticleReader


def explain(reader: ArticleReader, article: Article) -> Explanation:
    """Return why an article is read as it is."""
    trace = Trace()
    doc = reader.extractor.nlp(article.text)
    mentions = reader.extractor.read(doc, article.published, trace=trace)
    work = _Explaining(reader, words_of(doc), mentions, trace)
    return Explanation(
        title=article.title or "",
        published=f"{mentions.anchor:%Y-%m-%d}" if mentions.anchor else "",
        published_known=article.published is not None,
        stretches=work.stretches(),
        events=tuple(map(work.event, mentions.events)),
        places=tuple(explained_places(reader.identifier, mentions)),
        countries=countries_named(reader.identifier, mentions),
        rejected=tuple(work.rejected()),
    )


@dataclass(frozen=True)
class _Explaining:
    reader: ArticleReader
    doc: Words
    mentions: ArticleMentions
    trace: Trace

    def label(self, iri: str) -> str:
        """Return what the ontology calls a term, or its local name."""
        return self.reader.terms.labels.get(iri) or (local_name(iri) if iri.startswith(NS) else iri)

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the text with its mentions, triggers and times marked."""
        marks = [Mark(e.trigger, "event", self.label(e.cls), f"v{e.id}") for e in self.mentions.events]
        marks += [Mark(m.span, "entity", self.label(m.cls)) for m in self.mentions.entities]
        marks += [Mark(time.span, "time", _bounds(time)) for time in self.mentions.times]
        return stretches(self.mentions.text, marks)

    def event(self, event: EventMention) -> ExplainedEvent:
        """Return one mention of an event with the reason of each of its values."""
        trigger = token_at(self.doc, event.trigger)
        entry = self.trace.triggers.get(event.trigger)
        same = next((group for group in self.mentions.event_coreference if event.id in group), ())
        return ExplainedEvent(
            number=event.id,
            cls=self.label(event.cls),
            trigger=event.text,
            entry=as_written(entry) if entry else "",
            sentence=self._sentence(event.sentence),
            arguments=tuple(self._arguments(event, trigger)),
            time=self._time(event.time, trigger) if event.time else None,
            counts=tuple((count.kind, _range(count), count.text) for count in event.counts),
            modality=event.modality,
            modality_cues=self._cues(trigger, "Modality", event.modality),
            phase=event.phase or "",
            phase_cues=self._cues(trigger, "Phase", event.phase),
            stance=event.stance,
            sources=tuple(self._sources(event)),
            same_as=tuple(number for number in same if number != event.id),
            links=tuple(self._links(event)),
        )

    def _sentence(self, number: int) -> str:
        span = self.mentions.sentences[number]
        return " ".join(self.mentions.text[span.begin : span.end].split())

    def _arguments(self, event: EventMention, trigger: Word | None) -> Iterator[ExplainedArgument]:
        for argument in event.arguments:
            entity = None if argument.entity is None else self.mentions.entities[argument.entity]
            way = path(token_at(self.doc, argument.span), trigger) if argument.how != "nearest" else ()
            cls = self.label(entity.cls) if entity else ""
            yield ExplainedArgument(self.label(argument.role), argument.text, cls, argument.how, way)

    def _time(self, time: TimeExpression, trigger: Word | None) -> ExplainedTime:
        inside = (
            rule for span, rule in self.trace.dates if time.span.begin <= span.begin and span.end <= time.span.end
        )
        way = path(token_at(self.doc, time.span), trigger)
        bounds = (_moment(time.earliest), _moment(time.latest))
        return ExplainedTime(time.text, *bounds, time.precision, time.source, tuple(inside), way)

    def _cues(self, trigger: Word | None, vocabulary: str, value: str | None) -> tuple[str, ...]:
        if trigger is None or value is None or value == "realised":
            return ()
        return cue_words(trigger, self.reader.extractor.knowledge.lexicon.cues.get(vocabulary, {}), value)

    def _sources(self, event: EventMention) -> Iterator[ExplainedSource]:
        """Yield the statements around an event whose speaker is one of its sources, the nearest first."""
        around = [a for a in self.mentions.attributions if _covers(a.content, event.trigger)]
        for said in sorted(around, key=lambda a: a.content.end - a.content.begin):
            named = {*event.sources, *event.relays}.intersection(said.sources)
            if named or said.stance == event.stance != "asserts":
                speaker = ", ".join(self.mentions.entities[source].text for source in said.sources)
                yield ExplainedSource(speaker, self.mentions.text[said.cue.begin : said.cue.end], said.stance)

    def _links(self, event: EventMention) -> Iterator[tuple[str, int, str]]:
        for link in self.mentions.links:
            if link.head == event.id:
                yield self.label(link.relation), link.tail, self.mentions.text[link.cue.begin : link.cue.end]

    def rejected(self) -> Iterator[ExplainedRejection]:
        """Yield what was decided against in the order of the text, what failed at the same words together."""
        told = {event.trigger for event in self.mentions.events}
        told |= {one.span for one in self.trace.rejected if one.reason != "argumentMissing"}
        ordered = sorted(self.trace.rejected, key=lambda r: (r.span.begin, r.span.end, r.proposal, r.reason))
        for span, several in groupby(ordered, key=lambda r: (r.span, r.proposal, r.reason)):
            rejected = list(several)
            # A pattern that does not fit is worth telling only where the word tells of nothing else.
            if rejected[0].reason != "argumentMissing" or span[0] not in told:
                yield self._rejection(rejected)

    def _rejection(self, alike: Sequence[Rejected]) -> ExplainedRejection:
        one = alike[0]
        details = dict.fromkeys(self.label(r.detail) if r.reason == "betterClass" else r.detail for r in alike)
        return ExplainedRejection(
            text=self.mentions.text[one.span.begin : one.span.end],
            proposal=one.proposal,
            candidates=tuple(dict.fromkeys(self.label(r.candidate) for r in alike)),
            reason=one.reason,
            details=tuple(filter(None, details)),
            sentence=self._sentence(_containing(self.mentions.sentences, one.span)),
        )


def _bounds(time: TimeExpression) -> str:
    first, last = _moment(time.earliest), _moment(time.latest)
    return first if first[:10] == last[:10] else f"{first} – {last}"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _range(count: Count) -> str:
    if count.maximum is None:
        return f"{count.minimum}+"
    return str(count.minimum) if count.minimum == count.maximum else f"{count.minimum}–{count.maximum}"


def _covers(whole: Span, part: Span) -> bool:
    return whole.begin <= part.begin and part.end <= whole.end


def _containing(sentences: Sequence[Span], span: Span) -> int:
    return max((n for n, sentence in enumerate(sentences) if sentence.begin <= span.begin), default=0)
