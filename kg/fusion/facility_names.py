"""The settlement in a facility's name, where it says where the facility lies.

Bases, plants and prisons are called after the town they stand in; schools, churches, streets and hotels after people
and towns elsewhere. These lie in a town of that name only where the text speaks of it, or of its province.
"""

from collections.abc import Collection
from dataclasses import dataclass

from kg.fusion.places import LARGE_POPULATION, GroundedPlace, PlaceFinder, Surroundings
from kg.namespaces import NS
from kg.ontology.terms import Terms

_PLACED = ("MilitaryFacility", "EnergyFacility", "AirportFacility", "Port", "BorderCrossing", "RefugeeCamp")
"""Facilities that stand in small places, too."""
_OF_TOWNS = ("StateFacility", "HealthFacility", "IndustrialFacility", "TransportFacility", "UtilityFacility")
_NOWHERE = "Road"
_SURE = 0.9
_LIKELY = 0.6
_KNOWN_ALONE = 0.75
_TOWN = 20_000


@dataclass(frozen=True, slots=True)
class NamedAfter:
    """Finds the settlements that facilities of one article are called after."""

    places: PlaceFinder
    terms: Terms
    around: Surroundings
    named: Collection[str]
    """The places that the article names."""

    def settlement(self, name: str, cls: str) -> GroundedPlace | None:
        """Return the settlement that a facility of a name and class lies in; None where its name tells none."""
        if self.terms.is_a(cls, _NOWHERE):
            return None
        behind = name.rpartition(" of ")[2] if " of " in name else ""
        found = self._place(behind) if behind else None
        if found and found.place.kind == "settlement" and self._tells_where(behind, found, cls):
            return found
        words = name.split()
        for length in range(len(words) - 1, 0, -1):
            # "Oxford Street bus station" does not lie in Oxford.
            if words[-1].islower() and words[length][0].isupper():
                return None
            stem = " ".join(words[:length])
            if stem == stem.lower():
                return None
            found = self._place(stem)
            if found and found.place.kind != "region":
                # "Kenton County jail" does not lie in the town of Kenton.
                return found if found.place.kind == "settlement" and self._tells_where(stem, found, cls) else None
        return None

    def _place(self, name: str) -> GroundedPlace | None:
        around = self.around
        return self.places.find(name, countries=around.countries, cls=NS + "PopulatedPlace", divisions=around.divisions)

    def _tells_where(self, stem: str, found: GroundedPlace, cls: str) -> bool:
        place, around = found.place, self.around
        if stem in self.named:
            return True
        if (place.country_code, place.admin1_code) in around.divisions:
            return place.confidence >= _SURE
        placed = self.terms.is_a(cls, *_PLACED)
        if not placed and not (self.terms.is_a(cls, *_OF_TOWNS) and place.population >= _TOWN):
            return False
        if place.country_code in around.countries:
            return place.confidence >= (_LIKELY if placed else _SURE)
        alone = not around.countries and place.confidence >= _KNOWN_ALONE
        return alone and place.population >= LARGE_POPULATION
