"""What the reports of one event together say, and which reports are of one event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, permutations

import pytest

from kg.articles.article import Article
from kg.fusion.claim import CountValue, Participant, Report, ReportedPlace, TimeValue
from kg.fusion.clustering import cluster
from kg.fusion.facts import fuse
from kg.fusion.matching import match_reasons
from kg.fusion.wholes import with_wholes
from kg.namespaces import NS, local_name
from kg.ontology.terms import Terms
from kg.reader import ArticleReader


def reports(reader: ArticleReader, text: str, source: str) -> list[Report]:
    article = Article(text, published=datetime(2021, 5, 5, tzinfo=UTC), source=source)
    return [report for _, _, claims in reader.read([article]) for report in claims.reports]


def counted(*counts: CountValue) -> tuple[tuple[tuple[str, int, int], ...], bool]:
    report = Report("d", "a", NS + "DeathEvent", 3, True, False, 0, (), (), None, None, (), counts, (), ())
    event = fuse([report])
    assert event is not None
    return event.counts, event.disputed


def test_two_sources_of_one_article_give_a_lowest_and_a_highest_number() -> None:
    police = CountValue("killed", 54, 54, None, "54", "police")
    doctors = CountValue("killed", 117, None, "people", "at least 117 people", "doctors")
    assert counted(police, doctors) == ((("killed", 54, 117),), True)


@pytest.mark.parametrize("source", [None, "police", "doctors"])
def test_some_of_those_counted_are_no_lower_number(source: str | None) -> None:
    whole = CountValue("killed", 9, 9, "people", "nine people", "police")
    part = CountValue("killed", 2, 2, "child", "two children", source)
    assert counted(whole, part) == ((("killed", 9, 9),), False)


@pytest.mark.parametrize(
    "other",
    [
        CountValue("killed", 4, 4, None, "Four of the dead", "doctors", part=True),
        CountValue("killed", 24, 99, None, "dozens", "doctors"),
    ],
)
def test_what_another_source_tells_can_be_right_too(other: CountValue) -> None:
    assert counted(CountValue("killed", 52, 52, None, "52", "police"), other) == ((("killed", 52, 52),), False)


def test_an_article_keeps_whose_number_it_is(reader: ArticleReader) -> None:
    text = "A blast hit a mosque in Kabul on Monday. Police said 12 people died; a doctor said 30 people died."
    found = {count.source for report in reports(reader, text, "A") for count in report.counts}
    assert len(found - {None}) == 2


STRIKES = [
    ("Drones struck the Afipsky refinery on Monday.", "A blast at the Afipsky refinery on Monday killed one.", True),
    ("Drones struck the Afipsky refinery on Monday.", "Jets bombed the Afipsky refinery on Sunday.", False),
    ("Rebels shelled Manbij on Monday.", "A suicide bomber blew up a bus in Manbij on Monday.", False),
]


@pytest.mark.parametrize(("one", "other", "same"), STRIKES)
def test_strikes_on_one_facility_are_one_event(reader: ArticleReader, one: str, other: str, *, same: bool) -> None:
    first, second = reports(reader, one, "A"), reports(reader, other, "B")
    matched = [
        (local_name(mine.cls), local_name(theirs.cls))
        for mine in first
        for theirs in second
        if match_reasons(mine, theirs, reader.identifier.terms)
    ]
    assert bool(matched) == same


def test_what_lies_ahead_of_publication_is_no_fact(reader: ArticleReader) -> None:
    text = "Troops shelled Homs on Monday. Jets bombed Aleppo on May 20, 2095."
    told = {local_name(report.cls): report.realised for report in reports(reader, text, "A")}
    assert told == {"ArtilleryShelling": True, "AirStrike": False}


def day(number: int) -> TimeValue:
    first = datetime(2022, 4, number, tzinfo=UTC)
    return TimeValue(first, first + timedelta(hours=23), "day", str(number), "text")


def told(article: str, *dead: TimeValue | None) -> list[Report]:
    """Return an article's reports of an attack on a station, and of deaths in it of which it tells no place."""
    station = Participant(NS + "hasTarget", "station", NS + "Facility", "station", None, "dependency")
    there = ReportedPlace(
        NS + "atFacility", "station", "station", ("town", "land"), 1, 2, "facility", "text", "dependency"
    )
    attack = Report(article, article, NS + "MissileStrike", 4, True, False, 0, (station,), (there,), day(8))
    link = (NS + "partOf", attack.digest)
    deaths = [
        Report(f"{article}{n}", article, NS + "DeathEvent", 4, True, False, n, time=time, links=(link,))
        for n, time in enumerate(dead)
    ]
    return [attack, *deaths]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ((None,), (None,), True),
        ((day(8),), (day(9),), False),
        ((day(9),), (None,), True),
        ((None, day(9)), (None,), False),
    ],
)
def test_the_dead_of_one_attack_are_one_event(
    terms: Terms, one: tuple[TimeValue | None], other: tuple[TimeValue | None], *, joined: bool
) -> None:
    articles = [with_wholes(told("A", *one), terms), with_wholes(told("B", *other), terms)]
    events = [{report.digest for report in event} for event in cluster(chain(*articles), terms)]
    assert {"A", "B"} in events
    assert ({"A0", "B0"} in events) == joined


MARKED = [
    ("Gunmen murdered Omar Haddad.", "The assassination of Omar Haddad shocked the town.", True),
    ("Gunmen murdered Omar Haddad on Monday.", "Gunmen murdered Omar Haddad on Sunday.", False),
    ("Gunmen murdered Omar Haddad.", "Gunmen murdered Omar Haddad and Ali Nasser.", False),
    ("Troops wounded Omar Haddad on Monday.", "Omar Haddad was wounded on Monday.", True),
    ("Troops wounded Omar Haddad on Monday.", "Omar Haddad was wounded.", False),
    ("The Indian Navy captured 23 pirates on Monday.", "The Indian Navy captured 23 men on Monday.", True),
    ("The Indian Navy captured 23 pirates on Monday.", "The Indian Navy detained 23 men on Monday.", True),
    ("The Indian Navy captured 23 pirates on Monday.", "The Indian Navy captured 11 men on Monday.", False),
    ("Hackers burned the offices of Reuters on Monday.", "A bomb damaged the offices of Reuters on Monday.", False),
    ("A man set fire to the cruiser Moskva on Monday.", "A missile hit the cruiser Moskva on Monday.", False),
    ("Two missiles hit the cruiser Moskva on Monday.", "Missiles hit the cruiser Moskva on Monday.", True),
    ("Two missiles struck Hezbollah on Monday.", "Missiles hit Hezbollah on Monday.", False),
    ("Police killed ten men, among them Omar Haddad, in Homs on Monday.", "Ten men died in Homs on Monday.", True),
    ("Gunmen wounded Omar Haddad in Homs on Monday.", "Two men were wounded in Homs on Monday.", False),
]


@pytest.mark.parametrize(("one", "other", "same"), MARKED)
def test_whom_it_befell_tells_events_from_others(reader: ArticleReader, one: str, other: str, *, same: bool) -> None:
    told = [(mine, theirs) for mine in reports(reader, one, "A") for theirs in reports(reader, other, "B")]
    assert any(match_reasons(mine, theirs, reader.identifier.terms) for mine, theirs in told) == same


def test_a_person_is_killed_once_in_an_article_too(reader: ArticleReader) -> None:
    text = (
        "Omar Haddad was killed at the gate. " + "Markets were calm. " * 9 + "Omar Haddad died at 41, his aides said."
    )
    deaths = [report for report in reports(reader, text, "A") if local_name(report.cls) == "DeathEvent"]
    assert len(deaths) == 2
    assert len(cluster(deaths, reader.identifier.terms)) == 1


def strike(name: str, *, merged: tuple[str, ...] = (), split: tuple[str, ...] = ()) -> Report:
    aleppo = ReportedPlace(NS + "occurredAt", "aleppo", "Aleppo", ("aleppo", "syria"), 36.2, 37.1, "settlement", "", "")
    moment = datetime(2019, 5, 5, tzinfo=UTC)
    day = TimeValue(moment, moment + timedelta(hours=23), "day", "Sunday", "stated")
    report = Report(name, f"article {name}", NS + "AirStrike", 4, True, False, 0, (), (aleppo,), day)
    return replace(report, merged=merged, split=split)


def clustered(terms: Terms, *some: Report) -> list[str]:
    groups = [cluster(order, terms) for order in permutations(some)]
    assert all(each == groups[0] for each in groups)
    return ["".join(report.digest for report in group) for group in groups[0]]


def test_a_person_splits_reports_whatever_joins_them(terms: Terms) -> None:
    assert clustered(terms, strike("a"), strike("b"), strike("c")) == ["abc"]
    assert clustered(terms, strike("a", split=("b",)), strike("b", split=("a",)), strike("c")) == ["ac", "b"]
    assert clustered(terms, strike("a", split=("c",)), strike("b"), strike("c", split=("a",))) == ["ab", "c"]


def test_a_person_merges_reports_that_do_not_match(terms: Terms) -> None:
    other = replace(strike("b", merged=("a",)), places=(), time=None)
    assert clustered(terms, strike("a", merged=("b",)), other) == ["ab"]
    assert clustered(terms, strike("a"), other) == ["a", "b"]


def test_what_a_person_merged_stays_together_where_others_are_split(terms: Terms) -> None:
    first, second = strike("a", split=("c",)), strike("b", merged=("c",))
    assert clustered(terms, first, second, strike("c", split=("a",), merged=("b",))) == ["a", "bc"]
