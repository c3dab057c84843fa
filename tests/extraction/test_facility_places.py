"""Where facilities lie, as a text tells it."""

import pytest
from telling import read

from kg.extraction.mention import ArticleMentions
from kg.namespaces import local_name
from kg.reader import ArticleReader


def located(mentions: ArticleMentions) -> set[tuple[str, str]]:
    """Return the texts of both ends of each place relation."""
    return {
        (mentions.entities[r.head].text, mentions.entities[r.tail].text)
        for r in mentions.relations
        if local_name(r.relation) == "locatedIn"
    }


@pytest.mark.parametrize(
    ("text", "facility", "place"),
    [
        ("Drones hit an ammunition depot near Taganrog.", "ammunition depot", "Taganrog"),
        ("The Tarsa air base, 30 kilometres west of Kirkuk, was hit.", "Tarsa air base", "Kirkuk"),
        ("The naval base lies north of Fallujah.", "naval base", "Fallujah"),
        ("Rebels seized the prison at Baqubah.", "prison", "Baqubah"),
        ("KARSHI AIR BASE, Uzbekistan — The wounded were flown out.", "KARSHI AIR BASE", "Uzbekistan"),
        ("A rocket hit the hospital outside Dar Mansur.", "hospital", "Dar Mansur"),
    ],
)
def test_a_facility_lies_where_the_text_says(reader: ArticleReader, text: str, facility: str, place: str) -> None:
    assert (facility, place) in located(read(reader, text))


def test_a_facility_without_a_place_lies_nowhere(reader: ArticleReader) -> None:
    assert located(read(reader, "The prison was stormed on Friday.")) == set()


def test_what_stands_near_a_port_is_not_in_it(reader: ArticleReader) -> None:
    mentions = read(reader, "Drones struck an oil refinery near the port of Aden on Monday.")
    assert located(mentions) == set()


@pytest.mark.parametrize(
    ("text", "facility", "place"),
    [
        ("Shells hit a clinic, a school and two bakeries in Mosul.", "clinic", "Mosul"),
        ("Snow closed the airport of Aden on Friday.", "airport", "Aden"),
        ("Grenades hit the market in the Baghdad suburb of Taji.", "market", "Taji"),
        ("The police station, 12 km from Kirkuk, was hit.", "police station", "Kirkuk"),
    ],
)
def test_a_facility_lies_where_a_phrase_leads(reader: ArticleReader, text: str, facility: str, place: str) -> None:
    assert (facility, place) in located(read(reader, text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A drone hit a school in the Sviatoshyn district of Kyiv.",
            {("school", "Sviatoshyn district"), ("Sviatoshyn district", "Kyiv")},
        ),
        (
            "The clinic at Malakal, in Upper Nile state, was hit.",
            {("clinic", "Malakal"), ("Malakal", "Upper Nile state")},
        ),
        (
            "The outpost at Morek, in the north of Hama province, was hit.",
            {("outpost", "Morek"), ("Morek", "Hama province")},
        ),
        (
            "The base at Mahagi, in Congo's Ituri province, was shelled.",
            {("base", "Mahagi"), ("Mahagi", "Ituri province"), ("Ituri province", "Congo")},
        ),
        ("The depot near the village of Toropets-3 was hit.", {("depot", "Toropets-3")}),
        ("The depot, about 30km south of the capital Tripoli, was looted.", {("depot", "Tripoli")}),
        ("The US consulate in Erbil was hit.", {("US consulate", "Erbil")}),
        ("Rockets hit the Zandhaven naval base on Friday.", set()),
        ("Thousands sought shelter in July.", set()),
        ("Omar Said was the target, Israel's army said.", set()),
    ],
)
def test_facility_lies_in_the_nearest_place_and_that_in_the_wider(
    reader: ArticleReader, text: str, told: set[tuple[str, str]]
) -> None:
    assert located(read(reader, text)) == told
