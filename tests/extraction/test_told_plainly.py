"""What reports say in one plain sentence: the class of the event, and who plays which role in it."""

import pytest
from telling import event, read, roles, together, told

from kg.reader import ArticleReader

CLASSES = [
    ("The general declared a state of emergency in Ardel.", "EmergencyRule"),
    ("The warring parties agreed to a 48-hour truce.", "Ceasefire"),
    ("The rebels and the army signed a ceasefire in Tunis.", "Ceasefire"),
    ("Ethiopian troops are pushing toward Mekelle, residents said.", "GroundOffensive"),
    ("China began live-fire drills around Taiwan.", "MilitaryExercise"),
    ("India carried out a nuclear test in May 1974.", "WeaponTest"),
    ("Hackers knocked out the website of the ministry.", "CyberAttack"),
    ("The army handed control of two checkpoints to the police.", "TerritoryTransfer"),
    ("Turkish troops crossed into Syria at dawn.", "BorderViolation"),
    ("Soldiers summarily killed nine villagers.", "UnlawfulKilling"),
    ("A convoy carrying food arrived in Homs.", "AidDelivery"),
    ("Talks between rebels and the army resumed in Doha.", "Negotiation"),
    ("Rockets rained down on the town of Sderot.", "ArtilleryShelling"),
    ("The CIA armed the rebels.", "ArmsTransfer"),
    ("A coast guard ship fired water cannon at two fishing boats.", "NavalEngagement"),
    ("Assailants descended on the camp at dawn.", "RaidOrIncursion"),
]
ELSEWHERE = [
    ("The school held a fire drill on Monday.", "MilitaryExercise"),
    ("Doctors conducted a test on the boy.", "WeaponTest"),
    ("Villagers crossed into Chad.", "BorderViolation"),
    ("A ship fired water cannon at a boat.", "ArtilleryShelling"),
    ("The coast guard said it took control measures.", "TerritoryCapture"),
]
PLAYED = [
    ("The governor declared a state of emergency.", "state of emergency", "hasActor", "governor"),
    ("Mali and the rebels agreed to a truce.", "agreed", "hasParticipant", "rebels"),
    ("Mr Fahmy met his Greek counterpart Nikos Dendias.", "met", "hasParticipant", "Nikos Dendias"),
    ("Libya armed the rebels in the south.", "armed", "hasRecipient", "rebels"),
    ("The protester – shot dead by police – was buried.", "shot", "hasTarget", "protester"),
    ("Rebels attacked the base by night.", "attacked", "hasActor", "Rebels"),
]


@pytest.mark.parametrize(("text", "cls"), CLASSES)
def test_a_plain_sentence_tells_of_the_class(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls in {told_of for _, told_of in told(read(reader, text))}


@pytest.mark.parametrize(("text", "cls"), ELSEWHERE)
def test_other_doings_are_no_such_event(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls not in {told_of for _, told_of in told(read(reader, text))}


@pytest.mark.parametrize(("text", "trigger", "role", "player"), PLAYED)
def test_who_plays_the_role(reader: ArticleReader, text: str, trigger: str, role: str, player: str) -> None:
    assert player in roles(read(reader, text), trigger)[role]


def test_the_truce_that_was_agreed_to_is_told_once(reader: ArticleReader) -> None:
    assert told(read(reader, "The two armies agreed to a truce.")) == [("agreed", "Ceasefire")]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("General Musa died after being shot on the front line.", "Musa"),
        ("Two men were hanged after being shot by soldiers.", "men"),
    ],
)
def test_who_was_shot_is_told_above(reader: ArticleReader, text: str, victim: str) -> None:
    assert roles(read(reader, text), "shot")["hasVictim"] == [victim]


def test_the_fighting_is_the_clashes(reader: ArticleReader) -> None:
    text = "Rebels entered Sake after clashes with the army. Ten soldiers were killed in the fighting."
    assert together(read(reader, text), "clashes", "fighting")


def test_to_set_ablaze_is_not_what_the_attack_was(reader: ArticleReader) -> None:
    text = "Gunmen attacked a base in Djibo. They looted the base before setting it ablaze, and attacked a market."
    assert ("attacked", "Arson") not in told(read(reader, text))


def test_those_shot_down_are_not_the_dead_of_the_blast_before(reader: ArticleReader) -> None:
    text = "A car blew up in Cali, killing six people. Hours earlier, a helicopter was shot down, killing 12 officers."
    mentions = read(reader, text)
    assert [count.minimum for count in event(mentions, "blew up").counts] == [6]
    assert not any(len(group) > 1 for group in mentions.event_coreference)


def test_a_group_that_was_behind_it_did_it(reader: ArticleReader) -> None:
    mentions = read(reader, "The JNIM group said it was behind the raid and put the number of soldiers killed at 200.")
    assert "it" in roles(mentions, "raid")["hasActor"]
    assert [count.minimum for count in event(mentions, "killed").counts] == [200]


def test_equipment_does_not_lie_where_it_was_used(reader: ArticleReader) -> None:
    mentions = read(reader, "A helicopter was brought down by a drone in Amalfi.")
    assert mentions.relations == ()


def test_an_attack_behind_the_saying_is_the_one_that_was_told(reader: ArticleReader) -> None:
    text = "Drones struck the airport, witnesses said, in an attack that the army blamed on rebels."
    mentions = read(reader, text)
    assert len(mentions.event_coreference[0]) == len(["struck", "attack"])


def test_the_strikes_are_those_told_last(reader: ArticleReader) -> None:
    text = "A rocket struck near Haifa, wounding four people. Israeli warplanes bombed Hodeida. The strikes killed one."
    assert together(read(reader, text), "bombed", "strikes")


def test_what_was_answered_is_elsewhere(reader: ArticleReader) -> None:
    mentions = read(
        reader, "India fired missiles in response to an attack on tourists in Kashmir, killing nine people."
    )
    assert "occurredAt" not in roles(mentions, "fired")


def test_what_is_besieged_is_a_town(reader: ArticleReader) -> None:
    mentions = read(reader, "Fighters have been besieging al-Fashir, the army's last stronghold, since May.")
    assert roles(mentions, "besieging")["occurredAt"] == ["al-Fashir"]
