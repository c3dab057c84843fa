"""Relations between entities that events imply: who fights whom, who met whom, where what was hit lies."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from kg.extraction.language.clauses import children, is_passive, objects
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument, EntityMention, Relation
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.relations.fitting import related
from kg.namespaces import NS

_ACTOR: Final = NS + "hasActor"
_TARGETS: Final = frozenset({NS + "hasTarget", NS + "opposingParty"})
_HARMED: Final = frozenset({NS + "hasVictim"})
_TAKING_PART: Final = frozenset(NS + role for role in ("hasActor", "hasParticipant", "opposingParty", "hasAddressee"))
_MILITANTS: Final = NS + "Militants"
_WITH: Final = "with"
_ALONGSIDE: Final = "alongside"
_TWO: Final = 2
_ALLIED: Final = NS + "alliedWith"
_INSIDE: Final = NS + "occurredAt"
_FIGHTING: Final = ("ViolentEvent", "ControlEvent", "CasualtyEvent")
_SIDES: Final = (
    "ArmedOrganisation",
    "Coalition",
    "Alliance",
    "DeFactoAuthority",
    "Government",
    "Militants",
    "Soldiers",
)
_COLLECTIVE: Final = "collective"
_STATIONED: Final = ("ArmedOrganisation", "Militants", "Soldiers")
_FOUND: Final = frozenset({"dependency", "inherited"})
_SURE: Final = frozenset({"asserts", "confirms"})


def relations_by_events(reading: Reading) -> Iterator[Relation]:
    """Yield who fights whom, who met whom, and where what was hit lies."""
    for event in reading.events:
        if event.modality != "realised" or event.stance not in _SURE:
            continue
        if reading.is_a(event.cls, *_FIGHTING):
            yield from _fights(reading, event)
        if reading.is_a(event.cls, *_FIGHTING, "DamageEvent"):
            yield from _places_of_targets(reading, event)
        if reading.is_a(event.cls, "Meeting") and not _sees_a_thing(reading, event):
            present = [e for e in _played(reading, event, _TAKING_PART) if reading.is_a(e.cls, "Agent")]
            for one, other in combinations(present, 2):
                if _are_met_together(reading, one, other):
                    continue
                yield from related(reading, one, NS + "metWith", other, event.token)


def _are_met_together(reading: Reading, one: EntityMention, other: EntityMention) -> bool:
    """Tell whether two are told as those whom a third met: "met with the generals and the admirals"."""
    firsts = [_first_of_list(reading.doc[reading.head_of[mention.id]]) for mention in (one, other)]
    return firsts[0] == firsts[1] and firsts[0].dep == "pobj" and firsts[0].head.form == _WITH


def _first_of_list(word: Word) -> Word:
    while word.dep == "conj":
        word = word.head
    return word


def _sees_a_thing(reading: Reading, event: EventDraft) -> bool:
    """Tell whether it is a visit to a place or a thing, so that those who come meet nobody by it."""
    seen = objects(event.token) if event.token.pos == "VERB" and not is_passive(event.token) else []
    found = [reading.entity_at(token) for token in seen]
    return bool(found) and not any(entity is not None and reading.is_a(entity.cls, "Agent") for entity in found)


def _fights(reading: Reading, event: EventDraft) -> Iterator[Relation]:
    """Yield who fights those that an event was aimed at, or whose armed people it hit."""
    actors = [e for e in _played(reading, event, frozenset({_ACTOR})) if not reading.is_a(e.cls, "Person")]
    hit = _played(reading, event, _TARGETS)
    hit += [e for e in _played(reading, event, _HARMED) if reading.is_a(e.cls, *_STATIONED)]
    hit = hit or _each_other(reading, event)
    allies = {(r.head, r.tail) for r in reading.relations if r.relation == _ALLIED}
    for one in actors:
        for other in hit:
            own = one.id in (other.id, other.owner) or other.id == one.owner or _is_state_of(reading, one, other)
            # The armed men of a raid and its attackers are the same people.
            own = own or (one.kind == other.kind == "nominal" and one.cls == other.cls == _MILITANTS)
            if _is_side(reading, other) and not own and (one.id, other.id) not in allies:
                yield from related(reading, one, NS + "fightsAgainst", other, event.token)


def _is_state_of(reading: Reading, one: EntityMention, other: EntityMention) -> bool:
    """Tell whether one of two is the state whose forces the other is: "Israeli" beside "Israeli ground troops"."""
    states = ((state, forces) for state, forces in ((one, other), (other, one)) if reading.is_a(state.cls, "Country"))
    return any(state.individual is not None and state.individual == forces.country for state, forces in states)


def _is_side(reading: Reading, entity: EntityMention) -> bool:
    """Tell whether somebody takes part in a fight when attacked: not an aid agency, a court, or the press.

    Of a body of which nothing but the name is known this is believed.
    """
    return reading.is_a(entity.cls, *_SIDES) or entity.cls == NS + "Organisation"


def _each_other(reading: Reading, event: EventDraft) -> list[EntityMention]:
    """Return both sides of a clash that names just two and no enemy: "X and Y clashed", "clashes between X and Y"."""
    # "Fought alongside the army"
    beside = any(child.form == _ALONGSIDE for child in children(event.token, "prep"))
    clash = reading.is_a(event.cls, "ArmedClash") and not beside
    sides = _played(reading, event, _TAKING_PART) if clash else []
    return sides if len(sides) == _TWO else []


def _places_of_targets(reading: Reading, event: EventDraft) -> Iterator[Relation]:
    """Yield where a facility or a vehicle lies or an unnamed unit stands that was hit in a place."""
    places = [e for e in _played(reading, event, frozenset({_INSIDE})) if e.kind == "name"]
    places = [place for place in places if reading.is_a(place.cls, "Place")]
    for target in _played(reading, event, _TARGETS):
        thing = reading.is_a(target.cls, "Facility", "Equipment")
        # Whoever loses a town has not stayed there.
        stands = reading.is_a(target.cls, *_STATIONED) and not reading.is_a(event.cls, "ControlEvent")
        stands = stands and not _is_on_the_move(reading, target)
        if target.kind == "nominal" and (thing or stands):
            relation = "locatedIn" if thing else "basedIn"
            for place in places[:1]:
                yield from related(reading, target, NS + relation, place, event.token)


def _is_on_the_move(reading: Reading, unit: EntityMention) -> bool:
    """Tell whether a unit is called by what it does or drives in: a patrol and a convoy are based elsewhere."""
    lexicon = reading.knowledge.lexicon
    deeds = (deed for deed in lexicon.triggers.get(unit.lemma, ()) if deed.part == "noun" and len(deed.words) == 1)
    driven = _COLLECTIVE in lexicon.cues.get("PartitiveWord", {}).get((unit.lemma,), ())
    return driven or any(reading.is_a(deed.cls, "MilitaryActivity") for deed in deeds)


def _played(reading: Reading, event: EventDraft, roles: frozenset[str]) -> list[EntityMention]:
    def is_stated(argument: Argument) -> bool:
        return argument.role in roles and argument.how in _FOUND

    return [reading.entities[a.entity] for a in event.arguments if is_stated(a) and a.entity is not None]
