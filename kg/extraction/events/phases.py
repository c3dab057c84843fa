"""How far an event has come, and what its words call it."""

from typing import Final, cast

from kg.extraction.events.governors import governors
from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.mention import Phase
from kg.extraction.reading import EventDraft, Reading

_SUPPOSING: Final = frozenset({"hypothetical", "possible"})


def phase_of(reading: Reading, event: EventDraft) -> Phase | None:
    """Return how far an event has come, where its modifiers or the words above it tell."""
    cues = reading.knowledge.lexicon.cues.get("Phase", {})
    words = [child for child in event.token.children if child.dep == "amod"]
    if event.token.dep == "nsubj" and not children(event.token.head, "dobj"):
        words.append(event.token.head)
    above = (governor.token for governor in governors(reading, event.token) if governor.whole)
    for word in (*words, *above):
        if word == event.token:
            continue
        found = cues.get((word.lemma,)) or cues.get((word.form,))
        if found and _is_supposed(reading, word):
            return None
        if found and children(word, "neg"):
            # "The fighting has not stopped"
            return "ongoing" if found[0] == "ended" else None
        if found:
            return cast(Phase, found[0])
    return None


def _is_supposed(reading: Reading, verb: Word) -> bool:
    """Tell whether a clause only supposes what a verb tells: "if the talks fail", "the truce could end"."""
    modalities = reading.knowledge.lexicon.cues.get("Modality", {})
    marks = [word for word in children(verb, "mark", "aux") if word.tag in ("IN", "MD")]
    return any(_SUPPOSING.intersection(modalities.get((mark.form,), ())) for mark in marks)


def characterisation_of(reading: Reading, event: EventDraft) -> str | None:
    """Return what the modifiers or the words of the trigger call an event ("terrorist attack")."""
    cues = reading.knowledge.lexicon.cues.get("Characterisation", {})
    words = [*reading.doc[event.first : event.last + 1], *children(event.token, "amod", "compound")]
    return next((cues[form,][0] for t in words for form in (t.form, t.lemma) if (form,) in cues), None)
