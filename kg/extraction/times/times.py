"""The time expressions of a text, and what they mean."""

import re

from kg.extraction.mention import Span, TimeExpression
from kg.extraction.reading import Reading
from kg.extraction.times.clock_times import (
    clock_time,
    ends_a_sentence,
    on_days_of_their_sentences,
    with_clock_times,
)
from kg.extraction.times.context import Context
from kg.extraction.times.dates import Resolver, inferred_anchor
from kg.extraction.times.past_story import PastStory
from kg.extraction.times.plans import is_of_the_past, is_to_come
from kg.extraction.times.relative_dates import counts_back
from kg.extraction.times.time_ranges import UNRESOLVED, FoundTime, joined_ranges, without_inner


def find_times(reading: Reading) -> None:
    """Find and resolve the time expressions of a text; ``reading.anchor`` is set to what they were read against."""
    grammar, text = reading.knowledge.dates, reading.text
    matches = [found for found in grammar.matches(text) if not _is_in_a_name(reading, _span(found[0]))]
    reading.anchor = reading.published or inferred_anchor(grammar, matches)
    found = on_days_of_their_sentences(text, *_resolved(reading, matches))
    for time in without_inner(with_clock_times(text, joined_ranges(text, found))):
        reading.times.append(_expression(len(reading.times), text, time))


def _resolved(reading: Reading, matches: list[tuple["re.Match[str]", Resolver]]) -> tuple[list[FoundTime], list[int]]:
    """Return what matches mean, and the positions of clock times that no day before them in their sentence dates."""
    story = PastStory(reading.text, reading.published)
    day: FoundTime | None = None
    found: list[FoundTime] = []
    undated: list[int] = []
    for number, (match, resolver) in enumerate(matches):
        span = _span(match)
        ahead, previous = is_to_come(reading, span), day.interval.earliest if day else None
        told, here = story.told_before(span), story.goes_on_here(span)
        past = not ahead and is_of_the_past(reading, span)
        context = Context(reading.anchor, reading.published is None, previous, ahead, told, here, past)
        resolved = resolver(reading.knowledge.dates.words, match, context)
        story.go_on(span, resolved)
        found.append(FoundTime(span, *resolved) if resolved else FoundTime(span, UNRESOLVED, "text"))
        _note(reading, match, resolver)
        if resolver is clock_time:
            undated += [number] * (day is None or ends_a_sentence(reading.text, day.span.end, span.begin))
        elif resolved and resolved[0].precision == "day":
            day = found[-1]
        elif day and resolved and ends_a_sentence(reading.text, day.span.end, span.begin):
            day = None
    return found, undated


def _note(reading: Reading, match: "re.Match[str]", resolver: Resolver) -> None:
    if counts_back(match):
        reading.counted_back.add(_span(match))
    if reading.trace is not None:
        reading.trace.dates.append((_span(match), resolver.__name__))


def _is_in_a_name(reading: Reading, span: Span) -> bool:
    """Tell whether characters begin or stand within a name that goes on behind them: "the March 23 Movement"."""
    named = (mention.span for mention in reading.entities if mention.kind == "name")
    return any(name.begin <= span.begin and span.end < name.end for name in named)


def _span(match: "re.Match[str]") -> Span:
    """Return the characters of a time expression without the preposition before it."""
    begin = match.start("body") if "body" in match.groupdict() else match.start()
    text = match.string[begin : match.end()]
    return Span(begin + len(text) - len(text.lstrip()), match.end())


def _expression(number: int, text: str, time: FoundTime) -> TimeExpression:
    words = text[time.span.begin : time.span.end]
    interval = time.interval
    ends = tuple(_expression(number, text, end) for end in time.ends)
    bounds = (interval.earliest, interval.latest, interval.precision)
    return TimeExpression(number, time.span, words, *bounds, time.source, ends)
