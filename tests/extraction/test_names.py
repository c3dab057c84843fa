"""Known names: case, possessives, hyphens, abbreviations and aliases."""

import pytest

from kg.articles.article import Article
from kg.namespaces import local_name
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


def test_the_last_word_of_a_name_told_before_is_the_person(reader: ArticleReader) -> None:
    text = "The army said it had killed Velupillai Prabhakaran. Troops shot Prabhakaran near the lagoon."
    mentions = reader.extractor.extract(Article(text))
    assert {local_name(m.cls) for m in mentions.entities if "Prabhakaran" in m.text} == {"Person"}


def test_a_name_is_known_with_a_blank_for_its_hyphen(reader: ArticleReader) -> None:
    found = individuals(reader, "Haider Al Abadi spoke. Bashar al Assad fled. Fighters of Al Shabaab left.")
    assert {"Haider Al Abadi", "Bashar al Assad", "Al Shabaab"} <= found.keys()


def test_the_end_of_a_name_told_before_is_the_person(reader: ArticleReader) -> None:
    text = "Police arrested Tarek el Aissami on Monday. The court freed him, el Aissami said about the judge."
    mentions = reader.extractor.extract(Article(text))
    assert {local_name(m.cls) for m in mentions.entities if m.text.endswith("el Aissami")} == {"Person"}


def test_a_known_last_name_within_anothers_name_is_not_meant(reader: ArticleReader) -> None:
    assert individuals(reader, "ACCORDING TO MILITARY SPOKESMAN MAURICIO CHAVEZ CACERES, TWO POLICEMEN DIED.") == {}
    assert individuals(reader, "President Chavez spoke in Caracas.").keys() >= {"Chavez"}


def test_initials_mean_the_body_that_the_text_has_told(reader: ArticleReader) -> None:
    found = individuals(reader, "The Japanese Financial Services Agency fined the exchange. The FSA wanted an answer.")
    assert "FSA" not in found
    assert "FSA" in individuals(reader, "The FSA shelled a Syrian army base.")


def test_a_ships_name_goes_on_behind_a_small_word(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("The frigate joined the carrier FS Charles de Gaulle on Monday."))
    assert "FS Charles de Gaulle" in {m.text for m in mentions.entities}


def test_a_body_of_states_does_not_end_anothers_name(reader: ArticleReader) -> None:
    found = individuals(
        reader, "The National Security Council met. The UN Security Council and the African Union spoke."
    )
    assert {"UN Security Council", "African Union"} == found.keys()


def test_a_coalition_within_the_name_of_another_is_not_meant(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("The SDF, which includes the Syrian Arab Coalition, advanced.")).entities
    assert {e.text: e.individual for e in found}["Syrian Arab Coalition"] is None


def test_the_first_word_of_a_rank_is_no_body(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("Division General Ali Perl was indicted.")).entities
    assert "Division" not in {e.text for e in found}


def test_a_quarter_of_a_year_is_no_place(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("The army shelled Karm in the first quarter.")).entities
    assert {e.text for e in found} == {"army", "Karm"}


def test_a_day_of_honour_is_no_body(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("In observance of World Water Day, the army reopened the dam.")).entities
    assert "World Water Day" not in {e.text for e in found}
