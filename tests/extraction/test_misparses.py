"""What the parser gets wrong in news, and what is read once it is mended."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.articles.article import Article
from kg.extraction.language.misparses import Misparses
from kg.reader import ArticleReader

VOCAB = Vocab()
Row = tuple[str, str, str, int]
"""A word, its tag, its relation and the number of its head."""
POS = {"N": "NOUN", "V": "VERB", "C": "NUM", "P": "PRON", "D": "DET", "T": "PART", "I": "ADP", ",": "PUNCT"}


def mended(*rows: Row) -> dict[str, tuple[str, str]]:
    words, tags, relations, heads = zip(*rows, strict=True)
    pos = ["CCONJ" if tag == "CC" else POS[tag[0]] for tag in tags]
    doc = Doc(VOCAB, words=list(words), tags=list(tags), pos=pos, deps=list(relations), heads=list(heads))
    return {word.text: (word.dep_, word.head.text) for word in Misparses()(doc)}


def test_who_speaks_is_not_who_was_abducted() -> None:
    tree = mended(
        ("Gunmen", "NNS", "nsubj", 1),
        ("abducted", "VBD", "ccomp", 7),
        ("worshippers", "NNS", "nsubj", 7),
        (",", ",", "punct", 2),
        ("residents", "NNS", "conj", 2),
        ("and", "CC", "cc", 4),
        ("police", "NNS", "conj", 4),
        ("said", "VBD", "ROOT", 7),
    )
    assert (tree["worshippers"], tree["residents"]) == (("dobj", "abducted"), ("nsubj", "said"))


def test_a_number_is_the_subject_of_the_verb_behind_it() -> None:
    tree = mended(
        ("Two", "CD", "nsubj", 1),
        ("died", "VBD", "ROOT", 1),
        ("and", "CC", "cc", 1),
        ("five", "CD", "conj", 1),
        ("were", "VBD", "auxpass", 5),
        ("hurt", "VBN", "conj", 1),
    )
    assert tree["five"] == ("nsubjpass", "hurt")


def test_a_participle_describes_what_was_dropped() -> None:
    tree = mended(
        ("They", "PRP", "nsubj", 1),
        ("dropped", "VBD", "ROOT", 1),
        ("guided", "VBN", "xcomp", 1),
        ("bombs", "NNS", "dobj", 2),
        ("on", "IN", "prep", 2),
        ("it", "PRP", "pobj", 4),
    )
    assert (tree["bombs"], tree["guided"], tree["on"]) == (("dobj", "dropped"), ("amod", "bombs"), ("prep", "dropped"))


def test_who_was_seized_is_who_was_freed() -> None:
    tree = mended(
        ("People", "NNS", "nsubj", 1),
        ("seized", "VBN", "csubjpass", 4),
        ("there", "PRP", "dative", 1),
        ("were", "VBD", "auxpass", 4),
        ("freed", "VBN", "ROOT", 4),
    )
    assert (tree["People"], tree["seized"]) == (("nsubjpass", "freed"), ("acl", "People"))


@pytest.mark.parametrize(("object_", "above"), [("them", "shot"), ("guards", "tried")])
def test_a_past_tense_goes_on_from_a_past_tense(object_: str, above: str) -> None:
    tree = mended(
        ("They", "PRP", "nsubj", 1),
        ("shot", "VBD", "ROOT", 1),
        ("men", "NNS", "dobj", 1),
        ("who", "PRP", "nsubj", 4),
        ("tried", "VBD", "relcl", 2),
        ("to", "TO", "aux", 6),
        ("flee", "VB", "xcomp", 4),
        ("and", "CC", "cc", 6),
        ("killed", "VBD", "conj", 6),
        (object_, "PRP" if object_ == "them" else "NNS", "dobj", 8),
    )
    assert tree["killed"] == ("conj", above)


def test_a_claim_is_told(reader: ArticleReader) -> None:
    doc = reader.extractor.nlp("Troops have fought the militants since August, and claim to have killed 600 of them.")
    assert [word.pos_ for word in doc if word.text == "claim"] == ["VERB"]


def test_the_dead_and_the_wounded_are_told_apart(reader: ArticleReader) -> None:
    text = "Two people died and five, among them a boy of 12, were wounded when Russian forces dropped guided bombs."
    events = reader.extractor.extract(Article(text)).events
    found = {(count.kind, count.minimum) for event in events for count in event.counts}
    assert found == {("killed", 2), ("wounded", 5), ("wounded", 1)}


def test_who_hacked_whom_is_told(reader: ArticleReader) -> None:
    text = "Militiamen from the CODECO group hacked to death seven farmers in the village of Drodro, an official said."
    roles = {
        (argument.role.rpartition("#")[2], argument.text)
        for event in reader.extractor.extract(Article(text)).events
        for argument in event.arguments
    }
    assert {("hasActor", "Militiamen"), ("hasVictim", "farmers")} <= roles
