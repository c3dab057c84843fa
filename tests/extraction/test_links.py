"""Relations between events that the text states, and the times that follow from them."""

import pytest
from telling import event, links, read

from kg.reader import ArticleReader

STATED = [
    ("Turkey bombed positions in response to the attack in Ankara.", ("bombed", "inResponseTo", "attack")),
    ("Iran fired missiles in retaliation for the killing of the general.", ("fired", "inResponseTo", "killing")),
    ("The attack was carried out in revenge for an air strike on Sanaa.", ("attack", "inResponseTo", "strike")),
    ("Following the attack on the embassy, troops raided the camp.", ("raided", "after", "attack")),
    ("The raid came two days after gunmen killed a policeman.", ("raid", "after", "killed")),
    ("The army launched the offensive after rebels captured the airport.", ("offensive", "after", "captured")),
    ("Hours before the ceasefire took effect, the army shelled the town.", ("ceasefire", "after", "shelled")),
    ("Rebels shelled Homs before the raid.", ("raid", "after", "shelled")),
    ("During the offensive, troops captured three villages.", ("captured", "partOf", "offensive")),
    ("The raid was part of a military operation against the group.", ("raid", "partOf", "operation")),
]


@pytest.mark.parametrize(("text", "link"), STATED)
def test_a_stated_relation_is_a_link(reader: ArticleReader, text: str, link: tuple[str, str, str]) -> None:
    assert link in links(read(reader, text))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Homs. Troops raided Hama.",
        "Rebels attacked the port with drones.",
        "Troops shelled the village.",
    ],
)
def test_nothing_stated_is_no_link(reader: ArticleReader, text: str) -> None:
    assert links(read(reader, text)) == set()


def test_days_after_dates_what_came_before(reader: ArticleReader) -> None:
    mentions = read(reader, "The strikes on December 20 came days after a terrorist attack in Homs.")
    time = event(mentions, "terrorist attack").time
    assert time is not None and time.latest is not None
    assert (time.latest.day, time.precision) == (18, "before")


@pytest.mark.parametrize(
    "text",
    [
        "After the March bombings in Brussels, gunmen attacked a bank in Paris.",
        "A day after the raid on Karm, which rebels led, jets bombed Dol.",
    ],
)
def test_the_words_of_a_link_are_words_of_the_text(reader: ArticleReader, text: str) -> None:
    assert all(0 <= link.cue.begin < link.cue.end <= len(text) for link in read(reader, text).links)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Rebels fired rockets at Sanaa. In response, jets bombed the port of Aden.", "inResponseTo"),
        ("Rebels fired rockets at Sanaa and jets bombed the port of Aden in retaliation.", "inResponseTo"),
        ("Rebels fired rockets at Sanaa. Two days later, jets bombed the port of Aden.", "after"),
        ("Rebels fired rockets at Sanaa. The next day, jets bombed the port of Aden.", "after"),
    ],
)
def test_a_clause_points_back_to_what_was_told_before(reader: ArticleReader, text: str, relation: str) -> None:
    assert links(read(reader, text)) == {("bombed", relation, "fired")}


@pytest.mark.parametrize(
    "words", ["to avenge", "in an apparent response to", "retaliating for", "an apparent response to"]
)
def test_a_deed_answers_what_was_there_before(reader: ArticleReader, words: str) -> None:
    found = read(reader, f"Jets bombed the port of Aden, {words} a rocket attack on Sanaa.")
    assert ("bombed", "inResponseTo", "attack") in links(found)
    assert event(found, "attack").modality == "realised"


def test_what_stands_in_another_paragraph_is_not_answered(reader: ArticleReader) -> None:
    text = "Rebels fired rockets at Sanaa.\n\nTwo days later, jets bombed the port of Aden."
    assert not links(read(reader, text))


def test_a_deed_may_come_before(reader: ArticleReader) -> None:
    found = read(reader, "Jets bombed the port of Aden a day before an ambush near Taiz.")
    assert links(found) == {("ambush", "after", "bombed")}
