"""Relations between entities: those that a noun phrase states ("a base in Syria", "ISIS positions"), and the rest."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from kg.extraction.entities.nationalities import nationality_mention
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import members
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, Relation
from kg.extraction.reading import Reading
from kg.extraction.relations.bearers import bearer
from kg.extraction.relations.event_relations import relations_by_events
from kg.extraction.relations.stated_relations import relations_by_cues
from kg.namespaces import NS

_LOCATED_IN: Final = NS + "locatedIn"
_BASED_IN: Final = NS + "basedIn"
_APOSTROPHES: Final = ("'", "’")
_BEHIND_VERB: Final = frozenset({"pobj", "dobj"})
_BEFALLS: Final = frozenset({"dobj", "nsubjpass"})


def find_relations(reading: Reading) -> None:
    """Find where things lie, whose they are, and who belongs to whom; mutual relations are given both ways."""
    known = set()
    for step in (_by_phrases, relations_by_cues, relations_by_events):
        for relation in chain.from_iterable(_both_ways(reading, relation) for relation in list(step(reading))):
            triple = (relation.head, relation.relation, relation.tail)
            if triple not in known and relation.tail not in reading.group_of(relation.head):
                known.add(triple)
                reading.relations.append(relation)


def _both_ways(reading: Reading, relation: Relation) -> Iterator[Relation]:
    yield relation
    if relation.relation in reading.knowledge.terms.symmetric:
        yield Relation(relation.tail, relation.head, relation.relation, relation.evidence)


def _by_phrases(reading: Reading) -> Iterator[Relation]:
    for mention in list(reading.entities):
        owner = None if mention.owner is None else reading.entities[mention.owner]
        relation = _to_owner(reading, mention, owner) if owner else None
        named = bearer(reading, mention)
        if owner and relation:
            yield Relation(named.id, owner.id, NS + relation, mention.span)
        for place in list(_places_below(reading, mention)):
            if owner is None or place.id != owner.id:
                kind = _LOCATED_IN if reading.is_a(mention.cls, "SpatialThing") else _BASED_IN
                yield Relation(named.id, place.id, kind, place.span)
        yield from _nationality(reading, mention, named)


def _to_owner(reading: Reading, mention: EntityMention, owner: EntityMention) -> str | None:
    """Return how a thing belongs to its owner: "ISIS positions", "Syria's coast", "SDF fighters", "army's brigade"."""
    if reading.is_a(mention.cls, "SpatialThing") and reading.is_a(owner.cls, "Place"):
        # Niger State does not lie in Niger, nor the province of Kabul in the city.
        named_after = mention.kind == "name" and reading.is_a(mention.cls, "AdministrativeArea")
        inside = mention.span.begin <= owner.span.begin and owner.span.end <= mention.span.end
        return None if _is_foreign(reading, mention, owner) or (named_after and inside) else "locatedIn"
    if not reading.is_a(owner.cls, "Organisation"):
        return None
    if reading.is_a(mention.cls, "Facility", "Equipment"):
        return "operatedBy"
    if reading.is_a(mention.cls, "Civilians") and reading.is_a(owner.cls, "ArmedOrganisation"):
        return None  # "families of the soldiers"
    if reading.is_a(mention.cls, "UnnamedGroup", "Person") and not reading.is_a(mention.cls, "Official"):
        return "memberOf"
    return "subOrganisationOf" if reading.is_a(mention.cls, "MilitaryUnit") else None


def _is_foreign(reading: Reading, mention: EntityMention, owner: EntityMention) -> bool:
    """Tell whether a country's name before a facility says whose it is, not where it lies: "the US consulate"."""
    inside = mention.span.begin <= owner.span.begin and owner.span.end <= mention.span.end
    possessed = reading.text[owner.span.end : owner.span.end + 1] in _APOSTROPHES
    return inside and not possessed and reading.is_a(mention.cls, "Facility") and reading.is_a(owner.cls, "Country")


def _nationality(reading: Reading, mention: EntityMention, named: EntityMention) -> Iterator[Relation]:
    """Read "X is a Norwegian politician", "the Syrian town of Y"."""
    if not mention.country or named is mention or named.kind != "name":
        return
    country = nationality_mention(reading, mention)
    if country is not None and reading.is_a(named.cls, "Person"):
        yield Relation(named.id, country.id, NS + "citizenOf", mention.span)
    elif country is not None and reading.is_a(named.cls, "Place"):
        yield Relation(named.id, country.id, _LOCATED_IN, mention.span)


def _places_below(reading: Reading, mention: EntityMention) -> Iterator[EntityMention]:
    """Yield the places in "the base in Syria", "troops at Bagram", "refugees in Jordan and Lebanon"."""
    if not reading.is_a(mention.cls, "SpatialThing", "Organisation", "UnnamedGroup") or _acts_there(reading, mention):
        return
    head = reading.doc[reading.head_of[mention.id]]
    if _is_done_there(reading, mention, head):
        return
    for prep in children(head, "prep"):
        if _tells_where(reading, prep):
            for obj in children(prep, "pobj"):
                for member in members(obj):
                    entity = reading.entity_at(member)
                    if entity and entity.id != mention.id and _may_hold(reading, mention, entity):
                        yield bearer(reading, entity)


def _is_done_there(reading: Reading, mention: EntityMention, head: Word) -> bool:
    """Tell whether "in X" behind a verb tells where it was done: "negotiate with Hamas in X", "killed a man in X"."""
    if mention.kind == "name":
        return head.dep in _BEHIND_VERB and head.tag != "NNS" and reading.is_a(mention.cls, "Organisation")
    deed = reading.event_at(head.head) if head.dep in _BEFALLS else None
    return deed is not None and reading.is_a(deed.cls, "HumanImpactEvent", "CustodyEvent")


def _acts_there(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether "in X" behind it tells where a state acts, for it lies in none: "US and British patrols in X"."""
    return mention.kind == "name" and reading.is_a(mention.cls, "Country")


def _may_hold(reading: Reading, mention: EntityMention, place: EntityMention) -> bool:
    """Tell whether somebody or something is somewhere by a phrase: people at a facility only if it has a name."""
    named = place.kind == "name" and reading.is_a(place.cls, "Facility")
    return reading.is_a(place.cls, "Place") or (
        named and reading.is_a(mention.cls, "UnnamedGroup", "ArmedOrganisation")
    )


def _tells_where(reading: Reading, prep: Word) -> bool:
    """Tell whether a preposition stands by itself for being somewhere inside."""
    cues = reading.knowledge.lexicon.relation_cues.get(prep.form, ())
    return any(words == (prep.form,) and relation == _LOCATED_IN for words, relation in cues)
