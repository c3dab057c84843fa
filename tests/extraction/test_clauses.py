"""Who does what in a clause, whatever the end of a text leaves of it."""

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.language.clauses import children, forget_children, is_passive, subjects


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


def test_a_participle_with_an_object_is_the_verb_of_the_noun_before_it() -> None:
    words = ["An", "airstrike", "killed", "three", "people"]
    deps, tags = ["det", "ROOT", "acl", "nummod", "dobj"], ["DT", "NN", "VBN", "CD", "NNS"]
    doc = Doc(spacy.blank("en").vocab, words=words, heads=[1, 1, 1, 4, 2], deps=deps, tags=tags)
    assert not is_passive(doc[2])
    assert [token.text for token, _ in subjects(doc[2])] == ["airstrike"]
