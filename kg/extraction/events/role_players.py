"""Which role an entity can play in an event, and which entity a word stands for."""

from typing import Final

from spacy.tokens import Token

from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT
from kg.extraction.events.quantities import partitive
from kg.extraction.language.clauses import children, members
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS

ACTOR: Final = NS + "hasActor"
TARGET: Final = NS + "hasTarget"
VICTIM: Final = NS + "hasVictim"
INSTRUMENT: Final = NS + "hasInstrument"
ORIGIN: Final = NS + "hasOrigin"
PARTICIPANT: Final = NS + "hasParticipant"
ADDRESSEE: Final = NS + "hasAddressee"
DESTINATION: Final = NS + "hasDestination"
PLACE_ROLES: Final = frozenset({OCCURRED_AT, AT_FACILITY, ORIGIN, DESTINATION})


def role_played(reading: Reading, role: str, entity: EntityMention) -> str:
    """Return the role itself, or the one it becomes for such an entity: equipment acts as the instrument of others."""
    if role == ACTOR and reading.is_a(entity.cls, "Equipment"):
        return INSTRUMENT
    if role == OCCURRED_AT and reading.is_a(entity.cls, "Facility"):
        return AT_FACILITY
    return role


def may_play(reading: Reading, role: str, entity: EntityMention) -> bool:
    """Tell whether the ontology lets the entity play the role; a country may stand for its government."""
    terms = reading.knowledge.terms
    wanted = terms.ranges.get(role)
    if wanted is None or terms.is_a(entity.cls, wanted):
        return True
    return wanted.startswith(NS + "Agent") and reading.is_a(entity.cls, "Country")


def named_at(reading: Reading, token: Token) -> EntityMention | None:
    """Return the entity at a token: for "the town of Y" and "his counterpart, Y" the one that is named."""
    entity = reading.entity_at(token)
    if entity is None or entity.kind == "name":
        return entity
    called = _named_behind_of(reading, token) if reading.is_a(entity.cls, "Place") else None
    return called or _named_beside(reading, entity, token) or entity


def _named_behind_of(reading: Reading, token: Token) -> EntityMention | None:
    """Return the place that a noun is called: "the town of Y"."""
    behind = [obj for of in children(token, "prep") if of.lower_ == "of" for obj in children(of, "pobj")]
    named = (reading.entity_at(obj) for obj in behind)
    return next((e for e in named if e and e.kind == "name" and reading.is_a(e.cls, "Place")), None)


def players(reading: Reading, token: Token) -> list[Token]:
    """Return the things that a noun phrase lists; of a noun that is none of them, those that it is a part of.

    "A section of the bridge" is the bridge, "scores of bases and depots" are the bases and the depots.
    """
    found: list[Token] = []
    for member in members(token):
        wholes = [] if member.i in reading.heads else _wholes(reading, member)
        found += [part for whole in wholes for part in members(whole)] or [member]
    return found


def _wholes(reading: Reading, token: Token) -> list[Token]:
    if token.pos_ != "NOUN" or reading.event_at(token):
        return []
    parts = [obj for of in children(token, "prep") if of.lower_ == "of" for obj in children(of, "pobj")]
    known = {part: reading.entities[reading.heads[part.i]] for part in parts if part.i in reading.heads}
    # The friends of a bomber are no part of the bomber; the remnants of a militia, and a handful of rebels, are.
    named = partitive(token, reading.knowledge.lexicon) is not None
    agents = {part for part in known if named or (part.tag_ == "NNS" and not children(part, "det", "poss"))}
    return [
        part
        for part, entity in known.items()
        if entity.kind != "pronoun"
        and (reading.is_a(entity.cls, "Facility") or (part in agents and reading.is_a(entity.cls, "Agent")))
    ]


def _named_beside(reading: Reading, entity: EntityMention, token: Token) -> EntityMention | None:
    """Return the one name that stands beside a noun: "the spokesman, Ali Hassan"."""
    beside = [child for child in children(token, "appos") if child.i in reading.heads and not children(child, "conj")]
    names = [reading.entities[reading.heads[child.i]] for child in beside]
    alike = [n for n in names if n.kind == "name" and reading.knowledge.terms.compatible(n.cls, entity.cls)]
    return alike[0] if len(alike) == 1 and token.tag_ == "NN" else None
