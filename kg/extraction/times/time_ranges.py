"""Time expressions that belong together: "June 5 to June 8" is one stretch, "6:30 a.m. on Tuesday" one moment."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kg.extraction.mention import Precision, Span, TimeSource
from kg.extraction.times.intervals import Interval

UNRESOLVED: Final = Interval(None, None, "unknown")
"""A time expression of which nothing is known but its words."""

_TO = re.compile(r"\s*(?:to|until|till|through|[-–])\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_NEAR: Final = 40
_SECOND: Final = timedelta(seconds=1)
_FORTNIGHT: Final = timedelta(days=15)
_MOST_OF_A_YEAR: Final = timedelta(days=320)


@dataclass(frozen=True, slots=True)
class FoundTime:
    """Characters that tell a time, what they mean, and how that is known."""

    span: Span
    interval: Interval
    source: TimeSource
    ends: tuple["FoundTime", ...] = ()
    """The times that were joined to this one stretch."""


def joined_ranges(text: str, times: Iterable[FoundTime]) -> Iterator[FoundTime]:
    """Yield the times, two that are the ends of one stretch as one."""
    held: FoundTime | None = None
    for time in times:
        whole = _joined(text, held, time) if held else None
        if held and not whole:
            yield held
        held = whole or time
    if held:
        yield held


def _joined(text: str, first: FoundTime, second: FoundTime) -> FoundTime | None:
    between = text[first.span.end : second.span.begin]
    apart = _BETWEEN.search(text[: first.span.begin][-_NEAR:])
    joined = _AND.fullmatch(between) and (apart or _follows(first, second))
    if not (_TO.fullmatch(between) or joined):
        return None
    start, end = first.interval.earliest, second.interval.latest
    if start is None or end is None or start >= end:
        return None
    span = Span(first.span.begin, second.span.end)
    ends = (*(first.ends or (first,)), second)
    return FoundTime(span, Interval(start, end, precision_of(end - start)), second.source, ends)


def _follows(first: FoundTime, second: FoundTime) -> bool:
    """Read "in 2002 and 2003" and "on Friday and Saturday" as one stretch."""
    end, start = first.interval.latest, second.interval.earliest
    alike = first.interval.precision == second.interval.precision and first.interval.precision in ("day", "year")
    return alike and end is not None and start is not None and start - end == _SECOND


def precision_of(length: timedelta) -> Precision:
    """Return how precise a stretch of that length is told."""
    if length < _FORTNIGHT:
        return "week"
    return "month" if length < _MOST_OF_A_YEAR else "year"


def without_inner(times: Iterable[FoundTime]) -> Iterator[FoundTime]:
    """Yield the times but those whose words are part of another's: the clock time of a day."""
    listed = list(times)
    for time in listed:
        if not any(other is not time and _contains(other.span, time.span) for other in listed):
            yield time


def _contains(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end and outer != inner
