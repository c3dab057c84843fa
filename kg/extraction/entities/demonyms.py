"""Nationality adjectives of one word or two, and those of wider regions, which end alike: "South American"."""

from typing import Final

from kg.extraction.reading import Reading

_REGIONS: Final = "RegionWord"
_LENGTHS: Final = (2, 3)
"""Tokens of a region's adjective, a hyphen being one: "Latin American", "African-American"."""


def country_of_adjective(reading: Reading, last: int) -> tuple[int, str] | None:
    """Return the first token, and the country, of the nationality adjective that ends at a token; None if none does."""
    if ends_region(reading, last):
        return None
    demonyms, here = reading.knowledge.lexicon.demonyms, reading.forms[last][1]
    pair = f"{reading.forms[last - 1][1]} {here}" if last else ""
    if pair in demonyms:
        return last - 1, demonyms[pair]
    return (last, demonyms[here]) if here in demonyms else None


def ends_region(reading: Reading, last: int) -> bool:
    """Tell whether a token, also in the plural, ends the adjective of a region wider than a country."""
    regions = reading.knowledge.lexicon.cues[_REGIONS]
    words = [form for _, form in reading.forms[max(0, last + 1 - _LENGTHS[-1]) : last + 1]]
    words[-1] = words[-1].removesuffix("s")
    return any(tuple(words[-length:]) in regions for length in _LENGTHS)
