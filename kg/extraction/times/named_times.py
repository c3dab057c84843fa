"""Times that go by a name: "New Year's Eve", "Good Friday", "the Sept. 11 attacks", "the 20th century", "the '90s"."""

import re
from datetime import timedelta
from typing import Final

from kg.extraction.times import intervals
from kg.extraction.times.calendar_dates import directed_year, partial, without_year
from kg.extraction.times.context import Context, Resolved, TimeWords

_EVERY_YEAR: Final = re.compile(r"--(\d\d)-(\d\d)")
_ONE_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS: Final = re.compile(r"--(\d\d)/--(\d\d)")
_NAME_GOES_ON: Final = re.compile(r"\s[A-Z]")
_UP_TO_THE_DAY: Final = re.compile(r".*\d(?:st|nd|rd|th)?(?=\s)")
_CENTURY: Final = 100


def pattern_of(name: str) -> str:
    """Return the pattern of a name; what follows a day in it ("September 11 attacks") stands behind the time."""
    day = _UP_TO_THE_DAY.match(name)
    words = re.escape(day.group() if day else name).replace("'", "['’]")
    return rf"{words}(?={re.escape(name[day.end() :])}\b)" if day else words


def named_day(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "Christmas Day", "Easter Sunday", "9/11"; a name that is part of a longer one is no day."""
    behind = match.string[match.end() :]
    told = _meaning(words, match, behind)
    one, every, months = _ONE_DAY.fullmatch(told), _EVERY_YEAR.fullmatch(told), _MONTHS.fullmatch(told)
    if one:
        day = intervals.day(*map(int, one.groups()))
        return (day, "stated") if day else None
    if _NAME_GOES_ON.match(behind):
        return None
    if every:
        return _every_year(words, match, context, month=int(every[1]), day=int(every[2]))
    return _weekday_between(words, match, context, int(months[1]), int(months[2])) if months else None


def _meaning(words: TimeWords, match: "re.Match[str]", behind: str) -> str:
    name, days = match["named"].lower().replace("’", "'"), words.lexicon.named_days
    longer = (meaning for full, meaning in days.items() if (name + behind.lower()).startswith(full))
    return days.get(name) or next(longer, "")


def _every_year(words: TimeWords, match: "re.Match[str]", context: Context, *, month: int, day: int) -> Resolved | None:
    year = int(match["year"]) if match["year"] else None
    if match["direction"]:
        year = directed_year(words, match, context)
    if year is None:
        found = None if match["direction"] else without_year(context, lambda year: intervals.day(year, month, day))
        return found if found and (context.ahead or _is_past(found, context)) else None
    told = intervals.day(year, month, day)
    return (told, "stated" if match["year"] else "relative") if told else None


def _is_past(resolved: Resolved, context: Context) -> bool:
    """Tell whether a feast lies before publication: of one that is long past or to come, only a plan tells which."""
    day = resolved[0].earliest
    return context.anchor is not None and day is not None and day <= context.anchor


def _weekday_between(
    words: TimeWords, match: "re.Match[str]", context: Context, first: int, last: int
) -> Resolved | None:
    """Return the last such weekday before publication, where it lies in the months of the feast."""
    if context.anchor is None or context.inferred or match["year"] or match["direction"]:
        return None
    wanted = words.weekdays[match["named"].lower().split()[-1]]
    shift = (wanted - context.anchor.weekday()) % 7 if context.ahead else -((context.anchor.weekday() - wanted) % 7)
    day = context.anchor + timedelta(days=shift)
    return (intervals.day_of(day), "relative") if first <= day.month <= last else None


def century(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the early 20th century"."""
    whole = intervals.year(_CENTURY * (int(match["century"]) - 1) + 1, years=_CENTURY)
    return partial((whole, "stated"), match["part"])


def short_decade(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the late '90s" as the last such decade that is over."""
    if context.anchor is None or context.inferred:
        return None
    year = context.anchor.year - 10
    whole = intervals.year(year - (year - int(match["tens"])) % _CENTURY, years=10)
    return partial((whole, "relative"), match["part"])
