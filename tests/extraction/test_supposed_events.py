"""Events that a sentence only supposes, negotiates, forbids or rules out."""

import pytest
from telling import event, read, roles, together, told

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("There should be a ceasefire in Gaza.", "ceasefire", "hypothetical"),
        ("There could be an attack on the embassy.", "attack", "possible"),
        ("There will be a meeting in Paris on Friday.", "meeting", "intended"),
        ("There may have been an explosion at the base.", "explosion", "possible"),
        ("The army said the blast was not an air strike.", "strike", "negated"),
        ("He was arrested but was never, ever deported.", "deported", "negated"),
        ("Forcing people to leave their homes is against the law.", "leave", "generic"),
        ("The president stopped short of declaring war on Iran.", "war", "negated"),
        ("A prisoner exchange is being negotiated.", "exchange", "hypothetical"),
        ("Mediators are negotiating a truce.", "truce", "hypothetical"),
        ("Mediators negotiated a truce in May.", "truce", "realised"),
        ("The army was not only attacked but also shelled.", "attacked", "realised"),
    ],
)
def test_what_grammar_makes_of_an_event(reader: ArticleReader, text: str, trigger: str, modality: str) -> None:
    assert event(read(reader, text), trigger).modality == modality


def test_talks_that_could_fail_have_not(reader: ArticleReader) -> None:
    for text in ("If the talks fail, the army will attack the city.", "The talks could fail."):
        assert event(read(reader, text), "talks").phase is None


def test_a_phrase_before_the_clause_is_no_part_of_its_verb(reader: ArticleReader) -> None:
    found = read(reader, "Under the deal, troops will withdraw from Karm by Monday.")
    assert ("withdraw", "Withdrawal") in told(found)


def test_thousands_of_arrests_are_not_the_one_that_was_told(reader: ArticleReader) -> None:
    found = read(reader, "Police detained a man. Some 2,000 arrests were made in May.")
    assert not together(found, "detained", "arrests")


def test_the_ground_is_no_place(reader: ArticleReader) -> None:
    assert roles(read(reader, "Fighting continued on the ground in Karm."), "Fighting")["occurredAt"] == ["Karm"]


@pytest.mark.parametrize(
    "text",
    [
        "Talk of a boycott angered the generals.",
        "The minister departed from a long tradition.",
        "She donated money to his campaign.",
    ],
)
def test_figures_of_speech_tell_no_event(reader: ArticleReader, text: str) -> None:
    assert all(e.modality != "realised" for e in read(reader, text).events)
