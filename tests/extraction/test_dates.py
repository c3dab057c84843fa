"""The forms of dates, and the days that they mean on a day of publication."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.extraction.mention import TimeExpression
from kg.reader import ArticleReader

WEDNESDAY = datetime(2016, 6, 15, tzinfo=UTC)


def times(reader: ArticleReader, text: str, published: datetime | None = WEDNESDAY) -> tuple[TimeExpression, ...]:
    return reader.extractor.extract(Article(text, published=published)).times


def days(time: TimeExpression) -> tuple[str, str]:
    return f"{time.earliest:%Y-%m-%d}", f"{time.latest:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("on 2016-06-03", "2016-06-03", "2016-06-03", "day"),
        ("on June 3", "2016-06-03", "2016-06-03", "day"),
        ("on 3 June 2014", "2014-06-03", "2014-06-03", "day"),
        ("on the 3rd of June, 2014", "2014-06-03", "2014-06-03", "day"),
        ("on Jan. 25", "2016-01-25", "2016-01-25", "day"),
        ("on 14/03/2016", "2016-03-14", "2016-03-14", "day"),
        ("on December 30", "2015-12-30", "2015-12-30", "day"),
        ("on July 20", "2015-07-20", "2015-07-20", "day"),
        ("on 3-4 June", "2016-06-03", "2016-06-04", "week"),
        ("between 1 and 4 May", "2016-05-01", "2016-05-04", "week"),
        ("from June 5 to June 8", "2016-06-05", "2016-06-08", "week"),
        ("in March 2011", "2011-03-01", "2011-03-31", "month"),
        ("in December", "2015-12-01", "2015-12-31", "month"),
        ("in early March 2015", "2015-03-01", "2015-03-11", "month"),
        ("in the summer of 2015", "2015-06-01", "2015-08-31", "season"),
        ("in 2014", "2014-01-01", "2014-12-31", "year"),
        ("the vote (2014)", "2014-01-01", "2014-12-31", "year"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "year"),
        ("on Monday", "2016-06-13", "2016-06-13", "day"),
        ("last Friday", "2016-06-10", "2016-06-10", "day"),
        ("next Friday", "2016-06-17", "2016-06-17", "day"),
        ("yesterday", "2016-06-14", "2016-06-14", "day"),
        ("last night", "2016-06-14", "2016-06-14", "day"),
        ("two days ago", "2016-06-13", "2016-06-13", "day"),
        ("five years ago", "2011-01-01", "2011-12-31", "year"),
        ("last week", "2016-06-06", "2016-06-12", "week"),
        ("last month", "2016-05-01", "2016-05-31", "month"),
        ("next month", "2016-07-01", "2016-07-31", "month"),
        ("last year", "2015-01-01", "2015-12-31", "year"),
        ("over the past three weeks", "2016-05-25", "2016-06-15", "month"),
        ("last September", "2015-09-01", "2015-09-30", "month"),
        ("last March", "2016-03-01", "2016-03-31", "month"),
        ("in August of last year", "2015-08-01", "2015-08-31", "month"),
        ("last summer", "2015-06-01", "2015-08-31", "season"),
        ("this spring", "2016-03-01", "2016-05-31", "season"),
        ("in the third quarter of 2014", "2014-07-01", "2014-09-30", "season"),
        ("in the last quarter of last year", "2015-10-01", "2015-12-31", "season"),
        ("over the weekend", "2016-06-11", "2016-06-12", "week"),
        ("this Monday", "2016-06-13", "2016-06-13", "day"),
        ("a decade ago", "2006-01-01", "2006-12-31", "year"),
        ("48 hours ago", "2016-06-13", "2016-06-13", "day"),
    ],
)
def test_form(reader: ArticleReader, words: str, first: str, last: str, precision: str) -> None:
    (time,) = times(reader, f"Rebels attacked a base {words}.")
    assert (*days(time), time.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rebels attacked Homs on June 3. Two days later they left.", "2016-06-05"),
        ("Rebels attacked Homs on June 3. The next day they left.", "2016-06-04"),
        ("Rebels attacked Homs on June 3. The previous day, troops had left.", "2016-06-02"),
        ("Rebels attacked Homs on June 3. Three hours later they left.", "2016-06-03"),
        ("Rebels attacked Homs on June 3. The same day, a bomb went off.", "2016-06-03"),
    ],
)
def test_distance_from_the_day_told_before(reader: ArticleReader, text: str, day: str) -> None:
    assert days(times(reader, text)[-1]) == (day, day)


def test_distance_from_an_event_is_counted_from_its_own_day(reader: ArticleReader) -> None:
    found = times(reader, "Jets bombed Homs on Monday. The strike came a day after rebels attacked Hama.")
    assert [(time.text, days(time)[0]) for time in found] == [("Monday", "2016-06-13"), ("a day", "2016-06-12")]


def test_numbers_that_may_be_day_or_month_are_not_resolved(reader: ArticleReader) -> None:
    (time,) = times(reader, "Rebels attacked a base on 03/04/2016.")
    assert (time.earliest, time.precision) == (None, "unknown")


def test_year_is_inferred_from_the_latest_dated_day(reader: ArticleReader) -> None:
    text = "On December 20, jets hit a depot. He was sworn in on January 20, 2025."
    first, second = times(reader, text, None)
    assert (days(first)[0], first.source) == ("2025-12-20", "inferredYear")
    assert (days(second)[0], second.source) == ("2025-01-20", "stated")


@pytest.mark.parametrize("words", ["last week", "on Monday", "yesterday"])
def test_relative_time_without_publication_is_kept_as_words(reader: ArticleReader, words: str) -> None:
    (time,) = times(reader, f"Rebels attacked a base {words}.", None)
    assert (time.earliest, time.latest, time.precision) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("words", "moment", "precision"),
    [
        ("At 3:15 pm GMT on June 3", "2016-06-03 15:15", "minute"),
        ("At 14:00 UTC on Monday", "2016-06-13 14:00", "minute"),
        ("At 6:30 a.m. on Tuesday", "2016-06-14 00:00", "day"),
    ],
)
def test_clock_time_counts_where_its_zone_is_told(
    reader: ArticleReader, words: str, moment: str, precision: str
) -> None:
    (time,) = times(reader, f"{words}, gunmen attacked a bus.")
    assert (f"{time.earliest:%Y-%m-%d %H:%M}", time.precision) == (moment, precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks are due to open on Friday in Geneva.", "2016-06-17"),
        ("Rebels and officials are to meet on Friday in Geneva.", "2016-06-17"),
        ("The truce will begin on Sunday.", "2016-06-19"),
        ("The trial is set to open on Monday.", "2016-06-20"),
        ("The crossing remains closed until Saturday.", "2016-06-18"),
        ("Plans for talks on Tuesday are ready.", "2016-06-21"),
        ("The army will leave by May 3.", "2017-05-03"),
        ("The exercise is to run from June 13.", "2016-06-13"),
        ("Rebels attacked the base on Friday.", "2016-06-10"),
        ("The army had vowed to attack and struck on Monday.", "2016-06-13"),
        ("The crossing was closed until Monday.", "2016-06-13"),
    ],
)
def test_a_plan_counts_forward_and_a_report_back(reader: ArticleReader, text: str, day: str) -> None:
    assert days(times(reader, text)[-1]) == (day, day)


def test_a_clock_time_lies_on_the_day_told_before_it(reader: ArticleReader) -> None:
    _, second = times(reader, "Jets hit Homs on Monday. At 14:30 GMT, a second raid began.")
    assert (second.text, f"{second.earliest:%Y-%m-%d %H:%M}") == ("14:30 GMT", "2016-06-13 14:30")


def test_a_range_keeps_its_two_ends(reader: ArticleReader) -> None:
    (time,) = times(reader, "Troops held the town from June 5 to June 8.")
    assert [end.text for end in time.ends] == ["June 5", "June 8"]


def test_words_exclude_the_preposition(reader: ArticleReader) -> None:
    assert times(reader, "The town fell in mid-2016.")[0].text == "mid-2016"


@pytest.mark.parametrize(
    "words",
    [
        "Friday, July 21, 2017",
        "Friday 21 July 2017",
        "Fri. July 21, 2017",
        "Friday July 21 2017",
        "Friday, 21 July 2017",
    ],
)
def test_a_weekday_before_a_date_belongs_to_it(reader: ArticleReader, words: str) -> None:
    found = reader.extractor.extract(Article(f"The bridge was hit on {words} at dawn.")).times
    assert [(time.text, time.earliest and time.earliest.date().isoformat()) for time in found] == [
        (words, "2017-07-21")
    ]


def test_a_month_without_year_is_not_guessed_half_a_year_from_the_only_day_told(reader: ArticleReader) -> None:
    text = "The army said on May 18, 2009 that it had won. It said that 7,000 had been killed between January and May."
    mentions = reader.extractor.extract(Article(text))
    assert not [time for time in mentions.times if time.earliest and time.earliest.year == 2010]


@pytest.mark.parametrize(
    ("text", "words", "moment"),
    [
        ("A shell hit the port at 8 p.m. (1700 GMT) on Tuesday.", "8 p.m. (1700 GMT) on Tuesday", "14 17:00"),
        ("The ship was boarded at 0430 UTC on June 12.", "0430 UTC on June 12", "12 04:30"),
        (
            "The blast came at 6:40 p.m. local time (GMT+3) on Monday.",
            "6:40 p.m. local time (GMT+3) on Monday",
            "13 15:40",
        ),
        ("Rockets hit the base on Monday. As of 14:48 UTC, two were dead.", "14:48 UTC", "13 14:48"),
        ("At around 8 p.m. a missile hit the port, killing two on Monday.", "around 8 p.m.", "13 00:00"),
    ],
)
def test_a_clock_time_is_read_with_its_zone_and_day(reader: ArticleReader, text: str, words: str, moment: str) -> None:
    found = {time.text: time for time in times(reader, text)}
    assert f"{found[words].earliest:%d %H:%M}" == moment


def test_an_hour_is_no_year(reader: ArticleReader) -> None:
    assert not [t for t in times(reader, "As of 1800 hours, two soldiers were dead.") if t.precision == "year"]


def test_two_days_in_a_row_are_one_stretch(reader: ArticleReader) -> None:
    (time,) = times(reader, "Militants raided three villages on Friday and Saturday.")
    assert days(time) == ("2016-06-10", "2016-06-11")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Christmas Day last year", "2015-12-25", "2015-12-25"),
        ("on New Year's Eve 2014", "2014-12-31", "2014-12-31"),
        ("on New Year Day 2015", "2015-01-01", "2015-01-01"),
        ("on 8 December last year", "2015-12-08", "2015-12-08"),
        ("the day before yesterday", "2016-06-13", "2016-06-13"),
        ("earlier this month", "2016-06-01", "2016-06-15"),
        ("late last month", "2016-05-21", "2016-05-31"),
        ("at the end of 2014", "2014-09-01", "2014-12-31"),
        ("at the beginning of this year", "2016-01-01", "2016-05-01"),
        ("in 2014/15", "2014-01-01", "2015-12-31"),
        ("during the 1992-95 war", "1992-01-01", "1995-12-31"),
        ("in 1998-2001", "1998-01-01", "2001-12-31"),
        ("between 2011 and 2014 there", "2011-01-01", "2014-12-31"),
        ("in '82", "1982-01-01", "1982-12-31"),
        ("in the '90s", "1990-01-01", "1999-12-31"),
        ("in the 19th century", "1801-01-01", "1900-12-31"),
        ("in the first quarter", "2016-01-01", "2016-03-31"),
        ("in Q3 2014", "2014-07-01", "2014-09-30"),
        ("in the past 30 days", "2016-05-16", "2016-06-15"),
        ("after 9/11", "2001-09-11", "2001-09-11"),
    ],
)
def test_further_forms(reader: ArticleReader, words: str, first: str, last: str) -> None:
    (time,) = times(reader, f"Rebels attacked a base {words}.")
    assert days(time) == (first, last)


def test_attacks_known_by_their_day_have_that_day(reader: ArticleReader) -> None:
    (time,) = times(reader, "Since the Sept. 11 attacks, troops have fought there.")
    assert (time.text, *days(time)) == ("Sept. 11", "2001-09-11", "2001-09-11")


@pytest.mark.parametrize("name", ["Bloody Sunday", "the Good Friday Agreement", "Boxing Day", "Easter Sunday"])
def test_a_day_that_its_name_does_not_tell_is_not_guessed(reader: ArticleReader, name: str) -> None:
    autumn = datetime(2016, 11, 20, tzinfo=UTC)
    (time,) = times(reader, f"Soldiers killed two men before {name}.", autumn)
    assert (time.earliest, time.precision) == (None, "unknown")


@pytest.mark.parametrize("text", ["The team led 21-14 in the third quarter.", "Sales will rise in the fourth quarter."])
def test_a_quarter_of_a_match_or_one_to_come_is_not_over(reader: ArticleReader, text: str) -> None:
    (time,) = times(reader, text)
    assert time.earliest is None or time.earliest.month == 10


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jets hit Homs on June 3. That evening, troops shelled the market.", "2016-06-03"),
        ("Jets hit Homs on June 3. Troops shelled the market later in the day.", "2016-06-03"),
        ("Jets hit Homs on June 3. The following morning, rebels left.", "2016-06-04"),
        ("The truce takes effect on Sunday.", "2016-06-19"),
        ("The parliament votes on Thursday.", "2016-06-16"),
        ("The ceasefire, due on Friday, was delayed.", "2016-06-17"),
        ("On Friday, the envoy and his aides are to travel to Geneva.", "2016-06-17"),
        ("The handover should be completed by July 3.", "2016-07-03"),
        ("Clashes broke out on Sunday.", "2016-06-12"),
    ],
)
def test_days_named_by_others_and_by_timetables(reader: ArticleReader, text: str, day: str) -> None:
    assert days(times(reader, text)[-1]) == (day, day)
