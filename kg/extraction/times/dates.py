"""Time expressions of news: found by a small grammar, resolved against the date of publication.

Where an article has no date of publication, the anchor is inferred: the first day on which every date with a year in
the text can lie in the past; dates without a year are then read as on or after that, and marked so.
"""

import re
from calendar import day_abbr
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from kg.extraction.times import calendar_dates as calendar
from kg.extraction.times import clock_times as clocks
from kg.extraction.times import named_times as named
from kg.extraction.times import relative_dates as relative
from kg.extraction.times.context import Context, Resolved, TimeWords
from kg.ontology.lexicon import Lexicon

_ALONE = r"(?=[;)]|\.?$|\.\s|['’]s\b|\s(?:and|or)\s(?:1[89]|20)\d\d\b)"
"""What follows a year that stands without a preposition."""

Resolver = Callable[[TimeWords, "re.Match[str]", Context], Resolved | None]
Rule = tuple[str, Resolver]


def inferred_anchor(grammar: "DateGrammar", matches: list[tuple["re.Match[str]", Resolver]]) -> datetime | None:
    """Return the latest day that a text dates with its year; None when it dates none."""
    nothing = Context(None, True, None)
    resolved = [resolver(grammar.words, match, nothing) for match, resolver in matches]
    days = [r[0].earliest for r in resolved if r and r[1] == "stated" and r[0].earliest]
    return max(days) if days else None


class DateGrammar:
    """The patterns of time expressions, made from the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = TimeWords(lexicon)
        self._months = _alternatives(self.words.months)
        self._weekdays = _alternatives(word for word in self.words.weekdays if len(word) > 3)
        self._seasons = _alternatives(lexicon.seasons)
        self._directions = _alternatives(lexicon.directions)
        self._units = _alternatives(lexicon.units)
        self._named = _alternatives(self.words.lexicon.named_days)
        dated = (*self._named_times(), *self._days(), *self._months_and_years(), *self._parts())
        rules = (*dated, *self._directed(), *self._distances())
        self._patterns = [(re.compile(pattern, re.IGNORECASE), resolver) for pattern, resolver in rules]
        months, seasons = frozenset(self.words.months), frozenset(lexicon.seasons)
        units = frozenset(word for unit in lexicon.units for word in (unit, f"{unit}s"))
        days = frozenset(named.first_word(words) for words in self.words.lexicon.named_days)
        self._needed: dict[Resolver, frozenset[str]] = {
            calendar.calendar_day: months | _YEARS,
            calendar.numeric_day: _YEARS,
            calendar.calendar_month: months,
            calendar.directed_month: months,
            calendar.month_of_year: frozenset({"year"}),
            calendar.week_of_month: months,
            calendar.season: seasons,
            calendar.directed_season: seasons,
            calendar.calendar_year: _YEARS,
            calendar.decade: _YEARS,
            calendar.quarter: frozenset({"quarter", "q"}),
            calendar.year_span: _YEARS,
            named.named_day: days,
            named.short_decade: frozenset(f"{tens}0" for tens in range(2, 10)),
            relative.neighbour_day: frozenset({"day", "morning", "afternoon", "evening", "night"}),
            named.century: frozenset({"century", "centuries"}),
            clocks.clock_time: frozenset({"at", *clocks.ZONES}),
            relative.weekday: frozenset(self.words.weekdays),
            relative.weekend: frozenset({"weekend"}),
            relative.distance: units,
            relative.unit: units,
        }
        """What words a text must have for a rule to match, one of them: looking for them is cheaper than matching."""

    def matches(self, text: str) -> Iterator[tuple["re.Match[str]", Resolver]]:
        """Yield the longest match at each place, left to right."""
        words = frozenset(_WORD.findall(text.lower()))
        idle = {resolver for resolver, needed in self._needed.items() if words.isdisjoint(needed)}
        rules = [rule for rule in self._patterns if rule[1] not in idle]
        found = [(match, resolver) for pattern, resolver in rules for match in pattern.finditer(text)]
        end = 0
        for match, resolver in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
            if match.start() >= end:
                yield match, resolver
                end = match.end()

    def _days(self) -> Iterator[Rule]:
        ordinal = r"(?:st|nd|rd|th)?"
        day = rf"(?P<day>[0-3]?\d){ordinal}(?:\s?(?:[-–]|to|and)\s?(?P<last>[0-3]?\d){ordinal})?"
        month = rf"(?P<month>{self._months})\b"
        named = rf"(?:(?:{self._weekdays}|(?:{_alternatives(filter(None, day_abbr))})\.),?\s+)?"
        yield rf"\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b(?P<last>)", calendar.calendar_day
        yield rf"\b(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.]{_YEAR}\b(?P<last>)", calendar.numeric_day
        year = rf"(?:\.?,?\s+{_YEAR}\b|,?\s+(?:of\s+)?(?P<direction>{self._directions})\s+year\b)?"
        yield rf"\b{named}{month}\.?\s+{day}(?!\d|:\d|,\d{{3}}){year}", calendar.calendar_day
        yield rf"\b{named}{day}(?:\s+of)?\s+{month}{year}", calendar.calendar_day
        yield clocks.CLOCK_ALONE, clocks.clock_time
        yield clocks.CLOCK_WITH_ZONE, clocks.clock_time

    def _months_and_years(self) -> Iterator[Rule]:
        month = rf"(?P<month>{self._months})\b"
        yield rf"\b{_PART}{month}\.?,?(?:\s+of)?\s+{_YEAR}\b", calendar.calendar_month
        yield (
            rf"\b(?:the\s+)?(?P<nth>first|last|final)\s+week\s+of\s+{month}(?:,?\s+{_YEAR}\b)?",
            calendar.week_of_month,
        )
        yield rf"{_BEFORE}(?P<body>{_PART}{month})(?!\.?\s+\d)", calendar.calendar_month
        yield rf"(?<=\band\s)(?P<part>){month}(?=[\s,.;](?!\d))(?<!may)(?<!march)", calendar.calendar_month
        yield rf"(?<=\band\s)(?P<part>early|mid|late)[\s-]+{month}(?=[\s,.;](?!\d))", calendar.calendar_month
        yield rf"\b{_PART}(?:the\s+)?(?P<season>{self._seasons})\s+(?:of\s+)?{_YEAR}\b", calendar.season
        yield rf"{_BEFORE}(?P<body>{_PART}{_YEAR})\b(?!\s?(?:GMT|UTC|hours|hrs|local)\b)", calendar.calendar_year
        yield rf"(?<=\b\d{{4}}\sand\s){_YEAR}(?=[,.;:)]|$)(?P<part>)", calendar.calendar_year
        yield rf"(?<=\bbetween\s\d{{4}}\sand\s){_YEAR}\b(?P<part>)", calendar.calendar_year
        yield rf"(?:{_BEFORE})?(?<![\d/–-])\b(?P<body>{_YEAR}[/–-](?P<to>\d\d))\b(?![\d/–-])", calendar.year_span
        yield rf"{_BEFORE}(?P<body>['’](?P<short>\d\d))\b(?!['’\d])", calendar.short_year
        yield rf"\b(?:the\s+)?{_PART}(?P<decade>(?:1[89]|20)\d0)['’]?s\b", calendar.decade
        yield rf"\bthe\s+(?P<body>{_YEAR})(?=\s+[a-z])(?P<part>)", calendar.calendar_year
        yield rf"(?<![\d$€£.,/:–-])(?<!\d )\b{_YEAR}{_ALONE}(?P<part>)", calendar.calendar_year

    def _directed(self) -> Iterator[Rule]:
        direction = rf"(?P<direction>{self._directions})"
        month = rf"(?P<month>{self._months})\b"
        of_year = rf"(?:{_YEAR}|(?:{direction}\s+)?year)"
        yield rf"\b(?:{direction}\s+)?(?P<weekday>{self._weekdays})\b", relative.weekday
        yield rf"\b{direction}\s+{month}", calendar.directed_month
        yield rf"{_BEFORE}(?P<body>{_PART}{month}\s+(?:of\s+)?(?:the\s+)?{direction}\s+year)\b", calendar.month_of_year
        yield rf"\b{_PART}{month}\s+(?:of\s+)?(?:the\s+)?{direction}\s+year\b", calendar.month_of_year
        yield rf"\b{direction}\s+(?P<season>{self._seasons})\b", calendar.directed_season
        yield rf"\b(?:(?:over\s+)?the|{direction})\s+weekend\b", relative.weekend
        yield (
            rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|final|last)[\s-]quarter\s+(?:of\s+)?(?:the\s+)?{of_year}\b",
            calendar.quarter,
        )
        yield rf"\bQ(?P<nth>[1-4])\s+(?:of\s+)?{_YEAR}\b", calendar.quarter
        yield r"\b(?:the\s+)?(?P<nth>first|second|third|fourth)[\s-]quarter\b(?P<year>)", calendar.quarter

    def _parts(self) -> Iterator[Rule]:
        """Yield the rules for the ends and the middle of a unit: "the end of March", "the start of this year"."""
        of = r"(?P<part>(?:the\s+)?(?:end|start|beginning|middle)\s+of)\s+"
        within = r"\b(?:(?P<part>earlier|later|early|late|mid)[\s-]+)"
        direction = rf"(?P<direction>{self._directions})\s+"
        units = (unit for unit, days in self.words.lexicon.units.items() if _WEEK <= days <= _YEAR_DAYS)
        unit = rf"(?P<unit>{_alternatives(units)})\b"
        yield rf"\b{of}(?P<month>{self._months})\b(?!\.?\s+\d)", calendar.calendar_month
        yield rf"\b{of}(?P<month>{self._months})\b\.?,?(?:\s+of)?\s+{_YEAR}\b", calendar.calendar_month
        yield rf"\b{of}{_YEAR}\b", calendar.calendar_year
        yield rf"\b{of}(?:the\s+|{direction}){unit}(?!\s+of\b)", relative.part_of_unit
        yield rf"{within}{direction}{unit}", relative.part_of_unit

    def _named_times(self) -> Iterator[Rule]:
        named_day = "|".join(map(named.pattern_of, sorted(self.words.lexicon.named_days, key=len, reverse=True)))
        if named_day:
            year = rf"(?:,?\s+(?:of\s+)?{_YEAR}|,?\s+(?:of\s+)?(?P<direction>{self._directions})\s+year)?"
            yield rf"(?<![\w/])(?P<named>{named_day}){year}(?!\w)", named.named_day
        century = r"(?P<century>1[5-9]|20|21)(?:th|st)[\s-]century\b"
        yield rf"\b(?:the\s+)?{_PART}{century}", named.century
        yield rf"\b(?:the\s+)?{_PART}['’](?P<tens>[2-9]0)s\b", named.short_decade

    def _distances(self) -> Iterator[Rule]:
        lexicon = self.words.lexicon
        numbers = _alternatives(lexicon.numbers)
        number = rf"(?P<number>\d{{1,3}}|{numbers}|an?|several|few|a few|couple of|a couple of)"
        offsets = _alternatives(" ".join(words) for words in lexicon.day_offsets)
        days = rf"(?!\s+(?:(?:on|from|into|through|to|between)\s+)?(?:{self._weekdays})\b)"
        yield rf"\b(?:the\s+)?(?P<offset>{offsets})\b{days}", relative.offset_day
        yield (
            rf"\b(?:{number}|the)\s+(?P<unit>{self._units})s?\s+"
            r"(?P<relation>ago|earlier|later|(?:before|after)(?=\s*[.,;)]))(?!\w)",
            relative.distance,
        )
        yield (
            r"\b(?:(?:early|late|earlier|later)\s+)?(?:the\s+|that\s+)?(?P<relation>next|following|same|previous|that)\s+"
            r"(?:day|morning|afternoon|evening|night)\b",
            relative.neighbour_day,
        )
        yield r"\b(?P<relation>earlier|later|late|early)\s+in\s+the\s+day\b", relative.neighbour_day
        yield (
            rf"\b(?P<the>the\s+)?(?P<direction>{self._directions})\s+(?:{number}\s+)?(?P<unit>{self._units})s?\b"
            rf"(?!\s+of\s+(?:{self._months}|the|(?:1[89]|20)\d\d)\b)",
            relative.unit,
        )


_WEEK, _YEAR_DAYS = 7, 365
_WORD = re.compile(r"[^\W\d]+|\d+")
_YEARS = frozenset(map(str, range(1800, 2100)))
"""What ``_YEAR`` matches, which no rule lets stand inside a longer number."""
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_BEFORE = r"\b(?:in|since|until|during|by|from|of|between|before|after|to|through|for)\s+"
_PART = r"(?:(?P<part>early|mid|late)[\s-]+)?"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
