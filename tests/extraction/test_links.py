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
