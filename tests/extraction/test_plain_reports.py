"""Constructions of plain reports that a tree hides: raising, left-out pronouns, orders, and where somebody was hit."""

import pytest
from telling import event, read, roles

from kg.namespaces import local_name
from kg.reader import ArticleReader

PLAYED = [
    ("Iran supplied the rebels with missiles.", "supplied", "hasRecipient", "rebels"),
    ("The raiders were equipped with rockets.", "equipped", "hasTransferredItem", "rockets"),
    ("The convoy left for Homs on Monday.", "left", "hasDestination", "Homs"),
    ("Dozens of miners are said to have been killed near Goma.", "killed", "hasVictim", "miners"),
    ("The envoy asked to be released by the militia.", "released", "hasVictim", "envoy"),
    ("The army retook an air base the rebels had seized from the state.", "seized", "atFacility", "air base"),
    ("Students were stopped by police and beaten in Lagos.", "beaten", "hasVictim", "Students"),
    ("Villagers saw soldiers detain and then shoot their sons.", "shoot", "hasActor", "soldiers"),
    ("A convoy was attacked on a road near Herat.", "attacked", "atFacility", "road"),
    ("A guard was shot at a checkpoint by two men.", "shot", "atFacility", "checkpoint"),
    ("In Khost district, Logar province, a border patrol killed two smugglers.", "killed", "hasActor", "border patrol"),
    ("The U.S.-led invasion of Panama began at night.", "invasion", "hasActor", "U.S."),
    ("A NATO-led raid freed two hostages.", "raid", "hasActor", "NATO"),
    ("Two men were killed by mortar fire from Hezbollah.", "fire", "hasActor", "Hezbollah"),
]
NOT_PLAYED = [
    ("Miners are demanding autonomy from Serbian officials.", "demanding", "hasSpeaker", "officials"),
    ("Villagers were fleeing an offensive by the army in Aleppo.", "fleeing", "hasActor", "army"),
    ("The sanctions imposed on Pyongyang hurt farmers.", "sanctions", "occurredAt", "Pyongyang"),
    ("The bombs destroyed a bank on Market Street in Tyre.", "destroyed", "hasTarget", "Market Street"),
    ("Ireland condemned the arrest of pupils, including Sami Aziz.", "condemned", "hasAddressee", "Sami Aziz"),
    ("He was accused of having spied for Britain in Syria.", "spied", "hasDestination", "Britain"),
    ("By the time the thieves smashed into her shack police had left.", "smashed", "hasTarget", "time"),
    ("Students marched to demand reforms by the government.", "demand", "hasSpeaker", "government"),
    ("A convoy was attacked on a road near Herat.", "attacked", "hasTarget", "road"),
    (
        "Police tortured ten pupils, whom guards had caught, Human Rights Watch (HRW) said.",
        "tortured",
        "hasVictim",
        "Watch",
    ),
    ("The blast hit a cafe in Calle Real, Granada, Spain which killed nine people.", "killed", "hasActor", "Spain"),
    (
        "Gunmen killed a judge, while police said an attack on the airport was foiled.",
        "killed",
        "atFacility",
        "airport",
    ),
]
MODALITIES = [
    ("She was the first envoy to visit the town of Azaz.", "visit", "realised"),
    ("He is the highest officer to die in the war.", "die", "realised"),
    ("The posts of the army came under intense gunfire on Sunday.", "gunfire", "realised"),
    ("They help newly-displaced Syrians in Homs.", "displaced", "realised"),
    ("It was their latest campaign to sabotage the railway in Sidon.", "sabotage", "intended"),
    ("Release the hostages!", "Release", "intended"),
    ("The market in Homs opened despite heavy shelling on Sunday.", "shelling", "realised"),
    ("Troops will enter the town after air strikes.", "strikes", "generic"),
    ("The rebels must withdraw from the town of Azaz.", "withdraw", "hypothetical"),
    ("The explosion in Homs caused heavy damage to houses.", "heavy damage", "realised"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), PLAYED)
def test_the_role_is_played(reader: ArticleReader, text: str, trigger: str, role: str, filler: str) -> None:
    assert filler in roles(read(reader, text), trigger).get(role, [])


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), NOT_PLAYED)
def test_the_role_is_not_played(reader: ArticleReader, text: str, trigger: str, role: str, filler: str) -> None:
    assert not any(filler in found for found in roles(read(reader, text), trigger).get(role, []))


@pytest.mark.parametrize(("text", "trigger", "modality"), MODALITIES)
def test_what_was_done_is_told_from_what_is_meant(
    reader: ArticleReader, text: str, trigger: str, modality: str
) -> None:
    assert event(read(reader, text), trigger).modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "The dead were buried on Monday in the village cemetery.",
        "Engineers sold remote-detonated devices to the army.",
        "The story of the army blew up on Monday.",
        "The patrol stood near the heavily fortified border.",
        "The general waved to the applauding crowds of Tripoli.",
        "Serb forces were engaged in talks in Bosnia.",
    ],
)
def test_no_event_is_told(reader: ArticleReader, text: str) -> None:
    told = {local_name(found.cls) for found in read(reader, text).events}
    assert told.isdisjoint({"DeathEvent", "BombAttack", "BaseEstablishment", "Endorsement", "ArmedClash"})


def test_those_who_are_parts_of_a_number_are_called_what_they_are(reader: ArticleReader) -> None:
    counts = event(read(reader, "Ten people were killed, five of them children."), "killed").counts
    assert [(count.minimum, count.group) for count in counts] == [(10, "people"), (5, "child")]


@pytest.mark.parametrize(
    ("text", "trigger", "victims"),
    [
        ("Raiders killed a judge, a guard, and a nurse in Sidon.", "killed", ["judge", "guard", "nurse"]),
        (
            "Police arrested Ali Nur, Omar Haddad, Sami Aziz and a driver in Tyre.",
            "arrested",
            ["Ali Nur", "Omar Haddad"],
        ),
        ("The blast killed Omar Haddad, a judge and cleric.", "killed", ["Omar Haddad"]),
    ],
)
def test_those_listed_are_told_from_what_one_is_called(
    reader: ArticleReader, text: str, trigger: str, victims: list[str]
) -> None:
    assert roles(read(reader, text), trigger)["hasVictim"][: max(len(victims), 2)] == victims


def test_warrants_are_no_detained(reader: ArticleReader) -> None:
    mentions = read(reader, "So far 27 arrest warrants have been issued against officers.")
    assert not any(found.counts for found in mentions.events)


def test_a_dateline_behind_a_headline_stands_alone(reader: ArticleReader) -> None:
    text = "Rebels Shell Army Base in North TRIPOLI — Rebels shelled a base on Monday."
    assert [text[span.begin : span.end] for span in read(reader, text).sentences][1:] == [
        "TRIPOLI —",
        "Rebels shelled a base on Monday.",
    ]
