"""Names of known individuals, found in the tokens of a text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.language import Language

from kg.extraction.language.words import Words
from kg.ontology.lexicon import Name

_SHORT: Final = 4
"""Letters of what a name joins to its next word with a hyphen or with a blank."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Tokens ``first`` to ``last`` (inclusive) are a name of an individual."""

    first: int
    last: int
    individual: str


class NameMatcher:
    """Finds the longest names, left to right, without overlaps."""

    def __init__(self, names: Iterable[Name], nlp: Language) -> None:
        self._exact: dict[tuple[str, ...], str] = {}
        self._folded: dict[tuple[str, ...], str] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in names:
            tokens = tuple(token.text for token in nlp.make_doc(name.text) if not token.is_space)
            if not tokens:
                continue
            for words in (tokens,) if name.exact else (tokens, _unjoined(tokens)):
                table, key = (self._exact, words) if name.exact else (self._folded, _folded(words))
                table.setdefault(key, name.individual)
                lengths[_folded(words[:1])[0]].add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        """First word → how many words the names with it have, the longest first."""

    def find(self, doc: Words) -> list[NameMatch]:
        """Return the names in a text; a name is written with a capital or digit at its start."""
        texts = tuple(token.text for token in doc)
        folded = tuple(token.form.replace("’", "'") for token in doc)
        found: list[NameMatch] = []
        for i, first in enumerate(folded):
            if first in self._lengths and (not found or i > found[-1].last):
                match = self._match_at(texts, folded, i)
                found += [match] if match else []
        return found

    def _match_at(self, texts: tuple[str, ...], folded: tuple[str, ...], i: int) -> NameMatch | None:
        first = texts[i]
        if first[0].islower() and not any(letter.isupper() for letter in first):
            return self._match_lower(folded, i)
        for length in self._lengths[folded[i]]:
            words = texts[i : i + length]
            individual = self._exact.get(words) or self._folded.get(folded[i : i + length])
            if individual and len(words) == length:
                return NameMatch(i, i + length - 1, individual)
        return None

    def _match_lower(self, folded: tuple[str, ...], i: int) -> NameMatch | None:
        """Match a name that is itself written small ("international coalition", "al-Shabaab")."""
        for length in self._lengths[folded[i]]:
            words = folded[i : i + length]
            individual = self._folded.get(words)
            if individual and len(words) == length and (length > 1 or "-" in words[0]):
                return NameMatch(i, i + length - 1, individual)
        return None


def _unjoined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name as others spell it who join no short word to the next: "Haider al Abadi", "Kim Jong Un"."""
    joined = (i for i in range(1, len(words) - 1) if words[i] == "-" and words[i + 1][0].isupper())
    left_out = {i for i in joined if len(words[i - 1]) <= _SHORT}
    return tuple(word for i, word in enumerate(words) if i not in left_out)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in words)
