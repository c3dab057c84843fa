"""Dates of a story of the past, and of the entries of a live report."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader

JANUARY = datetime(2009, 1, 16, tzinfo=UTC)

STORIES = [
    ("In June 1999 troops took Ardel. A month earlier they had shelled Brun.", "A month earlier", "1999-05", "1999-06"),
    ("In June 1999 troops took Ardel. In May they had shelled Brun.", "May", "1999-05", "1999-05"),
    ("On 3 June 1999 they met in Oslo, and signed on 14 December.", "14 December", "1999-12", "1999-12"),
    ("In June 1999 troops took Ardel. On 3 January rebels shelled Brun.", "3 January", "2009-01", "2009-01"),
    ("Since June 1999 troops hold Ardel. In May rebels shelled Brun.", "May", "2008-05", "2008-05"),
    ("In June 1999 troops took Ardel. On Monday Brun fell. In May it had rained.", "May", "2008-05", "2008-05"),
    ("Some 60,000 people died between 1999 and 2003, groups say.", "1999 and 2003", "1999-01", "2003-12"),
    ("He recruited children in 2002 and 2003, judges said.", "2002 and 2003", "2002-01", "2003-12"),
]


@pytest.mark.parametrize(("text", "words", "first", "last"), STORIES)
def test_a_story_of_the_past_keeps_its_year(
    reader: ArticleReader, text: str, words: str, first: str, last: str
) -> None:
    found = reader.extractor.extract(Article(text, published=JANUARY)).times
    time = next(time for time in found if time.text == words)
    assert time.earliest is not None and time.latest is not None
    assert (f"{time.earliest:%Y-%m}", f"{time.latest:%Y-%m}") == (first, last)


ENTRIES = (
    "17:10 Drones hit a depot in Sumy.\n\n16:40 Troops shelled Nikopol. A man died.\n\n09:15 On Monday Izium fell."
)


def test_an_entry_of_a_live_report_tells_of_its_day(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article(ENTRIES, published=JANUARY))
    days = {event.text: event.time and event.time.earliest for event in mentions.events}
    assert days["hit"] == days["shelled"] == days["died"] == JANUARY
    assert days.get("fell") != JANUARY
    stamps = [time for time in mentions.times if ":" in time.text]
    assert all(ENTRIES[time.span.begin : time.span.end] == time.text for time in stamps)
    assert {"17:10", "16:40"} <= {time.text for time in stamps}


def test_a_single_clock_time_opens_no_live_report(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("16:40 Troops shelled Nikopol.", published=JANUARY))
    assert [event.time for event in mentions.events] == [None]
