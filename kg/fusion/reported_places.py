"""Where an event is reported to have happened: a place, with everything it lies in."""

from collections.abc import Mapping

from kg.fusion.claim import Entity, ReportedPlace
from kg.fusion.identity import Identifier
from kg.namespaces import NS

PLACE_ROLES = frozenset(NS + name for name in ("occurredAt", "atFacility", "hasOrigin", "hasDestination"))
_LOCATED_IN = NS + "locatedIn"


def reported_place(
    role: str, entity: Entity, how: str, *, entities: Mapping[str, Entity], by: Identifier
) -> ReportedPlace | None:
    """Return an entity as the place of an event, with what it lies in; None when it is nowhere.

    ``entities`` are those of the article, by IRI.
    """
    if not by.terms.is_a(entity.cls, "SpatialThing"):
        return None
    precision = entity.precision or ("facility" if by.terms.is_a(entity.cls, "Facility") else "region")
    point = (entity.latitude, entity.longitude) if precision in ("settlement", "facility") else (None, None)
    within = places_around(entity.iri, entities, by)
    return ReportedPlace(role, entity.iri, entity.label, within, *point, precision, "sentence", how)


def places_around(iri: str, entities: Mapping[str, Entity], by: Identifier) -> tuple[str, ...]:
    """Return a place and everything it lies in by the text, the gazetteer or the authority, the nearest first."""
    found, level = [iri], [iri]
    while level:
        above = [place for below in level for place in _directly_around(below, entities, by)]
        level = list(dict.fromkeys(place for place in above if place not in found))
        found += level
    return tuple(found)


def _directly_around(iri: str, entities: Mapping[str, Entity], by: Identifier) -> list[str]:
    entity = entities.get(iri)
    told = [value for prop, value in entity.relations if prop == _LOCATED_IN] if entity else []
    return [*told, *by.authority.located_in.get(iri, ())]
