"""Direct speech: what stands between quotation marks, and the verb that tells whose words they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word, Words

_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
MARKS = frozenset('"') | _OPENING | _CLOSING
_ENDS = frozenset({".", "?", "!", "…", ",", "..."})
_STOPS = frozenset({".", "?", "!", "…", ";"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHORTEST = 2
_NEAR = 14
"""Tokens from a quotation mark within which the verb must stand."""


@dataclass(slots=True)
class Quotation:
    """Tokens ``first`` to ``last`` between two marks; ``cue`` is None where it goes on with the one before."""

    first: int
    last: int
    cue: Word | None = None
    speaker: Word | None = None
    beside: bool = False
    """Whether the verb belongs to the sentence after it, which may tell more than who spoke."""


def quotations(doc: Words) -> list[Quotation]:
    """Return the quotations of a text that are whole sentences, each with its verb and speaker where told."""
    found = list(_between_marks(doc))
    used: set[int] = set()
    for number, quotation in enumerate(found):
        limit = found[number + 1].first - 1 if number + 1 < len(found) else len(doc)
        start = found[number - 1].last + 1 if number else 0
        cue = _after(doc, quotation, limit) or _before(doc, quotation, start)
        quotation.beside = cue is None
        cue = cue or _beside(doc, quotation, limit)
        if cue is not None and cue.i not in used:
            used.add(cue.i)
            quotation.cue, quotation.speaker = cue, _speaker(cue, quotation)
    return found


def _between_marks(doc: Words) -> Iterator[Quotation]:
    opened: int | None = None
    for token in doc:
        if token.is_space and token.text.count("\n") > 1:
            goes_on = token.i + 1 < len(doc) and doc[token.i + 1].text in MARKS
            if opened is not None and goes_on and token.i - opened > _SHORTEST and doc[token.i - 1].text in _STOPS:
                # The closing mark is left out where the speaker goes on in the next paragraph.
                yield Quotation(opened + 1, token.i - 1)
            opened = None
        if token.text not in MARKS and not (opened is not None and _CLOSING.intersection(token.text)):
            continue
        if opened is None or token.text in _OPENING:
            opened = None if token.text in _CLOSING else token.i
            continue
        first, last = opened + 1, token.i - 1
        opened = None
        if last - first >= _SHORTEST - 1 and _is_speech(doc, first, last):
            yield Quotation(first, last)


def _is_speech(doc: Words, first: int, last: int) -> bool:
    """Tell whether a quotation is a sentence, rather than words of somebody that another sentence takes up."""
    after = doc[last + 2].text if last + 2 < len(doc) else "."
    ends = doc[last].text in _ENDS or after in _ENDS
    before = doc[first - 2] if first > 1 else None
    begins = before is None or before.is_space or before.text in (":", ",", *_STOPS, *MARKS)
    told = any(token.pos in ("VERB", "AUX") for token in doc[first:last])
    return ends and (begins or (told and doc[last].text in _STOPS and doc[first].text.istitle()))


def _after(doc: Words, quotation: Quotation, limit: int) -> Word | None:
    """Return the verb after a quotation that its sentence goes on with: “…,” said the mayor."""
    if doc[quotation.last].text == ".":
        return None
    for token in doc[quotation.last + 2 : min(limit, quotation.last + _NEAR)]:
        if token.text in _STOPS or token.is_space:
            return None
        finite = token.tag in ("VBD", "VBZ", "VBP") or (token.tag == "VBN" and children(token, "auxpass"))
        if token.pos == "VERB" and finite and token.dep != "relcl":
            return token
    return None


def _before(doc: Words, quotation: Quotation, start: int) -> Word | None:
    """Return the verb before a quotation that leads up to it: the mayor said: “…”."""
    mark = quotation.first - 2
    if mark < 1 or (doc[mark].text not in (",", ":") and doc[mark].pos != "VERB"):
        return None
    for token in reversed(doc[max(start, mark - _NEAR) : mark + 1]):
        if token.text in _STOPS or token.is_space or token.text in MARKS:
            return None
        if token.pos == "VERB" and token.tag in ("VBD", "VBZ", "VBP") and children(token, *_SUBJECTS):
            return token
    return None


def _beside(doc: Words, quotation: Quotation, limit: int) -> Word | None:
    """Return the verb of a person beside whose words stand without one: “…” The miner points to the shaft."""
    if doc[quotation.last].text not in _STOPS or quotation.last + 2 >= limit:
        return None
    for token in doc[quotation.last + 2 : min(limit, quotation.last + _NEAR)]:
        if token.is_space or token.text in _STOPS:
            return None
        subjects = [s for s in children(token, "nsubj") if s.ent_type == "PERSON"]
        if subjects and token.pos == "VERB" and subjects[0].left_edge.i == quotation.last + 2:
            return token
    return None


def _speaker(cue: Word, quotation: Quotation) -> Word | None:
    """Return who speaks: the subject outside the quotation, on whichever side of the verb the parser saw it."""
    inside = range(quotation.first - 1, quotation.last + 2)
    own = [s for s in children(cue, "nsubj", "nsubjpass") if s.i not in inside]
    inverted = [s for s in children(cue, "dobj", "attr", "oprd") if s.i > cue.i and s.i not in inside]
    behind = [s for s in cue.doc[cue.i + 1 : cue.i + _NEAR] if s.dep == "nsubj" and s.left_edge.i == cue.i + 1]
    return next(iter([*own, *inverted, *behind]), None)
