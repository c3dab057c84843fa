"""Who did something, who did not, and what only takes up what was told."""

import pytest
from telling import event, read, roles, together, told

from kg.reader import ArticleReader

ACTORS = [
    ("Pirates' hijackings scared crews; the gang's abduction of a skipper in Eyl went on.", "abduction", ["gang"]),
    ("The raid, for which the Taliban claimed responsibility, began in Ghazni.", "raid", ["Taliban"]),
    ("Responsibility for the attack was claimed by a rebel faction.", "attack", ["rebel faction"]),
    ("Police seek a man who left a bag that exploded on Friday, injuring six people.", "injuring", []),
    ("The militia, which denies the killings, controls the road to Komanda.", "killings", []),
    ("Amnesty accused the junta of bombing a monastery in Sagaing.", "bombing", ["junta"]),
    ("Hundreds of Peruvians marched in Puno. Nine people were arrested in the protests.", "arrested", []),
    ("Rebels attacked a fort near Gao. Two of the rebels killed in the attack were boys.", "killed", []),
    ("Rebels entered Dol, residents said, after seizing its airport earlier in the day.", "seizing", ["Rebels"]),
    ("Rebels bombed a bridge near Dol, the army said on Friday, killing three guards.", "killing", ["Rebels"]),
    ("The army shelled Dol, the minister said after visiting the troops.", "shelled", ["army"]),
    ("Rebels shelled a base in Dol, shortly after people had broken their fast, killing six.", "killing", ["Rebels"]),
    ("Soldiers, Houthi fighters clash in Taiz", "clash", ["Soldiers", "Houthi fighters", "Houthi"]),
    ("The agency charged a general with using nerve gas in Karm.", "using", ["general"]),
    ("Rebel Attack: Troops Foil Ambush, Eliminate 16 Gunmen In Borno", "Eliminate", []),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), ACTORS)
def test_who_acts(reader: ArticleReader, text: str, trigger: str, expected: list[str]) -> None:
    assert roles(read(reader, text), trigger).get("hasActor", []) == expected


def test_who_is_blamed_is_inferred(reader: ArticleReader) -> None:
    found = event(read(reader, "Peru blamed the attack on Bolivian smugglers."), "attack")
    assert {a.text: a.how for a in found.arguments} == {"Bolivian smugglers": "inferred"}


def test_where_a_deed_is_claimed_it_was_not_done(reader: ArticleReader) -> None:
    text = "Responsibility for the ambush was claimed by the Movement for Justice on its radio station."
    assert roles(read(reader, text), "ambush") == {"hasActor": ["Movement for Justice"]}


def test_a_country_is_where_its_genocide_was(reader: ArticleReader) -> None:
    found = roles(read(reader, "Survivors of Rwanda's genocide met on Sunday."), "genocide")
    assert found == {"occurredAt": ["Rwanda"]}


def test_who_flees_a_city_is_displaced(reader: ArticleReader) -> None:
    found = roles(read(reader, "Families fleeing Mosul slept in tents."), "fleeing")
    assert found == {"hasVictim": ["Families"], "hasOrigin": ["Mosul"]}


def test_a_street_is_not_what_a_bomb_was_meant_for(reader: ArticleReader) -> None:
    found = roles(read(reader, "Two bombs went off in Harbour Street in Tripoli."), "went off")
    assert "hasTarget" not in found
    assert found["atFacility"] == ["Harbour Street"]


TAKEN_UP = [
    "A blast killed 12 people in Gao. Four of the dead were soldiers.",
    "A blast killed 12 people in Gao. Two of those killed were nurses.",
]


@pytest.mark.parametrize("text", TAKEN_UP)
def test_some_of_the_dead_are_no_deaths_of_their_own(reader: ArticleReader, text: str) -> None:
    mentions = read(reader, text)
    assert told(mentions) == [("blast", "ExplosiveAttack"), ("killed", "DeathEvent")]
    assert [count.minimum for found in mentions.events for count in found.counts] == [12, 12]


@pytest.mark.parametrize("text", ["Among the dead were three women.", "Three women were among the dead."])
def test_a_number_among_the_dead_is_a_part_of_theirs(reader: ArticleReader, text: str) -> None:
    mentions = read(reader, f"A blast killed 12 people in Gao. {text}")
    assert together(mentions, "killed", "dead")
    assert [(count.minimum, count.part) for count in event(mentions, "dead").counts] == [(3, True)]


def test_the_dead_of_whom_was_not_told_are_told_first(reader: ArticleReader) -> None:
    assert told(read(reader, "Four of the dead were soldiers, the ministry said.")) == [("dead", "DeathEvent")]


AIR = ["A glide bomb hit a house in Kherson.", "Guided bombs struck a school.", "Barrel bombs hit a market in Saraqib."]


@pytest.mark.parametrize("text", AIR)
def test_bombs_from_aircraft_are_an_air_strike(reader: ArticleReader, text: str) -> None:
    assert [cls for _, cls in told(read(reader, text))] == ["AirStrike"]


def test_a_bomb_that_was_laid_is_a_bomb_attack(reader: ArticleReader) -> None:
    assert told(read(reader, "A roadside bomb struck a convoy near Marka.")) == [("struck", "BombAttack")]


VICTIMS = [
    ("A girl whose death shook Oran was buried on Friday.", "death", ["girl"]),
    ("The dead fishermen were found on Sunday off Adaku.", "dead", ["dead fishermen"]),
    ("The army found a commander whose arrest was ordered in May.", "arrest", ["commander"]),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), VICTIMS)
def test_who_is_described(reader: ArticleReader, text: str, trigger: str, expected: list[str]) -> None:
    assert roles(read(reader, text), trigger).get("hasVictim", []) == expected


@pytest.mark.parametrize("reason", ["on suspicion of", "on charges of"])
def test_who_is_arrested_for_a_deed_did_it(reader: ArticleReader, reason: str) -> None:
    found = read(reader, f"Police arrested two men {reason} killing a judge.")
    assert roles(found, "killing")["hasActor"] == ["men"]
