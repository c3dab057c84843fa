"""Mentions of facilities, units, equipment and groups: their extent, class, kind and owner."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.articles.article import Article
from kg.extraction.entities.mistaken import has_age
from kg.extraction.language.analysed import words_of
from kg.extraction.mention import EntityMention
from kg.namespaces import NS
from kg.reader import ArticleReader


def mention(reader: ArticleReader, text: str, words: str) -> EntityMention:
    found = reader.extractor.extract(Article(text)).entities
    return next(entity for entity in found if entity.text == words)


@pytest.mark.parametrize(
    ("text", "words", "cls"),
    [
        ("Jets hit three rebel headquarters and two weapons depots.", "weapons depots", "AmmunitionDepot"),
        ("Jets hit three rebel headquarters and two weapons depots.", "rebel headquarters", "Headquarters"),
        ("Gunmen attacked an army checkpoint near the bridge.", "army checkpoint", "Checkpoint"),
        ("The Mezzeh air base was shelled on Monday.", "Mezzeh air base", "AirBase"),
        ("The 3rd Brigade left the city.", "3rd Brigade", "MilitaryUnit"),
        ("Heavy clashes drew in coalition warplanes.", "coalition warplanes", "CombatAircraft"),
        ("A shell hit the power plant.", "power plant", "PowerPlant"),
        ("Troops found six land mines.", "land mines", "Landmine"),
        ("The coal mine closed.", "coal mine", "MiningSite"),
        ("Fighters fled to the hills.", "Fighters", "Militants"),
        ("Rockets hit the base in Taji.", "base", "MilitaryFacility"),
        ("Two Syrians were killed.", "Syrians", "UnnamedGroup"),
        ("The raid took place in the West Bank.", "West Bank", "Place"),
        ("Gunmen killed 15 villagers in Borno state.", "Borno state", "AdministrativeArea"),
    ],
)
def test_class(reader: ArticleReader, text: str, words: str, cls: str) -> None:
    assert mention(reader, text, words).cls == NS + cls


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The party lost its base of support.", "base"),
        ("The bank of the river flooded.", "bank"),
        ("The raid took place at night.", "place"),
        ("Defence Minister Hulusi Akar spoke.", "Defence"),
        ("New Mexico is a large state.", "Mexico"),
    ],
)
def test_words_that_name_no_thing(reader: ArticleReader, text: str, words: str) -> None:
    found = reader.extractor.extract(Article(text)).entities
    assert words not in {entity.text for entity in found}


@pytest.mark.parametrize(
    ("text", "words", "owner"),
    [
        ("Jets struck ISIS positions.", "ISIS positions", "ISIS"),
        ("An attack shook Syria's central region.", "central region", "Syria"),
        ("The 3rd Brigade of the Syrian army advanced.", "3rd Brigade", "Syrian army"),
        ("The IDF's jets hit a depot.", "jets", "IDF"),
    ],
)
def test_owner(reader: ArticleReader, text: str, words: str, owner: str) -> None:
    found = reader.extractor.extract(Article(text)).entities
    number = next(entity.owner for entity in found if entity.text == words)
    assert number is not None
    assert found[number].text == owner


def test_ministry_of_a_country_is_a_name(reader: ArticleReader) -> None:
    ministry = mention(reader, "The Russian Defence Ministry denied it.", "Russian Defence Ministry")
    assert (ministry.kind, ministry.cls) == ("name", NS + "Ministry")


def test_name_goes_on_behind_its_head(reader: ArticleReader) -> None:
    text = "Students at the University of Aleppo fled."
    assert mention(reader, text, "University of Aleppo").kind == "name"


def test_holder_of_a_post_is_an_official(reader: ArticleReader) -> None:
    official = mention(reader, "He met John Kerry, the US secretary of state.", "US secretary of state")
    assert official.cls == NS + "Official"


@pytest.mark.parametrize("text", ["Two soldiers died in Ayn Isa.", "Rebels took the village of Ayn Isa."])
def test_unknown_name_behind_a_place_word_is_a_place(reader: ArticleReader, text: str) -> None:
    assert mention(reader, text, "Ayn Isa").cls == NS + "Place"


@pytest.mark.parametrize(
    ("text", "words", "cls"),
    [
        ("Khairat Matanov was held. Matanov denied it.", "Matanov", "Person"),
        ("Near Ayn Isa, jets hit a base. Ayn Isa was calm.", "Ayn Isa", "Place"),
    ],
)
def test_one_name_is_one_kind_of_thing(reader: ArticleReader, text: str, words: str, cls: str) -> None:
    found = reader.extractor.extract(Article(text)).entities
    assert {entity.cls for entity in found if entity.text == words} == {NS + cls}


def test_upper_case_text_gives_known_names(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("COALITION JETS BOMBED ISIS NEAR RAQQA, KILLING 12 FIGHTERS")).entities
    assert any(entity.individual and entity.text == "ISIS" for entity in found)


def test_detokenised_text_gives_mentions(reader: ArticleReader) -> None:
    found = reader.extractor.extract(Article("We saw the soldiers ' trucks , \" Mr. Khalil said .")).entities
    assert {"soldiers", "trucks", "Khalil"} <= {entity.text for entity in found}


@pytest.mark.parametrize(
    ("text", "words", "government"),
    [
        ("Washington said it bombed a base.", "Washington", True),
        ("Damascus accused Ankara of shelling Afrin.", "Ankara", True),
        ("The pact was signed by Tehran.", "Tehran", True),
        ("Moscow's forces shelled a town.", "Moscow", True),
        ("A protest was held in Washington.", "Washington", False),
        ("Rebels shelled Damascus on Sunday.", "Damascus", False),
    ],
)
def test_capital_stands_for_its_government_only_where_it_acts(
    reader: ArticleReader, text: str, words: str, government: bool
) -> None:
    assert (mention(reader, text, words).cls == NS + "Government") is government


@pytest.mark.parametrize(
    ("text", "name", "is_person"),
    [
        ("Khairat Matan , 23 , faces a charge", "Khairat Matan", True),
        ("Bullets hit Osman , 34 .", "Osman", True),
        ("They took Tikrit , 2014 was a bad year", "Tikrit", False),
        ("Units left Tikrit , 300 soldiers in all", "Tikrit", False),
        ("He left Matan 23 days later", "Matan", False),
    ],
)
def test_an_age_shows_a_person(text: str, name: str, is_person: bool) -> None:
    words = text.split()
    first = words.index(name.split(maxsplit=1)[0])
    told = words_of(Doc(Vocab(), words=words))
    assert has_age(told[first : first + len(name.split())]) == is_person


def test_what_one_is_in_is_a_place_where_its_name_tells_no_facility(reader: ArticleReader) -> None:
    text = "Officers were shot dead in neighbouring Norte de Santander. He died in Evin Prison."
    mentions = reader.extractor.extract(Article(text))
    classes = {entity.text: entity.cls.rpartition("#")[2] for entity in mentions.entities}
    assert (classes["Norte de Santander"], classes["Evin Prison"]) == ("Place", "Prison")


def test_where_a_facility_lies_is_a_place(reader: ArticleReader) -> None:
    text = "Missiles hit the railway station at Kramatorsk. A jet was lost in a raid on the airfield at Goose Green."
    mentions = reader.extractor.extract(Article(text)).entities
    classes = {mention.text: mention.cls for mention in mentions}
    assert not {classes["Kramatorsk"], classes["Goose Green"]} & {NS + "Facility"}


@pytest.mark.parametrize(
    ("text", "words", "cls", "kind"),
    [
        ("The 51st Combined Arms Army took the village.", "51st Combined Arms Army", "Army", "name"),
        ("The 79th Air Assault Brigade fled.", "79th Air Assault Brigade", "MilitaryUnit", "name"),
        ("The South American country closed its ports.", "South American country", "Country", "nominal"),
        ("The gunmen shelled a think-tank.", "think-tank", "EducationBody", "nominal"),
        ("The junta dissolved all legislative bodies.", "legislative bodies", "Organisation", "nominal"),
        ("Hackers attacked wireless carriers.", "wireless carriers", "Company", "nominal"),
        ("The gunman was seen on CCTV.", "CCTV", "Organisation", "name"),
    ],
)
def test_a_number_belongs_to_a_name_and_words_to_their_phrase(
    reader: ArticleReader, text: str, words: str, cls: str, kind: str
) -> None:
    found = mention(reader, text, words)
    assert (found.cls, found.kind, found.individual) == (NS + cls, kind, None)


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The Venezuelan newspaper El Nacional reported the attack.", "El Nacional", "Newspaper"),
        ("The radio station Radio Sol was bombed.", "Radio Sol", "Broadcaster"),
        ("Soldiers said that the rebel group Liwa Sahel had fled.", "Liwa Sahel", "RebelGroup"),
        ("The mosque Al Nur was hit.", "Al Nur", "ReligiousSite"),
    ],
)
def test_the_noun_before_a_name_says_what_it_is(reader: ArticleReader, text: str, name: str, cls: str) -> None:
    mentions = reader.extractor.extract(Article(text))
    named = next(m for m in mentions.entities if m.text == name)
    group = next(group for group in mentions.coreference if named.id in group)
    assert named.cls == NS + cls
    assert [mentions.entities[i].kind for i in group] == ["nominal", "name"]


def test_capitals_before_a_dash_are_where_a_report_was_written(reader: ArticleReader) -> None:
    text = "BAGHDAD - Combined Joint Task Force - Operation Inherent Resolve gave masks to the Peshmerga."
    assert mention(reader, text, "BAGHDAD").cls == NS + "Place"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("County Engineer Bill Belzer said that the bridge fell.", "County"),
        ("Relations between Russia and the West are bad.", "West"),
        ("Editors of the Valdai Discussion Club met in Moscow.", "club"),
    ],
)
def test_a_common_word_in_capitals_is_no_name(reader: ArticleReader, text: str, words: str) -> None:
    found = reader.extractor.extract(Article(text)).entities
    assert words not in {entity.text for entity in found}
    assert not {entity.text for entity in found if entity.cls == NS + "BladeOrClub"}


def test_capitals_behind_by_are_who_wrote_it(reader: ArticleReader) -> None:
    text = "By JILL COLVIN and OMAR SAID, Associated Press. China vowed to fight."
    assert mention(reader, text, "JILL COLVIN").cls == NS + "Person"
    assert mention(reader, text, "OMAR SAID").cls == NS + "Person"
