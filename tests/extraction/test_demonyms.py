"""Whose adjective it is: a country's, of one word or two, or none's but a region's."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.namespaces import local_name
from kg.reader import ArticleReader


def countries(reader: ArticleReader, text: str) -> set[tuple[str, str]]:
    mentions = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))
    known = {(m.text, local_name(m.individual)) for m in mentions.entities if m.individual}
    return known | {(m.text, local_name(m.country)) for m in mentions.entities if m.country}


@pytest.mark.parametrize(
    "text",
    [
        "South American troops shelled the village.",
        "Latin American leaders condemned the attack.",
        "An African-American soldier was killed in the attack.",
        "Two South Americans were killed in the attack.",
        "Bosnian Serb troops captured the town.",
        "Iraqi Kurdish forces shelled the village.",
    ],
)
def test_an_adjective_of_a_region_or_a_people_is_no_countrys(reader: ArticleReader, text: str) -> None:
    assert countries(reader, text) == set()


def test_two_words_are_one_adjective_and_found_once(reader: ArticleReader) -> None:
    text = "A South African soldier was killed by North Korean troops, the South African army said."
    told = {words for words, country in countries(reader, text) if country in ("SouthAfrica", "NorthKorea")}
    assert {"South African", "North Korean"} <= told
    assert not {"African", "Korean"} & {words for words, _ in countries(reader, text)}


def test_the_adjective_of_a_people_tells_of_no_country_beside_a_post(reader: ArticleReader) -> None:
    text = "The Bosnian Serb leader, Omar Said, met South Korean envoy Kim Lee."
    mentions = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))
    bodies = [post.organisation and mentions.entities[post.organisation].text for post in mentions.posts]
    assert bodies == [None, "South Korean"]
