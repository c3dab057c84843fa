"""Entries of a live report, each behind the time at which it was written: "16:40 Troops shelled the town."."""

import re
from typing import Final

from kg.extraction.mention import Span, TimeExpression
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.times.intervals import day_of

_STAMP: Final = re.compile(r"^[^\w\n]?\b((?:[01]?\d|2[0-3])[:.][0-5]\d)\b(?=\W?\s)", re.MULTILINE)
_FEWEST: Final = 3
"""Lines that begin with a clock time, from which on they are the entries of a live report."""


def date_live_entries(reading: Reading) -> None:
    """Date what an entry tells without a date of its own on the day of publication, by the time before the entry."""
    stamps = list(_STAMP.finditer(reading.text))
    if len(stamps) < _FEWEST or reading.published is None:
        return
    day = day_of(reading.published)
    for stamp in stamps:
        begin, line_end = stamp.start(), reading.text.find("\n", stamp.end())
        entry = Span(begin, len(reading.text) if line_end < 0 else line_end)
        undated = [event for event in reading.events if event.time is None and _is_in(event, entry)]
        if undated and not any(entry.begin < time.span.begin < entry.end for time in reading.times):
            span = Span(*stamp.span(1))
            bounds = (day.earliest, day.latest, day.precision)
            time = TimeExpression(len(reading.times), span, stamp[1], *bounds, "relative")
            reading.times.append(time)
            for event in undated:
                event.time = time


def _is_in(event: EventDraft, entry: Span) -> bool:
    return entry.begin <= event.token.idx < entry.end
