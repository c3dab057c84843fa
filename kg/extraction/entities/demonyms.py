"""Nationality adjectives, and those of regions and peoples that have one in them: "South American", "Bosnian Serb"."""

from typing import Final

from kg.extraction.reading import Reading

_REGIONS: Final = "RegionWord"
_LENGTHS: Final = (2, 3)
"""Tokens of such an adjective, a hyphen being one: "Latin American", "African-American"."""


def country_of_adjective(reading: Reading, last: int) -> tuple[int, str] | None:
    """Return the first token, and the country, of the nationality adjective that ends at a token; None if none does."""
    demonyms, here = reading.knowledge.lexicon.demonyms, reading.doc[last].form
    pair = f"{reading.doc[last - 1].form} {here}" if last else ""
    name, first = (pair, last - 1) if pair in demonyms else (here, last)
    return (first, demonyms[name]) if name in demonyms and not is_of_region(reading, last) else None


def is_of_region(reading: Reading, token: int) -> bool:
    """Tell whether a token, also in the plural, begins or ends the adjective of a region or a people."""
    regions = reading.knowledge.lexicon.cues[_REGIONS]
    before, behind = _words(reading, token + 1 - _LENGTHS[-1], token), _words(reading, token, token + _LENGTHS[-1] - 1)
    return any(before[-length:] in regions or behind[:length] in regions for length in _LENGTHS)


def _words(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    words = [word.form for word in reading.doc[max(first, 0) : last + 1]]
    return (*words[:-1], words[-1].removesuffix("s"))
