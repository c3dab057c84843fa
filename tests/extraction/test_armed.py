"""War words in texts that name forces and in texts that name none."""

import pytest

from kg.articles.article import Article
from kg.namespaces import local_name
from kg.reader import ArticleReader


def _classes(reader: ArticleReader, text: str) -> set[str]:
    mentions = reader.extractor.extract(Article(text))
    return {local_name(event.cls) for event in mentions.events if event.modality == "realised"}


@pytest.mark.parametrize(
    "text",
    [
        "Hail struck the orchards in July and ruined the fruit.",
        "Two lorries collided outside the bakery, blocking the road.",
        "Firemen battled the flames as smoke surrounded the mill.",
        "The bakery trained six apprentices and mobilised its drivers.",
        "Engineers conducted tests of the brakes.",
        "The dealer sold twelve vehicles in May.",
        "The mayor has come under fire from shopkeepers over parking.",
    ],
)
def test_war_words_tell_of_no_war_where_nothing_armed_is_named(reader: ArticleReader, text: str) -> None:
    found = _classes(reader, text)
    assert not found & {
        "RemoteAttack", "ViolentEvent", "MilitaryAccident", "ArmedClash", "Siege", "Mobilisation", "WeaponTest",
        "ArmsProcurement", "TerritoryCapture",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("The town has no garrison. Rockets were fired at night, and a school was struck.", "RemoteAttack"),
        ("A military helicopter crashed near the lake.", "MilitaryAccident"),
        ("Jordan struck a village across the border.", "RemoteAttack"),
        ("Rebels surrounded the mill.", "Siege"),
        ("Jets pounded the mill.", "AirStrike"),
        ("A second blast hit the mill.", "ExplosiveAttack"),
        ("The trader supplied weapons to the tribe on Monday.", "ArmsTransfer"),
    ],
)
def test_they_do_where_forces_are_named_or_a_state_acts(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls in _classes(reader, text)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("The prisoner hanged himself with a sheet.", "Execution"),
        ("The keeper missed two games.", "CasualtyEvent"),
        ("The winger was lost for the season.", "DeathEvent"),
        ("The firm demonstrated its new tractor.", "Demonstration"),
        ("Farmers slaughtered forty pigs.", "Massacre"),
        ("Police found a dead whale on the beach.", "DeathEvent"),
        ("Detectives asked for a search warrant.", "SearchRaid"),
        ("The pupils were dispersed into three other schools.", "UnrestSuppression"),
    ],
)
def test_whom_or_what_a_word_is_about_bars_it(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls not in _classes(reader, text)


def test_what_is_done_to_computers_is_a_cyber_attack(reader: ArticleReader) -> None:
    assert _classes(reader, "Hackers hijacked thousands of computers.") == {"CyberAttack"}


def test_a_man_whom_an_animal_killed_is_dead(reader: ArticleReader) -> None:
    assert "DeathEvent" in _classes(reader, "A dog killed a shepherd near the farm.")
    assert "DeathEvent" not in _classes(reader, "Forty cows died in the storm.")
