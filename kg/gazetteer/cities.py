"""Which words name cities."""

from typing import Final

from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.place import Kind

_KINDS: Final[tuple[Kind, ...]] = ("settlement",)
_SMALLEST: Final = 100_000
"""Inhabitants; below that there is a place for nearly every word."""


def is_city(gazetteer: Gazetteer, word: str) -> bool:
    """Tell whether a word, in whatever case, is the name of a settlement of at least 100,000 inhabitants."""
    found = gazetteer.find(word, kinds=_KINDS, limit=1)
    return bool(found) and found[0].population >= _SMALLEST
