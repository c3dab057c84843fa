"""Which time belongs to which event."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader


def time_of(reader: ArticleReader, text: str, trigger: str) -> str | None:
    mentions = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))
    event = next(event for event in mentions.events if event.text == trigger)
    return event.time.text if event.time else None


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("On Monday, rebels attacked Homs.", "attacked", "Monday"),
        ("An attack on March 3 killed four soldiers.", "attack", "March 3"),
        ("The bombing, on 14/03/2016, killed two.", "bombing", "14/03/2016"),
        ("The town was captured in March 2015 and retaken in mid-2016.", "captured", "March 2015"),
        ("The town was captured in March 2015 and retaken in mid-2016.", "retaken", "mid-2016"),
        ("On December 20, state TV reported that jets bombed a depot.", "bombed", "December 20"),
        ("The army fired rockets on Friday in response to the attack on Zor three days earlier.", "fired", "Friday"),
        (
            "Jets bombed a camp on Monday in response to an attack on a convoy two days earlier.",
            "attack",
            "two days earlier",
        ),
        ("Jets bombed a camp on Monday in response to an attack on a convoy two days earlier.", "bombed", "Monday"),
        ("Talks were held after rebels attacked Homs on Friday.", "attacked", "Friday"),
    ],
)
def test_own_time(reader: ArticleReader, text: str, trigger: str, words: str) -> None:
    assert time_of(reader, text, trigger) == words


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("On Monday, officials condemned the attack in Hama.", "attack"),
        ("Officials said on Monday that rebels attacked Homs.", "attacked"),
        ("A bomb wounded seven people last Friday, after the attack.", "attack"),
        ("Ali Hassan, who led the rebels until 2015, was killed.", "killed"),
        ("On Sunday, troops shelled a village where rebels had attacked a base.", "attacked"),
        ("On Monday, jets bombed a camp in response to the strike on the base.", "strike"),
    ],
)
def test_time_of_another_event_is_not_borrowed(reader: ArticleReader, text: str, trigger: str) -> None:
    assert time_of(reader, text, trigger) is None


def test_unresolved_time_of_its_own_keeps_others_away(reader: ArticleReader) -> None:
    assert time_of(reader, "In 2014 it was calm, but on 03/04/2016 rebels attacked Homs.", "attacked") is None


def test_a_day_in_a_name_is_no_time(reader: ArticleReader) -> None:
    assert time_of(reader, "Rebels of the March 23 Movement attacked Masisi.", "attacked") is None
    assert time_of(reader, "Rebels of the March 23 Movement attacked Masisi on March 23.", "attacked") == "March 23"


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("A drone strike early on Wednesday that killed four people hit a market.", "hit", "Wednesday"),
        ("The blast on 7 June wounded 12 people; another on 9 June killed one.", "wounded", "7 June"),
        ("Six people were killed earlier on Wednesday when a mortar hit a school.", "hit", "Wednesday"),
        ("On the morning of Jun. 5, militants attacked the post.", "attacked", "Jun. 5"),
        ("The jets bombed the port at around 3 a.m. on Tuesday.", "bombed", "around 3 a.m. on Tuesday"),
        ("The town was captured in the last week of May.", "captured", "the last week of May"),
    ],
)
def test_time_told_of_the_subject_or_around(reader: ArticleReader, text: str, trigger: str, words: str) -> None:
    assert time_of(reader, text, trigger) == words


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Since the war began in February 2012, Russia has bombed power stations.", "bombed"),
        ("After rebels seized Goma on Monday, the army shelled the airport.", "shelled"),
        ("In a statement on Monday, the army said it had bombed a camp in Borno.", "bombed"),
    ],
)
def test_what_came_before_or_was_said_then_has_another_time(reader: ArticleReader, text: str, trigger: str) -> None:
    assert time_of(reader, text, trigger) is None


@pytest.mark.parametrize(
    ("text", "trigger", "first", "last"),
    [
        ("Rebels have shelled the town since Saturday.", "shelled", "06-11", "06-15"),
        ("Three days after the June 3 attack, the army shelled the airport.", "shelled", "06-06", "06-06"),
        ("The raid came a day after Israel struck Beirut on Sunday.", "raid", "06-13", "06-13"),
        ("Days after rebels seized Goma on May 3, the army shelled the airport.", "shelled", "05-05", "05-16"),
    ],
)
def test_time_counted_from_another(reader: ArticleReader, text: str, trigger: str, first: str, last: str) -> None:
    mentions = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))
    time = next(event.time for event in mentions.events if event.text == trigger)
    assert time is not None
    assert (f"{time.earliest:%m-%d}", f"{time.latest:%m-%d}") == (first, last)


def test_what_has_come_since_a_war_began_is_not_dated_by_its_beginning(reader: ArticleReader) -> None:
    text = "The war, which began in April 2014, has killed thousands of civilians."
    assert time_of(reader, text, "killed") is None
    assert time_of(reader, "The strike on Monday has killed nine civilians.", "killed") == "Monday"


def test_a_statement_is_not_made_on_the_day_that_it_speaks_of(reader: ArticleReader) -> None:
    text = "The United Nations said it would send envoys by Friday."
    mentions = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))
    assert [event.time for event in mentions.events if event.text == "said"] in ([], [None])


def test_a_day_before_what_is_said_is_that_of_saying(reader: ArticleReader) -> None:
    text = "The United Nations said on Monday it would send envoys."
    (time,) = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC))).times
    assert time.earliest == datetime(2016, 6, 13, tzinfo=UTC)


def test_the_dead_of_a_war_died_since_it_began(reader: ArticleReader) -> None:
    text = "Rebels have waged war since 1969 in which 40,000 people have died."
    mentions = reader.extractor.extract(Article(text, published=datetime(2016, 6, 15, tzinfo=UTC)))
    time = next(event.time for event in mentions.events if event.text == "died")
    assert time is not None and time.latest is not None and time.latest.year == 2016
