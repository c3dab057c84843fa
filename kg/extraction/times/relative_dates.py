"""Times told by their distance from the day of publication, or from the day told before."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from kg.extraction.mention import Precision
from kg.extraction.times import intervals
from kg.extraction.times.calendar_dates import part_named
from kg.extraction.times.context import Context, Resolved, TimeWords
from kg.extraction.times.intervals import Interval

_LONG_UNIT: Final = 30
"""Units of so many days need no day before them to be counted from: "a year earlier", but not "two days later"."""
_YEAR: Final = 365
_HOURS: Final = 24
_WEDNESDAY: Final = 2
_SATURDAY: Final = 5
_PRECISIONS: Final[dict[int, Precision]] = {1: "day", 7: "week", 30: "month", 365: "year"}


def weekday(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "Monday" as the last one up to publication, and in a plan as the next one from there on."""
    if context.anchor is None or context.inferred:
        return None
    wanted = words.weekdays[match["weekday"].lower()]
    back = (context.anchor.weekday() - wanted) % 7
    direction = words.direction(match["direction"])
    if direction == "past" and back == 0:
        back = 7
    if direction == "future" or (direction is None and context.ahead and back):
        back -= 7
    if direction == "present":
        back = context.anchor.weekday() - wanted
    return intervals.day_of(context.anchor - timedelta(days=back)), "relative"


def weekend(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "last weekend", "the weekend": that before publication, the coming one in a plan; "this" is the nearest."""
    if context.anchor is None or context.inferred:
        return None
    direction = words.direction(match["direction"])
    saturday = context.anchor + timedelta(days=_SATURDAY - context.anchor.weekday())
    coming = direction == "future" or context.ahead or saturday <= context.anchor
    shift = 0 if coming or (direction == "present" and context.anchor.weekday() > _WEDNESDAY) else -7
    return intervals.days_around(saturday + timedelta(days=shift), before=0, after=1, precision="week"), "relative"


def offset_day(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "yesterday", "tonight"."""
    if context.anchor is None or context.inferred:
        return None
    offset = words.lexicon.day_offsets[tuple(match["offset"].lower().split())]
    return intervals.day_of(context.anchor + timedelta(days=offset)), "relative"


def distance(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "two days ago", "three weeks later"."""
    unit = match["unit"].lower()
    ago = match["relation"].lower() == "ago"
    free = ago or words.lexicon.units[unit] >= _LONG_UNIT
    told = None if ago or context.told is None else context.told.latest
    base = told if free and told else context.anchor if free else context.previous
    if base is None or (context.inferred and base is context.anchor):
        return None
    amount = words.amount(match["number"] or "a")
    sign = 1 if match["relation"].lower() in ("later", "after") else -1
    days = words.lexicon.units[unit]
    if not days:
        return intervals.day_of(base + timedelta(days=sign * ((amount or 0) // _HOURS))), "relative"
    moment = base + timedelta(days=sign * (amount or 3) * days)
    if days == 1 and amount:
        return intervals.day_of(moment), "relative"
    if days >= _YEAR and amount:
        return intervals.year(base.year + sign * amount * (days // _YEAR)), "relative"
    slack = max(days // 2, 1)
    return intervals.days_around(moment, before=slack, after=slack, precision="week"), "relative"


def counts_back(match: "re.Match[str]") -> bool:
    """Tell whether a time is counted back from the day told before it: "three days earlier"."""
    relation = match.groupdict().get("relation")
    return relation is not None and relation.lower() in ("earlier", "before")


def unit(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "last week", "this month", "the past three weeks"."""
    if context.anchor is None or context.inferred:
        return None
    name = match["unit"].lower()
    direction = words.direction(match["direction"])
    if direction == "present":
        return _neighbour(name, context.anchor, 0) or intervals.day_of(context.anchor), "relative"
    several = bool(match["number"]) or match.group().endswith("s")
    if not match["the"] and not several:
        beside = _neighbour(name, context.anchor, 1 if direction == "future" else -1)
        if beside:
            return beside, "relative"
    amount = words.amount(match["number"]) if match["number"] else None
    days = words.lexicon.units[name]
    length = max(days * (amount or (3 if several else 1)), 1)
    one = not several and amount in (None, 1)
    precision = _PRECISIONS.get(days if one else 0, "year" if days >= _YEAR else "month" if days > 1 else "week")
    before, after = (length, 0) if direction == "past" else (0, length)
    return intervals.days_around(context.anchor, before=before, after=after, precision=precision), "relative"


def part_of_unit(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "earlier this month" as up to publication, "late last year" and "the end of the week" as a third of it."""
    if context.anchor is None or context.inferred:
        return None
    direction = words.direction(match["direction"]) or "present"
    shift = {"past": -1, "future": 1}.get(direction, 0)
    whole = _neighbour(match["unit"].lower(), context.anchor, shift)
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    which = part_named(match["part"])
    if which in ("early", "mid", "late"):
        return intervals.part(whole, which), "relative"
    today = intervals.day_of(context.anchor)
    if direction != "present":
        return whole, "relative"
    if which == "earlier":
        return Interval(whole.earliest, today.latest, whole.precision), "relative"
    return Interval(today.earliest, whole.latest, whole.precision), "relative"


def _neighbour(unit: str, anchor: datetime, shift: int) -> Interval | None:
    """Return the calendar's week, month or year so many before or after that of the anchor."""
    if unit == "year":
        return intervals.year(anchor.year + shift)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return intervals.month(months // 12, months % 12 + 1)
    if unit == "week":
        monday = anchor + timedelta(days=7 * shift - anchor.weekday())
        return intervals.days_around(monday, before=0, after=6, precision="week")
    return None


def neighbour_day(words: TimeWords, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "the next day", "the same night", "later that day"."""
    word = match["relation"].lower()
    base = context.previous or (context.anchor if word == "previous" and not context.inferred else None)
    if base is None:
        return None
    shift = {"next": 1, "following": 1, "previous": -1}.get(word, 0)
    return intervals.day_of(base.astimezone(UTC) + timedelta(days=shift)), "relative"
