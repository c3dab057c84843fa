"""Deaths, injuries, flight and damage: which event of the text caused them.

The number of dead is told of the attack as much as of the deaths, and they happened when and where the attack did.
"""

from itertools import pairwise

from kg.extraction.events.apart import apart_in_time, told_apart
from kg.extraction.events.causes import can_cause, is_counted_since, named_cause
from kg.extraction.language.words import Word
from kg.extraction.mention import Argument, EventLink, How, Span
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.times.event_times import has_come_since
from kg.namespaces import NS

_PLACES = frozenset(NS + role for role in ("occurredAt", "atFacility"))
_ACTOR, _VICTIM = NS + "hasActor", NS + "hasVictim"
_SURE = frozenset({"asserts", "confirms"})
_AMONG = frozenset({"including", "among"})
_NEAR = 2
"""Sentences back to which a cause may stand that the sentence itself does not name."""


def find_causes(reading: Reading) -> None:
    """Link what violence does to people and things to the violence, and share numbers, time and place."""
    impacts = [e for e in reading.events if e.modality == "realised" and reading.is_a(e.cls, "HumanImpactEvent")]
    for event, sister in pairwise(impacts):
        if _is_told_together(event.token, sister.token) and not _are_two(reading, event, sister):
            _level(event, sister)
            _level(sister, event)
    causes = ((effect, named_cause(reading, effect)) for effect in impacts)
    named = {effect.id: cause for effect, cause in causes if cause and not _is_done_besides(reading, effect, cause)}
    caused = []
    for event in impacts:
        beside = (other for other in impacts if other.id in named and _are_two(reading, event, other))
        found = _cause(reading, event, named.get(event.id), {named[other.id].id for other in beside})
        caused += [(event, found)] if found else []
        for other in reading.events:
            if found is None and _is_done_besides(reading, event, other):
                _level(event, other)
    for effect, (cause, how) in caused:
        _give(reading, effect, cause, how)
    for effect, (cause, how) in caused:
        _take(reading, effect, _told(reading, cause), how)


def _is_told_together(one: Word, other: Word) -> bool:
    """Tell whether two are joined by "and": "three were killed and five wounded in Karm on Sunday"."""
    return other in one.conjuncts or other.head in one.conjuncts


def _are_two(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether a sentence tells two numbers of one kind: "six died in a crash, and five were killed by a bomb"."""
    if reading.sentence_of[one.token.i] != reading.sentence_of[other.token.i]:
        return False
    numbers = {count.minimum for count in one.counts}
    return one.cls == other.cls and bool(numbers) and numbers.isdisjoint(count.minimum for count in other.counts)


def _level(event: EventDraft, sister: EventDraft) -> None:
    """Give an event the time and the place that only its sister has."""
    if event.time is None:
        event.time = sister.time
    if not any(argument.role in _PLACES and argument.how != "nearest" for argument in event.arguments):
        for role in sorted(_PLACES):
            _inherit(event, role, [sister], "inherited")


def _cause(
    reading: Reading, event: EventDraft, named: EventDraft | None, others: set[int]
) -> tuple[EventDraft, How] | None:
    """Return the cause of an effect: the one that is named, or else the nearest that is not named for others."""
    if named is not None:
        return named, "dependency"
    here = reading.sentence_of[event.token.i]
    if is_counted_since(event.token) or _tells_of_source(reading, event):
        return None
    if event.token.dep == "advcl" and reading.event_at(event.token.head):
        return None  # "Met in Paris, angering X": the sentence tells what did it, if no attack.
    for back in range(_NEAR + 1):
        options = [
            other
            for other in reading.events
            if reading.sentence_of[other.token.i] == here - back
            and other.id not in others
            and _may_be_cause(reading, event, other)
        ]
        if back and {reading.event_group_of(other) for other in options} - _main(reading):
            return None
        if options:
            how: How = "inherited" if back == 0 else "nearest"
            return min(options, key=lambda e: (abs(e.token.i - event.token.i), e.id)), how
    return None


def _may_be_cause(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Tell whether an effect that names no cause may come from another event near it."""
    return (
        can_cause(reading, other)
        and not told_apart(reading, event.token, other.token)
        and not _is_done_besides(reading, event, other)
        and not _is_said_of_source(reading, event, other)
        and not _befell_some(event, other)
        and not _was_another_day(reading, event, other)
        and not reading.is_a(other.cls, "ControlEvent")
        and other.phase != "failed"
    )


def _tells_of_source(reading: Reading, event: EventDraft) -> bool:
    """Tell whether an effect only tells on whom a source draws: "according to a report by people who fled"."""
    cues = [attribution.cue for attribution in reading.attributions]
    above = (token for token in event.token.ancestors if token.dep == "prep")
    return any(cue.begin <= token.idx < cue.end for token in above for cue in cues)


def _befell_some(event: EventDraft, other: EventDraft) -> bool:
    """Tell whether it is told only of some of those harmed: "killed 21, including seven whose tent was hit"."""
    way = (token for token in other.token.ancestors if event.token.is_ancestor(token))
    return any(token.form in _AMONG for token in way)


def _was_another_day(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Tell whether the text dates an effect and its supposed cause to different times."""
    dated = next((draft.time for draft in _told(reading, other) if draft.time), None)
    return event.time is not None and dated is not None and apart_in_time(event.time, dated)


def _is_said_of_source(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Tell whether a deed only tells who the source is: "according to the network, which tracks the violence"."""
    sources = {reading.head_of[source] for source in event.sources}
    return any(token.i in sources for token in other.token.ancestors)


def _is_done_besides(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Tell whether a deed is told beside the killing: "killed nine people and looted shops"."""
    after = other.token.i > event.token.i or reading.is_a(other.cls, "AttackOnProperty")
    first, last = sorted((event.token, other.token), key=lambda token: token.i)
    return after and event.token.pos == "VERB" and last in first.conjuncts


def _give(reading: Reading, event: EventDraft, cause: EventDraft, how: How) -> None:
    """Tell of the cause what its effect tells: numbers, victims, and time and place where it has none.

    What is only alleged of the effect is no fact of a cause that nobody doubts.
    """
    trigger = Span(event.token.idx, event.token.end)
    reading.links.append(EventLink(event.id, cause.id, NS + "partOf", trigger))
    if cause.stance in _SURE and event.stance not in _SURE:
        return
    known = {count.span for count in cause.counts}
    cause.counts += [count for count in event.counts if count.span not in known]
    if how == "dependency":
        _add_victims(reading, cause, event)
        if not told_apart(reading, event.token, cause.token):
            _complete(cause, _told(reading, cause), event)


def _take(reading: Reading, event: EventDraft, told: list[EventDraft], how: How) -> None:
    """Tell of the effect when and where the cause was, and who did it where the cause is named."""
    if event.time is None:
        dated = (other for other in told if other.time and not has_come_since(reading, event, other))
        event.time = next((other.time for other in dated), None)
    roles = {argument.role for argument in event.arguments if argument.how != "nearest"}
    shared = _PLACES | {_ACTOR} if how == "dependency" else _PLACES
    if _acts_on_itself(event, told) or reading.is_a(told[0].cls, "ArmedClash"):
        # Which side killed the dead of a battle is not told.
        shared -= {_ACTOR}
    for role in sorted(shared - roles):
        # Who is told with the cause itself did it; another mention may tell of the answer to it too.
        own = any(argument.role == role for argument in told[0].arguments)
        _inherit(event, role, told[:1] if own else told, how)


def _acts_on_itself(event: EventDraft, told: list[EventDraft]) -> bool:
    """Tell whether it is the attackers who died: "three of the militants killed in the attack"."""
    victims = {a.text.split()[-1].lower() for a in event.arguments if a.role == _VICTIM}
    actors = {a.text.split()[-1].lower() for other in told for a in other.arguments if a.role == _ACTOR}
    return bool(victims & actors)


def _told(reading: Reading, cause: EventDraft) -> list[EventDraft]:
    """Return the mentions of a cause, itself first."""
    return [reading.events[other] for other in (cause.id, *(o for o in reading.event_group_of(cause) if o != cause.id))]


def _main(reading: Reading) -> set[tuple[int, ...]]:
    """Return the event that a text tells first: the dead of a sentence that names no cause are its dead or nobody's."""
    first = next((event for event in reading.events if can_cause(reading, event)), None)
    return {reading.event_group_of(first)} if first else set()


def _complete(cause: EventDraft, told: list[EventDraft], event: EventDraft) -> None:
    """Give the cause the time and place of what it did, where the sentence tells them only of that."""
    if all(other.time is None for other in told):
        cause.time = event.time
    placed = [a for other in told for a in other.arguments if a.role in _PLACES and a.how != "nearest"]
    if not placed:
        for role in sorted(_PLACES):
            _inherit(cause, role, [event], "inherited")


def _add_victims(reading: Reading, cause: EventDraft, event: EventDraft) -> None:
    """Name those who were hurt among those whom the attack concerned: "the attack killed two soldiers"."""
    known = {argument.span for argument in cause.arguments}
    if reading.is_a(cause.cls, "ViolentEvent"):
        harmed = [a for a in event.arguments if a.role == _VICTIM and a.span not in known]
        cause.arguments += [Argument(_VICTIM, a.entity, a.span, a.text, "inherited") for a in harmed]


def _inherit(event: EventDraft, role: str, told: list[EventDraft], how: How) -> None:
    """Take over a role of the cause; it replaces what was only found nearby."""
    found = [a for other in told for a in other.arguments if a.role == role and a.how != "nearest"]
    if found:
        event.arguments = [a for a in event.arguments if a.role != role]
        marked: How = "nearest" if how == "nearest" else "inherited"
        event.arguments += [Argument(role, a.entity, a.span, a.text, marked) for a in found]
    elif how != "nearest" and not any(a.role in _PLACES for a in event.arguments):
        event.arguments += [a for a in told[0].arguments if a.role == role]
