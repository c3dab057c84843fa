"""Time expressions that belong together: "June 5 to June 8" is one stretch, "6:30 a.m. on Tuesday" one moment."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from kg.extraction.mention import Precision, Span, TimeSource
from kg.extraction.times.intervals import Interval

UNRESOLVED: Final = Interval(None, None, "unknown")
"""A time expression of which nothing is known but its words."""

_TO = re.compile(r"\s*(?:to|until|till|through|[-–])\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_CLOCK = r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)?(?:\s?(?P<zone>GMT|UTC)\b)?"
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.,/])(?:(?:about|around)\s)?{_CLOCK}(?:\s\(?[A-Za-z]+\stime\)?)?,?\s(?:on\s)?$", re.IGNORECASE
)
_CLOCK_AFTER = re.compile(rf"^,?\s(?:at\s)?(?:about\s|around\s)?{_CLOCK}(?![\d,/-])", re.IGNORECASE)
_NEAR: Final = 40
_MINUTE: Final = timedelta(minutes=1) - timedelta(seconds=1)
_NOON: Final = 12
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
    joined = _AND.fullmatch(between) and (apart or _are_years_in_a_row(first, second))
    if not (_TO.fullmatch(between) or joined):
        return None
    start, end = first.interval.earliest, second.interval.latest
    if start is None or end is None or start >= end:
        return None
    span = Span(first.span.begin, second.span.end)
    ends = (*(first.ends or (first,)), second)
    return FoundTime(span, Interval(start, end, precision_of(end - start)), second.source, ends)


def _are_years_in_a_row(first: FoundTime, second: FoundTime) -> bool:
    """Read "in 2002 and 2003" as one stretch."""
    end, start = first.interval.latest, second.interval.earliest
    years = first.interval.precision == second.interval.precision == "year"
    return years and end is not None and start is not None and timedelta() < start - end < timedelta(days=1)


def precision_of(length: timedelta) -> Precision:
    """Return how precise a stretch of that length is told."""
    if length < _FORTNIGHT:
        return "week"
    return "month" if length < _MOST_OF_A_YEAR else "year"


def with_clock_times(text: str, times: Iterable[FoundTime]) -> Iterator[FoundTime]:
    """Yield the times; a day with a clock time beside it takes that in, to the minute where the zone is told."""
    for time in times:
        clock = _clock(text, time) if time.interval.precision == "day" else None
        if clock is None:
            yield time
            continue
        match, shift = clock
        begin, end = min(time.span.begin, match.start() + shift), max(time.span.end, match.end() + shift)
        span = Span(begin, end if end == time.span.end else begin + len(text[begin:end].rstrip()))
        yield replace(time, span=span, interval=_minute(time.interval, match))


def without_inner(times: Iterable[FoundTime]) -> Iterator[FoundTime]:
    """Yield the times but those whose words are part of another's: the clock time of a day."""
    listed = list(times)
    for time in listed:
        if not any(other is not time and _contains(other.span, time.span) for other in listed):
            yield time


def _contains(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end and outer != inner


def _clock(text: str, time: FoundTime) -> tuple["re.Match[str]", int] | None:
    start = max(time.span.begin - _NEAR, 0)
    before = _CLOCK_BEFORE.search(text[start : time.span.begin])
    if before and _is_clock(before):
        return before, start
    after = _CLOCK_AFTER.search(text[time.span.end : time.span.end + _NEAR])
    return (after, time.span.end) if after and _is_clock(after) else None


def _is_clock(match: "re.Match[str]") -> bool:
    """Tell a time of day from a bare number: it has minutes, or a half of the day."""
    return int(match["hour"]) < 24 and bool(match["half"] or match["minute"])


def at_clock_time(day: Interval, words: str) -> Interval:
    """Return the minute of a day that words such as "14:00 UTC" tell, or the day where they tell no zone."""
    match = re.search(_CLOCK, words, re.IGNORECASE)
    return _minute(day, match) if match and _is_clock(match) else day


def _minute(day: Interval, match: "re.Match[str]") -> Interval:
    if day.earliest is None or not match["zone"]:
        return day
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    hour += _NOON if half.startswith("p") and hour < _NOON else -_NOON if half.startswith("a") and hour == _NOON else 0
    moment = day.earliest + timedelta(hours=hour, minutes=int(match["minute"] or 0))
    return Interval(moment, moment + _MINUTE, "minute")
