"""Names and types of ships, aircraft and weapons, and what a language model makes of them."""

import pytest

from kg.articles.article import Article
from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The frigate HMS Richmond shot down a drone.", "HMS Richmond", "Warship"),
        ("A missile hit HMS Sheffield. The Sheffield, a destroyer, sank.", "Sheffield", "Warship"),
        ("A missile hit the tanker Mercer Street off Oman.", "Mercer Street", "Tanker"),
        ("The landing ship Minsk was damaged in dry dock.", "Minsk", "Warship"),
        ("The MV Rubymar sank in the Red Sea.", "MV Rubymar", "MerchantShip"),
        ("Poland handed over F-16s on Monday.", "F-16s", "CombatAircraft"),
        ("Two Su-34 bombers struck the town.", "Su-34 bombers", "CombatAircraft"),
        ("The gunmen were armed with AK-47s.", "AK-47s", "SmallArm"),
        ("Gunmen killed 12 Christians in the village.", "Christians", "UnnamedGroup"),
        ("Troops withdrew from Alamata at dawn.", "Alamata", "Place"),
        ("Troops withdrew from Alamata and moved towards Ghadames; residents fled Lashio.", "Lashio", "Place"),
        (
            "The National Center for Civil Protection sent teams.",
            "National Center for Civil Protection",
            "Organisation",
        ),
    ],
)
def test_class(reader: ArticleReader, text: str, name: str, cls: str) -> None:
    assert cls in {kind for told, kind in classes(reader, text) if told == name}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The ship Iran seized was freed.", ("Iran", "Vessel")),
        ("A missile hit the cruiser Moskva before the Moskva talks.", ("Moskva talks", "Warship")),
        ("The flag carrier Yemenia stopped all flights.", ("Yemenia", "Warship")),
        ("Russia fired Kh-101 cruise missiles at Kyiv.", ("Kh-101", "Organisation")),
        ("A dhow sank in the Gulf of Aden.", ("Gulf", "WaterBody")),
        ("Rebels of M23 took the hill.", ("M23", "CombatAircraft")),
    ],
)
def test_no_such_mention(reader: ArticleReader, text: str, wrong: tuple[str, str]) -> None:
    assert wrong not in classes(reader, text)


def classes(reader: ArticleReader, text: str) -> set[tuple[str, str]]:
    """Return the mentions of a text with their classes."""
    mentions = reader.extractor.extract(Article(text))
    return {(mention.text, mention.cls.rpartition("#")[2]) for mention in mentions.entities}
