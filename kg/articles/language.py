"""Whether a text is in English, the one language that Sitrep reads."""

from typing import Final

import py3langid

from kg.errors import ArticleError

SHORTEST_SURE_TEXT: Final = 200
"""Texts of fewer characters are taken for English: names outweigh words in them, and the guess is often wrong."""
_SAMPLE: Final = 20_000


def check_english(text: str) -> None:
    """Raise ArticleError if the text is long enough to be sure that it is not in English."""
    if len(text) < SHORTEST_SURE_TEXT:
        return
    language, _ = py3langid.classify(text[:_SAMPLE])
    if language != "en":
        raise ArticleError(f"is not in English but seems to be in {language!r}. Translate it or leave it out.")
