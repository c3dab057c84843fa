"""Where a named place lies: the gazetteer asked in the context of the article's countries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kg.fusion.authority import Authority
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.place import Kind, Place
from kg.namespaces import NS, Iris

_PRECISION = {
    "country": "country",
    "province": "province",
    "region": "region",
    "settlement": "settlement",
    "airport": "facility",
}
_CLASS = {
    "country": NS + "Country",
    "province": NS + "AdministrativeArea",
    "region": NS + "Region",
    "settlement": NS + "PopulatedPlace",
    "airport": NS + "Airport",
}
LOWEST_CONFIDENCE = 0.5
"""A gazetteer match below this is no match, unless the place is a large one of exactly that name."""
LARGE_POPULATION = 150_000
Division = tuple[str, str]
"""ISO code of a country and GeoNames code of its first-level division."""
_MOST_NAMESAKES = 40
_MOST_DIVISIONS = 3
_ENOUGH_SUPPORT = 0.8
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


class PlaceFinder:
    """Finds places in the context of one article."""

    def __init__(self, gazetteer: Gazetteer, authority: Authority, iris: Iris) -> None:
        self._gazetteer = gazetteer
        self._authority = authority
        self._iris = iris

    def divisions(self, names: Collection[str], *, countries: Collection[str]) -> frozenset[Division]:
        """Return the provinces and states that an article's place names point to: named, or holding several of them.

        Local news names towns that many countries and states have; the state that has most of them is meant.
        """
        support: dict[Division, float] = defaultdict(float)
        for name in sorted(set(names)):
            found = self._gazetteer.find(name, countries=countries, limit=_MOST_NAMESAKES)
            if found and found[0].kind == "province" and found[0].how == "exact":
                support[found[0].country_code, found[0].admin1_code] += 1.5
                continue
            towns = {(p.country_code, p.admin1_code) for p in found if p.kind == "settlement" and p.how == "exact"}
            inside = {town for town in towns if town[0] in countries}
            towns = inside or towns
            for division in towns:
                support[division] += max(1 / len(towns), _LEAST_SUPPORT)
        best = sorted(support, key=lambda division: (-support[division], division))[:_MOST_DIVISIONS]
        return frozenset(d for d in best if support[d] >= max(_ENOUGH_SUPPORT, support[best[0]] / 2))

    def find(
        self, name: str, *, countries: Collection[str], cls: str, divisions: Collection[Division] = ()
    ) -> GroundedPlace | None:
        """Return the best place of a name and class, or None.

        ``countries`` are the ISO codes of the countries in context, ``divisions`` their provinces.
        """
        found = self.weighed(name, countries=countries, cls=cls, divisions=divisions)
        best = next((place for place in found if _is_plausible(place)), None)
        astray = best and cls == NS + "Region" and best.kind == "settlement" and best.country_code not in countries
        return self.ground(best) if best and not astray else None

    def weighed(
        self, name: str, *, countries: Collection[str], cls: str, divisions: Collection[Division] = ()
    ) -> list[Place]:
        """Return what a name of a class could mean, best first, the implausible too."""
        kinds: tuple[Kind, ...] = ("province", "region") if cls == NS + "AdministrativeArea" else ()
        return self._gazetteer.find(name, countries=countries, kinds=kinds, divisions=divisions)

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

    def ground(self, place: Place) -> GroundedPlace:
        """Return a place with its IRI and its parents."""
        parents = []
        if place.kind in ("settlement", "airport") and place.admin1_code:
            province = self._gazetteer.province(place.country_code, place.admin1_code)
            if province:
                parents.append(self._grounded(province, ()))
        if place.kind != "country":
            country = self._gazetteer.country(place.country_code)
            if country:
                parents.append(self._grounded(country, ()))
        return self._grounded(place, tuple(parents))

    def _grounded(self, place: Place, parents: tuple[GroundedPlace, ...]) -> GroundedPlace:
        iri = self._authority.country_by_code.get(place.country_code) if place.kind == "country" else None
        iri = iri or self._iris.thing("place", place.identifier)
        label = self._authority.labels.get(iri, place.name)
        return GroundedPlace(iri, _CLASS[place.kind], label, place, _PRECISION[place.kind], parents)


def _is_plausible(place: Place) -> bool:
    large = place.how == "exact" and (place.population >= LARGE_POPULATION or place.kind == "country")
    return large or place.confidence >= LOWEST_CONFIDENCE
