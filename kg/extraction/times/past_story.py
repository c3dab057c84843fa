"""Which time a story of the past has come to: "In August 1995 … A month earlier … On 5 October …".

A date with a year that lies in an earlier year than publication begins such a story; dates without a year and distances
go on from it, until the text turns to a day told from publication ("on Monday") or tells no date for a paragraph.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kg.extraction.mention import Span
from kg.extraction.times.context import Resolved
from kg.extraction.times.intervals import Interval

_PARAGRAPH: Final = re.compile(r"\n\s*")
_SENTENCE_END: Final = re.compile(r"[.!?]\s")
_GOES_ON_UNTIL_NOW: Final = re.compile(r"\b(?:since|by|until)\s+$", re.IGNORECASE)
_LONGEST_PREPOSITION: Final = 8
_BACK: Final = timedelta(days=-100)
_ON: Final = timedelta(days=245)
"""How far a date of the story may lie before and behind the one told last: a story goes on rather than back."""
RECENT: Final = timedelta(days=60)
"""A date without a year that may lie this little before publication is news, not part of a story of the past."""


@dataclass
class PastStory:
    """The last time that a story told, and where."""

    text: str
    anchor: datetime | None
    last: Interval | None = None
    end: int = 0

    def told_before(self, span: Span) -> Interval | None:
        """Return the time that the story has come to before these characters; None outside a story."""
        if len(_PARAGRAPH.findall(self.text[self.end : span.begin])) > 1:
            self.last = None
        return self.last

    def goes_on_here(self, span: Span) -> bool:
        """Tell whether the story told its last time in the sentence of these characters."""
        return self.last is not None and not _SENTENCE_END.search(self.text[self.end : span.begin])

    def go_on(self, span: Span, resolved: Resolved | None) -> None:
        """Take in what a time expression was resolved to."""
        if resolved is None:
            return
        if resolved[0].precision not in ("day", "week", "month"):
            self.last = None
        elif resolved[1] == "stated" or self.last is not None:
            self.last = resolved[0] if self._is_past(span, resolved[0]) else None
        self.end = span.end

    def _is_past(self, span: Span, interval: Interval) -> bool:
        before = self.text[max(span.begin - _LONGEST_PREPOSITION, 0) : span.begin]
        if _GOES_ON_UNTIL_NOW.search(before) or self.anchor is None or interval.latest is None:
            return False
        return interval.latest.year < self.anchor.year


def in_story(make: Callable[[int], Interval | None], told: Interval) -> Interval | None:
    """Return a date without a year, which ``make`` makes, in the year in which it goes on from the time told before."""
    start = told.earliest
    if start is None:
        return None
    options = filter(None, map(make, (start.year - 1, start.year, start.year + 1)))
    return next((o for o in options if o.earliest and _BACK <= o.earliest - start < _ON), None)
