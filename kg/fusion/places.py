"""Where a named place lies: the gazetteer asked in the context of the article's countries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.fusion.authority import Authority
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.place import Kind, Place
from kg.namespaces import NS, Iris, local_name

_PRECISION = {
    "country": "country",
    "province": "province",
    "district": "district",
    "region": "region",
    "settlement": "settlement",
    "airport": "facility",
}
_CLASS = {
    "country": NS + "Country",
    "province": NS + "AdministrativeArea",
    "district": NS + "AdministrativeArea",
    "region": NS + "Region",
    "settlement": NS + "PopulatedPlace",
    "airport": NS + "Airport",
}
LOWEST_CONFIDENCE = 0.5
"""A gazetteer match below this is no match."""
LOWEST_FAR = 0.35
"""The same for a large place outside of the countries in context, which halve it: its namesakes are much smaller."""
LARGE_POPULATION = 60_000
ALONE_POPULATION = 15_000
"""A town of so many people is meant outside of the countries in context where hardly another bears its name: Eilat."""
_ALONE = 0.39
"""The confidence of such a town, just below the most that a place outside of the context can have."""
_ALIKE = 0.85
"""How far the letters of its name agree with those of the main one: Kiryat Shmona is Qiryat Shmona."""
LARGE_PROVINCE = 500_000
LARGE_CAPITAL = 300_000
WORLD_CITY = 1_000_000
"""Where a capital or a city of so many people bears a name, no small town is meant unless the text tells its state."""
CITY_ABROAD = 100_000
"""The same for a city of so many in news of several countries: talks are in Geneva, be it between Iran and the US."""
_LOCAL = frozenset({"settlement", "district"})
Division = tuple[str, str]
"""ISO code of a country and GeoNames code of its first-level division."""
_MOST_NAMESAKES = 40
_MOST_DIVISIONS = 3
_ENOUGH_SUPPORT = 0.8
_NAMED_SUPPORT = 1.5
_SURE_SUPPORT = 1.0
"""A division with so much support brings its country into the context, though the text does not name it."""
_MORE_SUPPORT = 1.1
"""What it needs where the text names countries, so that no village whose name is found once brings in its own."""
_FAR_LARGER = 5
_LEAST_SUPPORT = 0.15
"""What a town of a very common name still says for each state that has one."""


@dataclass(frozen=True, slots=True)
class GroundedPlace:
    """A place of the gazetteer with its IRI and the IRIs and classes of what it lies in, the nearest first."""

    iri: str
    cls: str
    label: str
    place: Place
    precision: str
    parents: tuple["GroundedPlace", ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an article's places lie: countries by ISO code, those that it names first, and their divisions."""

    countries: tuple[str, ...]
    divisions: frozenset[Division]
    namesakes: Mapping[str, Place]
    """States and towns that names of countries mean here: Georgia beside Atlanta and Savannah."""
    abroad: bool = False
    """Whether countries are told by adjectives alone: where "Israeli troops" are may be another country."""


class PlaceFinder:
    """Finds places in the context of one article."""

    def __init__(self, gazetteer: Gazetteer, authority: Authority, iris: Iris) -> None:
        self._gazetteer = gazetteer
        self._authority = authority
        self._iris = iris

    def surroundings(
        self, names: Collection[str], *, countries: Collection[str], peoples: Collection[str] = ()
    ) -> Surroundings:
        """Return the countries, provinces and states that an article's place names point to.

        ``countries`` are those that it names, ``peoples`` those of them that it calls by an adjective. Local news names
        towns that many countries and states have, and its own country never: the state that it names, or that has most
        of the towns, is meant, and its country with it. Where "Russian troops" are may be told by Kyiv.
        """
        found = {name: self._gazetteer.find(name, countries=countries, limit=_MOST_NAMESAKES) for name in names}
        named = [f[0] for f in found.values() if f and f[0].kind == "province" and f[0].how == "exact"]
        told = frozenset(countries) | {province.country_code for province in named if _is_large(province)}
        called = {places[0].country_code for places in found.values() if places and places[0].kind == "country"}
        abroad = bool(countries) and called.isdisjoint(countries)
        if abroad:
            told |= {city.country_code for places in found.values() if (city := self._world_city(places))}
        support: dict[Division, float] = defaultdict(float)
        for province in named:
            support[province.country_code, province.admin1_code] += _NAMED_SUPPORT
        for _, places in sorted(found.items()):
            if places and places[0].kind == "country":
                for state in _states_named_so(places, countries):
                    support[state] += _ENOUGH_SUPPORT
            elif places and places[0] not in named and self._world_city(places) is None:
                _support(support, places, told)
        best = sorted(support, key=lambda division: (-support[division], division))[:_MOST_DIVISIONS]
        divisions = frozenset(d for d in best if support[d] >= max(_ENOUGH_SUPPORT, support[best[0]] / 2))
        sure = _SURE_SUPPORT if not told else _MORE_SUPPORT
        further = told | {country for country, _ in divisions if support[best[0]] >= sure}
        foreign = len(set(countries)) > 1 or not set(countries).isdisjoint(peoples)
        local = {} if foreign else dict(_namesakes(found, further - set(countries), divisions))
        return Surroundings((*countries, *sorted(further - set(countries))), divisions, local, abroad=abroad)

    def namesake(self, name: str, around: Surroundings) -> GroundedPlace | None:
        """Return the state or town that the name of a country means in an article, or None."""
        place = around.namesakes.get(name)
        return self.ground(place) if place else None

    def find(
        self,
        name: str,
        *,
        countries: Collection[str],
        cls: str,
        divisions: Collection[Division] = (),
        abroad: bool = False,
    ) -> GroundedPlace | None:
        """Return the best place of a name and class, or None.

        ``countries`` are the ISO codes of the countries in context, ``divisions`` their provinces; ``abroad`` tells
        that a place may as well lie outside of them.
        """
        found = self.weighed(name, countries=countries, cls=cls, divisions=divisions)
        best = next((p for p in found if _is_plausible(p, name, abroad=abroad)), None) or self._capital(found, name)
        if best and best.kind == "settlement" and (best.country_code, best.admin1_code) not in divisions:
            best = self._world_city(found, best, name) or _city_abroad(found, best, countries) or best
        best = best and (_called_so(found, best, name) or best)
        astray = best and cls == NS + "Region" and best.kind == "settlement" and not _is_own_name(best, name, countries)
        return self.ground(best) if best and not astray else None

    def weighed(
        self, name: str, *, countries: Collection[str], cls: str, divisions: Collection[Division] = ()
    ) -> list[Place]:
        """Return what a name of a class could mean, best first, the implausible too."""
        kinds: tuple[Kind, ...] = ("province", "region", "district") if cls == NS + "AdministrativeArea" else ()
        return self._gazetteer.find(name, countries=countries, kinds=kinds, divisions=divisions, limit=_MOST_NAMESAKES)

    def _world_city(self, found: Sequence[Place], town: Place | None = None, name: str = "") -> Place | None:
        """Return the city of millions or the capital that bears the name, unless the town is of some size itself."""
        if town is not None and town.population >= LARGE_POPULATION:
            return None
        # Kabul is spelled Cabool by a town, but Salisbury is no other name of Harare where a town is called so.
        own = fold(name) if town is not None and fold(town.name) == fold(name) else ""
        cities = (p for p in found if p.kind == "settlement" and p.how == "exact" and own in fold(p.name))
        return next((city for city in cities if city.population >= WORLD_CITY or self._is_capital(city)), None)

    def _capital(self, found: Sequence[Place], name: str) -> Place | None:
        """Return the capital of that very name, which is meant before all towns called after it: Washington."""
        cities = (p for p in found if p.kind == "settlement" and p.how == "exact" and fold(p.name) == fold(name))
        return next((city for city in cities if self._is_capital(city)), None)

    def _is_capital(self, city: Place) -> bool:
        if city.population < LARGE_CAPITAL:
            return False
        capital = self._gazetteer.capital(city.country_code)
        return capital is not None and capital.identifier == city.identifier

    def airport(self, name: str, *, countries: Collection[str]) -> GroundedPlace | None:
        """Return the airport or air base of a name in one of the countries in context, or None."""
        kinds: tuple[Kind, ...] = ("airport",)
        found = self._gazetteer.find(name, countries=countries, kinds=kinds)
        best = next((place for place in found if place.how == "exact" and place.country_code in countries), None)
        return self.ground(best) if best else None

    def country(self, code: str) -> GroundedPlace | None:
        """Return the country of an ISO code."""
        place = self._gazetteer.country(code)
        return self.ground(place) if place else None

    def capital(self, code: str) -> GroundedPlace | None:
        """Return the capital of the country of an ISO code."""
        place = self._gazetteer.capital(code)
        return self.ground(place) if place else None

    def with_iri(self, iri: str) -> GroundedPlace | None:
        """Return the place that has this IRI by its GeoNames id, or None."""
        number = local_name(iri)
        place = self._gazetteer.with_id(int(number)) if number.isdigit() else None
        return self.ground(place) if place and self._iris.thing("place", number) == iri else None

    def ground(self, place: Place) -> GroundedPlace:
        """Return a place with its IRI and its parents."""
        own = self._gazetteer.country(place.country_code) if place.kind != "country" else None
        country = (self._grounded(own, ()),) if own else ()
        divided = place.kind in ("settlement", "district", "airport") and place.admin1_code
        province = self._gazetteer.province(place.country_code, place.admin1_code) if divided else None
        parents = (self._grounded(province, country), *country) if province else country
        return self._grounded(place, parents)

    def _grounded(self, place: Place, parents: tuple[GroundedPlace, ...]) -> GroundedPlace:
        iri = self._authority.country_by_code.get(place.country_code) if place.kind == "country" else None
        iri = iri or self._iris.thing("place", place.identifier)
        label = self._authority.labels.get(iri, place.name)
        return GroundedPlace(iri, _CLASS[place.kind], label, place, _PRECISION[place.kind], parents)


def _called_so(found: Sequence[Place], town: Place, name: str) -> Place | None:
    """Return the city whose main name it is where a small town in context only is spelled so, too: Sousse."""
    if town.kind != "settlement" or town.population >= LARGE_POPULATION or fold(town.name) == fold(name):
        return None
    cities = (p for p in found if p.kind == "settlement" and p.population >= LARGE_POPULATION)
    return next((city for city in cities if fold(city.name) == fold(name)), None)


def _city_abroad(found: Sequence[Place], town: Place, countries: Collection[str]) -> Place | None:
    """Return the city of that very name that is far larger than a small town in one of several countries in context."""
    if len(set(countries)) < 2 or town.population >= LARGE_POPULATION:
        return None
    cities = (p for p in found if p.kind == "settlement" and p.how == "exact" and fold(p.name) == fold(town.name))
    least = max(CITY_ABROAD, _FAR_LARGER * town.population)
    return next((city for city in cities if city.population >= least), None)


def _is_plausible(place: Place, name: str, *, abroad: bool) -> bool:
    if place.kind == "country" and place.how == "exact":
        return True
    far = place.how == "exact" and (abroad or place.population >= LARGE_POPULATION or _is_alone(place, name))
    return place.confidence >= (LOWEST_FAR if far else LOWEST_CONFIDENCE)


def _is_alone(town: Place, name: str) -> bool:
    """Tell whether hardly another place bears the name, which is nearly the main one of a town of some size."""
    sizeable = town.kind == "settlement" and town.population >= ALONE_POPULATION and town.confidence >= _ALONE
    return sizeable and SequenceMatcher(None, fold(name), fold(town.name), autojunk=False).ratio() >= _ALIKE


def _is_own_name(town: Place, name: str, countries: Collection[str]) -> bool:
    """Tell whether a region's name is the main one of a town in context: "Bay Area" is not Bay Village."""
    return town.country_code in countries and fold(town.name) == fold(name)


def _is_large(province: Place) -> bool:
    """Tell whether a province is known well enough to stand without its country: "Ohio", not "Central"."""
    return province.population >= LARGE_PROVINCE


def _support(support: dict[Division, float], places: Collection[Place], countries: Collection[str]) -> None:
    """Share out what a name of towns or counties says among the divisions that have one, those in context first."""
    local = [place for place in places if place.kind in _LOCAL and place.how == "exact"]
    divisions = {(place.country_code, place.admin1_code) for place in local}
    inside = {division for division in divisions if division[0] in countries} or divisions
    for division in inside:
        support[division] += max(1 / len(inside), _LEAST_SUPPORT)


def _namesakes(
    found: Mapping[str, Sequence[Place]], countries: Collection[str], divisions: Collection[Division]
) -> Iterator[tuple[str, Place]]:
    """Yield names of countries with the state or town that bears them, where the article tells of nothing else there.

    ``countries`` are those that it does not name but tells of, ``divisions`` their states.
    """
    for name, places in found.items():
        if not places or places[0].kind != "country":
            continue
        others = (f[0].country_code for n, f in found.items() if n != name and f and f[0].kind != "country")
        if places[0].country_code in others:
            continue
        for place in places[1:]:
            near = (place.country_code, place.admin1_code) in divisions
            state = place.kind == "province" and place.country_code in countries
            if place.how == "exact" and (state or (near and place.country_code in countries)):
                yield name, place
                break


def _states_named_so(places: Sequence[Place], countries: Collection[str]) -> list[Division]:
    """Return the states that bear the name of a country, where an article names no other country."""
    if not set(countries) <= {places[0].country_code}:
        return []
    return [(p.country_code, p.admin1_code) for p in places if p.kind == "province" and p.how == "exact"]
