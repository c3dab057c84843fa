"""Which role an entity can play in an event, and which entity a word stands for."""

from typing import Final

from spacy.tokens import Token

from kg.extraction.events.event_places import AT_FACILITY, OCCURRED_AT
from kg.extraction.language.clauses import children
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS

ACTOR: Final = NS + "hasActor"
TARGET: Final = NS + "hasTarget"
VICTIM: Final = NS + "hasVictim"
INSTRUMENT: Final = NS + "hasInstrument"
ORIGIN: Final = NS + "hasOrigin"
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
    """Return the entity at a token; for "the town of Y" the place that is named."""
    entity = reading.entity_at(token)
    if entity is None or entity.kind == "name" or not reading.is_a(entity.cls, "Place"):
        return entity
    for prep in children(token, "prep"):
        for obj in children(prep, "pobj") if prep.lower_ == "of" else ():
            named = reading.entity_at(obj)
            if named and named.kind == "name" and reading.is_a(named.cls, "Place"):
                return named
    return entity
