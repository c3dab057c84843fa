"""Time expressions of news: found by a small grammar, resolved against the date of publication.

Where an article has no date of publication, the anchor is inferred: the first day on which every date with a year in
the text can lie in the past; dates without a year are then read as on or after that, and marked so.
"""

import re
from calendar import day_abbr
from collections.abc import Callable, Iterable, Iterator, Mapping
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
Needs = tuple[frozenset[str], ...]
"""Sets of words of each of which a text must have one for a rule to match: looking is cheaper than matching."""
Rule = tuple[str, Resolver, *Needs]


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
        self._in_months, self._in_weekdays = frozenset(self.words.months), frozenset(self.words.weekdays)
        self._in_seasons, self._in_directions = _last_words(lexicon.seasons), _last_words(lexicon.directions)
        self._in_units = frozenset(word for unit in lexicon.units for word in (unit, f"{unit}s"))
        names = [_WORD.findall(name) for name in lexicon.named_days]
        self._in_named_days = frozenset(words[0] for words in names), frozenset(words[-1] for words in names)
        dated = (*self._named_times(), *self._days(), *self._month_rules(), *self._year_rules(), *self._parts())
        rules = (*dated, *self._directed(), *self._day_offsets(), *self._distances())
        self._patterns = [(re.compile(pattern, re.IGNORECASE), resolver, needs) for pattern, resolver, *needs in rules]
        self._asking: dict[str, list[frozenset[str]]] = {}
        for need in {need for _, _, needs in self._patterns for need in needs}:
            for word in need:
                self._asking.setdefault(word, []).append(need)

    def matches(self, text: str) -> Iterator[tuple["re.Match[str]", Resolver]]:
        """Yield the longest match at each place, left to right."""
        places = self._places(text)
        found = [
            (match, resolver)
            for pattern, resolver, needs in self._patterns
            for begin, end in _stretches([places.get(need, []) for need in needs])
            for match in pattern.finditer(text, begin, end)
        ]
        end = 0
        for match, resolver in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
            if match.start() >= end:
                yield match, resolver
                end = match.end()

    def _places(self, text: str) -> Mapping[frozenset[str], list[int]]:
        """Return where the words of each set that a rule needs stand in a text."""
        places: dict[frozenset[str], list[int]] = {}
        for found in _WORD.finditer(text):
            word = found[0].lower()
            forms = (word, "#" * len(word)) if word.isdecimal() else (word,)
            for need in (need for form in forms for need in self._asking.get(form, ())):
                places.setdefault(need, []).append(found.start())
        if "'" in text or "’" in text:
            places[_SHORTENED] = [found.start() for found in _APOSTROPHE.finditer(text)]
        return places

    def _days(self) -> Iterator[Rule]:
        ordinal = r"(?:st|nd|rd|th)?"
        day = rf"(?P<day>[0-3]?\d){ordinal}(?:\s?(?:[-–]|to|and)\s?(?P<last>[0-3]?\d){ordinal})?"
        month = rf"(?P<month>{self._months})\b"
        named = rf"(?:(?:{self._weekdays}|(?:{_alternatives(filter(None, day_abbr))})\.),?\s+)?"
        yield rf"\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b(?P<last>)", calendar.calendar_day, _YEARS
        yield rf"\b(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.]{_YEAR}\b(?P<last>)", calendar.numeric_day, _YEARS
        year = rf"(?:\.?,?\s+{_YEAR}\b|,?\s+(?:of\s+)?(?P<direction>{self._directions})\s+year\b)?"
        yield rf"\b{named}{month}\.?\s+{day}(?!\d|:\d|,\d{{3}}){year}", calendar.calendar_day, self._in_months, _SHORT
        yield rf"\b{named}{day}(?:\s+of)?\s+{month}{year}", calendar.calendar_day, self._in_months, _SHORT
        yield clocks.CLOCK_ALONE, clocks.clock_time, _AT
        yield clocks.CLOCK_WITH_ZONE, clocks.clock_time, clocks.ZONES

    def _month_rules(self) -> Iterator[Rule]:
        month, months = rf"(?P<month>{self._months})\b", self._in_months
        yield rf"\b{_PART}{month}\.?,?(?:\s+of)?\s+{_YEAR}\b", calendar.calendar_month, months, _YEARS
        yield (
            rf"\b(?:the\s+)?(?P<nth>first|last|final)\s+week\s+of\s+{month}(?:,?\s+{_YEAR}\b)?",
            calendar.week_of_month,
            months,
            _WEEKS,
        )
        yield rf"{_BEFORE}(?P<body>{_PART}{month})(?<!(?-i:to\smarch))(?!\.?\s+\d)", calendar.calendar_month, months
        yield rf"(?<=\band\s)(?P<part>){month}(?=[\s,.;](?!\d))(?<!may)(?<!march)", calendar.calendar_month, months
        yield (
            rf"(?<=\band\s)(?P<part>early|mid|late)[\s-]+{month}(?=[\s,.;](?!\d))",
            calendar.calendar_month,
            months,
            _ABOUT,
        )

    def _year_rules(self) -> Iterator[Rule]:
        yield (
            rf"\b{_PART}(?:the\s+)?(?P<season>{self._seasons})\s+(?:of\s+)?{_YEAR}\b",
            calendar.season,
            self._in_seasons,
            _YEARS,
        )
        yield (
            rf"{_BEFORE}(?P<body>{_PART}{_YEAR})\b(?!\s?(?:GMT|UTC|hours|hrs|local)\b)",
            calendar.calendar_year,
            _YEARS,
        )
        yield rf"(?<=\b\d{{4}}\sand\s){_YEAR}(?=[,.;:)]|$)(?P<part>)", calendar.calendar_year, _YEARS
        yield rf"(?<=\bbetween\s\d{{4}}\sand\s){_YEAR}\b(?P<part>)", calendar.calendar_year, _YEARS, _BETWEEN
        yield (
            rf"(?:{_BEFORE})?(?<![\d/–-])\b(?P<body>{_YEAR}[/–-](?P<to>(?:1[89]|20)?\d\d))\b(?![\d/–-])",
            calendar.year_span,
            _YEARS,
        )
        yield rf"{_BEFORE}(?P<body>['’](?P<short>\d\d))\b(?!['’\d])", calendar.short_year, _SHORTENED
        yield rf"\b(?:the\s+)?{_PART}(?P<decade>(?:1[89]|20)\d0)['’]?s\b", calendar.decade, _YEARS
        yield rf"\bthe\s+(?P<body>{_YEAR})(?=\s+[a-z])(?P<part>)", calendar.calendar_year, _YEARS
        yield rf"(?<![\d$€£.,/:–-])(?<!\d )\b{_YEAR}{_ALONE}(?P<part>)", calendar.calendar_year, _YEARS

    def _directed(self) -> Iterator[Rule]:
        direction = rf"(?P<direction>{self._directions})"
        month = rf"(?P<month>{self._months})\b"
        months, directions = self._in_months, self._in_directions
        of_year = rf"(?:{_YEAR}|(?:{direction}\s+)?year)"
        yield rf"\b(?:{direction}\s+)?(?P<weekday>{self._weekdays})\b", relative.weekday, self._in_weekdays
        yield rf"\b{direction}\s+{month}", calendar.directed_month, months, directions
        yield (
            rf"{_BEFORE}(?P<body>{_PART}{month}\s+(?:of\s+)?(?:the\s+)?{direction}\s+year)\b",
            calendar.month_of_year,
            months,
            _OF_YEAR,
        )
        yield rf"\b{_PART}{month}\s+(?:of\s+)?(?:the\s+)?{direction}\s+year\b", calendar.month_of_year, months, _OF_YEAR
        yield rf"\b{direction}\s+(?P<season>{self._seasons})\b", calendar.directed_season, self._in_seasons, directions
        yield rf"\b(?:(?:over\s+)?the|{direction})\s+weekend\b", relative.weekend, _WEEKENDS
        yield (
            rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|final|last)[\s-]quarter\s+(?:of\s+)?(?:the\s+)?{of_year}\b",
            calendar.quarter,
            _QUARTERS,
        )
        yield rf"\bQ(?P<nth>[1-4])\s+(?:of\s+)?{_YEAR}\b", calendar.quarter, _QUARTERS, _YEARS
        yield r"\b(?:the\s+)?(?P<nth>first|second|third|fourth)[\s-]quarter\b(?P<year>)", calendar.quarter, _QUARTERS

    def _parts(self) -> Iterator[Rule]:
        """Yield the rules for the ends and the middle of a unit: "the end of March", "the start of this year"."""
        of = r"(?P<part>(?:the\s+)?(?:end|start|beginning|middle)\s+of)\s+"
        within = r"\b(?:(?P<part>earlier|later|early|late|mid)[\s-]+)"
        direction = rf"(?P<direction>{self._directions})\s+"
        units = (unit for unit, days in self.words.lexicon.units.items() if _WEEK <= days <= _YEAR_DAYS)
        unit, months = rf"(?P<unit>{_alternatives(units)})\b", self._in_months
        yield rf"\b{of}(?P<month>{self._months})\b(?!\.?\s+\d)", calendar.calendar_month, months, _ENDS
        yield (
            rf"\b{of}(?P<month>{self._months})\b\.?,?(?:\s+of)?\s+{_YEAR}\b",
            calendar.calendar_month,
            months,
            _YEARS,
            _ENDS,
        )
        yield rf"\b{of}{_YEAR}\b", calendar.calendar_year, _YEARS, _ENDS
        yield rf"\b{of}(?:the\s+|{direction}){unit}(?!\s+of\b)", relative.part_of_unit, self._in_units, _ENDS
        yield rf"{within}{direction}{unit}", relative.part_of_unit, self._in_units, _ABOUT

    def _named_times(self) -> Iterator[Rule]:
        named_day = "|".join(map(named.pattern_of, sorted(self.words.lexicon.named_days, key=len, reverse=True)))
        if named_day:
            year = rf"(?:,?\s+(?:of\s+)?{_YEAR}|,?\s+(?:of\s+)?(?P<direction>{self._directions})\s+year)?"
            yield rf"(?<![\w/])(?P<named>{named_day}){year}(?!\w)", named.named_day, *self._in_named_days
        century = r"(?P<century>1[5-9]|20|21)(?:th|st)[\s-]century\b"
        yield rf"\b(?:the\s+)?{_PART}{century}", named.century, _CENTURIES
        yield rf"\b(?:the\s+)?{_PART}['’](?P<tens>[2-9]0)s\b", named.short_decade, _SHORTENED

    def _day_offsets(self) -> Iterator[Rule]:
        words = [" ".join(words) for words in self.words.lexicon.day_offsets]
        days = rf"(?!\s+(?:(?:on|from|into|through|to|between)\s+)?(?:{self._weekdays})\b)"
        yield rf"\b(?:the\s+)?(?P<offset>{_alternatives(words)})\b{days}", relative.offset_day, _last_words(words)

    def _distances(self) -> Iterator[Rule]:
        numbers = _alternatives(self.words.lexicon.numbers)
        number = rf"(?P<number>\d{{1,3}}|{numbers}|an?|several|few|a few|couple of|a couple of)"
        yield (
            rf"\b(?:{number}|the)\s+(?P<unit>{self._units})s?\s+"
            r"(?P<relation>ago|earlier|later|(?:before|after)(?=\s*[.,;)]))(?!\w)",
            relative.distance,
            self._in_units,
            _AGO,
        )
        yield (
            r"\b(?:(?:early|late|earlier|later)\s+)?(?:the\s+|that\s+)?(?P<relation>next|following|same|previous|that)\s+"
            r"(?:day|morning|afternoon|evening|night)\b",
            relative.neighbour_day,
            _DAYS,
            _NEIGHBOURING,
        )
        yield r"\b(?P<relation>earlier|later|late|early)\s+in\s+the\s+day\b", relative.neighbour_day, _DAYS, _ABOUT
        yield (
            rf"\b(?P<the>the\s+)?(?P<direction>{self._directions})\s+(?:{number}\s+)?(?P<unit>{self._units})s?\b"
            rf"(?!\s+of\s+(?:{self._months}|the|(?:1[89]|20)\d\d)\b)",
            relative.unit,
            self._in_units,
            self._in_directions,
        )


_WEEK, _YEAR_DAYS = 7, 365
_WORD = re.compile(r"[^\W\d]+|\d+")
_YEARS = frozenset(map(str, range(1800, 2100)))
"""What ``_YEAR`` matches, which no rule lets stand inside a longer number."""
_SHORT = frozenset({"#", "##"})
"""Numbers of one and two digits, as ``DateGrammar`` looks for them."""
_SHORTENED = frozenset({"'##"})
"""A year without its century, as it is looked for: the '14 of "in '14"."""
_REACH = 150
"""Characters of the longest time expression, and a few behind it that a rule looks at."""
_APOSTROPHE = re.compile(r"['’]\d\d")
_AT, _BETWEEN, _OF_YEAR = frozenset({"at"}), frozenset({"between"}), frozenset({"year"})
_WEEKS, _WEEKENDS, _QUARTERS = frozenset({"week"}), frozenset({"weekend"}), frozenset({"quarter", "q"})
_CENTURIES = frozenset({"century"})
_DAYS = frozenset({"day", "morning", "afternoon", "evening", "night"})
_NEIGHBOURING = frozenset({"next", "following", "same", "previous", "that"})
_ENDS = frozenset({"end", "start", "beginning", "middle"})
_ABOUT = frozenset({"early", "mid", "late", "earlier", "later"})
_AGO = frozenset({"ago", "earlier", "later", "before", "after"})
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_BEFORE = r"\b(?:in|since|until|during|by|from|of|between|before|after|to|through|for)\s+"
_PART = r"(?:(?P<part>early|mid|late)[\s-]+)?"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(_WORD.findall(phrase)[-1] for phrase in phrases)


def _stretches(places: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text around the rarest of the words that a rule needs: it matches nowhere else."""
    begin = end = -1
    for place in min(places, key=len):
        if place - _REACH > end:
            if end >= 0:
                yield begin, end
            begin = max(place - _REACH, 0)
        end = place + _REACH
    if end >= 0:
        yield begin, end
