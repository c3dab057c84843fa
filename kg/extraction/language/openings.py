"""Plurals that open a sentence: a capital there makes the tagger take "Guerrillas kidnapped …" for a name."""

from collections.abc import Iterable
from typing import Final

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

_PROPER: Final = frozenset({"NNP", "NNPS"})


class Openings:
    """Tags as a noun what opens a sentence, stands alone, and is the plural of a known noun."""

    def __init__(self, nouns: Iterable[str], lemmatizer: Lemmatizer) -> None:
        self._nouns = frozenset(nouns)
        self._lemmatizer = lemmatizer

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, part of speech and lemma of such plurals."""
        for token in doc:
            if token.is_sent_start and token.tag_ in _PROPER and token.text.istitle() and not _goes_on(token):
                self._judge(token)
        return doc

    def _judge(self, token: Token) -> None:
        before = token.tag, token.pos, token.morph, token.lemma
        token.tag_, token.pos_, token.lemma_ = "NNS", "NOUN", token.lower_
        token.set_morph("Number=Plur")  # type: ignore[attr-defined]  # missing in the types that spaCy ships
        lemma = self._lemmatizer.lemmatize(token)[0]
        if lemma != token.lower_ and lemma in self._nouns:
            token.lemma_ = lemma
        else:
            token.tag, token.pos, token.morph, token.lemma = before


def _goes_on(token: Token) -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is not None and (following.tag_ in _PROPER or following.text == "'s")


@Language.factory("sitrep_openings")
def _make_openings(nlp: Language, name: str, nouns: list[str]) -> Openings:
    lemmatizer = nlp.get_pipe("lemmatizer")
    if not isinstance(lemmatizer, Lemmatizer):
        raise TypeError("sitrep_openings needs spaCy's lemmatizer")
    return Openings(nouns, lemmatizer)


def know_openings(nlp: Language, nouns: Iterable[str]) -> None:
    """Let a pipeline that has a lemmatizer of spaCy's take the plurals of these nouns for nouns."""
    if "lemmatizer" in nlp.component_names and isinstance(nlp.get_pipe("lemmatizer"), Lemmatizer):
        after = "sitrep_lemmatizer" if "sitrep_lemmatizer" in nlp.pipe_names else "lemmatizer"
        nlp.add_pipe("sitrep_openings", after=after, config={"nouns": sorted(nouns)})
