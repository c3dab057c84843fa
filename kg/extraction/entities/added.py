"""Mentions that later steps find: words that a step before had no reason to take for somebody or something."""

from kg.extraction.language.words import root_of
from kg.extraction.mention import EntityMention, Kind
from kg.extraction.reading import Reading


def add_mention(
    reading: Reading, first: int, last: int, cls: str, *, kind: Kind = "name", individual: str | None = None
) -> EntityMention:
    """Add and return a mention of the tokens from the first to the last; what covers them already stays."""
    number = len(reading.entities)
    span = reading.characters(first, last)
    text = reading.text_of(span)
    head = root_of(reading.doc[first : last + 1]).i
    lemma = reading.doc[head].lemma if kind == "nominal" else text.lower()
    mention = EntityMention(
        number, span, text, reading.sentence_of[head], cls, kind, " ".join(text.split()), lemma, individual
    )
    reading.entities.append(mention)
    reading.head_of[number] = head
    reading.heads.setdefault(head, number)
    return mention
