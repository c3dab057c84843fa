"""Whether a text is in English, the one language that Sitrep reads."""

from typing import Final

import py3langid

from kg.errors import ArticleError

SHORTEST_SURE_TEXT: Final = 200
"""In texts of fewer characters names outweigh words, and a language must be surer than English by far."""
_SHORTEST_TEXT: Final = 40
"""Texts of fewer characters are taken for English."""
_SURER: Final = 1.5
"""By how much the logarithm of a language's likelihood must exceed English's for each character of a short text.

Sentences in French, German, Spanish, Italian, Polish, Turkish and Swedish have 1.6 to 3.3, English ones that name
Spanish schools or Arab groups up to 0.9.
"""
_SAMPLE: Final = 20_000
_ENGLISH: Final = frozenset({"en", "pcm"})
"""Nigerian Pidgin is what English news from Nigeria is often taken for."""


def check_english(text: str) -> None:
    """Raise ArticleError if it is sure that the text is not in English."""
    if len(text) < _SHORTEST_TEXT:
        return
    ranked = py3langid.rank(text[:_SAMPLE])
    language, likelihood = ranked[0]
    lead = likelihood - dict(ranked)["en"]
    if language not in _ENGLISH and (len(text) >= SHORTEST_SURE_TEXT or lead > _SURER * len(text)):
        raise ArticleError(f"is not in English but seems to be in {language!r}. Translate it or leave it out.")
