"""Events that are told on: "Troops arrested a leader. Two more men were detained", one operation, one event.

Codebooks of conflict count one event for one kind of act by one actor at one place and time, however many people it
hits. A second mention of a kind that tells no other actor, place or time goes on telling of the first.
"""

from collections.abc import Iterator
from typing import Final

from kg.extraction.events.causes import can_cause, is_counted_since, named_cause
from kg.extraction.events.event_kinds import FIRE, same_kind
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import is_definite
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument
from kg.extraction.reading import EventDraft, Reading

_TOLD: Final = ("ViolentEvent", "CustodyEvent", "HumanImpactEvent")
_OF_PEOPLE: Final = ("CustodyEvent", "HumanImpactEvent")
"""Kinds of which a mention more may name people more: those who were killed too, or detained too."""
_DECIDING: Final = ("hasActor", "hasTarget", "occurredAt")
"""Roles of which two mentions that are one event do not both tell."""
_TELLING: Final = ("hasTarget", "occurredAt", "atFacility")
"""Roles by which a mention of violence tells of something that was not told before."""
_SIDES: Final = ("hasActor", "hasTarget", "hasVictim", "opposingParty", "hasParticipant")
_NEAR, _FAR = 2, 8
"""Sentences back to which violence, and what it does to people, is told on."""
_NEW: Final = frozenset({"a", "an", "another"})


def is_told_on(reading: Reading, event: EventDraft, told: list[EventDraft], distance: int) -> bool:
    """Tell whether a mention that shares no participant goes on telling of an event so many sentences before."""
    of_people = reading.is_a(event.cls, *_OF_PEOPLE)
    near = _FAR if reading.is_a(event.cls, "CustodyEvent") or _says_nothing(reading, event, told) else _NEAR
    # "A militia that fought in Tigray" tells of other battles.
    aside = event.cls in FIRE and event.token.dep == "relcl"
    new = aside or _is_new(reading, event.token, of_people=of_people)
    if distance > near or not reading.is_a(event.cls, *_TOLD) or new:
        return False
    # A raid or an ambush tells who came upon whom: what it is answered with is told apart.
    two_sided = event.cls in FIRE and all(reading.is_a(event.cls, other.cls) for other in told)
    deciding = _DECIDING if of_people else (*_DECIDING, "hasVictim")
    if two_sided:
        if differ(reading, "occurredAt", event, told) or _are_other_sides(reading, event, told):
            return False
    elif any(differ(reading, role, event, told) for role in deciding):
        return False
    if reading.is_a(event.cls, "HumanImpactEvent"):
        counted = all(_is_of_many(reading, mention) for mention in (event, *told))
        if not counted or _have_other_causes(reading, event, told) or are_others(reading, event, told):
            return False
    elif not of_people and any(_adds(role, event, told) for role in _TELLING[two_sided:]):
        return False
    times = {other.time.earliest for other in told if other.time}
    # "Ties to a dealer who was jailed in May" tells of another day, even where the day of what was told is not.
    first_dated = of_people and not times and event.token.dep != "relcl" and not _adds("hasActor", event, told)
    return event.time is None or first_dated or event.time.earliest in times


def _says_nothing(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether a mention adds nothing to the only event of its kind told before it: "the bomb went off"."""
    told_of = [other for other in reading.events[: event.id] if same_kind(reading, event, other)]
    alone = all(any(other is mention for mention in told) for other in told_of)
    general = any(event.cls in reading.knowledge.terms.superclasses[other.cls] for other in told)
    new = event.time or any(_players(event, role) for role in _TELLING)
    if reading.is_a(event.cls, "HumanImpactEvent"):
        known = {(count.kind, count.minimum) for other in told for count in other.counts}
        return alone and general and not new and bool(known & {(c.kind, c.minimum) for c in event.counts})
    return alone and general and not (new or event.counts or _players(event, "hasVictim"))


def _are_other_sides(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether those who fight are none of those before; who is fired at and who returns fire change places.

    "The soldiers" and "the attackers" are of those before, whatever they were called there.
    """
    mine = [argument for role in _SIDES for argument in _players(event, role)]
    theirs = [argument for other in told for role in _SIDES for argument in _players(other, role)]
    if not mine or not theirs or any(_is_taken_up(reading, argument, told) for argument in mine):
        return False
    return not any(_agree(reading, one, other) for one in mine for other in theirs)


def _is_taken_up(reading: Reading, argument: Argument, told: list[EventDraft]) -> bool:
    """Tell whether a noun names a doer of what was told, or people known before without their name."""
    noun = argument.text.split()[-1].lower()
    if any(noun.startswith(other.token.lemma) for other in told):
        return True
    entity = None if argument.entity is None else reading.entities[argument.entity]
    if entity is None or not entity.definite or entity.kind != "nominal" or entity.individual or entity.country:
        return False
    return len(reading.group_of(entity.id)) == 1


def _have_other_causes(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether the dead here died of something else: of a battle, not of the shelling told before."""
    cause = named_cause(reading, event)
    before = [found for other in told if (found := named_cause(reading, other))]
    alike = (cause and (cause is other or reading.knowledge.terms.compatible(cause.cls, other.cls)) for other in before)
    return cause is not None and bool(before) and not any(alike)


def died_elsewhere(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether people died of another attack, on something of its own: "a raid on Karm killed 12"."""
    cause = named_cause(reading, event)
    aimed = cause is not None and any(_players(cause, role) for role in _TELLING)
    return aimed and _have_other_causes(reading, event, told)


def are_others(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether it is another number of people, told with a day, place, doer or cause that was not told before.

    The wounded are others than the dead, and twelve civilians others than two attackers.
    """
    mine, before = set(_totals(event)), {total for other in told for total in _totals(other)}
    if not mine or not before or mine & before:
        return False
    harmed = reading.is_a(event.cls, "HumanImpactEvent")
    if harmed and is_counted_since(event.token):
        return True
    if harmed and ({k for k, _ in mine}.isdisjoint(k for k, _ in before) or _are_of_other_kinds(reading, event, told)):
        return True
    dated = event.time is not None and not any(other.time for other in told)
    if reading.is_a(event.cls, "CustodyEvent"):
        return dated
    placed = any(_adds(role, event, told) for role in ("occurredAt", "atFacility", "hasActor"))
    return placed or dated or _has_new_cause(reading, event) or _violence_between(reading, event, told)


def _are_of_other_kinds(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether none of them can be among those before: civilians and attackers, but not children of people."""
    mine, theirs = _kinds(reading, [event]), _kinds(reading, told)
    alike = reading.knowledge.terms.compatible
    return bool(mine and theirs) and not any(alike(one, other) for one in mine for other in theirs)


def _kinds(reading: Reading, events: list[EventDraft]) -> set[str]:
    victims = [victim.entity for event in events for victim in _players(event, "hasVictim")]
    return {reading.entities[victim].cls for victim in victims if victim is not None}


def _totals(event: EventDraft) -> Iterator[tuple[str, int]]:
    """Yield the greatest number of each kind: of twelve civilians, two of them children, twelve."""
    for kind in {count.kind for count in event.counts}:
        yield kind, max(count.minimum for count in event.counts if count.kind == kind)


def _has_new_cause(reading: Reading, event: EventDraft) -> bool:
    """Tell whether the words name what they died of, and not as something told before: "the blast"."""
    cause = named_cause(reading, event)
    return cause is not None and not is_definite(cause.token)


def _violence_between(reading: Reading, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether an attack on something of its own is told between two numbers: the second is of that attack."""
    last = max(other.token.i for other in told)
    between = [other for other in reading.events if last < other.token.i < event.token.i and can_cause(reading, other)]
    return any(_players(other, role) for other in between for role in _TELLING)


def differ(reading: Reading, role: str, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether both name who or what plays a role, and nothing in the words makes them the same."""
    mine = _players(event, role)
    theirs = [argument for other in told for argument in _players(other, role)]
    if not mine or not theirs or any(_is_the_man(reading, one, other) for one in mine for other in theirs):
        return False
    return not any(_agree(reading, one, other) for one in mine for other in theirs)


def _is_the_man(reading: Reading, one: Argument, other: Argument) -> bool:
    """Tell whether "the suspect" may be "a gunman" told before: one person without a name each."""
    if one.entity is None or other.entity is None:
        return False
    mine, theirs = reading.entities[one.entity], reading.entities[other.entity]
    known = mine.definite and mine.kind == theirs.kind == "nominal" and reading.is_a(mine.cls, "Person")
    single = all(reading.doc[reading.head_of[m.id]].tag == "NN" for m in (mine, theirs))
    return known and single and mine.cls == theirs.cls and len(reading.group_of(mine.id)) == 1


def _is_of_many(reading: Reading, event: EventDraft) -> bool:
    """Tell whether an event befell people without names: one person's death is told on by nobody else's."""
    victims = [None if a.entity is None else reading.entities[a.entity] for a in _players(event, "hasVictim")]
    return bool(victims or event.counts) and all(v is None or reading.is_a(v.cls, "UnnamedGroup") for v in victims)


def _adds(role: str, event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether a mention names what or where that those before it left open: it may be another event."""
    return bool(_players(event, role)) and not any(_players(other, role) for other in told)


def _players(event: EventDraft, role: str) -> list[Argument]:
    return [argument for argument in event.arguments if argument.role.endswith(role) and argument.how != "nearest"]


def _agree(reading: Reading, one: Argument, other: Argument) -> bool:
    """Tell whether two phrases may mean one: one entity, one name, or one noun ("the force" of a "security force")."""
    if one.entity is not None and other.entity is not None and other.entity in reading.group_of(one.entity):
        return True
    words, others = one.text.split(), other.text.split()
    named = {word for word in words if word[0].isupper()} & set(others)
    return bool(named) or words[-1].lower().rstrip("s") == others[-1].lower().rstrip("s")


def _is_new(reading: Reading, trigger: Word, *, of_people: bool) -> bool:
    """Tell whether the words set an event apart from what was told: "an attack", "a bomb exploded"."""
    told = children(trigger, "nsubj", "nsubjpass") if trigger.pos == "VERB" and not of_people else [trigger]
    if any(child.form in _NEW for noun in told for child in children(noun, "det")):
        return True
    apart = reading.knowledge.lexicon.cues.get("SeparateWord", {})
    return any((token.form,) in apart for token in _around(trigger))


def _around(trigger: Word) -> Iterator[Word]:
    yield from trigger.subtree
    if trigger.pos != "VERB" or trigger.dep == "advcl":
        yield from (child for child in trigger.head.children if child != trigger)
