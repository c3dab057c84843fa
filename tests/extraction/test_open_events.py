"""Events that are only meant, guessed or offered a reward for, and words that name none."""

import pytest
from telling import event, read, roles, told

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The order would mean that those found with rifles are killed or captured.", "captured"),
        ("The minister said this does not mean that Iran attacked the ship.", "attacked"),
        ("The city offered a reward of 10,000 euros for the capture of the bomber.", "capture"),
        ("Police offered money for information leading to the arrest of the gunmen.", "arrest"),
        ("At first he believed the noise was an explosion.", "explosion"),
    ],
)
def test_what_is_only_supposed_or_wanted_did_not_happen(reader: ArticleReader, text: str, trigger: str) -> None:
    assert event(read(reader, text), trigger).modality not in ("realised", "generic")


def test_a_tip_that_led_to_an_arrest_did(reader: ArticleReader) -> None:
    found = event(read(reader, "They gave the army information that led to the capture of two men."), "capture")
    assert found.modality == "realised"


def test_a_clause_has_no_time_for_what_only_describes(reader: ArticleReader) -> None:
    found = read(reader, "On Tuesday the minister promised new homes to the evacuated settlers.")
    assert event(found, "evacuated").time is None


def test_what_is_done_under_a_deal_has_its_own_day(reader: ArticleReader) -> None:
    found = read(reader, "Under the truce signed in May, both sides will free prisoners on Friday.")
    assert event(found, "truce").time is None
    assert event(found, "free").time is not None


def test_talks_on_a_country_are_not_held_there(reader: ArticleReader) -> None:
    assert roles(read(reader, "The Paris meeting on Syria began on Monday."), "meeting")["occurredAt"] == ["Paris"]
    assert roles(read(reader, "They held talks on the island of Cyprus."), "talks")["occurredAt"] == ["Cyprus"]


def test_whom_a_bombing_is_named_after_did_not_do_it(reader: ArticleReader) -> None:
    assert "hasActor" not in roles(read(reader, "The Hariri bombing killed ten people in Beirut."), "bombing")


@pytest.mark.parametrize(
    "text",
    [
        "He signed a statement in Abuja.",
        "Medics gave the soldiers first aid.",
        "Police arrived and cordoned off the scene.",
        "She is dying of heart disease.",
    ],
)
def test_everyday_work_is_no_event_of_conflict(reader: ArticleReader, text: str) -> None:
    assert not read(reader, text).events


def test_who_sets_up_barricades_demonstrates(reader: ArticleReader) -> None:
    assert told(read(reader, "Protesters set up barricades in the square.")) == [("set up", "Demonstration")]


def test_the_prosecution_that_speaks_is_a_party(reader: ArticleReader) -> None:
    found = told(read(reader, "The prosecution called for a sentence of 23 years."))
    assert "ChargeOrIndictment" not in {cls for _, cls in found}


def test_tear_gas_that_is_fired_disperses(reader: ArticleReader) -> None:
    for means in ("tear gas", "rubber bullets"):
        found = event(read(reader, f"Police fired {means} to disperse protesters in Tunis."), "disperse")
        assert found.modality == "realised"
    planned = read(reader, "Rebels planted a bomb to destroy the bridge.")
    assert event(planned, "destroy").modality == "intended"


def test_warning_shots_attack_nobody(reader: ArticleReader) -> None:
    assert not read(reader, "Soldiers fired into the air to warn the crowd.").events


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Captain Ali Hassan was among the dead.", "dead"),
        ("A bomb killed ten people in Karm. Captain Ali Hassan was among the dead.", "dead"),
        ("Ali Hassan was among those killed.", "killed"),
    ],
)
def test_who_is_among_the_dead_has_died(reader: ArticleReader, text: str, trigger: str) -> None:
    assert roles(read(reader, text), trigger)["hasVictim"] == ["Ali Hassan"]


def test_the_wounded_may_die_of_injuries_and_illness(reader: ArticleReader) -> None:
    found = read(reader, "Many of those who survived the blast died of burns, injuries and illnesses.")
    assert ("died", "DeathEvent") in told(found)
