"""Unnamed places and facilities that nothing is told of are no mentions."""

import pytest
from telling import read

from kg.reader import ArticleReader


def places(reader: ArticleReader, text: str) -> list[str]:
    mentions = read(reader, text)
    return [e.text for e in mentions.entities if reader.terms.is_a(e.cls, "SpatialThing")]


@pytest.mark.parametrize(
    "text",
    [
        "She bought bread at a department store.",
        "Prices in the housing market fell.",
        "It was a hard target for investors.",
        "He left his office early.",
        "They moved to a quiet area last year.",
        "He sold the farm in May. He had loved the farm.",
    ],
)
def test_idle_place(reader: ArticleReader, text: str) -> None:
    assert places(reader, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells hit a department store.", "department store"),
        ("The bridge was closed to lorries.", "bridge"),
        ("Ships left the naval base of the Russian navy.", "naval base"),
        ("He came from the town of Raqqa.", "town"),
        ("They left the base in Taji.", "base"),
    ],
)
def test_place_of_which_something_is_told(reader: ArticleReader, text: str, place: str) -> None:
    assert place in places(reader, text)


def test_a_pronoun_tells_no_place_anew(reader: ArticleReader) -> None:
    assert "its" not in places(reader, "Norway is proud of its forests.")


def test_a_noun_that_takes_up_a_place_of_which_something_is_told(reader: ArticleReader) -> None:
    found = places(reader, "Shells hit the farm on Friday. He had loved the farm.")
    assert found.count("farm") == 2


def test_numbers_still_point_at_their_mentions_when_others_are_gone(reader: ArticleReader) -> None:
    mentions = read(reader, "He had lunch at a cafe. Rebels attacked a police station in Homs, the army said.")
    assert [e.id for e in mentions.entities] == list(range(len(mentions.entities)))
    pointed = [(a.text, mentions.entities[a.entity].text) for a in mentions.events[0].arguments if a.entity is not None]
    assert pointed == [("Rebels", "Rebels"), ("police station", "police station"), ("Homs", "Homs")]
