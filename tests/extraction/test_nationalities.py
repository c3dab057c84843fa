"""Nationality adjectives are mentions of their country."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader

AUTH = "https://w3id.org/sitrep/authority#"


def countries(reader: ArticleReader, text: str) -> list[tuple[str, str]]:
    found = reader.extractor.extract(Article(text)).entities
    return [(e.text, e.individual.removeprefix(AUTH)) for e in found if e.individual]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The embassy let Kenyan staff go home.", "Kenyan", "Kenya"),
        ("He was a Danish general.", "Danish", "Denmark"),
        ("A French-led inquiry began.", "French", "France"),
    ],
)
def test_a_nationality_is_its_country(reader: ArticleReader, text: str, words: str, country: str) -> None:
    assert (words, country) in countries(reader, text)


def test_each_nationality_of_a_list_is_one(reader: ArticleReader) -> None:
    assert {"Irish", "Polish"} <= {words for words, _ in countries(reader, "Irish and Polish soldiers met.")}


def test_a_nationality_within_a_name_is_none(reader: ArticleReader) -> None:
    assert "Syrian" not in {words for words, _ in countries(reader, "The Syrian Democratic Forces won.")}


def test_a_nationality_is_grouped_with_its_country(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("Norway sent a ship. Two Norwegian sailors fell ill."))
    texts = [{found.entities[i].text for i in group} for group in found.coreference]
    assert {"Norway", "Norwegian"} in texts


def test_nothing_happens_at_a_nationality(reader: ArticleReader) -> None:
    events = reader.extractor.extract(Article("Gunmen killed a Swedish tourist.")).events
    assert all(argument.role != "occurredAt" for event in events for argument in event.arguments)
