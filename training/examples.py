"""Texts with their names as examples for the recogniser, in the way that its makers marked names."""

from collections.abc import Iterable, Iterator
from typing import Final

from corpora import Document
from notation import LABELS, Marked
from notation import Span as Marking
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

OURS: Final = frozenset({*LABELS.values(), "PRODUCT"})
"""Labels that our annotations decide about; of the others the base model is believed."""
WITH_ARTICLE: Final = frozenset({"ORG", "GPE", "LOC", "FAC"})
"""Labels of names that take in the article before them."""
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


class ExampleMaker:
    """Makes examples; what the base model finds fills up what an annotation does not decide."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def of_sentence(self, sentence: Marked) -> Example:
        """Return a sentence of ours: what is not marked in it is no name of our kinds."""
        gold = self._nlp.make_doc(sentence.text)
        names = filter_spans(_names(gold, sentence.spans))
        return _example(gold, [*names, *self._others(sentence.text, gold, names)], [])

    def of_document(self, document: Document) -> Example:
        """Return a document of a corpus; of names that only the base model finds nothing is said."""
        gold, found = self._nlp.make_doc(document.text), self._found(document.text)
        names = filter_spans(_kind_of_place(span, found) for span in _names(gold, document.spans))
        taken = _tokens(names)
        open_spans = [gold[e.start : e.end] for e in found if e.label_ in OURS]
        for begin, end in document.unsaid:
            span = gold.char_span(begin, end, alignment_mode="expand")
            open_spans += [span] if span is not None else []
        others = list(self._others(document.text, gold, names))
        unsaid = sorted(_tokens(open_spans) - taken - _tokens(others))
        return _example(gold, [*names, *others], unsaid)

    def of_rehearsal(self, text: str) -> Example:
        """Return a text as the base model reads it."""
        gold = self._nlp.make_doc(text)
        return _example(gold, [Span(gold, e.start, e.end, label=e.label_) for e in self._found(text)], [])

    def _found(self, text: str) -> tuple[Span, ...]:
        with self._nlp.select_pipes(enable=["ner"]):
            return tuple(self._nlp(text).ents)

    def _others(self, text: str, gold: Doc, names: Iterable[Span]) -> Iterator[Span]:
        """Yield what the base model finds of other kinds: dates, numbers, events."""
        taken = _tokens(names)
        for entity in self._found(text):
            if entity.label_ not in OURS and taken.isdisjoint(range(entity.start, entity.end)):
                yield Span(gold, entity.start, entity.end, label=entity.label_)


def _names(gold: Doc, spans: Iterable[Marking]) -> Iterator[Span]:
    for begin, end, label in spans:
        span = gold.char_span(begin, end, alignment_mode="contract")
        if span is None:
            continue
        start = span.start
        if start and gold[start - 1].lower_ == "the" and label in WITH_ARTICLE:
            start -= 1
        yield Span(gold, start, span.end, label=label)


def _kind_of_place(span: Span, found: Iterable[Span]) -> Span:
    """Let the base model tell which kind of place a place is, where it finds one."""
    if span.label_ not in PLACES:
        return span
    kinds = (e.label_ for e in found if e.start < span.end and span.start < e.end and e.label_ in PLACES)
    return Span(span.doc, span.start, span.end, label=next(kinds, span.label_))


def _example(gold: Doc, names: list[Span], unsaid: list[int]) -> Example:
    gold.set_ents(names, missing=[gold[i : i + 1] for i in unsaid], default="outside")
    return Example(Doc(gold.vocab, [t.text for t in gold], [bool(t.whitespace_) for t in gold]), gold)


def _tokens(spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}
