"""Relations between entities that a noun phrase states: "a base in Syria", "ISIS positions"."""

from kg.extraction.mention import EntityMention, Relation
from kg.extraction.reading import Reading
from kg.namespaces import NS


def find_relations(reading: Reading) -> None:
    """Find where facilities lie and whose they are."""
    for mention in reading.entities:
        owner = None if mention.owner is None else reading.entities[mention.owner]
        if owner and reading.is_a(mention.cls, "Facility") and reading.is_a(owner.cls, "Organisation"):
            reading.relations.append(Relation(mention.id, owner.id, NS + "operatedBy", mention.span))
        if owner and reading.is_a(mention.cls, "SpatialThing") and reading.is_a(owner.cls, "Place"):
            reading.relations.append(Relation(mention.id, owner.id, NS + "locatedIn", mention.span))
        place = _place_below(reading, mention)
        if place:
            reading.relations.append(Relation(mention.id, place.id, NS + "locatedIn", place.span))


def _place_below(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return the place in "the base in Syria"."""
    if not reading.is_a(mention.cls, "SpatialThing"):
        return None
    head = reading.doc[reading.head_of[mention.id]]
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ == "in":
            for obj in prep.children:
                entity = reading.entity_at(obj)
                if entity and entity.id != mention.id and reading.is_a(entity.cls, "Place"):
                    return entity
    return None
