"""Dates of the calendar: days, months, seasons, years and decades, with the year or without it."""

import re
from collections.abc import Callable
from datetime import timedelta

from kg.extraction.times import intervals
from kg.extraction.times.context import Context, Resolved, TimeWords
from kg.extraction.times.intervals import Interval
from kg.extraction.times.past_story import RECENT, in_story

_SECOND = timedelta(seconds=1)
_SLACK = timedelta(days=14)
"""A date without year may lie this much before the latest dated day of a text without publication date, and a date of
a plan this much before publication."""

_HALF_A_YEAR = timedelta(days=183)
_LONGEST_WITHOUT_YEAR = timedelta(days=300)
"""A date that would lie further back than this and has no year is one to come."""


_LONGEST_SPAN = 40
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PARTS = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")


def calendar_day(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "June 3", "3-4 June 2016", "2016-06-03"."""
    raw = match["month"].lower()
    number = int(raw) if raw.isdigit() else words.months[raw]
    first, last = int(match["day"]), int(match["last"]) if match["last"] else None
    if not 1 <= number <= 12:
        return None
    if match["year"]:
        stated = intervals.day(int(match["year"]), number, first, last=last)
        return (stated, "stated") if stated else None
    if match.groupdict().get("direction"):
        of_year = directed_year(words, match, context)
        told = intervals.day(of_year, number, first, last=last) if of_year else None
        return (told, "relative") if told else None
    return without_year(context, lambda year: intervals.day(year, number, first, last=last))


def numeric_day(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "14/03/2016"; where both numbers could be the month, the order is not known and neither is the day."""
    first, second, year = int(match["day"]), int(match["month"]), int(match["year"])
    if first != second and first <= 12 and second <= 12:
        return None
    number, month = (first, second) if second <= 12 else (second, first)
    stated = intervals.day(year, month, number) if 1 <= month <= 12 else None
    return (stated, "stated") if stated else None


def decade(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the 1990s"."""
    return partial((intervals.year(int(match["decade"]), years=10), "stated"), match["part"])


def calendar_month(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "March 2011", "in early March"."""
    number = words.months[match["month"].lower()]
    groups = match.groupdict()
    if groups.get("year"):
        resolved: Resolved | None = (intervals.month(int(groups["year"] or 0), number), "stated")
    else:
        resolved = without_year(context, lambda year: intervals.month(year, number))
    if resolved and context.inferred and _is_far_ahead(context, resolved[0]):
        return None
    return partial(resolved, groups.get("part"))


def month_of_year(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "October of last year"."""
    year = directed_year(words, match, context)
    month = words.months[match["month"].lower()]
    return None if year is None else partial((intervals.month(year, month), "relative"), match["part"])


def week_of_month(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the last week of October": its last seven days."""
    resolved = calendar_month(words, match, context)
    if resolved is None or resolved[0].earliest is None or resolved[0].latest is None:
        return None
    first, last, week = resolved[0].earliest, resolved[0].latest, timedelta(days=7)
    if match["nth"].lower() == "first":
        return Interval(first, first + week - _SECOND, "week"), resolved[1]
    return Interval(last - week + _SECOND, last, "week"), resolved[1]


def directed_month(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "last September", "next March"."""
    if context.anchor is None or context.inferred:
        return None
    number = words.months[match["month"].lower()]
    return intervals.month(_directed_from(words, match["direction"], context, number), number), "relative"


def season(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the summer of 2015"."""
    first = words.lexicon.seasons[match["season"].lower()]
    return partial((intervals.month(int(match["year"]), first, months=3), "stated"), match["part"])


def directed_season(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "last summer", "this spring"."""
    if context.anchor is None or context.inferred:
        return None
    first = words.lexicon.seasons[match["season"].lower()]
    last = (first + 1) % 12 + 1
    year = _directed_from(words, match["direction"], context, last if last > first else first)
    return intervals.month(year, first, months=3), "relative"


def _directed_from(words: TimeWords, direction: str, context: Context, month: int) -> int:
    """Return the year of the last or the next such month from the day of publication."""
    if context.anchor is None:
        raise ValueError("a direction needs a day of publication")
    shift = {"past": 0 if month < context.anchor.month else -1, "future": 0 if month > context.anchor.month else 1}
    return context.anchor.year + shift.get(words.direction(direction) or "", 0)


def calendar_year(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "in 2014", "mid-2016"."""
    return partial((intervals.year(int(match["year"])), "stated"), match["part"])


def year_span(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "1992-95", "2021/22" and "1998-2001"."""
    first, to = int(match["year"]), match["to"]
    years = int(to) - (first if len(to) > len("95") else first % 100)
    return (intervals.year(first, years=years + 1), "stated") if 0 < years <= _LONGEST_SPAN else None


def short_year(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "since '82" as the last such year before publication."""
    if context.anchor is None or context.inferred:
        return None
    return intervals.year(context.anchor.year - (context.anchor.year - int(match["short"])) % 100), "relative"


def quarter(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the third quarter", "Q1 2009", "the first quarter of 2009", "the last quarter of last year"."""
    number = _NUMBERS[match["nth"].lower()]
    if match["year"]:
        return intervals.month(int(match["year"]), 3 * number - 2, months=3), "stated"
    if "direction" not in match.groupdict():
        return _last_quarter(match.string, number, context)
    year = directed_year(words, match, context)
    return None if year is None else (intervals.month(year, 3 * number - 2, months=3), "relative")


def _last_quarter(text: str, number: int, context: Context) -> Resolved | None:
    """Return the last such quarter that is over, or the next in a plan; matches have quarters, too, and scores."""
    if context.anchor is None or context.inferred or _SCORE.search(text):
        return None
    options = [intervals.month(context.anchor.year + shift, 3 * number - 2, months=3) for shift in (-1, 0, 1)]
    over = [option for option in options if option.latest and option.latest < context.anchor]
    return (options[len(over)] if context.ahead else over[-1]), "relative"


def directed_year(words: TimeWords, match: "re.Match[str]", context: Context) -> int | None:
    """Return the year that "last year" means; None where the text has no day of publication."""
    if context.anchor is None or context.inferred:
        return None
    shift = {"past": -1, "future": 1}.get(words.direction(match["direction"]) or "", 0)
    return context.anchor.year + shift


def partial(resolved: Resolved | None, which: str | None) -> Resolved | None:
    """Return the part of a time that words such as "early" name; the whole where there are none."""
    if resolved is None or not which:
        return resolved
    return intervals.part(resolved[0], part_named(which)), resolved[1]


def part_named(words: str) -> str:
    """Return the part that words such as "early", "the start of" and "later" name; the last as it is."""
    named = words.lower().removesuffix("of").split()[-1]
    return _PARTS.get(named, named)


def _is_far_ahead(context: Context, interval: Interval) -> bool:
    """Tell whether a month lies so far behind an inferred day that the one before it may be meant as well."""
    if context.anchor is None or interval.earliest is None:
        return False
    return interval.earliest - context.anchor > _HALF_A_YEAR


def without_year(context: Context, make: Callable[[int], Interval | None]) -> Resolved | None:
    """Choose the year: the latest not after publication unless long ago, or the first not before an inferred anchor."""
    if context.anchor is None:
        return None
    years = [context.anchor.year + shift for shift in (-1, 0, 1)]
    options = [option for option in map(make, years) if option and option.earliest and option.latest]
    if context.inferred:
        fitting = [o for o in options if o.latest and o.latest >= context.anchor - _SLACK]
        return (fitting[0], "inferredYear") if fitting else None
    if context.ahead:
        # "is to run from June 3" is said when it has just begun, too.
        to_come = [o for o in options if o.latest and o.latest >= context.anchor - _SLACK]
        return (to_come[0], "relative") if to_come else None
    ahead = context.anchor + timedelta(days=2)
    past = [option for option in options if option.earliest and option.earliest <= ahead]
    recent = past and past[-1].latest and past[-1].latest > context.anchor - RECENT
    if context.told and (context.told_here or not recent):
        story = in_story(make, context.told)
        return (story, "inferredYear") if story else None
    coming = [option for option in options if option.earliest and option.earliest > ahead]
    old = (
        not context.past
        and past
        and coming
        and past[-1].latest
        and past[-1].latest < context.anchor - _LONGEST_WITHOUT_YEAR
    )
    chosen = coming[:1] if old else past[-1:]
    return (chosen[0], "relative") if chosen else None
