"""Sentences: boundaries at blank lines before parsing, character spans after."""

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extraction.reading import Reading

_CLOSING = frozenset('.?!"”’…')
_DASHES = frozenset({"-", "--", "–", "—", "---"})
_INSIDE = frozenset(",;")
"""Marks that no sentence begins with; nor does one with a small letter straight behind a word."""
_SHORT_LINE = 60
"""A line of at most so many characters that ends without punctuation is a heading or a byline."""
_LONGEST_DATELINE = 16


@Language.component("sitrep_line_breaks")
def mark_line_breaks(doc: Doc) -> Doc:
    """Start a sentence after a blank line, a heading or byline, a dateline, and a line that ends in punctuation."""
    begin = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i + 1 < len(doc) and _ends_sentence(doc, begin, token):
                doc[token.i + 1].is_sent_start = True
            begin = token.i + 1
        elif token.i == begin:
            _mark_dateline(doc, begin)
        elif token.text in _INSIDE or (token.is_lower and doc[token.i - 1].is_alpha):
            token.is_sent_start = False
    return doc


def _ends_sentence(doc: Doc, begin: int, line_break: Token) -> bool:
    if line_break.i == begin:
        return True
    last, after = doc[line_break.i - 1], doc[line_break.i + 1]
    short = line_break.idx - doc[begin].idx <= _SHORT_LINE and after.text[0].isupper() and last.text != ","
    return line_break.text.count("\n") > 1 or last.text[-1] in _CLOSING or short


def _mark_dateline(doc: Doc, begin: int) -> None:
    """Make "KABUL, Jan. 25 –" and "BEIRUT (Reuters) -" sentences of their own."""
    line = doc[begin : begin + _LONGEST_DATELINE]
    dash = next((token for token in line if token.text in _DASHES), None)
    if dash is None or dash.i + 1 >= len(doc) or dash.i == begin:
        return
    before = doc[begin : dash.i]
    if not all(_may_stand_in_dateline(token) for token in before) or not _is_spaced(dash):
        return
    telling = any(token.text == "(" or token.like_num for token in before)
    if (before[0].is_upper and len(before[0]) > 2) or telling:
        doc[dash.i + 1].is_sent_start = True
        for token in doc[begin + 1 : dash.i + 1]:
            token.is_sent_start = False


def _may_stand_in_dateline(token: Token) -> bool:
    named = token.text[0].isupper() or token.like_num or token.lower_ == "of"
    return named or (token.is_punct and token.text not in (":", ";", "?", "!", '"'))


def _is_spaced(dash: Token) -> bool:
    return dash.nbor(-1).whitespace_ != "" or dash.nbor(-1).text == ")"


def find_sentences(reading: Reading) -> None:
    """Find the sentences, without white space at their ends, and note which one each token is in."""
    for sentence in reading.doc.sents:
        first, last = sentence.start, sentence.end - 1
        while first < last and reading.doc[first].is_space:
            first += 1
        while first < last and reading.doc[last].is_space:
            last -= 1
        if not reading.doc[last].is_space:
            reading.sentences.append(reading.characters(first, last))
        reading.sentence_of += [max(len(reading.sentences) - 1, 0)] * len(sentence)
