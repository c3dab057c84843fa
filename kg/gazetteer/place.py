"""The record of the gazetteer: one place and how a look-up came to it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["country", "province", "district", "region", "settlement", "airport"]
How = Literal["exact", "fuzzy", "code"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    ``country_code`` is ISO 3166-1 alpha-2 ("" for a sea), ``admin1_code`` that of GeoNames ("" where unknown).
    Latitude and longitude are degrees in WGS 84; a country's are its customary point on maps (a small
    one's its largest settlement), a province's the
    middle of the stretch that its settlements lie in; its population is the sum of theirs.
    ``how`` and ``confidence`` (0 to 1) tell how sure a look-up by name is; a look-up by code is sure.
    """

    geonames_id: int | None
    name: str
    kind: Kind
    country_code: str
    admin1_code: str
    latitude: float
    longitude: float
    population: int = 0
    icao: str | None = None
    iata: str | None = None
    how: How = "code"
    confidence: float = 1.0

    @property
    def identifier(self) -> str:
        """Return what names the place for good: GeoNames id, else ICAO code, else its codes or its name."""
        if self.geonames_id is not None:
            return str(self.geonames_id)
        if self.icao:
            return self.icao
        if self.kind == "province":
            return f"{self.country_code}.{self.admin1_code}"
        if self.kind == "district":
            return f"{self.country_code}.{self.admin1_code}.{'-'.join(self.name.casefold().split())}"
        return "-".join(self.name.casefold().split())
