"""Which texts may hold an event of conflict, told by their words before any analysis."""

import pytest

from kg.articles.article import Article
from kg.extraction.gate import Gate
from kg.ontology.lexicon import Lexicon
from kg.ontology.terms import Terms
from kg.reader import ArticleReader


@pytest.fixture(scope="module")
def gate(reader: ArticleReader, lexicon: Lexicon, terms: Terms) -> Gate:
    return Gate(reader.extractor.nlp, lexicon, terms)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled an army post near Goma.",
        "TWO SOLDIERS WERE KILLED IN AN AMBUSH.",
        "Police dispersed thousands of protesters in Tunis.",
        "The warship was hit by a drone; four of the crew were wounded.",
        "Troops stormed the airbase.",
    ],
)
def test_a_text_of_conflict_is_admitted(gate: Gate, text: str) -> None:
    assert gate.admits(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shares of the carmaker fell after it cut its forecast for the year.",
        "The bakery on Mill Lane opens a second shop in June.",
        "Our striker scored twice and the coach praised his goalkeeper.",
        "The museum shows paintings of the war. " * 5,
    ],
)
def test_other_news_is_not(gate: Gate, text: str) -> None:
    assert not gate.admits(text)


def test_one_word_alone_opens_no_gate_but_to_a_headline(gate: Gate) -> None:
    assert not gate.admits("Shelling, shelling and shelling again. " * 5)
    assert gate.admits("Ruvanda Strikes Outpost in Eastern Valley")
    assert gate.admits("Ceasefire Holds in the Disputed Valley")


def test_a_gated_reader_finds_nothing_where_nothing_can_be(reader: ArticleReader, gate: Gate) -> None:
    gated = ArticleReader(reader.extractor, reader.identifier, reader.terms, gate)
    texts = ["Rebels shelled an army post near Goma.", "The bakery on Mill Lane opens a second shop in Leeds."]
    read = [mentions for _, mentions, _ in gated.read(Article(text) for text in texts)]
    assert [mentions.text for mentions in read] == texts
    assert [bool(mentions.entities) for mentions in read] == [True, False]
