"""What a time expression is read against: the day of publication, the day before it, and the words for times."""

from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kg.extraction.mention import TimeSource
from kg.extraction.times.intervals import Interval
from kg.ontology.lexicon import Lexicon

Resolved = tuple[Interval, TimeSource]


@dataclass(frozen=True)
class Context:
    """What stands around a time expression."""

    anchor: datetime | None
    inferred: bool
    previous: datetime | None
    """The day of the time expression before, for "two days later"."""
    ahead: bool = False
    """Whether its clause speaks of what is to come: "are to meet on Wednesday"."""
    told: Interval | None = None
    """The time that a story of the past has come to: "In August 1995 … A month earlier"."""
    told_here: bool = False
    """Whether it was told in the same sentence."""
    past: bool = False
    """Whether a verb in a past tense has it: "seized the town in May"."""


class TimeWords:
    """The names of months and weekdays, and the lexicon's words for times."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.months = _numbered(month_name, month_abbr) | {"sept": 9}
        self.weekdays = _numbered(day_name, day_abbr)
        self.lexicon = lexicon

    def amount(self, words: str) -> int | None:
        """Return the number that words stand for; None for "several" and the like."""
        lowered = words.lower()
        if lowered.isdigit():
            return int(lowered)
        if lowered in ("a", "an"):
            return 1
        return self.lexicon.numbers.get(lowered)

    def direction(self, word: str | None) -> str | None:
        """Return past, present or future for "last", "this", "next"."""
        return self.lexicon.directions.get((word or "").lower())


def _numbered(*tables: Iterable[str]) -> dict[str, int]:
    return {word.lower(): index for table in tables for index, word in enumerate(table) if word}
