"""The words around an event that gave it its modality, stance or phase."""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.extraction.language.words import Word

Cues = Mapping[tuple[str, ...], tuple[str, ...]]
_PARTICLES: Final = frozenset({"prt", "prep"})


def cue_words(trigger: Word, cues: Cues, value: str) -> tuple[str, ...]:
    """Return the words at the trigger, and at those above it, that the lexicon lists for a value, nearest first."""
    found = (word for token in (trigger, *trigger.ancestors) for word in _at(token, trigger, cues, value))
    return tuple(dict.fromkeys(found))


def _at(token: Word, trigger: Word, cues: Cues, value: str) -> Iterator[str]:
    for word in (token, *token.children):
        listed = any(value in cues.get((form,), ()) for form in (word.lemma, word.form))
        negates = value == "negated" and word.dep == "neg"
        if negates or (listed and word is not trigger):
            yield word.text
    for child in token.children:
        pair = (token.lemma, child.form)
        if child.dep in _PARTICLES and value in cues.get(pair, ()):
            yield f"{token.text} {child.text}"
