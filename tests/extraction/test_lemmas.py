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
