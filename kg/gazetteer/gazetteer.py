"""Look-ups of places by name and context, by code and by administrative division."""

import os
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.closing import Closing
from kg.errors import ConfigError
from kg.gazetteer.database import build_database, default_path, stem_key
from kg.gazetteer.folding import ARABIC_SCRIPT_COUNTRIES, fold, skeleton, split_kind, without_article
from kg.gazetteer.place import Kind, Place
from kg.gazetteer.ranking import NAMESAKE_SIMILARITY, Candidate, Surroundings, rank

LOWEST_SIMILARITY: Final = 0.8
"""A fuzzy match whose letters agree less than this is none."""
LOWEST_MAIN_SIMILARITY: Final = 0.6
"""A place whose main name agrees less is none: another spelling of another name is one guess too many."""
SHORT_NAME: Final = 3
SHORT_NAME_POPULATION: Final = 20_000
"""A settlement with a name of at most SHORT_NAME letters needs this population unless its country is in context."""

_COLUMNS: Final = (
    "p.geonames, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population, p.icao, p.iata"
)
_DIVISIONS: Final = ("province", "district")
"""What is called a county or province by its full name is not that of the shorter one: "Washington County"."""
_CITY: Final = "City"  # what the gazetteer adds to New York, which is thought of before its state, as Oklahoma is not
_CITY_BEFORE_STATE: Final = 1_000_000
_REMEMBERED: Final = 4096
"""Answers of the file that are remembered, some 10 MB: article after article names the same places."""

Row = tuple[int | None, str, Kind, str, str, float, float, int, str | None, str | None]


class Gazetteer(Closing):
    """The places of the world, in an SQLite file that is only read; safe to use after a fork."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process = 0
        self._open_connection: sqlite3.Connection | None = None
        self._named = lru_cache(_REMEMBERED)(self._read_named)
        self._one = lru_cache(_REMEMBERED)(self._read_one)

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """Open the gazetteer at ``path``, by default the cached one, which is built first where it is missing.

        Raises ConfigError where the file is missing or cannot be built.
        """
        if path is None:
            path = default_path()
            if not path.is_file():
                build_database(path)
        if not path.is_file():
            raise ConfigError(f"There is no gazetteer at {path}. Leave the path out to have one built.")
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        if self._open_connection is not None and self._process == os.getpid():
            self._open_connection.close()
        self._open_connection = None

    def find(
        self,
        name: str,
        *,
        countries: Collection[str] = (),
        near: tuple[float, float] | None = None,
        kinds: Collection[Kind] = (),
        divisions: Collection[tuple[str, str]] = (),
        limit: int = 10,
    ) -> list[Place]:
        """Return the places of that name, best first, at most ``limit``.

        ``countries`` are the codes of the countries that the text speaks of: their places come first. ``near`` is a
        point that places close to it are preferred for; ``divisions`` are codes of countries and their divisions that
        the text speaks of, whose places are preferred too; ``kinds`` restricts what is looked for. Names that differ in
        accents, hyphens, apostrophes and spaces are the same; a fuzzy match (``how``) is tried only in context
        countries of Arabic script where no exact name is found, and for a district of an unknown name ("Mullaitivu
        district") the town of that name stands in. ``confidence`` is at most 0.4 for a place outside
        all context countries and 0.8 where there are none.
        """
        context = frozenset(countries)
        candidates = self._exact(name, frozenset(kinds))
        if not any(found.place.country_code in context for found in candidates):
            candidates += self._fuzzy(name, context & ARABIC_SCRIPT_COUNTRIES, frozenset(kinds))
        if not candidates and not kinds:
            candidates = self._namesakes(name)
        plausible = [found for found in candidates if not _too_short(name, found.place, context)]
        return rank(plausible, context, Surroundings(near, frozenset(divisions)))[:limit]

    def province(self, country_code: str, admin1_code: str) -> Place | None:
        """Return the first-level division of that GeoNames code: ``SY``, ``07`` → Deir ez-Zor Governorate."""
        return self._one("p.kind = 'province' AND p.country = ? AND p.admin1 = ?", country_code, admin1_code)

    def country(self, code: str) -> Place | None:
        """Return the country of that ISO 3166-1 alpha-2 code."""
        return self._one("p.kind = 'country' AND p.country = ?", code)

    def with_id(self, geonames_id: int) -> Place | None:
        """Return the place of that GeoNames id."""
        return self._one("p.geonames = ?", geonames_id)

    def countries(self) -> list[Place]:
        """Return all countries, by code."""
        rows = self._connection().execute(f"SELECT {_COLUMNS} FROM place p WHERE kind = 'country' ORDER BY country")  # noqa: S608  # constant columns
        return [_place(row) for row in rows]

    def capital(self, country_code: str) -> Place | None:
        """Return the capital of a country."""
        row = self._connection().execute("SELECT name FROM capital WHERE country = ?", (country_code,)).fetchone()
        kinds: tuple[Kind, ...] = ("settlement",)
        found = self.find(row[0], countries=(country_code,), kinds=kinds) if row else []
        return next((place for place in found if place.country_code == country_code), None)

    def airport(self, icao: str) -> Place | None:
        """Return the airport or air base of that ICAO code."""
        return self._one("p.icao = ?", icao)

    def _connection(self) -> sqlite3.Connection:
        if self._open_connection is None or self._process != os.getpid():
            self._process = os.getpid()
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            self._open_connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        return self._open_connection

    def _read_one(self, condition: str, *values: str | int) -> Place | None:
        query = f"SELECT {_COLUMNS} FROM place p WHERE {condition} ORDER BY p.id LIMIT 1"  # noqa: S608  # conditions are constants above
        row = self._connection().execute(query, values).fetchone()
        return _place(row) if row else None

    def _exact(self, name: str, kinds: frozenset[Kind]) -> list[Candidate]:
        found = [found for found in self._of_key(fold(name), kinds) if not _is_code(name, found.place)]
        if name.endswith("."):
            found = [candidate for candidate in found if candidate.place.kind == "province"] or found
        stem, kind = split_kind(name)
        if kind is None and kinds == {"airport"}:
            kind = "airport"
        divided = kind == "province" and any(candidate.place.kind in _DIVISIONS for candidate in found)
        if kind is None or divided or (kinds and kind not in kinds):
            return found
        key = stem_key(stem, kind) if kind == "airport" else fold(stem)
        seen = {candidate.place for candidate in found}
        return found + [candidate for candidate in self._of_key(key, frozenset({kind})) if candidate.place not in seen]

    def _of_key(self, key: str, kinds: frozenset[Kind]) -> Iterator[Candidate]:
        yield from (found for found in self._named(key) if not kinds or found.place.kind in kinds)

    def _read_named(self, key: str) -> tuple[Candidate, ...]:
        query = f"SELECT {_COLUMNS}, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"  # noqa: S608  # constant columns
        rows = [(replace(_place(row), how="exact"), main) for *row, main in self._connection().execute(query, (key,))]
        named = [(place, main or _is_city_of(place, key)) for place, main in rows]
        return tuple(Candidate(p, None if main else _main_resemblance(key, p), 1.0) for p, main in named)

    def _namesakes(self, name: str) -> list[Candidate]:
        stem, kind = split_kind(name)
        towns = self._of_key(fold(stem), frozenset({"settlement"})) if kind == "province" else ()
        return [Candidate(replace(town.place, how="fuzzy"), town.likeness, NAMESAKE_SIMILARITY) for town in towns]

    def _fuzzy(self, name: str, countries: frozenset[str], kinds: frozenset[Kind]) -> list[Candidate]:
        stem, kind = split_kind(name)
        bones = skeleton(stem)
        wanted = kinds or (frozenset({kind}) if kind else frozenset[Kind]({"province", "settlement"}))
        if not bones:
            return []
        query = (
            f"SELECT {_COLUMNS}, s.key FROM skeleton s JOIN place p ON p.id = s.place "  # noqa: S608  # constant columns
            "WHERE s.bones = ? AND s.country = ?"
        )
        best: dict[Place, float] = {}
        for country in sorted(countries):
            for *row, key in self._connection().execute(query, (bones, country)):
                place = replace(_place(row), how="fuzzy")
                if place.kind in wanted and _likeness(stem, split_kind(place.name)[0]) >= LOWEST_MAIN_SIMILARITY:
                    best[place] = max(best.get(place, 0.0), _similarity(stem, key))
        return [Candidate(place, score, score) for place, score in best.items() if score >= LOWEST_SIMILARITY]


def _place(row: Row | list[object]) -> Place:
    return Place(*row)


def _likeness(name: str, main: str) -> float:
    """Return how far the letters agree with those of a place's main name, 0 to 1, whether or not it has its article."""
    return max(_similarity(name, fold(spelling)) for spelling in (main, without_article(main)))


def _similarity(name: str, key: str) -> float:
    """Return how far the letters agree, 0 to 1, whether or not either has its article."""
    spellings = {fold(name), fold(without_article(name))}
    return max(_resemblance(spelling, key) for spelling in spellings)


def _main_resemblance(key: str, place: Place) -> float | None:
    """Return how far a key resembles the main name of a place without its article and kind; None where it is that."""
    stem = split_kind(place.name)[0] if place.kind == "province" else place.name
    names = {fold(name) for name in (place.name, stem, without_article(stem))}
    return None if key in names else max(_resemblance(key, name) for name in names)


def _resemblance(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_code(name: str, airport: Place) -> bool:
    """Tell whether a name is the code of an airport only when written small: the town of Karm is not KARM."""
    return not name.isupper() and airport.icao is not None and fold(name) == fold(airport.icao)


def _too_short(name: str, place: Place, context: frozenset[str]) -> bool:
    if len(fold(name)) > SHORT_NAME or place.kind != "settlement" or place.country_code in context:
        return False
    # WA in capitals stands for other words, but NYC for New York.
    return place.population < SHORT_NAME_POPULATION or (name.isupper() and fold(name) == fold(place.name))


def _is_city_of(place: Place, key: str) -> bool:
    return place.population >= _CITY_BEFORE_STATE and fold(place.name) == key + fold(_CITY)
