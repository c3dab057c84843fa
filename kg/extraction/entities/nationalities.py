"""Nationality adjectives as mentions of their country, where they act: "Israeli raids"."""

from spacy.tokens import Token

from kg.extraction.mention import EntityMention, Span
from kg.extraction.reading import Reading
from kg.namespaces import NS


def nationality_mention(reading: Reading, where: Token | EntityMention) -> EntityMention | None:
    """Return a mention of the country whose adjective a token is, or that stands in a phrase; else None."""
    if isinstance(where, Token):
        tokens = [where]
    else:
        tokens = list(reading.doc.char_span(where.span.begin, where.span.end, alignment_mode="expand") or ())
    demonyms = reading.knowledge.lexicon.demonyms
    token = next((token for token in tokens if token.lower_ in demonyms and token.text[0].isupper()), None)
    if token is None:
        return None
    span = Span(token.idx, token.idx + len(token))
    known = next((entity for entity in reading.entities if entity.span == span), None)
    return known or _add(reading, token, demonyms[token.lower_], span)


def _add(reading: Reading, token: Token, country: str, span: Span) -> EntityMention:
    number = len(reading.entities)
    mention = EntityMention(
        number,
        span,
        reading.text_of(span),
        reading.sentence_of[token.i],
        NS + "Country",
        "name",
        token.text,
        token.lower_,
        country,
    )
    reading.entities.append(mention)
    reading.head_of[number] = token.i
    reading.heads.setdefault(token.i, number)
    return mention
