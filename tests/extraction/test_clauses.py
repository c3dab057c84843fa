"""Who does what in a clause, whatever the end of a text leaves of it."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.language.clauses import children, forget_children, subjects


def test_a_text_may_break_off_behind_a_subject() -> None:
    words = ["Rebels", "attacked", "soldiers"]
    doc = Doc(Vocab(), words=words, heads=[1, 1, 1], deps=["nsubj", "ROOT", "nsubj"])
    assert [token.text for token, _ in subjects(doc[1])] == ["Rebels", "soldiers"]


def test_children_of_a_text_changed_after_reading_are_looked_for_anew() -> None:
    doc = Doc(Vocab(), words=["Rebels", "attacked"], heads=[1, 1], deps=["nsubj", "ROOT"])
    assert children(doc[1], "nsubj") == [doc[0]]
    doc[0].dep_ = "dobj"
    forget_children(doc)
    assert children(doc[1], "nsubj") == []
    assert children(doc[1], "dobj") == [doc[0]]
