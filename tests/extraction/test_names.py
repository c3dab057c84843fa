"""Known names: case, possessives, hyphens, abbreviations and aliases."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader

AUTH = "https://w3id.org/sitrep/authority#"


def individuals(reader: ArticleReader, text: str) -> dict[str, str]:
    found = reader.extractor.extract(Article(text)).entities
    return {e.text: e.individual.removeprefix(AUTH) for e in found if e.individual}


@pytest.mark.parametrize(
    ("text", "words", "individual"),
    [
        ("The U.S. sent aid.", "U.S.", "UnitedStates"),
        ("The US sent aid.", "US", "UnitedStates"),
        ("The Islamic State's men fled.", "Islamic State", "IslamicState"),
        ("ISIL fighters fled.", "ISIL", "IslamicState"),
        ("A village under IS control was shelled.", "IS", "IslamicState"),
        ("The offensive against Da’esh began.", "Da’esh", "IslamicState"),
        ("THE SYRIAN DEMOCRATIC FORCES WON.", "SYRIAN DEMOCRATIC FORCES", "SyrianDemocraticForces"),
        ("Hezbollah-linked media denied it.", "Hezbollah", "Hezbollah"),
        ("A Hizbollah post was hit.", "Hizbollah", "Hezbollah"),
        ("The Pentagon confirmed it.", "Pentagon", "UnitedStatesDepartmentOfDefense"),
    ],
)
def test_known_name(reader: ArticleReader, text: str, words: str, individual: str) -> None:
    assert individuals(reader, text)[words] == individual


def test_pronoun_us_is_no_country(reader: ArticleReader) -> None:
    assert individuals(reader, "They left us nothing and told us so.") == {}


def test_longest_name_wins(reader: ArticleReader) -> None:
    assert "Syrian" not in individuals(reader, "The Syrian Democratic Forces won.")


def test_alias_in_brackets_is_the_same_individual(reader: ArticleReader) -> None:
    found = individuals(reader, "The Kurdistan Workers' Party (PKK) claimed it.")
    assert found["PKK"] == found["Kurdistan Workers' Party"]


@pytest.mark.parametrize("text", ["This IS a war.", "THE WAR IS OVER.", "What IS certain: the army fled."])
def test_a_verb_in_capitals_is_no_name(reader: ArticleReader, text: str) -> None:
    assert "IS" not in individuals(reader, text)


def test_a_country_that_ends_a_persons_name_is_none(reader: ArticleReader) -> None:
    assert "Jordan" not in individuals(reader, "The paper asked Andrew Jordan about the strike.")
