"""Which classes the mentions of one event may have, and which of them it is of."""

from collections.abc import Collection, Iterator
from typing import Final

from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS, local_name

_MEANS: Final = NS + "hasInstrument"
TAKEN: Final = frozenset({NS + "ArrestOrDetention", NS + "CaptureOrSurrender"})
"""Classes of which reports tell one event by turns: a leader captured, and two men detained, by one force."""
FIRE: Final = frozenset({NS + "ArmedClash"})
"""Classes of fire that is exchanged, of which one verb tells one side: "came under fire and returned fire"."""


def same_kind(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two mentions can be of one kind; a noun may mean any class that it is a plain trigger of."""
    compatible = reading.knowledge.terms.compatible
    if compatible(one.cls, other.cls) or {one.cls, other.cls} <= TAKEN or _same_verb(reading, one, other):
        return True
    return any(compatible(meant, other.cls) for meant in _meanings(reading, one)) or any(
        compatible(one.cls, meant) for meant in _meanings(reading, other)
    )


def are_deeds_besides(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether of two deeds one was done to things only: "attacked the base and set it ablaze", "looted it"."""
    return _is_of_things(reading, one) != _is_of_things(reading, other)


def _is_of_things(reading: Reading, event: EventDraft) -> bool:
    return reading.is_a(event.cls, "AttackOnProperty")


def is_fight(reading: Reading, event: EventDraft) -> bool:
    """Tell whether an event has two sides that fight, or is of no kind known: such as violence goes on."""
    return event.cls == NS + "ViolentEvent" or reading.is_a(event.cls, "ArmedClash", "CivilUnrestEvent")


def is_same_noun(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Tell whether a noun alone repeats one of which more was told: "the strike" after "workers went on strike"."""
    more = other.pattern or other.first < other.last
    plain = event.token.pos == "NOUN" and not event.pattern and event.first == event.last
    words = (reading.doc[i].lemma for i in (other.token.i, other.last))
    return more and plain and reading.doc[event.first].lemma in words


def _same_verb(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether a verb is repeated that was taken for sister classes: "detained" by soldiers, then by police."""
    above = reading.knowledge.terms.superclasses
    verbs = one.token.pos == other.token.pos == "VERB" and one.token.lemma == other.token.lemma
    return verbs and above[one.cls][1:2] == above[other.cls][1:2]


def _meanings(reading: Reading, event: EventDraft) -> Collection[str]:
    """Return all classes that an event's word may tell of.

    Those are the classes that a noun is a plain trigger of ("bombing", from the air or not), and the sisters of a
    verb's class that have the same verb ("to detain", by police or by soldiers).
    """
    if event.token.pos == "VERB":
        above = reading.knowledge.terms.superclasses
        sisters = above[event.cls][1:2]
        return [cls for cls in reading.knowledge.meanings.get(event.token.lemma, ()) if above[cls][1:2] == sisters]
    if event.pattern or event.first != event.last:
        return ()
    return reading.knowledge.plain_meanings.get(event.token.lemma, ())


def narrow_by_means(reading: Reading) -> None:
    """Give an attack the class of what it was done with, wherever that is told: "was carried out with two bombs"."""
    for event in reading.events:
        told = [a.entity for a in event.arguments if a.role == _MEANS and a.entity is not None]
        if told and not event.pattern:
            found = set.intersection(*(set(_done_with(reading, event, means)) for means in told))
            event.cls = max(sorted(found), key=reading.knowledge.terms.depth, default=event.cls)


def _done_with(reading: Reading, event: EventDraft, means: int) -> Iterator[str]:
    """Yield the narrower classes that the same word tells of where it says "with" such means."""
    terms, entity = reading.knowledge.terms, reading.entities[means]
    kinds = {*map(local_name, terms.superclasses[entity.cls]), entity.lemma}
    part = "verb" if event.token.pos == "VERB" else "noun"
    for trigger in reading.knowledge.lexicon.triggers.get(event.token.lemma, ()):
        asked = [condition.values for condition in trigger.conditions if condition.relation == "with"]
        alone = len(trigger.words) == len(trigger.conditions) == len(asked) == 1 and trigger.part == part
        if alone and terms.is_a(trigger.cls, event.cls) and not kinds.isdisjoint(asked[0]):
            yield trigger.cls


def narrow_classes(reading: Reading) -> None:
    """Give a general word the class of the event that it takes up: "the attack" that was a suicide bombing.

    Who was captured and who was detained in one event were taken in the way that is told first.
    """
    terms = reading.knowledge.terms
    for group in reading.event_groups:
        drafts = [reading.events[number] for number in group]
        if {draft.cls for draft in drafts} == TAKEN:
            for draft in drafts:
                draft.cls = drafts[0].cls
        for event in drafts:
            event.cls = next((d.cls for d in drafts if is_same_noun(reading, event, d)), event.cls)
            below = [d.cls for d in drafts if d.cls != event.cls and terms.is_a(d.cls, event.cls)]
            if below:
                event.cls = max(below, key=lambda cls: (terms.depth(cls), cls))
