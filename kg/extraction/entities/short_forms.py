"""Names told with their short form in brackets: "the National Liberation Army (ELN)" is one body, whatever the letters.

Who knows one of both forms knows the other: a name that many bodies share is that of the short form beside it.
"""

from dataclasses import replace
from itertools import pairwise

from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

_SHORTEST = 3
"""Capitals of a short form that a name is looked for."""


def read_short_forms(reading: Reading) -> None:
    """Let a body's name and the short form in brackets behind it be the same, here and wherever the text has them."""
    bodies = [m for m in reading.entities if m.kind == "name" and reading.is_a(m.cls, "Organisation")]
    for name, short in pairwise(sorted(bodies, key=lambda mention: mention.span.begin)):
        if not _is_short_form(reading, name, short):
            continue
        reading.groups.append((name.id, short.id))
        known = short if short.individual else name
        other = name if known is short else short
        if known.individual and not other.individual:
            for mention in bodies:
                if mention.name == other.name:
                    reading.entities[mention.id] = replace(mention, cls=known.cls, individual=known.individual)
    _read_initials(reading, [reading.entities[mention.id] for mention in bodies])


def _read_initials(reading: Reading, bodies: list[EntityMention]) -> None:
    """Let capitals that many bodies share mean the one that the text has told: FSA a Financial Services Agency."""
    named = [m for m in bodies if m.individual is None and len(m.name.split()) > 1]
    for short in bodies if named else ():
        if (
            short.individual is None
            or not short.name.isupper()
            or not short.name.isalpha()
            or len(short.name) < _SHORTEST
        ):
            continue
        told = [name for name in named if name.span.end <= short.span.begin and _ends_in(name, short.name)]
        full = any(m.individual == short.individual and m.name != short.name for m in bodies)
        if told and not full:
            reading.entities[short.id] = replace(short, cls=told[-1].cls, individual=None)
            reading.groups.append((told[-1].id, short.id))


def _ends_in(body: EntityMention, letters: str) -> bool:
    """Tell whether the last words of a name begin with these letters."""
    return "".join(word[0] for word in body.name.split() if word[0].isupper()).endswith(letters)


def _is_short_form(reading: Reading, name: EntityMention, short: EntityMention) -> bool:
    between = reading.text[name.span.end : short.span.begin]
    closed = reading.text[short.span.end : short.span.end + 1] == ")"
    beside = between == " (" and closed and short.name.isupper() and " " not in short.name
    return beside and not reading.is_a(short.cls, "MediaOutlet") and len(short.name) < len(name.name)
