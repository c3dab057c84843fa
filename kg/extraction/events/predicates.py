"""The words that tell of an event: a noun together with the light verb that carries it, "staged mass demonstrations".

The noun gives the class, the verb makes a statement of it; both are the predicate of the sentence.
"""

from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading

_LONGEST: Final = 10
"""Tokens between a light verb and the noun that it carries, at most."""
_CARRIED: Final = ("hasActor", "occurredAt")
"""Roles that the subject of a light verb plays in the event that its object names."""


def predicate(reading: Reading, event: EventDraft) -> tuple[int, int]:
    """Return the first and last token of an event's trigger, with the light verb that carries a noun."""
    verb = _carrier(reading, event.token)
    if verb is None or abs(verb.i - event.token.i) > _LONGEST:
        return event.first, event.last
    first, last = min(event.first, verb.i), max(event.last, verb.i)
    others = (other for other in reading.events if other.id != event.id)
    alone = all(other.last < first or other.first > last for other in others)
    return (first, last) if alone else (event.first, event.last)


def _carrier(reading: Reading, noun: Word) -> Word | None:
    """Return the light verb, or the verb of beginning or ending, whose object or passive subject a noun is.

    A verb is carried by the verb that says how far it has come: "continued to shell the town".
    """
    if noun.pos == "VERB":
        return noun.head if noun.dep == "xcomp" and _is_phase(reading, noun.head) else None
    while noun.dep == "pobj" and noun.head.form == "of" and noun.head.head.pos == "NOUN":
        noun = noun.head.head
    verb = noun.head
    if noun.dep == "pobj" and verb.head.pos == "VERB":
        return verb.head if _is_light(reading, verb.head, verb.form) else None
    if noun.dep not in ("dobj", "nsubjpass") or verb.pos != "VERB":
        return None
    return verb if _is_light(reading, verb, *(child.form for child in children(verb, "prt"))) else None


def _is_light(reading: Reading, verb: Word, *particles: str) -> bool:
    lexicon = reading.knowledge.lexicon
    words = (verb.lemma, *particles)
    roles = lexicon.role_cues.get(" ".join(("to", *words)), ())
    return words in lexicon.cues.get("Phase", {}) or any(role.endswith(_CARRIED) for role in roles)


def _is_phase(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb says that something goes on, begins or ends; trying, failing and planning do not."""
    phases = reading.knowledge.lexicon.cues.get("Phase", {}).get((verb.lemma,), ())
    return bool({"begun", "ongoing", "resumed", "ended"} & set(phases))
