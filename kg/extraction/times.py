"""When: the time expressions of a text, and the one that belongs to each event."""

from datetime import datetime

from spacy.tokens import Token

from kg.extraction.clauses import RELATIVE_PRONOUNS, children, clause_verb
from kg.extraction.dates import Context, inferred_anchor
from kg.extraction.mention import Span, TimeExpression
from kg.extraction.reading import EventDraft, Reading


def find_times(reading: Reading) -> None:
    """Find and resolve the time expressions of a text; ``reading.anchor`` is set to what they were read against."""
    grammar = reading.knowledge.dates
    matches = list(grammar.matches(reading.doc.text))
    inferred = reading.published is None
    reading.anchor = reading.published or inferred_anchor(grammar, matches)
    previous: datetime | None = None
    for match, resolver in matches:
        resolved = resolver(grammar, match, Context(reading.anchor, inferred, previous))
        if resolved is None:
            continue
        interval, source = resolved
        begin = match.start() + len(match.group()) - len(match.group().lstrip())
        reading.times.append(
            TimeExpression(
                len(reading.times),
                Span(begin, match.end()),
                match.group().lstrip(),
                interval.earliest,
                interval.latest,
                interval.precision,
                source,
            )
        )
        if interval.precision == "day":
            previous = interval.earliest


def attach_times(reading: Reading) -> None:
    """Give each event the nearest time above it in the tree: its own, its clause's, then that of those around."""
    located = [(time, _token_at(reading, time)) for time in reading.times]
    by_sentence: dict[int, list[tuple[TimeExpression, Token]]] = {}
    for time, token in located:
        by_sentence.setdefault(reading.sentence_of[token.i], []).append((time, token))
    for event in reading.events:
        candidates = by_sentence.get(reading.sentence_of[event.token.i], [])
        ranked = [
            (rank, time.id) for time, token in candidates if (rank := _distance(reading, event, token)) is not None
        ]
        if ranked:
            event.time = reading.times[min(ranked)[1]]


def _token_at(reading: Reading, time: TimeExpression) -> Token:
    span = reading.doc.char_span(time.span.begin, time.span.end, alignment_mode="expand")
    return span.root if span is not None else reading.doc[0]


def _distance(reading: Reading, event: EventDraft, time: Token) -> int | None:
    """Return how many steps up from the trigger lead to a head of the time phrase; None if another event owns it."""
    above = [time, *time.ancestors]
    positions = {token.i: depth for depth, token in enumerate(above)}
    if any(_owned_by_other(reading, event, token) for token in above[: _meeting(event, positions)]):
        return None
    for steps, token in enumerate((event.token, *event.token.ancestors)):
        if token.i in positions:
            return steps * 10 + positions[token.i]
        for clause in children(token, "relcl"):
            relative = any(child.tag_ in RELATIVE_PRONOUNS for child in children(clause, "nsubj", "nsubjpass"))
            if steps == 0 and relative and clause.i in positions:
                return 1
    return None


def _meeting(event: EventDraft, positions: dict[int, int]) -> int:
    """Return how far up from the time phrase the way to the event begins."""
    for token in (event.token, *event.token.ancestors):
        if token.i in positions:
            return positions[token.i]
    return 0


def _owned_by_other(reading: Reading, event: EventDraft, token: Token) -> bool:
    """Tell whether another event's trigger stands between the time phrase and this event."""
    other = reading.event_at(token)
    return other is not None and other is not event and clause_verb(event.token).i != token.i
