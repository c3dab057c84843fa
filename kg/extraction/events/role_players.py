"""Which role an entity can play in an event, and which entity a word stands for."""

from typing import Final

from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT, ON_THE_GROUND
from kg.extraction.events.quantities import partitive
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import is_speaker, members
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

ACTOR: Final = NS + "hasActor"
TARGET: Final = NS + "hasTarget"
VICTIM: Final = NS + "hasVictim"
INSTRUMENT: Final = NS + "hasInstrument"
ORIGIN: Final = NS + "hasOrigin"
PARTICIPANT: Final = NS + "hasParticipant"
ADDRESSEE: Final = NS + "hasAddressee"
ITEM: Final = NS + "hasTransferredItem"
RECIPIENT: Final = NS + "hasRecipient"
DESTINATION: Final = NS + "hasDestination"
_TOWN_AND_COMMA: Final = 2
_FROM: Final = "from"
_ARTICLES: Final = frozenset({"a", "an"})
PLACE_ROLES: Final = frozenset({OCCURRED_AT, AT_FACILITY, ORIGIN, DESTINATION})


def role_played(reading: Reading, role: str, entity: EntityMention) -> str:
    """Return the role itself, or the one it becomes for such an entity: equipment acts as the instrument of others."""
    if role == ACTOR and reading.is_a(entity.cls, "Equipment"):
        return INSTRUMENT
    if role == OCCURRED_AT and reading.is_a(entity.cls, "Facility"):
        return AT_FACILITY
    return role


def is_used_up(reading: Reading, event: EventDraft, thing: EntityMention) -> bool:
    """Tell whether an explosion is made with a thing: "a truck hit a mine", "rammed a car bomb into the gate"."""
    mined = reading.is_a(event.cls, "LandmineExplosion") and reading.is_a(thing.cls, "Weapon")
    device = reading.is_a(thing.cls, "ImprovisedExplosiveDevice")
    return mined or (device and reading.is_a(event.cls, "ExplosiveAttack"))


def is_origin(reading: Reading, event: EventDraft, token: Word) -> bool:
    """Tell whether a place is only where fire comes from: who fires rockets from a country need not be that country."""
    place = reading.entity_at(token)
    behind = token.dep == "pobj" and token.head.form == _FROM and reading.is_a(event.cls, "ViolentEvent")
    return behind and place is not None and reading.is_a(place.cls, "SpatialThing")


def is_target_far_away(reading: Reading, event: EventDraft, place: EntityMention) -> bool:
    """Tell whether a place is only whom it concerns: sanctions imposed on a capital do not happen there."""
    concerned = any((a.role, a.entity) == (TARGET, place.id) for a in event.arguments)
    return concerned and not reading.is_a(event.cls, *ON_THE_GROUND)


def may_play(reading: Reading, role: str, entity: EntityMention) -> bool:
    """Tell whether the ontology lets the entity play the role; a country may stand for its government."""
    terms = reading.knowledge.terms
    wanted = terms.ranges.get(role)
    if wanted is None or terms.is_a(entity.cls, wanted):
        return True
    return wanted.startswith(NS + "Agent") and reading.is_a(entity.cls, "Country")


def named_at(reading: Reading, token: Word) -> EntityMention | None:
    """Return the entity at a token: for "the town of Y" and "his counterpart, Y" the one that is named."""
    entity = reading.entity_at(token)
    if entity is None:
        return _named_beside(reading, None, token)
    if entity.kind == "name":
        return entity
    called = _named_behind_of(reading, token) if reading.is_a(entity.cls, "Place") else None
    return called or _named_beside(reading, entity, token) or entity


def _named_behind_of(reading: Reading, token: Word) -> EntityMention | None:
    """Return the place that a noun is called: "the town of Y"."""
    behind = [obj for of in children(token, "prep") if of.form == "of" for obj in children(of, "pobj")]
    named = (reading.entity_at(obj) for obj in behind)
    return next((e for e in named if e and e.kind == "name" and reading.is_a(e.cls, "Place")), None)


def players(reading: Reading, token: Word) -> list[Word]:
    """Return the things that a noun phrase lists; of a noun that is none of them, those that it is a part of.

    "A section of the bridge" is the bridge, "scores of bases and depots" are the bases and the depots.
    """
    found: list[Word] = []
    # Those whom an arrest included are whom it concerns, not whom somebody condemns with it.
    beside = (other for second in children(token, "conj") for other in members(second))
    told = (token, *beside) if reading.event_at(token) else _behind_places(reading, token) or members(token)
    listed = (other for first in told for other in _listed(reading, first))
    for member in dict.fromkeys(listed):
        wholes = [] if member.i in reading.heads else _wholes(reading, member)
        found += [part for whole in wholes for part in members(whole)] or [member]
    return found


def _listed(reading: Reading, first: Word) -> list[Word]:
    """Return a noun with those listed behind it that a tree takes for what it is called.

    "A judge, a guard and a clerk" are three, as are persons with names of their own; "Ali, a judge and cleric" is one.
    """
    found, name = [first], _is_named_person(reading, first)
    for other in children(first, "appos"):
        new = bool(children(other, "cc", "conj")) and _is_one_of_several(first) and _is_one_of_several(other)
        if (new and not is_speaker(other)) or (name and _is_named_person(reading, other)):
            found += members(other)
    return found


def _is_one_of_several(noun: Word) -> bool:
    return bool(children(noun, "nummod")) or any(child.form in _ARTICLES for child in children(noun, "det"))


def _is_named_person(reading: Reading, noun: Word) -> bool:
    entity = reading.entity_at(noun)
    return entity is not None and entity.kind == "name" and reading.is_a(entity.cls, "Person")


def _behind_places(reading: Reading, token: Word) -> list[Word]:
    """Return the patrol of "In Y district, X province, a patrol found": a tree may add it to the province."""
    first = token.left_edge.i
    if token.dep not in ("nsubj", "nsubjpass") or first < _TOWN_AND_COMMA or reading.doc[first - 1].text != ",":
        return []
    here, around = reading.entity_at(reading.doc[first - _TOWN_AND_COMMA]), reading.entity_at(token)
    if not here or not around or not all(reading.is_a(place.cls, "Place") for place in (here, around)):
        return []
    beside = [other for other in children(token, "appos") if other.i in reading.heads and other.i > token.i]
    agents = [o for o in beside if reading.is_a(reading.entities[reading.heads[o.i]].cls, "Agent")]
    return [member for agent in agents for member in members(agent)]


def _wholes(reading: Reading, token: Word) -> list[Word]:
    if token.pos != "NOUN" or reading.event_at(token):
        return []
    parts = [obj for of in children(token, "prep") if of.form == "of" for obj in children(of, "pobj")]
    known = {part: reading.entities[reading.heads[part.i]] for part in parts if part.i in reading.heads}
    # The friends of a bomber are no part of the bomber; the remnants of a militia, and a handful of rebels, are.
    named = partitive(token, reading.knowledge.lexicon) is not None
    agents = {part for part in known if named or (part.tag == "NNS" and not children(part, "det", "poss"))}
    return [
        part
        for part, entity in known.items()
        if entity.kind != "pronoun"
        and (reading.is_a(entity.cls, "Facility") or (part in agents and reading.is_a(entity.cls, "Agent")))
    ]


def _named_beside(reading: Reading, entity: EntityMention | None, token: Word) -> EntityMention | None:
    """Return the one name that stands beside a noun: "the spokesman, Ali Hassan"; beside no mention only a person's."""
    beside = [child for child in children(token, "appos") if child.i in reading.heads and not children(child, "conj")]
    names = [reading.entities[reading.heads[child.i]] for child in beside]
    cls = entity.cls if entity else NS + "Person"
    alike = [n for n in names if n.kind == "name" and reading.knowledge.terms.compatible(n.cls, cls)]
    return alike[0] if len(alike) == 1 and token.tag == "NN" else None
