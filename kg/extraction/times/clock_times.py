"""Times of day: "at 14:30", "0430 UTC", "8 p.m. (1700 GMT) on Tuesday", to the minute where the zone is told."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kg.extraction.mention import Span
from kg.extraction.times.context import Context, Resolved, TimeWords
from kg.extraction.times.intervals import Interval, day_of
from kg.extraction.times.time_ranges import FoundTime

_ABOUT: Final = r"(?:(?:about|around)\s+)?"
_ZONE: Final = (
    r"(?:GMT|UTC)\b(?:\s?\+\s?(?:1[0-4]|0?\d)(?::?[0-5]\d)?\b"
    r"|[−-](?:1[0-2]|0?\d)(?::[0-5]\d)?\b(?!\s?(?:GMT|UTC|[:.]\d)))?"
)
_HALF: Final = r"[ap]\.?m\b\.?"
_LOCAL: Final = rf"[0-2]?\d(?:[:.][0-5]\d)?\s?(?:{_HALF})?(?:\s(?:local|[A-Za-z]+)\stime)?\s?\("
"""A time of day told in another zone before that in brackets: "8 p.m. local time (1700 GMT)"."""
_CLOCK: Final = (
    rf"(?P<hour>[0-2]?\d)(?:(?P<parted>[:.])?(?P<minute>[0-5]\d))?\s?(?P<half>{_HALF})?"
    rf"(?:(?:\s(?:local|[A-Za-z]+)\stime)?\s?\(?(?P<zone>{_ZONE}))?"
)
_CLOCK_BEFORE: Final = re.compile(
    rf"(?<![\d:.,/]){_ABOUT}(?:{_LOCAL})?{_CLOCK}(?:\s\(?[A-Za-z]+\stime\)?)?\)?,?\s(?:on\s)?$", re.IGNORECASE
)
_CLOCK_AFTER: Final = re.compile(
    rf"^,?\s(?:at\s)?{_ABOUT}(?P<local>{_LOCAL})?{_CLOCK}(?(local)\))(?![\d,/-])", re.IGNORECASE
)
CLOCK_ALONE: Final = (
    rf"\bat\s+(?P<body>{_ABOUT}(?P<hours>[0-2]?\d)"
    rf"(?:[:.][0-5]\d(?:\s?{_HALF})?|\s?{_HALF})(?:\s?{_ZONE})?)(?![\d%])"
)
CLOCK_WITH_ZONE: Final = (
    rf"(?<![\d:.,/])\b(?:at\s+)?(?P<body>{_ABOUT}(?P<local>{_LOCAL})?(?P<hours>[0-2]?\d)[:.]?[0-5]\d\s?{_ZONE}"
    r"(?(local)\)))"
)
ZONES: Final = frozenset({"gmt", "utc"})
_SENTENCE_END: Final = re.compile(r"(?<!\b[ap]\.m)[.!?]\W?\s+\W?[A-Z]|\n")
_OFFSET: Final = re.compile(r"([+−-])\s?(\d{1,2}?):?([0-5]\d)?$")
_NEAR: Final = 48
_HOURS: Final = 24
_NOON: Final = 12
_MINUTE: Final = timedelta(minutes=1) - timedelta(seconds=1)


def clock_time(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "at 14:30" on the day told before it, else on the day of publication."""
    base = context.previous or (None if context.inferred else context.anchor)
    if base is None or int(match["hours"]) >= _HOURS:
        return None
    return at_clock_time(day_of(base), match["body"]), "relative"


def on_days_of_their_sentences(text: str, times: Sequence[FoundTime], clocks: Iterable[int]) -> list[FoundTime]:
    """Return the times; a time of day lies on the day that its sentence tells behind it: "at 8 p.m. … on Tuesday".

    ``clocks`` are the positions of those that no day before them in their sentence dates.
    """
    told = list(times)
    for number in clocks:
        clock, day = told[number], told[number + 1] if number + 1 < len(told) else None
        if day and day.interval.precision == "day" and not _SENTENCE_END.search(text, clock.span.end, day.span.begin):
            words = text[clock.span.begin : clock.span.end]
            told[number] = replace(clock, interval=at_clock_time(day.interval, words))
    return told


def ends_a_sentence(text: str, begin: int, end: int) -> bool:
    """Tell whether a sentence ends between two places of a text; the full stop of "p.m." ends none."""
    return _SENTENCE_END.search(text, begin, end) is not None


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


def _clock(text: str, time: FoundTime) -> tuple["re.Match[str]", int] | None:
    start = max(time.span.begin - _NEAR, 0)
    before = _CLOCK_BEFORE.search(text[start : time.span.begin])
    if before and _is_clock(before):
        return before, start
    after = _CLOCK_AFTER.search(text[time.span.end : time.span.end + _NEAR])
    return (after, time.span.end) if after and _is_clock(after) else None


def _is_clock(match: "re.Match[str]") -> bool:
    """Tell a time of day from a bare number: it has minutes, a half of the day or a zone."""
    return int(match["hour"]) < _HOURS and bool(match["half"] or match["parted"] or match["zone"])


def at_clock_time(day: Interval, words: str) -> Interval:
    """Return the minute of a day that words such as "14:00 UTC" tell, or the day where they tell no zone."""
    found = [match for match in re.finditer(_CLOCK, words, re.IGNORECASE) if _is_clock(match)]
    zoned = next((match for match in found if match["zone"]), None)
    return _minute(day, zoned) if zoned else day


def _minute(day: Interval, match: "re.Match[str]") -> Interval:
    if day.earliest is None or not match["zone"]:
        return day
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    hour += _NOON if half.startswith("p") and hour < _NOON else -_NOON if half.startswith("a") and hour == _NOON else 0
    moment = day.earliest + timedelta(hours=hour, minutes=int(match["minute"] or 0)) - _ahead_of_utc(match["zone"])
    return Interval(moment, moment + _MINUTE, "minute")


def _ahead_of_utc(zone: str) -> timedelta:
    """Return how far a zone is ahead: three hours for "GMT+3"."""
    offset = _OFFSET.search(zone)
    if offset is None:
        return timedelta()
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return ahead if offset[1] == "+" else -ahead
