"""Sentence boundaries: headings, bylines and datelines stand apart from what is told."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.extraction.mention import ArticleMentions
from kg.reader import ArticleReader


def read(reader: ArticleReader, text: str) -> ArticleMentions:
    return reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))


def sentences(reader: ArticleReader, text: str) -> list[str]:
    return [text[span.begin : span.end] for span in read(reader, text).sentences]


@pytest.mark.parametrize(
    ("dateline", "story"),
    [
        ("KABUL, Jan. 25 –", "A bomb killed three policemen in Kandahar on Monday."),
        ("BEIRUT —", "Warplanes bombed Idlib on Tuesday, killing ten people."),
        ("ADEN, Yemen (Reuters) -", "Gunmen killed a police officer on Sunday."),
        ("Baghdad (AP) —", "A suicide bomber attacked a market on Saturday."),
        ("PORT-AU-PRINCE, Oct 4 (AP) —", "Members of a gang raided a town."),
        ("Bogotá, 21 Aug (EFE).-", "Six police officers died on Thursday."),
        ("WASHINGTON, March 3, 2016 --", "Jets struck a depot."),
    ],
)
def test_dateline_is_a_sentence_of_its_own(reader: ArticleReader, dateline: str, story: str) -> None:
    assert sentences(reader, f"{dateline} {story}") == [dateline, story]


@pytest.mark.parametrize(
    "text",
    [
        "The town – long quiet – was shelled.",
        "Rebels in Aleppo - the largest group - attacked a base.",
        "NATO and Russia — rivals since 1949 — met in Brussels.",
    ],
)
def test_dash_within_a_sentence_ends_nothing(reader: ArticleReader, text: str) -> None:
    assert sentences(reader, text) == [text]


def test_dateline_gives_an_event_neither_place_nor_time(reader: ArticleReader) -> None:
    mentions = read(reader, "KABUL, Jan. 25 – A bomb killed three policemen in Kandahar on Monday.")
    event = mentions.events[0]
    assert "KABUL" not in {argument.text for argument in event.arguments}
    assert event.time is not None
    assert event.time.text == "Monday"


def test_byline_is_no_part_of_the_story(reader: ArticleReader) -> None:
    mentions = read(reader, "By John Smith and Mary Jones\nBAGHDAD (AP) — A suicide bomber attacked a market.")
    actors = {a.text for event in mentions.events for a in event.arguments}
    assert not actors & {"John Smith", "Mary Jones"}


def test_heading_ends_at_its_line(reader: ArticleReader) -> None:
    text = "Clashes kill five in Taiz\nRebels attacked a checkpoint on Sunday."
    assert sentences(reader, text)[0] == "Clashes kill five in Taiz"


def test_wrapped_line_goes_on(reader: ArticleReader) -> None:
    text = "The army said on Monday that its soldiers had attacked a base of the\nIslamic State near Palmyra."
    assert len(sentences(reader, text)) == 1


def test_no_sentence_begins_with_a_small_letter_behind_a_word(reader: ArticleReader) -> None:
    text = "The ministry said that 62 soldiers were killed when two F-16 and two A-10 jets attacked the hill of Karm."
    assert sentences(reader, text) == [text]
