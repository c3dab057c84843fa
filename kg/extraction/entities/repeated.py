"""Names that a text has told once and tells again, where the language model has not seen them the second time."""

from collections.abc import Iterable, Iterator
from typing import Final

from kg.extraction.language.words import Words
from kg.namespaces import NS

_SHORTEST: Final = 4
"""Letters of a single word that is taken for a name again; shorter ones are too often something else."""

Name = tuple[int, int, str]
"""First and last token of a name, and its class."""


def repeated_names(doc: Words, named: Iterable[Name], covered: set[int]) -> Iterator[Name]:
    """Yield where names stand again in tokens that are not covered, a person's last name for the person too."""
    texts = tuple(token.text for token in doc)
    told = _told(texts, named)
    openings = {words[0] for words in told if words[0][0].isupper()}
    lengths = sorted({len(words) for words in told}, reverse=True)
    end = 0
    for i, text in enumerate(texts):
        if text not in openings or i < end or doc[i].pos != "PROPN":
            continue
        fitting = (k for k in lengths if i + k <= len(texts) and texts[i : i + k] in told)
        length = next((k for k in fitting if _is_free(i, k, covered)), 0)
        if length:
            end = i + length
            yield i, end - 1, told[texts[i:end]]


def _told(texts: tuple[str, ...], named: Iterable[Name]) -> dict[tuple[str, ...], str]:
    told: dict[tuple[str, ...], str] = {}
    for first, last, cls in named:
        words = texts[first : last + 1]
        told.setdefault(words, cls)
        if cls == NS + "Person" and len(words) > 1:
            told.setdefault(words[-1:], cls)
    return {words: cls for words, cls in told.items() if len(words) > 1 or len(words[0]) >= _SHORTEST}


def _is_free(first: int, length: int, covered: set[int]) -> bool:
    return covered.isdisjoint(range(first, first + length))
