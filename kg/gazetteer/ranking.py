"""Which of the places of one name a reader would think of first."""

import math
from dataclasses import replace
from typing import Final, NamedTuple

from kg.gazetteer.place import Place

_KIND_WEIGHT: Final[dict[str, float]] = {
    "country": 1.0,
    "province": -1.0,
    "district": -1.0,
    "region": 4.5,
    "airport": -0.5,
}
_OTHER_NAME_WEIGHT: Final = -0.3
_CITY_OTHER_NAME_WEIGHT: Final = -1.0  # for a city of _LARGE_CITY: Changchun is spelled Cancun
_LARGE_CITY: Final = 500_000
_UNLIKE_NAME_WEIGHT: Final = -0.6  # on top, for a name unlike the main one: "Sloviansk" is Slovyansk before Nikopol
_CITY_UNLIKE_NAME_WEIGHT: Final = -1.5  # Harare was Salisbury, but Saint Petersburg is St. Petersburg
_OF_DIVISIONS: Final = frozenset({"settlement", "district", "province"})
_ADDED_WEIGHT: Final = 3.0  # a village listed by hand is there because news names it
_SEAT: Final = 50_000
_SEAT_LIKENESS: Final = 0.85  # Ar Raqqah is Raqqa, but Oklahoma City is not Oklahoma
_DIVISION_WEIGHT: Final = 2.7  # a town of a division that the text speaks of outweighs one 500 times as large
_CONTINENT_WEIGHT: Final = 4.0  # "Europe" and "Middle East" are hardly ever the villages of those names
NAMESAKE_SIMILARITY: Final = 0.7
_CEILING: Final = {True: 1.0, None: 0.8, False: 0.4}
_KM_PER_DEGREE: Final = 111.2


class Candidate(NamedTuple):
    """A place that bears the name asked for, as far as it does."""

    place: Place
    likeness: float | None
    """How far the name asked for resembles the place's main one; None where it is the main one."""
    similarity: float


class Surroundings(NamedTuple):
    """What else a text speaks of: a point, and first-level divisions."""

    near: tuple[float, float] | None
    divisions: frozenset[tuple[str, str]]
    asked_for: frozenset[tuple[str, str]] = frozenset()  # divisions whose main name is the one asked for


def rank(candidates: list[Candidate], context: frozenset[str], around: Surroundings) -> list[Place]:
    """Return the places, the likeliest first and those in a country of the context before all, each with confidence."""

    def order(candidate: Candidate) -> tuple[bool, float, float, str]:
        place = candidate.place
        return not _is_inside(place, context), -candidate.similarity, -_weight(candidate, around), place.identifier

    provinces = (found.place for found in candidates if found.place.kind == "province" and found.likeness is None)
    around = around._replace(asked_for=frozenset((p.country_code, p.admin1_code) for p in provinces))
    ranked = sorted(candidates, key=order)
    weights = [10 ** _weight(candidate, around) for candidate in ranked]
    inside = [_is_inside(candidate.place, context) for candidate in ranked]
    places = []
    areas = [(candidate.place.country_code, candidate.place.admin1_code) for candidate in ranked]
    for candidate, weight, here, area in zip(ranked, weights, inside, areas, strict=True):
        place = candidate.place
        others = [
            w
            for other, w, there, its in zip(ranked, weights, inside, areas, strict=True)
            if there >= here and (its != area or not _goes_by_its_name(other.place, place))
        ]
        share = weight / (weight + sum(others))
        ceiling = _CEILING[here if context else None]
        places.append(replace(place, confidence=round(ceiling * candidate.similarity * (0.5 + 0.5 * share), 3)))
    return places


def _is_inside(place: Place, context: frozenset[str]) -> bool:
    """Tell whether a place lies in a country of the context; a part of the world ("Europe") lies in all of them."""
    return place.country_code in context or (place.kind == "region" and not place.country_code)


def _goes_by_its_name(place: Place, other: Place) -> bool:
    """Tell a town and the province named after it from two towns of one name in one province."""
    return place is other or place.kind != other.kind


def _is_seat(candidate: Candidate, around: Surroundings) -> bool:
    """Tell a city by another spelling from the province named after it: news means the city by the name alone."""
    place = candidate.place
    own = place.kind == "settlement" and (place.country_code, place.admin1_code) in around.asked_for
    return own and place.population >= _SEAT and (candidate.likeness or 0.0) >= _SEAT_LIKENESS


def _weight(candidate: Candidate, around: Surroundings) -> float:
    """Return how much a reader would think of this place first: the power of ten of its population, corrected."""
    place = candidate.place
    division = (place.country_code, place.admin1_code)
    weight = math.log10(place.population + 10) + _KIND_WEIGHT.get(place.kind, 0.0)
    if place.kind == "settlement" and place.geonames_id is None:
        weight += _ADDED_WEIGHT
    if place.kind == "region" and not place.country_code:
        weight += _CONTINENT_WEIGHT
    if candidate.likeness is not None and not _is_seat(candidate, around):
        another = place.population >= _LARGE_CITY and division not in around.asked_for  # Raqqa is in that of Raqqa
        weight += _CITY_OTHER_NAME_WEIGHT if another else _OTHER_NAME_WEIGHT
        weight += (_CITY_UNLIKE_NAME_WEIGHT if another else _UNLIKE_NAME_WEIGHT) * (1 - candidate.likeness)
    # "Minnesota" is not Minneota, a town there.
    alike = candidate.likeness or 0.0
    other = alike >= NAMESAKE_SIMILARITY and division not in around.asked_for
    likely = candidate.likeness is None or other or _is_seat(candidate, around)
    if division in around.divisions and place.kind in _OF_DIVISIONS and likely:
        weight += _DIVISION_WEIGHT
    if around.near is not None:
        weight -= 2 * math.log10(1 + _kilometres(place, around.near) / 25)
    return weight


def _kilometres(place: Place, point: tuple[float, float]) -> float:
    """Return the distance on the globe, good enough for ranking."""
    shrink = math.cos(math.radians((place.latitude + point[0]) / 2))
    across = (place.longitude - point[1] + 180) % 360 - 180
    return _KM_PER_DEGREE * math.hypot(place.latitude - point[0], across * shrink)
