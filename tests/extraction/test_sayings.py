"""What is said: the stretch of text that each source vouches for."""

import pytest
from telling import read

from kg.extraction.mention import ArticleMentions
from kg.reader import ArticleReader


def said(mentions: ArticleMentions) -> list[tuple[str, str, str]]:
    """Return source (empty where nobody is named), cue and content of each attribution."""
    return [
        (
            "" if a.source is None else mentions.entities[a.source].text,
            mentions.text[a.cue.begin : a.cue.end],
            mentions.text[a.content.begin : a.content.end],
        )
        for a in mentions.attributions
    ]


FORMS = [
    ("The general said that his men held the ridge.", ("general", "said", "his men held the ridge")),
    ("The dam has burst, the engineers warned.", ("engineers", "warned", "The dam has burst")),
    ("The crew, the owners insist, was unarmed.", ("owners", "insist", "The crew, the owners insist, was unarmed")),
    ("Farmers blamed the drought; the minister said the wells were full.", ("minister", "said", "the wells were full")),
    ("The mayor described a street full of glass.", ("mayor", "described", "a street full of glass")),
    ("Rebels threatened to burn the granary.", ("Rebels", "threatened", "to burn the granary")),
    ("The army accused the rebels of mining the road.", ("army", "accused", "the rebels of mining the road")),
    ("The base was allegedly shelled on Friday.", ("", "allegedly", "The base was allegedly shelled on Friday")),
    ("The minister called the report a lie.", ("minister", "called", "the report a lie")),
    ("There were reports that the bridge had fallen.", ("", "reports", "the bridge had fallen")),
    ("In the words of the abbot, the valley was silent.", ("abbot", "In the words of", "the valley was silent")),
]


@pytest.mark.parametrize(("text", "saying"), FORMS)
def test_each_form_of_saying_tells_who_and_what(reader: ArticleReader, text: str, saying: tuple[str, str, str]) -> None:
    assert saying in said(read(reader, text))


QUOTATIONS = [
    ("“The well is dry,” said Amina Dossa.", ("Amina Dossa", "said", "The well is dry")),
    ("Amina Dossa said: “The well is dry.”", ("Amina Dossa", "said", "The well is dry")),
    ("“The well is dry.” Amina Dossa points at the rope.", ("Amina Dossa", "points", "The well is dry")),
    (
        "“The well is dry,” Amina Dossa told Reuters. “The goats are dead.”",
        ("Amina Dossa", "told", "The well is dry,” Amina Dossa told Reuters. “The goats are dead"),
    ),
]


@pytest.mark.parametrize(("text", "saying"), QUOTATIONS)
def test_a_quotation_is_one_content_under_its_verb(
    reader: ArticleReader, text: str, saying: tuple[str, str, str]
) -> None:
    assert said(read(reader, text)) == [saying]


NOTHING_SAID = [
    "Neither army has confirmed the raid.",
    "The ministry did not say who fired.",
    "Villagers described him.",
    "The men, known as the “River Boys”, fled.",
]


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_what_nobody_said_is_no_saying(reader: ArticleReader, text: str) -> None:
    assert said(read(reader, text)) == []
