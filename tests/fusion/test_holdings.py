"""Who holds which post, from the text and the authority."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.fusion.claim import Claim, Holding
from kg.fusion.holdings import find_holdings
from kg.reader import ArticleReader

AUTH = "https://w3id.org/sitrep/authority#"


def holdings(reader: ArticleReader, text: str, *, year: int = 2016) -> tuple[list[Holding], list[Claim]]:
    mentions = reader.extractor.extract(Article(text, published=datetime(year, 6, 15, tzinfo=UTC)))
    identities = reader.identifier.identify("k", mentions)
    return find_holdings("k", mentions, identities, reader.identifier)


@pytest.mark.parametrize(
    ("text", "year", "iri"),
    [
        ("President Barack Obama spoke.", 2016, "BarackObamaAsPresidentOfTheUnitedStates2009"),
        ("U.S. President Donald Trump spoke.", 2018, "DonaldTrumpAsPresidentOfTheUnitedStates2017"),
        ("Former president Jimmy Carter spoke.", 2016, "JimmyCarterAsPresidentOfTheUnitedStates1977"),
    ],
)
def test_known_holding(reader: ArticleReader, text: str, year: int, iri: str) -> None:
    (holding,), _ = holdings(reader, text, year=year)
    assert holding.iri == AUTH + iri


def test_new_holding_has_post_of_its_organisation(reader: ArticleReader) -> None:
    (holding,), _ = holdings(reader, "Fahd al-Masri, the Syrian health minister, spoke.")
    assert holding.new_post is not None
    assert holding.new_post[1:] == ("health minister", AUTH + "GovernmentOfSyria")


def test_beginning_is_told_by_the_text(reader: ArticleReader) -> None:
    (holding,), _ = holdings(reader, "Ali Hassan, who became interior minister in 2014, spoke.")
    assert holding.since == datetime(2014, 1, 1, tzinfo=UTC)


def test_claim_shows_post_and_person(reader: ArticleReader) -> None:
    text = "Ali Hassan, the governor, spoke."
    (holding,), (claim,) = holdings(reader, text)
    assert claim.value == holding.iri
    assert {text[begin:end] for begin, end in claim.evidence} == {"governor", "Ali Hassan"}


def test_no_post_no_holding(reader: ArticleReader) -> None:
    assert holdings(reader, "Ali Hassan spoke.") == ([], [])


SHOIGU, CARTER, FALLON = "SergeiShoigu", "AshCarter", "MichaelFallon"


@pytest.mark.parametrize(
    ("text", "year", "person"),
    [
        ("The Russian defence minister visited Damascus.", 2016, SHOIGU),
        ("Russia's defence minister visited Damascus.", 2016, SHOIGU),
        ("The minister of defence of Russia visited Damascus.", 2016, SHOIGU),
        ("Russia sent bombers. The defence minister said they would stay.", 2016, SHOIGU),
        ("The U.S. defense secretary said the strike was a mistake.", 2016, CARTER),
        ("The U.S. defense secretary said the strike was a mistake.", 2018, "JimMattis"),
        ("The Pentagon chief of the United States left.", 2016, CARTER),
        ("Britain's defence minister spoke to the NATO secretary general.", 2016, FALLON),
        ("The leader of the Taliban sent a message.", 2019, "HaibatullahAkhundzada"),
        ("The former Russian defence minister was questioned.", 2016, None),
        ("Russia's deputy defence minister was questioned.", 2024, None),
        ("Russian and Turkish troops met. The defence minister said they would stay.", 2016, None),
        ("Two Russian defence ministers were questioned.", 2016, None),
        ("A defence minister was questioned in Russia.", 2016, None),
    ],
)
def test_an_office_means_who_held_it_then(reader: ArticleReader, text: str, year: int, person: str | None) -> None:
    found, claims = holdings(reader, text, year=year)
    told = next((holding for holding in found if holding.person == f"{AUTH}{person}"), None)
    assert (told is not None) == (person is not None)
    assert person or not found
    if told:
        assert told.since is not None
        assert told.since.year <= year
        assert told.iri in {claim.value for claim in claims}


def test_another_post_of_a_known_person_is_not_the_known_one(reader: ArticleReader) -> None:
    (holding,), _ = holdings(reader, "Prime Minister Nechirvan Barzani spoke.", year=2022)
    assert holding.post != AUTH + "PresidentOfTheKurdistanRegionOfIraq"


def test_a_shortened_title_is_labelled_as_its_kind(reader: ArticleReader) -> None:
    (holding,), _ = holdings(reader, "Sen. Paul Wood spoke.")
    assert holding.new_post is not None
    assert holding.new_post[1] == "legislator"


def test_a_post_of_another_time_is_not_the_known_one(reader: ArticleReader) -> None:
    (holding,), _ = holdings(reader, "Barack Obama, the country's president, spoke.", year=2003)
    assert holding.iri != AUTH + "BarackObamaAsPresidentOfTheUnitedStates2009"
    assert holding.since is None


def test_a_bare_post_is_the_one_that_the_text_tells_whole(reader: ArticleReader) -> None:
    text = (
        "Fahd al-Masri, the Syrian health minister, spoke. Later Minister Masri left, and nobody asked Minister Masri."
    )
    (holding,), claims = holdings(reader, text)
    assert holding.new_post is not None
    assert holding.new_post[1:] == ("health minister", AUTH + "GovernmentOfSyria")
    assert len(claims) > 1


def test_a_post_that_governs_a_place_is_called_by_it(reader: ArticleReader) -> None:
    (holding,), _ = holdings(reader, "Marta Silva, the mayor of Kandahar, was wounded.")
    assert holding.new_post is not None
    assert (holding.new_post[1], holding.new_post[2]) == ("mayor of Kandahār", None)


def test_another_post_is_not_the_one_that_the_text_tells_whole(reader: ArticleReader) -> None:
    text = "Rosa Beck, the leader, spoke. Beck is vice president of the Metal Workers Union."
    found, _ = holdings(reader, text)
    assert {holding.new_post[1] for holding in found if holding.new_post} == {"leader", "vice president"}
