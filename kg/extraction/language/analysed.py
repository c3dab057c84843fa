"""Words made of a text that spaCy has analysed."""

import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from spacy.attrs import (  # type: ignore[import-not-found]  # made of C, without types
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IS_PUNCT,
    IS_QUOTE,
    IS_SPACE,
    LEMMA,
    LIKE_NUM,
    MORPH,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.language.words import Word, Words

_STRINGS: Final = (ORTH, LEMMA, POS, TAG, DEP, ENT_TYPE, MORPH)
_FLAGS: Final = (ENT_IOB, LIKE_NUM, IS_PUNCT, IS_QUOTE, IS_SPACE, SPACY)
"""Numbers that are 1 where it is so; ENT_IOB is 1 within a name."""
_MOST: Final = 200_000
"""Strings remembered at most, some 30 MB."""


class _Strings(dict[int, str]):
    """The strings behind spaCy's numbers, each looked up once; where there are too many, all are forgotten."""

    def __init__(self, vocab: Vocab, *, small: bool = False) -> None:
        self._strings = vocab.strings
        self._small = small

    def __missing__(self, key: int) -> str:
        text = self._strings[key]
        if len(self) >= _MOST:
            self.clear()
        self[key] = sys.intern(text.lower() if self._small else text)
        return self[key]


@lru_cache(maxsize=2)  # a pipeline has one vocabulary; asked anew for each text, its strings took a fifth of the time
def _strings_of(vocab: Vocab) -> tuple[_Strings, _Strings]:
    """Return the strings of a vocabulary, and the same in small letters."""
    return _Strings(vocab), _Strings(vocab, small=True)


def words_of(doc: Doc) -> Words:
    """Return the words of an analysed text."""
    strings, small = _strings_of(doc.vocab)
    table = doc.to_array([*_STRINGS, *_FLAGS, SENT_START, HEAD])
    names, flags = table[:, : len(_STRINGS)].tolist(), (table[:, len(_STRINGS) : -2] == 1).tolist()
    words = tuple([Word() for _ in names])
    end = 0
    for i, (word, numbers, marks) in enumerate(zip(words, names, flags, strict=True)):
        orth, lemma, pos, tag, dep, ent_type, morph = numbers
        word.i, word.doc, word.text, word.idx = i, words, strings[orth], end
        word.inside, word.like_num, word.is_punct, word.is_quote, word.is_space, word.space = marks
        word.end = end + len(word.text)
        end = word.end + 1 if word.space else word.end
        word.forms = word.lemma, word.form = small[lemma], small[orth]
        word.pos, word.tag, word.dep, word.morph = strings[pos], strings[tag], strings[dep], strings[morph]
        word.ent_type = strings[ent_type]
    _join(words, table[:, -1].astype("int64").tolist())
    _part(words, table[:, -2].tolist())
    return words


def _join(words: Words, ways: Sequence[int]) -> None:
    """Hang each word on the one that is so many words further on."""
    below: dict[int, list[Word]] = {}
    for i, (word, way) in enumerate(zip(words, ways, strict=True)):
        word.head, word.children = words[i + way], ()
        if way:
            below.setdefault(i + way, []).append(word)
        word.left_edge = word.right_edge = word
    for i, children in below.items():
        words[i].children = tuple(children)
    for word in words:
        above = word.head
        while above.left_edge.i > word.i:
            above.left_edge, above = word, above.head
    for word in reversed(words):
        above = word.head
        while above.right_edge.i < word.i:
            above.right_edge, above = word, above.head


def _part(words: Words, starts: Sequence[int]) -> None:
    """Tell each word its sentence."""
    begins = [i for i, start in enumerate(starts) if start == 1 or i == 0]
    for begin, end in pairwise([*begins, len(words)]):
        sentence = words[begin:end]
        for word in sentence:
            word.sentence = sentence


def let_go(words: Words) -> None:
    """Part words that are done with: they hold one another, and the collector would take longer than their making."""
    for word in words:
        del word.doc, word.sentence, word.head, word.children, word.left_edge, word.right_edge
