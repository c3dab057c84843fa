"""Lemmas of verbs that the model's rules and tables get wrong: "staged" is of "stage", "resupplied" of "resupply"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Token

_FORMS: Final = frozenset({"VBD", "VBN", "VBG"})
_ENDINGS: Final = ("ed", "ing")
_SHORT: Final = re.compile(r"(?:[^aeiou]|qu)+[aeiou][bdfgklmnprtvz]")
"""A syllable whose last letter is doubled before an ending: "stag" would give "stagged"."""
_OF_NOUNS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT"})
_OBJECTS: Final = frozenset({"dobj"})


class Lemmas:
    """Mends the lemmas of verb forms, and what is said of words that are forms of known verbs."""

    def __init__(self, verbs: Iterable[str]) -> None:
        self._verbs = frozenset(verbs)
        self._lemma_of = {form: verb for verb in sorted(self._verbs) for form in _forms(verb)}

    def __call__(self, doc: Doc) -> Doc:
        """Mend the lemmas of a document."""
        for token in doc:
            if token.tag_ in _FORMS:
                self._mend(token)
            elif token.tag_ == "JJ" and token.lower_ in self._lemma_of and _acts(token):
                token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", self._lemma_of[token.lower_]
            elif token.tag_ == "FW" and token.dep_ in _OF_NOUNS and not token.ent_type_:
                token.tag_, token.pos_ = "NN", "NOUN"
        return doc

    def _mend(self, token: Token) -> None:
        """Give back the silent "e" where the last letter is not doubled, and know the verbs of the lexicon."""
        if _SHORT.fullmatch(token.lemma_) and _is_single(token.lower_, token.lemma_):
            token.lemma_ += "e"
        if token.lemma_ not in self._verbs and _is_guessed(token.lower_, token.lemma_):
            token.lemma_ = self._lemma_of.get(token.lower_, token.lemma_)


def _acts(word: Token) -> bool:
    """Tell whether what is tagged as an adjective has an object: "troops neutralised two militants"."""
    return any(child.dep_ in _OBJECTS for child in word.rights)


def _forms(verb: str) -> Iterator[str]:
    """Yield the regular forms of a verb in "-ed" and "-ing"; "bar" has "barred" only, "extol" perhaps both."""
    stem = verb.removesuffix("e")
    if verb != stem or not _SHORT.fullmatch(verb):
        yield from (stem + ending for ending in _ENDINGS)
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        yield verb[:-1] + "ied"
    if verb == stem:
        yield from (verb + verb[-1] + ending for ending in _ENDINGS)


def _is_guessed(form: str, lemma: str) -> bool:
    """Tell whether a lemma is what the rules leave of a word that no table lists: "resupplie", "extoll"."""
    return form == lemma or form in (f"{lemma}d", f"{lemma}ed")


def _is_single(form: str, lemma: str) -> bool:
    return form.startswith(lemma) and form[len(lemma) :] in _ENDINGS


@Language.factory("sitrep_lemmas")
def _make_lemmas(nlp: Language, name: str, verbs: list[str]) -> Lemmas:
    return Lemmas(verbs)


def know_lemmas(nlp: Language, verbs: Iterable[str]) -> None:
    """Let a pipeline give its verb forms the lemmas of these verbs where its own tables list none."""
    nlp.add_pipe("sitrep_lemmas", last=True, config={"verbs": sorted(set(verbs))})
