"""Events that a clause says came after, or answered, what was told right before: "In response, …", "two days later"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

AFTER: Final = NS + "after"
RESPONSE: Final = NS + "inResponseTo"
_DEEDS: Final = (
    "ViolentEvent",
    "ControlEvent",
    "MilitaryActivity",
    "CustodyEvent",
    "CoerciveMeasure",
    "Demonstration",
    "HumanImpactEvent",
)
Linked = tuple[EventDraft, EventDraft, str, Word]
"""The later event, the earlier one, their relation, and the word that says so."""


def linked_with_before(reading: Reading) -> Iterator[Linked]:
    """Yield the events of clauses that point back to what was told before them, without saying what that is."""
    for event in reading.events:
        for relation, word in _pointers(reading, event.token) if event.token.pos == "VERB" else ():
            earlier = _told_before(reading, event.token)
            if earlier is not None and earlier.id not in reading.event_group_of(event):
                yield event, earlier, relation, word


def _pointers(reading: Reading, verb: Word) -> Iterator[tuple[str, Word]]:
    """Yield what points back: "in retaliation" without what for, "hours later", "the next day"."""
    cues = reading.knowledge.lexicon.role_cues
    for prep in children(verb, "prep"):
        for noun in children(prep, "pobj"):
            opening = f"{prep.form} {noun.form}"
            bare = not children(noun, "prep", "acl", "relcl")
            if bare and any(RESPONSE in cues.get(f"{opening} {last}", ()) for last in ("to", "for")):
                yield RESPONSE, prep
    for adverb in children(verb, "advmod"):
        if AFTER in cues.get(adverb.form, ()):
            yield AFTER, adverb
    for noun in children(verb, "npadvmod"):
        if any(AFTER in cues.get(f"{word.form} {noun.form}", ()) for word in children(noun, "amod")):
            yield AFTER, noun


def _told_before(reading: Reading, verb: Word) -> EventDraft | None:
    """Return the event of the clause before in the sentence, else what the sentence before in the paragraph tells."""
    if verb.dep == "conj":
        return _deed(reading, verb.head)
    first = verb.sentence[0].i
    if verb.dep != "ROOT" or first == 0 or "\n\n" in reading.doc[first - 1].text:
        return None
    root = next((word for word in reading.doc[first - 1].sentence if word.dep == "ROOT"), None)
    if root is None:
        return None
    told = (root, *children(root, "nsubj", "nsubjpass", "dobj"), *children(root, "ccomp"))
    return next((deed for word in told if (deed := _deed(reading, word))), None)


def _deed(reading: Reading, word: Word) -> EventDraft | None:
    event = reading.event_at(word)
    done = event is not None and event.modality == "realised" and reading.is_a(event.cls, *_DEEDS)
    return event if done else None
