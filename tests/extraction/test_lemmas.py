"""Lemmas of verb forms that two verbs could have."""

import pytest

from kg.reader import ArticleReader

FORMS = [
    ("Students staged a sit-in.", "staged", "stage"),
    ("Fighting raged in the north.", "raged", "rage"),
    ("Troops planned a raid.", "planned", "plan"),
    ("Guards stopped the bus.", "stopped", "stop"),
    ("Rebels attacked the town.", "attacked", "attack"),
]


@pytest.mark.parametrize(("text", "form", "lemma"), FORMS)
def test_a_silent_e_is_given_back(reader: ArticleReader, text: str, form: str, lemma: str) -> None:
    doc = reader.extractor.nlp(text)
    assert [token.lemma_ for token in doc if token.text == form] == [lemma]


KNOWN = [
    ("The depot was resupplied by air.", "resupplied", "resupply"),
    ("Guards were accused of having waterboarded him.", "waterboarded", "waterboard"),
    ("The minister extolled the truce.", "extolled", "extol"),
    ("Troops neutralized militants in Karm.", "neutralized", "neutralize"),
    ("The court freed him.", "freed", "free"),
]


@pytest.mark.parametrize(("text", "form", "lemma"), KNOWN)
def test_the_verbs_of_the_lexicon_are_known_in_their_forms(
    reader: ArticleReader, text: str, form: str, lemma: str
) -> None:
    doc = reader.extractor.nlp(text)
    assert [(token.pos_, token.lemma_) for token in doc if token.text == form] == [("VERB", lemma)]
