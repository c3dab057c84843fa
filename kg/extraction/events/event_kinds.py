"""Which classes the mentions of one event may have, and which of them it is of."""

from typing import Final

from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

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


def is_same_noun(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Tell whether a noun alone repeats one of which more was told: "the strike" after "workers went on strike"."""
    more = other.pattern or other.first < other.last
    plain = event.token.pos_ == "NOUN" and not event.pattern and event.first == event.last
    words = (reading.forms[i][0] for i in (other.token.i, other.last))
    return more and plain and reading.forms[event.first][0] in words


def _same_verb(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether a verb is repeated that was taken for sister classes: "detained" by soldiers, then by police."""
    above = reading.knowledge.terms.superclasses
    verbs = one.token.pos_ == other.token.pos_ == "VERB" and one.token.lemma_ == other.token.lemma_
    return verbs and above[one.cls][1:2] == above[other.cls][1:2]


def _meanings(reading: Reading, event: EventDraft) -> list[str]:
    """Return all classes that an event's word may tell of.

    Those are the classes that a noun is a plain trigger of ("bombing", from the air or not), and the sisters of a
    verb's class that have the same verb ("to detain", by police or by soldiers).
    """
    verb = event.token.pos_ == "VERB"
    if not verb and (event.pattern or event.first != event.last):
        return []
    lemma, _ = reading.forms[event.token.i]
    alone = [t for t in reading.knowledge.lexicon.triggers.get(lemma, ()) if t.words == (lemma,)]
    if verb:
        above = reading.knowledge.terms.superclasses
        sisters = above[event.cls][1:2]
        return [t.cls for t in alone if above[t.cls][1:2] == sisters]
    return [t.cls for t in alone if t.part != "verb" and not t.conditions]


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
