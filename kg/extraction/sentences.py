"""Sentences: boundaries at blank lines before parsing, character spans after."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.reading import Reading

_CLOSING = frozenset('.?!"”’…')


@Language.component("sitrep_line_breaks")
def mark_line_breaks(doc: Doc) -> Doc:
    """Start a sentence after a blank line, and after a line break that follows closing punctuation."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            after = doc[token.i + 1]
            closed = token.i > 0 and doc[token.i - 1].text[-1] in _CLOSING
            if token.text.count("\n") > 1 or closed:
                after.is_sent_start = True
    return doc


def find_sentences(reading: Reading) -> None:
    """Find the sentences, without white space at their ends, and note which one each token is in."""
    reading.sentence_of = [0] * len(reading.doc)
    for sentence in reading.doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if tokens:
            reading.sentences.append(reading.characters(tokens[0].i, tokens[-1].i))
        for token in sentence:
            reading.sentence_of[token.i] = max(len(reading.sentences) - 1, 0)
