"""Time expressions of news: found by a small grammar, resolved against the date of publication.

Where an article has no date of publication, the anchor is inferred: the first day on which every date with a year in
the text can lie in the past; dates without a year are then read as on or after that, and marked so.
"""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kg.extraction.mention import TimeSource
from kg.extraction.times import intervals
from kg.extraction.times.intervals import Interval
from kg.ontology.lexicon import Lexicon

_SLACK = timedelta(days=14)
"""A date without year may lie this much before the latest dated day of a text without publication date."""

_LONGEST_WITHOUT_YEAR = timedelta(days=300)
"""A date that would lie further back than this and has no year is one to come."""

_LONG_UNIT = 30
"""Units of so many days need no day before them to be counted from: "a year earlier", but not "two days later"."""

_ALONE = r"(?=[;)]|\.?$|\.\s|['’]s\b|\s(?:and|or)\s(?:1[89]|20)\d\d\b)"
"""What follows a year that stands without a preposition."""

Resolved = tuple[Interval, TimeSource]


@dataclass(frozen=True)
class Context:
    """What a time expression is read against."""

    anchor: datetime | None
    inferred: bool
    previous: datetime | None
    """The day of the time expression before, for "two days later"."""


Resolver = Callable[["DateGrammar", "re.Match[str]", Context], Resolved | None]


def inferred_anchor(grammar: "DateGrammar", matches: list[tuple["re.Match[str]", Resolver]]) -> datetime | None:
    """Return the latest day that a text dates with its year; None when it dates none."""
    nothing = Context(None, True, None)
    resolved = [resolver(grammar, match, nothing) for match, resolver in matches]
    days = [r[0].earliest for r in resolved if r and r[1] == "stated" and r[0].earliest]
    return max(days) if days else None


class DateGrammar:
    """The patterns of time expressions, made from the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.months = _numbered(month_name, month_abbr)
        self.weekdays = _numbered(day_name, day_abbr)
        self.lexicon = lexicon
        self._patterns = [(re.compile(pattern, re.IGNORECASE), resolver) for pattern, resolver in self._rules()]

    def matches(self, text: str) -> Iterator[tuple["re.Match[str]", Resolver]]:
        """Yield the longest match at each place, left to right."""
        found = [(match, resolver) for pattern, resolver in self._patterns for match in pattern.finditer(text)]
        end = 0
        for match, resolver in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
            if match.start() >= end:
                yield match, resolver
                end = match.end()

    def _rules(self) -> Iterator[tuple[str, Resolver]]:
        months = _alternatives(self.months)
        weekdays = _alternatives(word for word in self.weekdays if len(word) > 3)
        numbers = _alternatives(word for word in self.lexicon.numbers)
        units = _alternatives(self.lexicon.units)
        directions = _alternatives(self.lexicon.directions)
        seasons = _alternatives(self.lexicon.seasons)
        offsets = _alternatives(" ".join(words) for words in self.lexicon.day_offsets)
        year = r"(?P<year>(?:1[89]|20)\d\d)"
        number = rf"(?P<number>\d{{1,3}}|{numbers}|an?|several|few|a few|couple of|a couple of)"
        ordinal = r"(?:st|nd|rd|th)?"
        day = rf"(?P<day>[0-3]?\d){ordinal}(?:\s?(?:[-–]|to|and)\s?(?P<last>[0-3]?\d){ordinal})?"
        part = r"(?:(?P<part>early|mid|late)[\s-]+)?"
        month = rf"(?P<month>{months})\b"
        yield rf"\b{year}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b(?P<last>)", _calendar_day
        yield rf"\b(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.]{year}\b(?P<last>)", _numeric_day
        named = rf"(?:(?:{weekdays}|(?:{_alternatives(filter(None, day_abbr))})\.),?\s+)?"
        yield rf"\b{named}{month}\.?\s+{day}(?!\d|:\d|,\d{{3}})(?:,?\s+{year}\b)?", _calendar_day
        yield rf"\b{named}{day}(?:\s+of)?\s+{month}(?:\.?,?\s+{year}\b)?", _calendar_day
        yield rf"\b{part}{month}\.?,?(?:\s+of)?\s+{year}\b", _calendar_month
        yield rf"\b(?:in|since|until|during|by|from|of)\s+(?P<body>{part}{month})(?!\s+\d)", _calendar_month
        yield rf"\b{part}(?:the\s+)?(?P<season>{seasons})\s+(?:of\s+)?{year}\b", _season
        yield (
            rf"\b(?:in|since|until|during|by|from|of|between|before|after|to|through)\s+(?P<body>{part}{year})\b",
            _calendar_year,
        )
        yield r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:1[89]|20)\d0)['’]?s\b", _decade
        yield rf"\bthe\s+{year}(?=\s+[a-z])(?P<part>)", _calendar_year
        yield rf"(?<![\d$€£.,/:–-])(?<!\d )\b{year}{_ALONE}(?P<part>)", _calendar_year
        yield rf"\b(?:(?P<direction>{directions})\s+)?(?P<weekday>{weekdays})\b", _weekday
        yield rf"\b(?P<offset>{offsets})\b", _offset_day
        yield (
            rf"\b{number}\s+(?P<unit>{units})s?\s+(?P<relation>ago|earlier|later|(?:before|after)(?=\s*[.,;)]))(?!\w)",
            _distance,
        )
        yield r"\b(?:the\s+)?(?P<relation>next|following|same|previous)\s+day\b", _neighbour_day
        yield rf"\b(?P<the>the\s+)?(?P<direction>{directions})\s+(?:{number}\s+)?(?P<unit>{units})s?\b", _unit


def _numbered(names: object, abbreviations: object) -> dict[str, int]:
    numbered: dict[str, int] = {}
    for table in (list(names), list(abbreviations)):  # type: ignore[call-overload]  # calendar's tables are untyped
        numbered.update({word.lower(): index for index, word in enumerate(table) if word})
    if "sep" in numbered:
        numbered["sept"] = numbered["sep"]
    return numbered


def _alternatives(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))  # type: ignore[call-overload]  # any iterable of words


def _calendar_day(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    raw = match["month"].lower()
    number = int(raw) if raw.isdigit() else grammar.months[raw]
    first, last = int(match["day"]), int(match["last"]) if match["last"] else None
    if not 1 <= number <= 12:
        return None
    if match["year"]:
        stated = intervals.day(int(match["year"]), number, first, last=last)
        return (stated, "stated") if stated else None
    return _without_year(context, lambda year: intervals.day(year, number, first, last=last))


def _numeric_day(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    """Read "14/03/2016"; where both numbers could be the month, the order is not known and neither is the day."""
    first, second, year = int(match["day"]), int(match["month"]), int(match["year"])
    if first != second and first <= 12 and second <= 12:
        return None
    number, month = (first, second) if second <= 12 else (second, first)
    stated = intervals.day(year, month, number) if 1 <= month <= 12 else None
    return (stated, "stated") if stated else None


def _decade(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    return _partial((intervals.year(int(match["decade"]), years=10), "stated"), match["part"])


def _calendar_month(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    number = grammar.months[match["month"].lower()]
    groups = match.groupdict()
    if groups.get("year"):
        resolved: Resolved | None = (intervals.month(int(groups["year"] or 0), number), "stated")
    else:
        resolved = _without_year(context, lambda year: intervals.month(year, number))
    return _partial(resolved, match["part"])


def _season(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    first = grammar.lexicon.seasons[match["season"].lower()]
    return _partial((intervals.month(int(match["year"]), first, months=3), "stated"), match["part"])


def _calendar_year(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    return _partial((intervals.year(int(match["year"])), "stated"), match["part"])


def _partial(resolved: Resolved | None, which: str | None) -> Resolved | None:
    if resolved is None or not which:
        return resolved
    return intervals.part(resolved[0], which.lower()), resolved[1]


def _without_year(context: Context, make: Callable[[int], Interval | None]) -> Resolved | None:
    """Choose the year: the latest not after publication unless long ago, or the first not before an inferred anchor."""
    if context.anchor is None:
        return None
    years = [context.anchor.year + shift for shift in (-1, 0, 1)]
    options = [option for option in map(make, years) if option and option.earliest and option.latest]
    if context.inferred:
        fitting = [o for o in options if o.latest and o.latest >= context.anchor - _SLACK]
        return (fitting[0], "inferredYear") if fitting else None
    ahead = context.anchor + timedelta(days=2)
    past = [option for option in options if option.earliest and option.earliest <= ahead]
    coming = [option for option in options if option.earliest and option.earliest > ahead]
    old = past and coming and past[-1].latest and past[-1].latest < context.anchor - _LONGEST_WITHOUT_YEAR
    chosen = coming[:1] if old else past[-1:]
    return (chosen[0], "relative") if chosen else None


def _weekday(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    if context.anchor is None or context.inferred:
        return None
    wanted = grammar.weekdays[match["weekday"].lower()]
    back = (context.anchor.weekday() - wanted) % 7
    direction = grammar.lexicon.directions.get((match["direction"] or "").lower())
    if direction == "past" and back == 0:
        back = 7
    if direction == "future":
        back -= 7
    return intervals.day_of(context.anchor - timedelta(days=back)), "relative"


def _offset_day(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    if context.anchor is None or context.inferred:
        return None
    offset = grammar.lexicon.day_offsets[tuple(match["offset"].lower().split())]
    return intervals.day_of(context.anchor + timedelta(days=offset)), "relative"


def _distance(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    free = match["relation"].lower() == "ago" or grammar.lexicon.units[match["unit"].lower()] >= _LONG_UNIT
    base = context.anchor if free else context.previous
    if base is None or (context.inferred and base is context.anchor):
        return None
    amount = _amount(grammar, match["number"])
    unit = match["unit"].lower()
    if not grammar.lexicon.units[unit]:
        return intervals.day_of(base), "relative"
    days = (amount or 3) * grammar.lexicon.units[unit]
    moment = base + timedelta(days=days if match["relation"].lower() in ("later", "after") else -days)
    if unit == "day" and amount:
        return intervals.day_of(moment), "relative"
    if unit == "year" and amount:
        return intervals.year(moment.year), "relative"
    slack = max(grammar.lexicon.units[unit] // 2, 1)
    return intervals.days_around(moment, before=slack, after=slack, precision="week"), "relative"


def _amount(grammar: DateGrammar, words: str) -> int | None:
    lowered = words.lower()
    if lowered.isdigit():
        return int(lowered)
    if lowered in ("a", "an"):
        return 1
    return grammar.lexicon.numbers.get(lowered)


def _unit(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    if context.anchor is None or context.inferred:
        return None
    days = grammar.lexicon.units[match["unit"].lower()]
    amount = _amount(grammar, match["number"]) if match["number"] else None
    direction = grammar.lexicon.directions[match["direction"].lower()]
    if direction == "present":
        return _current(match["unit"].lower(), context.anchor), "relative"
    if not match["the"] and not match["number"] and not match.group().endswith("s"):
        beside = _neighbour(match["unit"].lower(), context.anchor, 1 if direction == "future" else -1)
        if beside:
            return beside, "relative"
    length = max(days * (amount or (3 if match["number"] or match.group().endswith("s") else 1)), 1)
    precision = {1: "day", 7: "week", 30: "month", 365: "year"}.get(length, "month")
    before, after = (length, 0) if direction == "past" else (0, length)
    return intervals.days_around(context.anchor, before=before, after=after, precision=precision), "relative"  # type: ignore[arg-type]  # the table holds precisions only


def _current(unit: str, anchor: datetime) -> Interval:
    if unit == "year":
        return intervals.year(anchor.year)
    if unit == "month":
        return intervals.month(anchor.year, anchor.month)
    if unit == "week":
        return intervals.days_around(anchor, before=anchor.weekday(), after=0, precision="week")
    return intervals.day_of(anchor)


def _neighbour(unit: str, anchor: datetime, shift: int) -> Interval | None:
    """Return the calendar's week, month or year before or after that of the anchor."""
    if unit == "year":
        return intervals.year(anchor.year + shift)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return intervals.month(months // 12, months % 12 + 1)
    if unit == "week":
        monday = anchor + timedelta(days=7 * shift - anchor.weekday())
        return intervals.days_around(monday, before=0, after=6, precision="week")
    return None


def _neighbour_day(grammar: DateGrammar, match: "re.Match[str]", context: Context) -> Resolved | None:
    word = match["relation"].lower()
    base = context.previous or (context.anchor if word == "previous" and not context.inferred else None)
    if base is None:
        return None
    shift = {"next": 1, "following": 1, "same": 0, "previous": -1}[word]
    return intervals.day_of(base.astimezone(UTC) + timedelta(days=shift)), "relative"
