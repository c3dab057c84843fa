"""Relations between entities: those that a noun phrase states ("a base in Syria", "ISIS positions"), and the rest."""

from itertools import chain

from kg.extraction.mention import EntityMention, Relation
from kg.extraction.reading import Reading
from kg.extraction.relations.stated_relations import relations_by_cues, relations_by_events
from kg.namespaces import NS


def find_relations(reading: Reading) -> None:
    """Find where things lie, whose they are, and who belongs to whom."""
    for mention in reading.entities:
        owner = None if mention.owner is None else reading.entities[mention.owner]
        relation = _to_owner(reading, mention, owner) if owner else None
        if owner and relation:
            reading.relations.append(Relation(mention.id, owner.id, NS + relation, mention.span))
        place = _place_below(reading, mention) or _place_behind(reading, mention)
        if place and (owner is None or place.id != owner.id):
            kind = "locatedIn" if reading.is_a(mention.cls, "SpatialThing") else "basedIn"
            reading.relations.append(Relation(mention.id, place.id, NS + kind, place.span))
    known = {(relation.head, relation.relation, relation.tail) for relation in reading.relations}
    for stated in chain(relations_by_cues(reading), relations_by_events(reading)):
        triple = (stated.head, stated.relation, stated.tail)
        if triple not in known:
            known.add(triple)
            reading.relations.append(stated)


def _to_owner(reading: Reading, mention: EntityMention, owner: EntityMention) -> str | None:
    """Return how a thing belongs to its owner: "ISIS positions", "Syria's coast", "SDF fighters", "army's brigade"."""
    if reading.is_a(mention.cls, "SpatialThing") and reading.is_a(owner.cls, "Place"):
        return "locatedIn"
    if not reading.is_a(owner.cls, "Organisation"):
        return None
    if reading.is_a(mention.cls, "Facility"):
        return "operatedBy"
    if reading.is_a(mention.cls, "UnnamedGroup", "Person"):
        return "memberOf"
    return "subOrganisationOf" if reading.is_a(mention.cls, "MilitaryUnit") else None


def _place_behind(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return the country or province in "Raqqa, Syria"."""
    if mention.kind != "name" or mention.individual or not reading.is_a(mention.cls, "Place"):
        return None
    following = next(iter(reading.entities[mention.id + 1 : mention.id + 2]), None)
    if (
        following is None
        or following.kind != "name"
        or not reading.is_a(following.cls, "Country", "AdministrativeArea")
    ):
        return None
    beside = following.span.begin - mention.span.end == len(", ")
    return following if beside and _comma_before(reading, following) else None


def _comma_before(reading: Reading, mention: EntityMention) -> bool:
    head = reading.doc[reading.head_of[mention.id]]
    first = next(token for token in head.doc[head.sent.start : head.i + 1] if token.idx >= mention.span.begin)
    return first.i > 0 and first.nbor(-1).text == ","


def _place_below(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return the place in "the base in Syria", "troops in Syria"."""
    if not reading.is_a(mention.cls, "SpatialThing", "Organisation", "UnnamedGroup"):
        return None
    head = reading.doc[reading.head_of[mention.id]]
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ == "in":
            for obj in prep.children:
                entity = reading.entity_at(obj)
                if entity and entity.id != mention.id and reading.is_a(entity.cls, "Place"):
                    return entity
    return None
