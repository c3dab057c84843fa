"""Who does what in a clause, whatever the end of a text leaves of it."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.language.clauses import subjects


def test_a_text_may_break_off_behind_a_subject() -> None:
    words = ["Rebels", "attacked", "soldiers"]
    doc = Doc(Vocab(), words=words, heads=[1, 1, 1], deps=["nsubj", "ROOT", "nsubj"])
    assert [token.text for token, _ in subjects(doc[1])] == ["Rebels", "soldiers"]
