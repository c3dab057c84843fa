"""What a trigger's conditions take for people and for things, and the words of marches, flights and releases."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.namespaces import local_name
from kg.reader import ArticleReader


def told(reader: ArticleReader, text: str) -> list[tuple[str, str]]:
    found = reader.extractor.extract(Article(text, published=datetime(2026, 3, 10, tzinfo=UTC)))
    return [(event.text, local_name(event.cls)) for event in found.events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("He is being held by the militia.", ("held", "HostageTaking")),
        ("The militants released her on Friday.", ("released", "ReleaseOrExchange")),
        ("Women marched against the new law in Tunis.", ("marched", "Demonstration")),
        ("The march on the parliament began at noon.", ("march", "Demonstration")),
        ("More than 2,000 people joined the march in Dakar.", ("joined", "Demonstration")),
        ("A court jailed the editor for five years.", ("jailed", "ConvictionOrSentence")),
        ("Officers tear-gassed the crowd outside the ministry.", ("gassed", "UnrestSuppression")),
    ],
)
def test_trigger_is_read(reader: ArticleReader, text: str, event: tuple[str, str]) -> None:
    assert [(words.split("-")[-1], cls) for words, cls in told(reader, text)] == [event]


def test_people_who_pour_out_of_a_city_are_displaced(reader: ArticleReader) -> None:
    assert ("poured out", "Displacement") in told(reader, "Thousands of residents poured out of the city on Friday.")


def test_fired_barrage_is_one_event(reader: ArticleReader) -> None:
    events = told(reader, "The frigate fired a barrage of rockets at the port on Tuesday.")
    assert events == [("barrage", "ArtilleryShelling")]


@pytest.mark.parametrize(
    "text",
    [
        "The company fired him on Monday.",
        "Anna Kim was released from hospital on Monday.",
        "He was released by the club after two seasons.",
    ],
)
def test_ordinary_life_tells_no_event(reader: ArticleReader, text: str) -> None:
    assert told(reader, text) == []


def test_convoy_that_enters_a_town_does_not_take_it(reader: ArticleReader) -> None:
    assert "TerritoryCapture" not in {cls for _, cls in told(reader, "An aid convoy entered the town on Thursday.")}


@pytest.mark.parametrize(
    "text",
    [
        "The outlawed front has an office in Doha.",
        "Shops of the sanctioned company were closed.",
        "The mayor banned large trucks entering the city.",
        "The mayor offered a reward for a lost dog.",
    ],
)
def test_what_lasts_and_what_is_everyday_is_no_event(reader: ArticleReader, text: str) -> None:
    lasting = {"TerroristDesignation", "Sanction", "AidDelivery", "Endorsement"}
    assert lasting.isdisjoint(cls for _, cls in told(reader, text))
