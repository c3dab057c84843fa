"""Nationality adjectives as mentions of their country: "Israeli raids", "a Syrian general"."""

from typing import Final

from kg.extraction.entities.added import add_mention
from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.language.words import Word, words_at
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS

_MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "npadvmod"})


def find_nationalities(reading: Reading) -> None:
    """Add a mention for each nationality before a noun that is not part of a name.

    Comes last: what a nationality modifies has been read by then, and a nationality is where nothing happens.
    """
    ends = reading.knowledge.demonym_ends
    for token in (word for word in reading.doc if word.form in ends):
        if _modifies(token) and not _is_part_of_name(reading, token):
            nation = nationality_mention(reading, token)
            if nation:
                grouped(reading, nation)


def _modifies(token: Word) -> bool:
    """Tell whether a word stands before a noun, alone or in a list: "Russian and Turkish", "French-led"."""
    while token.dep == "conj" and token.head.i != token.i:
        token = token.head
    compounded = token.i + 1 < len(token.doc) and token.neighbour().tag == "HYPH"
    return compounded or token.dep in _MODIFIERS


def _is_part_of_name(reading: Reading, token: Word) -> bool:
    number = reading.mention_of.get(token.i)
    return number is not None and reading.entities[number].kind == "name"


def grouped(reading: Reading, nation: EntityMention) -> int:
    """Put a mention that coreference has not seen with the other mentions of its country; return its number."""
    if not any(nation.id in group for group in reading.groups):
        country = (g for g in reading.groups if reading.entities[g[0]].individual == nation.individual)
        group = next(country, ())
        reading.groups = [g for g in reading.groups if g != group] + [(*group, nation.id)]
    return nation.id


def nationality_mention(reading: Reading, where: Word | EntityMention) -> EntityMention | None:
    """Return a mention of the country whose adjective a token is, or that stands in a phrase; else None."""
    tokens = (where,) if isinstance(where, Word) else words_at(reading.doc, where.span)
    adjectives = ((token, country_of_adjective(reading, token.i)) for token in tokens if token.text[0].isupper())
    token, found = next(((token, found) for token, found in adjectives if found), (None, None))
    if token is None or found is None:
        return None
    first, country = found
    span = reading.characters(first, token.i)
    known = next((entity for entity in reading.entities if entity.span == span), None)
    return known or add_mention(reading, first, token.i, NS + "Country", individual=country)
