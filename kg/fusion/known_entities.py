"""Entities that are known without an article: individuals of the authority, places of the gazetteer."""

from kg.fusion.authority import Authority
from kg.fusion.claim import Entity
from kg.fusion.places import GroundedPlace, PlaceFinder
from kg.namespaces import NS

_LOCATED_IN = NS + "locatedIn"


def place_entity(grounded: GroundedPlace, names: tuple[str, ...]) -> Entity:
    """Return a place of the gazetteer as an entity that lies in its province and country."""
    place = grounded.place
    return Entity(
        grounded.iri,
        grounded.cls,
        grounded.label,
        names,
        None,
        tuple((_LOCATED_IN, parent.iri) for parent in grounded.parents),
        round(place.latitude, 5),
        round(place.longitude, 5),
        str(place.geonames_id) if place.geonames_id else None,
        grounded.precision,
    )


def known_entities(iri: str, authority: Authority, places: PlaceFinder) -> list[Entity]:
    """Return the entity with this IRI and those that it lies in; empty where nothing is known by it."""
    code = authority.code_by_country.get(iri)
    grounded = places.country(code) if code else places.with_iri(iri)
    if grounded:
        return [place_entity(place, ()) for place in (grounded, *grounded.parents)]
    if iri not in authority.classes:
        return []
    around = [
        entity for place in authority.located_in.get(iri, ()) for entity in known_entities(place, authority, places)
    ]
    return [Entity(iri, authority.classes[iri], authority.labels.get(iri, ""), ()), *around]
