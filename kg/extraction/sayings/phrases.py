"""Sayings without a verb of saying: "according to X", "in X's account", "was reportedly attacked"."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children
from kg.extraction.language.words import Word, Words
from kg.extraction.mention import Stance
from kg.extraction.sayings.contents import Cues
from kg.extraction.sayings.saying import Saying
from kg.extraction.sayings.saying_scope import has_verb, is_contrast, segment, trimmed

_EDGES: Final = frozenset({",", ";", "-", "–", "("})
_LONGEST: Final = 4
"""Words of a phrase."""


def read_phrase(words: Cues, token: Word) -> Iterator[Saying]:
    """Read "according to X", "in the view of X", "in X's view": X vouches for the clause that the phrase stands in."""
    if token.pos in ("NOUN", "PROPN"):
        return
    low, high = segment(token)
    if token.text.istitle() and token.i > low and token.neighbour(-1).pos == "PROPN":
        # "Colonel Per Lind".
        return
    last, speakers = _said_by(words, token)
    speakers = [speaker for speaker in speakers if speaker.i <= high and speaker.tag not in RELATIVE_PRONOUNS]
    if not speakers or not (token.i == low or token.doc[token.i - 1].text in _EDGES or last.i > token.i):
        return
    end = min(max(last.i, *(t.i for t in speakers[0].subtree)), high)
    before, after = list(token.doc[low : token.i]), list(token.doc[end + 1 : high + 1])
    content = trimmed(before if has_verb(before) and not has_verb(after) else [*before, *after])
    if content:
        yield Saying((token.i, last.i), speakers[0], content, "asserts")


def _said_by(words: Cues, token: Word) -> tuple[Word, list[Word]]:
    """Return the last word of a phrase of saying, and those whom it names; nobody where the words are none."""
    for noun in children(token, "pobj"):
        owners = children(noun, "poss")
        if owners and (token.form, "the", noun.form, "of") in words:
            return noun, owners
    doc: Words = token.doc
    last, phrase = token, [token.form]
    while tuple(phrase) not in words and len(phrase) < _LONGEST and last.i + 1 < len(doc):
        last = doc[last.i + 1]
        phrase.append(last.form)
    return last, children(last, "pobj", "prep") if tuple(phrase) in words else []


def read_hearsay(adverb: Word, stance: Stance) -> Iterator[Saying]:
    """Read "was reportedly attacked": somebody says so, nobody is named."""
    verb = adverb.head if adverb.head.pos in ("VERB", "AUX") else adverb.head.head
    if verb.pos in ("VERB", "AUX"):
        low, high = segment(adverb)
        beside = {t for clause in children(verb, "advcl") if is_contrast(clause) for t in clause.subtree}
        tokens = trimmed(sorted((t for t in verb.subtree if low <= t.i <= high and t not in beside), key=lambda t: t.i))
        tokens = tokens[1:] if tokens[0] == adverb else tokens
        yield Saying((adverb.i, adverb.i), None, trimmed(tokens), stance)
