"""The record of a correction: which words of which article a person judged, what is read there, and what holds instead.

It is keyed on evidence, never on an event of the graph, which may be another after the next article.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Deed = Literal["veto", "confirm", "edit", "merge", "split"]
"""What is decided: that a claim supports no fact; that it does, whoever says so and however; that it says else; that
what the first words tell is one event with what each of the others tell; that it is another."""
REPORT = "Report"
"""What is judged where reports are merged and split: not a claim, but the telling of an event."""
_OF_REPORTS = frozenset({"merge", "split"})


@dataclass(frozen=True, slots=True)
class Passage:
    """Words exactly where an article has them, and the sentence around the first of them."""

    article: str
    """Key of the article."""
    characters: tuple[tuple[int, int], ...]
    """Where they begin and end, in the order of the text."""
    words: tuple[str, ...]
    sentence: str

    def stands_in(self, text: str) -> bool:
        """Tell whether a text still has these words at these characters, in that sentence."""
        (begin, end), length = self.characters[0], len(self.sentence)
        around = text[max(0, end - length) : begin + length]
        told = tuple(text[first:last] for first, last in self.characters)
        return told == self.words and self.sentence in around


@dataclass(frozen=True, slots=True)
class Said:
    """What is read of a passage: the kind of claim, its property and its value, as short texts."""

    kind: str
    property: str
    value: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a person."""

    name: str
    """By which it is undone; another one for each correction."""
    deed: Deed
    passages: tuple[Passage, ...]
    said: Said
    by: str
    on: datetime
    why: str
    becomes: Said | None = None
    """What an edited claim says instead, a claim of the same kind."""

    @property
    def is_of_reports(self) -> bool:
        """Return whether it tells which reports are of one event, rather than what a claim is worth."""
        return self.deed in _OF_REPORTS


@dataclass(frozen=True)
class Corrections:
    """All corrections that are to hold."""

    all: tuple[Correction, ...] = ()
    _of_article: dict[str, list[Correction]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for correction in self.all:
            for article in articles_of([correction]):
                self._of_article.setdefault(article, []).append(correction)

    def of(self, article: str) -> list[Correction]:
        """Return those that rest on words of an article, named by its key."""
        return self._of_article.get(article, [])


def articles_of(corrections: Iterable[Correction]) -> list[str]:
    """Return the keys of the articles on whose words corrections rest, sorted."""
    return sorted({passage.article for correction in corrections for passage in correction.passages})
