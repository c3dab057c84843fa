"""Which thing each mention of an article is."""

from datetime import UTC, datetime

import pytest

from kg.articles.article import Article
from kg.fusion.claim import Entity
from kg.reader import ArticleReader

AUTH = "https://w3id.org/sitrep/authority#"


def entities(reader: ArticleReader, text: str, *, key: str = "k", year: int = 2016) -> dict[str, Entity]:
    published = datetime(year, 6, 15, tzinfo=UTC)
    mentions = reader.extractor.extract(Article(text, published=published))
    found = reader.identifier.identify(key, mentions)
    return {mention.text: found.entity(mention.id) for mention in mentions.entities}


@pytest.mark.parametrize(
    ("text", "words", "individual"),
    [
        ("U.S. forces left.", "U.S. forces", "UnitedStatesArmedForces"),
        ("Washington said it had left.", "Washington", "GovernmentOfUnitedStates"),
        ("Washington said it had left.", "it", "GovernmentOfUnitedStates"),
        ("The PKK said it killed two soldiers.", "it", "KurdistanWorkersParty"),
        ("Moscow's forces shelled a town.", "forces", "RussianArmedForces"),
        ("Syrian troops left Homs.", "Syrian troops", "SyrianArmedForces"),
    ],
)
def test_known_individual(reader: ArticleReader, text: str, words: str, individual: str) -> None:
    assert entities(reader, text)[words].iri == AUTH + individual


@pytest.mark.parametrize(
    ("text", "words", "year", "person"),
    [
        ("The U.S. president said so.", "U.S. president", 2016, "BarackObama"),
        ("The U.S. president said so.", "U.S. president", 2018, "DonaldTrump"),
        ("The Russian defence minister said so.", "Russian defence minister", 2016, "SergeiShoigu"),
        ("Russia's president said so.", "president", 2016, "VladimirPutin"),
    ],
)
def test_post_alone_names_its_holder_of_the_day(
    reader: ArticleReader, text: str, words: str, year: int, person: str
) -> None:
    assert entities(reader, text, year=year)[words].iri == AUTH + person


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A former Russian defence minister said so.", "former Russian defence minister"),
        ("The defence minister said so.", "defence minister"),
        ("Russian defence ministers met.", "Russian defence ministers"),
    ],
)
def test_post_without_country_or_in_the_past_names_nobody(reader: ArticleReader, text: str, words: str) -> None:
    assert not entities(reader, text)[words].iri.startswith(AUTH)


@pytest.mark.parametrize(
    "text", ["Police held a Taliban leader.", "Another Taliban leader fled.", "No U.S. president came."]
)
def test_one_of_several_leaders_is_nobody_known(reader: ArticleReader, text: str) -> None:
    found = [
        entity for words, entity in entities(reader, text, year=2011).items() if words.endswith(("leader", "dent"))
    ]
    assert found
    assert not any(entity.iri.startswith(AUTH) for entity in found)


def test_person_named_beside_the_post_is_the_holder(reader: ArticleReader) -> None:
    found = entities(reader, "Omar Said, the Russian defence minister, spoke. Said left.")
    assert found["Russian defence minister"].iri == found["Omar Said"].iri == found["Said"].iri


def test_full_name_is_one_entity_across_articles(reader: ArticleReader) -> None:
    one = entities(reader, "Omar Said spoke.", key="one")["Omar Said"]
    other = entities(reader, "Rebels met Omar Said.", key="other")["Omar Said"]
    assert one.iri == other.iri


def test_surname_alone_stays_within_its_article(reader: ArticleReader) -> None:
    one = entities(reader, "Mr. Khalil spoke.", key="one")["Khalil"]
    other = entities(reader, "Mr. Khalil spoke.", key="other")["Khalil"]
    assert one.iri != other.iri


def test_unnamed_things_of_two_articles_differ(reader: ArticleReader) -> None:
    one = entities(reader, "Gunmen attacked a bus.", key="one")["Gunmen"]
    other = entities(reader, "Gunmen attacked a bus.", key="other")["Gunmen"]
    assert one.iri != other.iri


@pytest.mark.parametrize(
    ("text", "individual"),
    [
        ("The National Liberation Army freed two soldiers in Colombia.", "NationalLiberationArmyColombia"),
        ("The National Liberation Army freed two soldiers. The ELN gave no reason.", "NationalLiberationArmyColombia"),
        ("The National Liberation Army shelled Tetovo in North Macedonia.", "NationalLiberationArmyMacedonia"),
        ("The National Liberation Army freed two soldiers.", None),
        ("The National Liberation Army freed two soldiers in Peru.", None),
    ],
)
def test_a_shared_name_is_whose_country_is_told(reader: ArticleReader, text: str, individual: str | None) -> None:
    found = entities(reader, text)["National Liberation Army"]
    assert found.iri.rpartition("#")[2] == individual if individual else "#" not in found.iri


def test_a_nationality_is_no_name_of_its_country(reader: ArticleReader) -> None:
    found = entities(reader, "Yemeni rebels left the port.")["Yemeni"]
    assert (found.iri, found.names) == (AUTH + "Yemen", ())


def test_another_minister_of_the_name_in_another_country_is_another_person(reader: ArticleReader) -> None:
    text = "Colombia's army was attacked. Defence Minister Pedro Sánchez said 500 soldiers had been sent."
    assert entities(reader, text)["Pedro Sánchez"].iri != AUTH + "PedroSanchez"
    text = "Spain recalled its envoy. Defence Minister Pedro Sánchez said so."
    assert entities(reader, text)["Pedro Sánchez"].iri == AUTH + "PedroSanchez"


def test_the_president_of_a_sentence_is_not_that_of_the_country_he_speaks_of(reader: ArticleReader) -> None:
    assert entities(reader, "The president called on Israel to stop.")["president"].iri != AUTH + "IsaacHerzog"
