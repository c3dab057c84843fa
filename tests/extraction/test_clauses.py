"""Who does what in a clause, whatever the end of a text leaves of it."""

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.language.analysed import words_of
from kg.extraction.language.clauses import is_passive, subjects


def test_a_text_may_break_off_behind_a_subject() -> None:
    words = ["Rebels", "attacked", "soldiers"]
    told = words_of(Doc(Vocab(), words=words, heads=[1, 1, 1], deps=["nsubj", "ROOT", "nsubj"]))
    assert [token.text for token, _ in subjects(told[1])] == ["Rebels", "soldiers"]


def test_a_participle_with_an_object_is_the_verb_of_the_noun_before_it() -> None:
    words = ["An", "airstrike", "killed", "three", "people"]
    deps, tags = ["det", "ROOT", "acl", "nummod", "dobj"], ["DT", "NN", "VBN", "CD", "NNS"]
    told = words_of(Doc(spacy.blank("en").vocab, words=words, heads=[1, 1, 1, 4, 2], deps=deps, tags=tags))
    assert not is_passive(told[2])
    assert [token.text for token, _ in subjects(told[2])] == ["airstrike"]
