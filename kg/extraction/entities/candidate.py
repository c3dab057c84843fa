"""Tokens that may become an entity mention."""

from dataclasses import dataclass

from kg.extraction.mention import Kind


@dataclass(slots=True)
class Candidate:
    """Tokens ``first`` to ``last`` that may become a mention."""

    first: int
    last: int
    head: int
    cls: str
    kind: Kind
    individual: str | None = None
    head_words: int = 0
    """How many words at the end are the class's head noun."""
