"""Headlines that name their source beside a mark: "Bridge blown up: army", "Minister: border to stay shut"."""

from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word, Words
from kg.extraction.reading import Reading
from kg.extraction.sayings.saying_scope import FINITE, trimmed

_MARKS: Final = frozenset({":", "-", "–", "—", "--"})
_STOPS: Final = frozenset({".", "?", "!", ";"})
_PAST: Final = frozenset({"VBD", "VBN"})
_LONGEST: Final = 5
"""Words of a source."""
_SHORTEST: Final = 3
"""Words of what it says."""
_NAMES: Final = frozenset({"PERSON", "ORG", "NORP"})
_NO_SOURCES: Final = frozenset({"DATE", "TIME", "CARDINAL", "GPE", "LOC", "FAC"})


def headline_source(reading: Reading, sentence: Words) -> tuple[Word, Word, list[Word]] | None:
    """Return mark, speaker and what is said of a headline, or of a message; None where none is named."""
    if _MARKS.isdisjoint(word.form for word in sentence):
        return None
    words = [token for token in sentence if not token.is_space]
    marks = [at for at, token in enumerate(words) if token.text in _MARKS and _is_free(token)]
    if not marks:
        return None
    ended = words[-1].text in _STOPS
    last, first = marks[-1], marks[0]
    speaker = None if ended else _speaker(words[last + 1 :])
    if speaker is not None and _is_clause(reading, words[:last]) and not _is_dated(speaker, words[last]):
        return words[last], speaker, trimmed(words[:last])
    speaker = _speaker([word for word in words[:first] if word.text != ","])
    if speaker is None or words[first].text != ":" or not _speaks(reading, speaker):
        return None
    told = trimmed(words[first + 1 :])
    if len(told) < _SHORTEST or (ended and not _is_message(reading, sentence, told)):
        return None
    return words[first], speaker, told


def is_shortened_passive(verb: Word) -> bool:
    """Tell whether a headline leaves out a form of "be": "Two Britons confirmed killed", "Four feared dead"."""
    behind = [word for word in children(verb, "xcomp", "oprd") if word.i == verb.i + 1]
    return verb.tag in _PAST and any(word.tag in ("VBN", "JJ") for word in behind)


def _is_message(reading: Reading, sentence: Words, told: list[Word]) -> bool:
    """Tell whether a paragraph begins with its source: "General Staff: troops shelled Nikopol."."""
    first = sentence[0]
    opens = first.i == 0 or first.neighbour(-1).is_space or first.is_space
    return opens and any(word.tag in FINITE for word in told)


def _is_free(token: Word) -> bool:
    """Tell whether a mark parts two pieces of text, unlike the hyphen of a word."""
    before = token.neighbour(-1) if token.i > 0 else None
    return token.text == ":" or bool(before is not None and before.space and token.space)


def _speaker(words: list[Word]) -> Word | None:
    """Return the head of a short phrase without a verb, the last noun before its first preposition."""
    if not 0 < len(words) <= _LONGEST or any(word.pos in ("VERB", "AUX", "PUNCT", "NUM") for word in words):
        return None
    end = next((at for at, word in enumerate(words) if word.pos == "ADP"), len(words))
    head = words[end - 1] if end else None
    return head if head is not None and head.pos in ("NOUN", "PROPN") else None


def _is_clause(reading: Reading, words: list[Word]) -> bool:
    """Tell whether words tell something: "bridge blown up", "six dead in Karm"."""
    telling = (word for word in words if word.pos in ("VERB", "AUX") or reading.event_at(word) is not None)
    return len(words) >= _SHORTEST and any(telling)


def _is_dated(speaker: Word, mark: Word) -> bool:
    """Tell whether what stands behind a dash is a place or a time, or one of several things, and no source."""
    return speaker.ent_type in _NO_SOURCES or any(det.i > mark.i for det in children(speaker, "det"))


def _speaks(reading: Reading, speaker: Word) -> bool:
    """Tell whether somebody may speak; a place before the mark is what the text is about: "Sudan: clinic hit"."""
    entity = reading.entity_at(speaker)
    if entity is None:
        return speaker.ent_type in _NAMES
    return reading.is_a(entity.cls, "Agent") or (speaker.ent_type in _NAMES and not reading.is_a(entity.cls, "Place"))
