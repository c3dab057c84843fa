"""Sentences: boundaries at blank lines before parsing, character spans after."""

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extraction.language.truecase import original_text
from kg.extraction.language.words import sentences_of
from kg.extraction.mention import Span
from kg.extraction.reading import Reading

_CLOSING = frozenset('.?!"”’…')
_DASHES = frozenset({"-", "--", "–", "—", "---"})
_INSIDE = frozenset(",;")
"""Marks that no sentence begins with; nor does one with a small letter straight behind a word."""
_SHORT_LINE = 60
"""A line of at most so many characters that ends without punctuation is a heading or a byline."""
_LONGEST_DATELINE = 16
_LONGEST_HEADLINE = 30
"""Tokens of a headline and a dateline that follow it on one line."""
_LONGEST_ACRONYM = 3
"""Letters: a longer word in capitals before a dash, behind a headline, is a town."""


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
        elif token.text in _DASHES and token.i < _LONGEST_HEADLINE:
            _mark_dateline_behind_headline(doc, token)
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
    # "PORT-AU-PRINCE, Oct. 4 —" has hyphens that are no dash.
    dash = next((token for token in line[1:] if _ends_dateline(token)), None)
    if dash is None or dash.i + 1 >= len(doc):
        return
    before = doc[begin : dash.i]
    if not all(_may_stand_in_dateline(token) for token in before):
        return
    telling = any(token.text == "(" or token.like_num for token in before)
    if (before[0].is_upper and len(before[0]) > 2) or telling:
        doc[dash.i + 1].is_sent_start = True
        for token in doc[begin + 1 : dash.i + 1]:
            token.is_sent_start = False


def _ends_dateline(token: Token) -> bool:
    """Tell whether a word is the dash of "KABUL, Jan. 25 –" or holds that of "BOGOTÁ (EFE).-"."""
    return token.text.endswith(").-") or (token.text in _DASHES and _is_spaced(token))


def _mark_dateline_behind_headline(doc: Doc, dash: Token) -> None:
    """Part "Rebels Shell Depot in North TRIPOLI — Rebels shelled" at the town and behind the dash."""
    first, text = dash.i, original_text(doc)
    while first and (doc[first - 1].text == "," or text[doc[first - 1].idx : doc[first].idx].strip().isupper()):
        first -= 1
    town = next((token for token in doc[first : dash.i] if token.is_alpha), None)
    following = next((token for token in doc[dash.i + 1 : dash.i + 3] if not token.is_space), None)
    if town is None or following is None or not _is_spaced(dash) or not following.text[0].isupper():
        return
    if len(town) > _LONGEST_ACRONYM and town.i:
        town.is_sent_start = following.is_sent_start = True
        for token in doc[town.i + 1 : dash.i + 1]:
            token.is_sent_start = False


def _may_stand_in_dateline(token: Token) -> bool:
    named = token.text[0].isupper() or token.like_num or token.lower_ == "of"
    return named or token.is_space or (token.is_punct and token.text not in (":", ";", "?", "!", '"'))


def _is_spaced(dash: Token) -> bool:
    before = dash.nbor(-1)
    return before.whitespace_ != "" or before.is_space or before.text == ")"


def find_sentences(reading: Reading) -> None:
    """Find the sentences, without white space at their ends, and note which one each token is in."""
    for sentence in sentences_of(reading.doc):
        told = [word for word in sentence if not word.is_space]
        if told:
            reading.sentences.append(Span(told[0].idx, told[-1].end))
        reading.sentence_of += [max(len(reading.sentences) - 1, 0)] * len(sentence)
