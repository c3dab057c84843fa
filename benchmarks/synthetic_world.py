"""The world that synthetic articles tell of: conflicts in real countries, with known actors and made-up towns.

A few conflicts are large and most are small, as in the news. Everything is a function of the seed.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from kg.fusion.authority import Authority
from kg.fusion.claim import Entity, ReportedPlace, TimeValue
from kg.namespaces import NS, Iris, digest
from kg.ontology.terms import Terms

CONFLICTS: Final = 40
FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
DAYS: Final = 2191
"""Six years: until the end of 2025."""
_PROVINCES, _TOWNS, _FACILITIES, _PERSONS, _OUTLETS = 8, 60, 20, 30, 60
_ACTORS: Final = ("ArmedForces", "RebelGroup", "NonStateArmedGroup", "Militia", "Government", "MilitaryUnit")
_OUTLET_KINDS: Final = ("Newspaper", "NewsAgency", "Broadcaster")
_SYLLABLES: Final = ("ba", "dar", "kel", "mo", "ra", "shi", "tov", "ul", "zan", "ga", "ner", "po", "sa", "vik", "hal")

One = TypeVar("One")


@dataclass(frozen=True)
class Happening:
    """What is true of an event, whoever tells of it."""

    number: int
    conflict: "Conflict"
    cls: str
    words: str
    actor: Entity
    place: Entity | None
    facility: Entity | None
    time: TimeValue | None
    killed: int
    target: str
    instrument: str
    real: bool


@dataclass(frozen=True)
class Conflict:
    """One country's war: who fights, where, and who reports."""

    country: str
    provinces: tuple[Entity, ...]
    towns: tuple[Entity, ...]
    facilities: tuple[Entity, ...]
    actors: tuple[Entity, ...]
    persons: tuple[Entity, ...]
    outlets: tuple[Entity, ...]

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Return for each place how many of this conflict's it lies in."""
        kinds = (self.provinces, self.towns, self.facilities)
        return {place.iri: rank for rank, places in enumerate(kinds) for place in places}

    @cached_property
    def _above(self) -> dict[str, str]:
        return {place.iri: place.relations[0][1] for place in (*self.towns, *self.facilities)}

    def within(self, place: Entity) -> tuple[str, ...]:
        """Return a place and all it lies in, the country last."""
        chain = [place.iri]
        while chain[-1] in self._above:
            chain.append(self._above[chain[-1]])
        return (*chain, self.country)

    def reported(self, place: Entity, role: str) -> ReportedPlace:
        """Return a place as a report tells it."""
        at = (place.latitude, place.longitude, place.precision or "settlement", "sentence", "dependency")
        return ReportedPlace(NS + role, place.iri, place.label, self.within(place), *at)


class World:
    """Forty conflicts, the first the largest."""

    def __init__(self, authority: Authority, terms: Terms, iris: Iris, *, seed: int) -> None:
        self.authority = authority
        self.terms = terms
        self.iris = iris
        self.seed = seed
        self.weights = [1 / (number + 1) for number in range(CONFLICTS)]
        chance = Random(f"{seed} world")  # noqa: S311  # the same numbers each time are what is wanted
        countries = sorted(country for country in authority.code_by_country if country in authority.coordinates)
        self.conflicts = [self._conflict(chance, country) for country in chance.sample(countries, CONFLICTS)]

    @cached_property
    def classes(self) -> list[tuple[str, str, int]]:
        """Return the classes of events with the words that tell of them and how often they are told."""
        with Path(__file__).with_name("synthetic-classes.csv").open(encoding="utf-8", newline="") as file:
            return [(NS + row["class"], row["words"], int(row["weight"])) for row in csv.DictReader(file)]

    def happening(self, number: int, conflict: Conflict, day: int) -> Happening:
        """Return the event of that number, which happened on that day or shortly before."""
        chance = Random(f"{self.seed} event {number}")  # noqa: S311  # the same numbers each time are what is wanted
        classes = self.classes
        cls, words, _ = chance.choices(classes, [weight for _, _, weight in classes])[0]
        located = chance.random()
        return Happening(
            number,
            conflict,
            cls,
            words,
            skewed(chance, conflict.actors),
            skewed(chance, conflict.towns) if 0.05 < located < 0.65 else None,
            skewed(chance, conflict.facilities) if located <= 0.05 else None,
            _time(chance, day) if chance.random() < 0.45 else None,
            int(chance.paretovariate(1.1)),
            chance.choice(("civilians", "troops", "militants", "police officers")),
            chance.choice(("drones", "rockets", "")),
            chance.random() > 0.12,
        )

    def _conflict(self, chance: Random, country: str) -> Conflict:
        latitude, longitude = self.authority.coordinates[country]
        provinces = [
            self._place(chance, "AdministrativeArea", (latitude, longitude), country) for _ in range(_PROVINCES)
        ]
        towns = []
        for _ in range(_TOWNS):
            province = skewed(chance, provinces)
            middle = (province.latitude or latitude, province.longitude or longitude)
            towns.append(self._place(chance, "PopulatedPlace", middle, province.iri))
        facilities = [self._facility(chance, skewed(chance, towns)) for _ in range(_FACILITIES)]
        own = [f for f in (self.authority.forces_of.get(country), self.authority.government_of.get(country)) if f]
        others = chance.sample(self._known(_ACTORS), 10)
        return Conflict(
            country,
            tuple(provinces),
            tuple(towns),
            tuple(facilities),
            tuple(map(self._individual, dict.fromkeys([*own, *others]))),
            tuple(self._person(chance) for _ in range(_PERSONS)),
            tuple(map(self._individual, chance.sample(self._known(_OUTLET_KINDS), _OUTLETS))),
        )

    def _known(self, classes: Iterable[str]) -> list[str]:
        wanted = {NS + name for name in classes}
        return sorted(iri for iri, cls in self.authority.classes.items() if cls in wanted)

    def _individual(self, iri: str) -> Entity:
        name = self.authority.labels[iri]
        return Entity(iri, self.authority.classes[iri], name, (name,))

    def _place(self, chance: Random, kind: str, middle: tuple[float, float], inside: str) -> Entity:
        name, number = _name(chance), str(900_000_000 + chance.randrange(90_000_000))
        latitude, longitude = (round(degrees + chance.uniform(-1, 1), 4) for degrees in middle)
        precision = "province" if kind == "AdministrativeArea" else "settlement"
        relations = ((NS + "locatedIn", inside),)
        place = self.iris.thing("place", number)
        return Entity(place, NS + kind, name, (name,), None, relations, latitude, longitude, number, precision)

    def _facility(self, chance: Random, town: Entity) -> Entity:
        name = f"{_name(chance)} Air Base"
        iri = self.iris.thing("entity", digest("AirBase", name, "", ""))
        relations = ((NS + "locatedIn", town.iri),)
        at = (town.latitude, town.longitude, None, "facility")
        return Entity(iri, NS + "AirBase", name, (name,), None, relations, *at)

    def _person(self, chance: Random) -> Entity:
        name = f"{_name(chance)} {_name(chance)}"
        iri = self.iris.thing("entity", digest("Person", name, "", ""))
        return Entity(iri, NS + "Person", name, (name, name.split()[1]))


def skewed(chance: Random, choices: Sequence[One]) -> One:
    """Return one of them, the first ones much more often than the last."""
    return choices[int(len(choices) * chance.random() ** 3)]


def _name(chance: Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _time(chance: Random, day: int) -> TimeValue:
    begin = FIRST + timedelta(days=max(0, day - chance.randrange(3)))
    if chance.random() < 0.1:
        month = begin.replace(day=1)
        after = (month + timedelta(days=32)).replace(day=1)
        return TimeValue(month, after - timedelta(seconds=1), "month", begin.strftime("%B %Y"), "stated")
    return TimeValue(begin, begin + timedelta(seconds=86_399), "day", begin.strftime("%-d %B %Y"), "stated")
