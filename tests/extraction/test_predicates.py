"""Which words make the predicate of an event: a noun together with the light verb that carries it."""

import pytest
from telling import event, read

from kg.reader import ArticleReader

PREDICATES = [
    ("Thousands of students staged noisy protests in Dakar.", "protests", "staged noisy protests"),
    ("Both armies resumed talks in Geneva.", "talks", "resumed talks"),
    ("The navy carried out a series of raids on the coast.", "raids", "carried out a series of raids"),
    ("The raid was launched from Kenya.", "raid", "raid was launched"),
    ("The raid was condemned by Kenya.", "raid", "raid"),
    ("The minister survived an attack in Aden.", "attack", "attack"),
    ("Rebels attacked the port.", "attacked", "attacked"),
    ("The army continued to shell the town.", "shell", "continued to shell"),
    ("The army tried to storm the town.", "storm", "storm"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), PREDICATES)
def test_a_noun_is_told_with_its_light_verb(reader: ArticleReader, text: str, trigger: str, expected: str) -> None:
    predicate = event(read(reader, text), trigger).predicate
    assert predicate and text[predicate.begin : predicate.end] == expected
