"""Words that are mentions or none by what stands around them, and how far a mention goes."""

import pytest

from kg.articles.article import Article
from kg.extraction.mention import EntityMention
from kg.namespaces import NS
from kg.reader import ArticleReader


def mentions(reader: ArticleReader, text: str) -> list[EntityMention]:
    return reader.extractor.extract(Article(text)).entities


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police used excessive force against the marchers.", "force"),
        ("The colonel faces a charge of obstruction of justice.", "justice"),
        ("A state of emergency was declared in Diffa.", "state"),
        ("The turnout figure was read out at noon.", "figure"),
        ("Jets bombed a camp of the Ansar terrorist group.", "terrorist"),
        ("The strike destroyed a UAV launch site.", "uav"),
    ],
)
def test_no_mention(reader: ArticleReader, text: str, word: str) -> None:
    assert all(mention.text.split()[-1].lower() != word for mention in mentions(reader, text))


@pytest.mark.parametrize(
    ("text", "words", "cls"),
    [
        ("An international force arrived in Dili.", "international force", "ArmedOrganisation"),
        ("Guards shot a senior opposition figure in Goma.", "opposition figure", "Person"),
        ("A 14-year-old boy was killed by a mine.", "14-year-old boy", "Person"),
        ("They buried Avars and Lezgins side by side.", "Avars", "UnnamedGroup"),
        ("Ethnic Russians left the valley.", "Ethnic Russians", "UnnamedGroup"),
        ("Soldiers stopped a Land Rover near the border.", "Land Rover", "Vehicle"),
        ("The FS Languedoc shot down two drones.", "FS Languedoc", "Warship"),
        ("A bomb went off on Rue Clémenceau on Monday.", "Rue Clémenceau", "Road"),
        ("Troops with two Land Cruisers reached Tillia.", "Land Cruisers", "Vehicle"),
        ("Nigerien troops reached Tillia.", "Nigerien", "Country"),
        ("Shops closed as IS shelled the market.", "IS", "NonStateArmedGroup"),
        ("The brigade lost two Bradleys near the river.", "Bradleys", "ArmouredVehicle"),
        ("The camp was hit by 107mm rockets.", "107mm rockets", "Rocket"),
        ("Police broke up a sleeper cell in Badush.", "sleeper cell", "NonStateArmedGroup"),
        ("Marines landed from the Ropucha-class ship Minsk.", "Minsk", "Vessel"),
        ("Officials blamed IS and the army.", "IS", "NonStateArmedGroup"),
    ],
)
def test_class_and_extent(reader: ArticleReader, text: str, words: str, cls: str) -> None:
    found = {mention.text: mention.cls for mention in mentions(reader, text)}
    assert any(text.endswith(words) and kind == NS + cls for text, kind in found.items()), found


def test_what_a_building_is_called_after_is_nobody(reader: ArticleReader) -> None:
    found = mentions(reader, "Two judges were shot before the Palace of Justice.")
    assert [mention.text for mention in found] == ["judges", "Palace of Justice"]


def test_a_rank_is_no_part_of_a_name(reader: ArticleReader) -> None:
    found = mentions(reader, "Gen Burhan, the army chief, refused to meet the envoy.")
    assert "Gen Burhan" not in {mention.text for mention in found}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The soldiers left the town in 2013.Haddad came back a year later.", "Haddad"),
        ('"There is nothing left here."Police took the man to Goma.', "Police"),
        ("Rebels retake the bridgeThe army said it had lost two men.", "The"),
        ("The villagers were released.[12]The army denied it.", "The"),
    ],
)
def test_sentences_joined_without_a_space(reader: ArticleReader, text: str, first: str) -> None:
    assert first in {token.text for token in reader.extractor.nlp(text)}


@pytest.mark.parametrize("word", ["LinkedIn", "U.S.Army", "McAllen", "v2.3"])
def test_words_that_stay_whole(reader: ArticleReader, word: str) -> None:
    assert word in {token.text for token in reader.extractor.nlp(f"It was on {word} today.")}


def test_what_ends_the_name_of_a_force_is_no_mention_of_its_own(reader: ArticleReader) -> None:
    text = "Dutch troops left. The base was handed over to the Afghan National Defence and Security Forces on Friday."
    found = {mention.text: mention for mention in mentions(reader, text)}
    forces = found["Afghan National Defence and Security Forces"]
    assert (forces.cls, forces.kind) == (NS + "StateArmedForce", "name")
    assert not {"National", "Security Forces", "Forces"} & set(found)
