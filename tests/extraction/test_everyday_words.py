"""Words of war in everyday senses tell no event, and keep telling it where they are meant."""

import pytest
from telling import read, told

from kg.reader import ArticleReader

EVERYDAY = [
    "The president sits in Tunis with two ministers.",
    "The government slashed subsidies for farmers after the war.",
    "It was a sharp departure from the policy of the last cabinet as troops left.",
    "The militia entered the conflict several years ago.",
    "The vaccine attacks the virus, said an army doctor.",
    "The suspect was named as a student of 19, police said.",
    "The firm sacked 300 workers while rebels held the town.",
    "Soldiers denied the villagers water.",
    "The report struck a nerve with generals.",
    "The envoy sought to defuse opposition to the war.",
    "The law helps soldiers to combat illegal mining in Peru.",
    "Both officers asked not to be named in the report on the war.",
    "The leak damaged the reputation of the army.",
    "A senator attacked the minister over the war budget.",
    "He visited the occupied territories with a patrol of soldiers.",
    "The battle over abortion rights goes on in both houses.",
    "Soldiers helped crews to battle the flames.",
    "The army spoke of a clash of civilisations.",
    "The cadet retook the exam while his regiment left.",
    "The government will bring the officers to justice.",
    "The question demanded an answer from the general.",
    "The dream of peace died in the trenches.",
    "The general was dismissed as a clown.",
    "Gunners suppressed mortar teams with smoke.",
]
MEANT = [
    ("A man slashed an officer with a razor in Leeds.", "BladeOrBluntAttack"),
    ("Protesters staged a sit-in in Sfax.", "Demonstration"),
    ("Troops occupied the town on Friday.", "TerritoryCapture"),
    ("The president sacked his army chief.", "DepartureFromOffice"),
    ("The general was named as the new chief of staff.", "Appointment"),
    ("Snipers took up positions on the roofs of the town.", "Deployment"),
    ("Rebels attacked the senator near Mosul.", "ViolentEvent"),
    ("Rebels fought a battle for control of Karm.", "ArmedClash"),
    ("Police suppressed the protests in Sfax.", "UnrestSuppression"),
    ("Prosecutors put the colonel under investigation.", "Investigation"),
    ("Nigeria ordered thousands of foreigners out of the country.", "Expulsion"),
]
_OF_OTHER_THINGS = {"MilitaryCampaign", "Withdrawal", "Statement", "Meeting"}


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_sense_tells_no_event(reader: ArticleReader, text: str) -> None:
    found = {cls for _, cls in told(read(reader, text))}
    assert found <= _OF_OTHER_THINGS


@pytest.mark.parametrize(("text", "cls"), MEANT)
def test_the_same_words_meant_tell_one(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls in {found for _, found in told(read(reader, text))}


def test_a_strike_that_is_called_off_is_not_called(reader: ArticleReader) -> None:
    mentions = read(reader, "The union called off a strike of four days.")
    assert [event.modality for event in mentions.events] == ["negated"]
