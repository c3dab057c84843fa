"""What the language model's rules say of a word, remembered: the same word is judged by the same rules again and again.

The rules themselves (spaCy's attribute ruler and its lemmatizer) stay as they are and are asked once for each word with
its tag and relation; they took a fifth of the model's time.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, cast

from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]  # made of C, without types
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, MorphAnalysis, Token

_MOST: Final = 200_000
"""Words remembered at most, some 50 MB; then all are forgotten."""
Verdict = tuple[int, int, int, int, MorphAnalysis]
"""What the ruler makes of a word: part of speech, tag, relation, lemma, and its forms."""


class RememberedRuler:
    """An attribute ruler that judges each word once; where a rule for several words fits, it judges those together."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._phrases = Matcher(ruler.vocab)
        rules = cast("list[dict[str, Any]]", ruler.patterns)
        self._phrases.add("phrase", [words for rule in rules for words in rule["patterns"] if len(words) > 1])
        self._known: dict[tuple[int, ...], Verdict] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the ruler would set."""
        judged = dict(self._judge_phrases(doc))
        for token, key in zip(doc, map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()), strict=True):
            verdict = judged.get(token.i) or self._known.get(key) or self._judge_word(token, key)
            token.pos, token.tag, token.dep, lemma, token.morph = verdict
            if lemma:
                token.lemma = lemma
        return doc

    def _judge_phrases(self, doc: Doc) -> Iterator[tuple[int, Verdict]]:
        found = {i for _, begin, end in self._phrases(doc, allow_missing=True) for i in range(begin, end)}
        for _, run in groupby(sorted(found), key=lambda i: i - sum(other < i for other in found)):
            indices = list(run)
            yield from zip(indices, self._judge([doc[i] for i in indices]), strict=True)

    def _judge_word(self, token: Token, key: tuple[int, ...]) -> Verdict:
        if len(self._known) >= _MOST:
            self._known.clear()
        (self._known[key],) = self._judge([token])
        return self._known[key]

    def _judge(self, tokens: list[Token]) -> list[Verdict]:
        alone = Doc(tokens[0].vocab, words=[token.text for token in tokens])
        for copy, token in zip(alone, tokens, strict=True):
            copy.tag, copy.dep = token.tag, token.dep
        return [(word.pos, word.tag, word.dep, word.lemma, word.morph) for word in self._ruler(alone)]


class RememberedLemmatizer:
    """A lemmatizer that looks each word up once."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas that the lemmatizer would set."""
        overwrite = self._lemmatizer.overwrite
        for token, (lemma, *key) in zip(doc, doc.to_array([LEMMA, ORTH, POS, MORPH]).tolist(), strict=True):
            if overwrite or not lemma:
                token.lemma = self._known.get(tuple(key)) or self._look_up(token, tuple(key))
        return doc

    def _look_up(self, token: Token, key: tuple[int, ...]) -> int:
        if len(self._known) >= _MOST:
            self._known.clear()
        lemma = self._known[key] = token.vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
        return lemma


@Language.factory("sitrep_attribute_ruler")
def _remember_attributes(nlp: Language, name: str) -> RememberedRuler:
    return RememberedRuler(cast(AttributeRuler, nlp.get_pipe("attribute_ruler")))


@Language.factory("sitrep_lemmatizer")
def _remember_lemmas(nlp: Language, name: str) -> RememberedLemmatizer:
    return RememberedLemmatizer(cast(Lemmatizer, nlp.get_pipe("lemmatizer")))


def remember_words(nlp: Language) -> None:
    """Let a pipeline's attribute ruler and lemmatizer, where it has them, judge each word once."""
    for pipe, kind in (("attribute_ruler", AttributeRuler), ("lemmatizer", Lemmatizer)):
        if pipe in nlp.pipe_names and isinstance(nlp.get_pipe(pipe), kind):
            nlp.add_pipe(f"sitrep_{pipe}", before=pipe)
            nlp.disable_pipe(pipe)
