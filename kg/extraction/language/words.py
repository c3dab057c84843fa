"""The words of an analysed text as plain objects, which answer far faster than spaCy's tokens do.

A text is a tuple of its words, so that slices, loops and look-ups are Python's own; a sentence is a tuple, too.
"""

from bisect import bisect_right
from collections.abc import Iterator

from kg.extraction.mention import Span


class Word:
    """One word, mark or stretch of white space of a text; where it stands, what it is, what it hangs on."""

    __slots__ = (
        "children",
        "dep",
        "doc",
        "end",
        "ent_type",
        "form",
        "forms",
        "head",
        "i",
        "idx",
        "inside",
        "is_punct",
        "is_quote",
        "is_space",
        "left_edge",
        "lemma",
        "like_num",
        "morph",
        "pos",
        "right_edge",
        "sentence",
        "space",
        "tag",
        "text",
    )

    i: int
    """The number of the word in its text."""
    doc: "Words"
    """All words of the text."""
    sentence: "Words"
    idx: int
    """Where its characters begin in the text, and where they end."""
    end: int
    text: str
    space: bool
    """Whether a blank follows that belongs to no word."""
    form: str
    """The word in small letters, as it stands; and its lemma in small letters."""
    lemma: str
    forms: tuple[str, str]
    """Lemma and form."""
    pos: str
    tag: str
    dep: str
    morph: str
    head: "Word"
    """The word above in the tree, or the word itself where there is none."""
    children: "Words"
    """The words below in the tree, in the order of the text."""
    left_edge: "Word"
    """The first word of all that hang on it, itself included; and the last."""
    right_edge: "Word"
    ent_type: str
    """The label of the name that the recogniser saw here, or nothing."""
    inside: bool
    """Whether it goes on with a name that the recogniser saw begin before it."""
    like_num: bool
    is_punct: bool
    is_quote: bool
    is_space: bool

    def __repr__(self) -> str:
        return f"Word({self.i}, {self.text!r})"

    @property
    def is_sent_start(self) -> bool:
        """Whether it begins a sentence."""
        return self.sentence[0] is self

    @property
    def lefts(self) -> "Words":
        """The children before it."""
        return tuple(child for child in self.children if child.i < self.i)

    @property
    def subtree(self) -> "list[Word]":
        """The word and all that hang on it, as the tree orders them."""
        found: list[Word] = []
        _collect(self, found)
        return found

    @property
    def ancestors(self) -> "Iterator[Word]":
        """The words above it, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def conjuncts(self) -> "Words":
        """The words that stand beside it in a list, itself excluded."""
        first = self
        while first.dep == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.children if child.dep == "conj" and child.i > word.i]
        return tuple(word for word in found if word is not self)

    def is_ancestor(self, other: "Word") -> bool:
        """Tell whether another word hangs on it, directly or not."""
        return any(above is self for above in other.ancestors)

    def neighbour(self, way: int = 1) -> "Word":
        """Return the word that stands so many words further on."""
        return self.doc[self.i + way]

    def feature(self, name: str) -> str:
        """Return a feature of the form, ``Masc`` for ``Gender``, or nothing."""
        return next((pair.partition("=")[2] for pair in self.morph.split("|") if pair.startswith(f"{name}=")), "")


Words = tuple[Word, ...]


def _collect(word: Word, found: list[Word]) -> None:
    children, before = word.children, True
    for child in children:
        if before and child.i > word.i:
            found.append(word)
            before = False
        _collect(child, found)
    if before:
        found.append(word)


def sentences_of(words: Words) -> list[Words]:
    """Return the sentences of a text."""
    return [word.sentence for word in words if word.is_sent_start]


def names_in(words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last word of each name that the recogniser saw, and its label."""
    first = None
    for word in words:
        if first is not None and not word.inside:
            yield first.i, word.i - 1, first.ent_type
            first = None
        if word.ent_type and first is None:
            first = word
    if first is not None:
        yield first.i, len(words) - 1, first.ent_type


def words_at(words: Words, span: Span) -> Words:
    """Return the words in which some characters of a text lie; none outside it."""
    end = words[-1].end + words[-1].space if words else 0
    if not 0 <= span.begin < end or not 0 < span.end <= end:
        return ()
    first, last = (bisect_right(words, at, key=_begin) - 1 for at in (span.begin, span.end - 1))
    behind = span.begin == words[first].end  # the blank behind a word is no part of it
    return words[first + behind : last + 1]


def _begin(word: Word) -> int:
    return word.idx


def root_of(words: Words) -> Word:
    """Return the word of a phrase that stands highest in the tree, the first of several."""
    if len(words) == 1:
        return words[0]
    root = next((word for word in words if word.head is word), None)
    first, last = words[0].i, words[-1].i
    outer = (word for word in words if not first <= word.head.i <= last)
    return root or min(outer, key=_depth, default=words[0])


def _depth(word: Word) -> int:
    """Return how far down the tree a word stands; marks and white space with nothing below are no heads."""
    if not word.children and (word.is_punct or word.is_space):
        return len(word.doc) - 1
    return sum(1 for _ in word.ancestors)


def text_of(words: Words) -> str:
    """Return words as they were analysed, with the blanks between them."""
    return "".join(word.text + " " * word.space for word in words[:-1]) + words[-1].text if words else ""
