"""Which entities the ontology lets stand in a relation."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention, Relation, Span
from kg.extraction.reading import Reading
from kg.namespaces import NS

_OPERATED_BY: Final = NS + "operatedBy"
OF_THINGS: Final = frozenset({NS + "locatedIn", _OPERATED_BY})
"""Relations whose first end is a place, facility or piece of equipment; that of the others is an agent.

A place is in a country; only facilities and equipment are run by somebody.
"""

_MEMBER: Final = NS + "memberOf"
COMMANDS: Final = NS + "commands"
_MET: Final = NS + "metWith"
_PRESS: Final = ("MediaOutlet", "Journalists")
_OF_SIDES: Final = frozenset({NS + "alliedWith", NS + "fightsAgainst"})
_SIDES: Final = ("Organisation", "Country", "Person", "Militants", "Soldiers", "PoliceOfficers")


def related(reading: Reading, one: EntityMention, relation: str, other: EntityMention, cue: Word) -> Iterator[Relation]:
    """Yield the relation if the ontology lets both ends have it."""
    terms = reading.knowledge.terms
    thing = reading.is_a(one.cls, "SpatialThing", "Equipment") and not reading.is_a(one.cls, "Country")
    agent = reading.is_a(one.cls, "Agent", "Country")
    wanted = terms.ranges.get(relation)
    state = wanted is not None and terms.is_a(wanted, "Agent") and reading.is_a(other.cls, "Country")
    # A national is no member of the state, and who is under somebody's command does not command him.
    if relation == _MEMBER and other.kind == "name" and reading.is_a(other.cls, "Country"):
        return
    if relation == COMMANDS and other.kind == "name" and reading.is_a(other.cls, "Person"):
        return
    if relation == _OPERATED_BY and not reading.is_a(one.cls, "Facility", "Equipment"):
        return
    # Who supports or fights civilians is nobody's ally or enemy by that.
    if relation in _OF_SIDES and not all(reading.is_a(end.cls, *_SIDES) for end in (one, other)):
        return
    # Who speaks to the press says something and meets nobody.
    if relation == _MET and any(reading.is_a(end.cls, *_PRESS) for end in (one, other)):
        return
    fits = wanted is None or terms.is_a(other.cls, wanted) or state
    if one.id != other.id and fits and (thing if relation in OF_THINGS else agent):
        yield Relation(one.id, other.id, relation, Span(cue.idx, cue.end))
