"""Lemmas of verbs that the model's rules shorten too far: "staged" is of "stage", not of "stag"."""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

_FORMS: Final = frozenset({"VBD", "VBN", "VBG"})
_ENDINGS: Final = ("ed", "ing")
_SHORT: Final = re.compile(r"(?:[^aeiou]|qu)+[aeiou][bdfgklmnprtvz]")
"""A syllable whose last letter is doubled before an ending: "stag" would give "stagged"."""


@Language.component("sitrep_lemmas")
def mend_lemmas(doc: Doc) -> Doc:
    """Give back the silent "e" to the lemma of a verb whose last letter is not doubled."""
    for token in doc:
        if token.tag_ in _FORMS and _SHORT.fullmatch(token.lemma_) and _is_single(token.lower_, token.lemma_):
            token.lemma_ += "e"
    return doc


def _is_single(form: str, lemma: str) -> bool:
    return form.startswith(lemma) and form[len(lemma) :] in _ENDINGS
