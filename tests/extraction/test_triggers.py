"""Which words tell of an event, and of which kind: homonyms are decided by what stands around them."""

import pytest
from telling import event, read, roles, told

from kg.reader import ArticleReader

HOMONYMS = [
    ("Rebels took the city of Goma on Monday.", ("took", "TerritoryCapture")),
    ("The rebels took dozens of hostages.", ("took", "HostageTaking")),
    ("The president took office in January.", ("took", "Appointment")),
    ("Soldiers fired on protesters in Khartoum.", ("fired", "ShootingAttack")),
    ("The president fired his defence minister.", ("fired", "DepartureFromOffice")),
    ("Iran fired missiles at the base.", ("fired", "MissileStrike")),
    ("The strike by nurses entered its second week.", ("strike", "LabourStrike")),
    ("Railway workers began a strike on Monday.", ("strike", "LabourStrike")),
    ("The coalition carried out a strike near Homs.", ("strike", "RemoteAttack")),
    ("Militants planted a bomb near the school.", ("planted", "ExplosiveAttack")),
    ("The blast claimed 12 lives.", ("claimed", "DeathEvent")),
    ("The Taliban claimed responsibility for the bombing.", ("claimed", "ResponsibilityClaim")),
    ("Police seized 20 rifles.", ("seized", "WeaponsSeizure")),
    ("Troops seized the airport.", ("seized", "TerritoryCapture")),
    ("Police raided a house in Brussels.", ("raided", "SearchRaid")),
    ("Fighters raided the village and stole cattle.", ("raided", "RaidOrIncursion")),
    ("Ukraine captured two Russian soldiers.", ("captured", "CaptureOrSurrender")),
    ("Troops captured the hill.", ("captured", "TerritoryCapture")),
    ("The patrol cleared and secured the compound.", ("cleared", "SearchRaid")),
    ("Troops cleared the town of Bama of insurgents.", ("cleared", "TerritoryCapture")),
    ("Rebels secured the airport.", ("secured", "TerritoryCapture")),
    ("Prosecutors charged two men with murder.", ("charged", "ChargeOrIndictment")),
    ("The militants released two hostages.", ("released", "ReleaseOrExchange")),
    ("The presidents met in Moscow.", ("met", "Meeting")),
    ("A Russian drone hit an apartment block in Odesa.", ("hit", "DroneStrike")),
]


@pytest.mark.parametrize(("text", "expected"), HOMONYMS)
def test_a_homonym_is_decided_by_its_arguments(reader: ArticleReader, text: str, expected: tuple[str, str]) -> None:
    assert expected in told(read(reader, text))


@pytest.mark.parametrize(
    "text",
    [
        "The company built a plant near the city.",
        "The film captured the mood of the country.",
        "Prices hit a record high.",
        "The storm hit the coast of Florida.",
        "The company seized the opportunity.",
        "The company launched a new product.",
        "The company released its results.",
    ],
)
def test_everyday_uses_of_the_words_tell_no_event(reader: ArticleReader, text: str) -> None:
    assert told(read(reader, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The opposition attacked the government over rising rents.",
        "The hotel was bombarded with complaints.",
        "The bakery fired twelve workers.",
        "The minister clashed over the budget.",
        "The midfielder fired into the net.",
        "The fungus invaded the orchards.",
        "The shop invaded a foreign market.",
        "Her policy came under fire.",
        "The painter captured the mood of the harbour.",
        "The swimmer surrendered her title.",
        "Interest in chess exploded.",
    ],
)
def test_war_words_of_sport_trade_and_politics_tell_no_violence(reader: ArticleReader, text: str) -> None:
    assert told(read(reader, text)) == []


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Rebels attacked the barracks over the arrest of their leader.", "ViolentEvent"),
        ("Soldiers fired at workers.", "ShootingAttack"),
        ("Militants clashed with the army over control of the dam.", "ArmedClash"),
        ("The patrol came under fire.", "ArmedClash"),
        ("Strikers attacked the guards.", "ViolentEvent"),
        ("Jets bombed a market.", "AirStrike"),
        ("Rebels seized the market.", "TerritoryCapture"),
        ("Gunmen targeted shoppers.", "AttackOnPersons"),
    ],
)
def test_the_same_words_tell_violence_of_forces(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls in [found for _, found in told(read(reader, text))]


def test_meeting_with_criticism_is_no_meeting(reader: ArticleReader) -> None:
    assert "Meeting" not in [cls for _, cls in told(read(reader, "The plan met with criticism."))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The coalition launched air strikes on the camp.", 1),
        ("Teachers went on strike over pay.", 1),
        ("The group claimed responsibility.", 1),
        ("The convoy came under attack near Jalalabad.", 1),
        ("The attackers opened fire on the crowd.", 1),
    ],
)
def test_a_verb_and_the_noun_it_carries_are_one_event(reader: ArticleReader, text: str, count: int) -> None:
    mentions = read(reader, text)
    assert len(mentions.event_coreference) == count


def test_the_event_of_a_light_verb_has_the_class_of_its_noun(reader: ArticleReader) -> None:
    assert told(read(reader, "Warplanes launched air strikes.")) == [("strikes", "AirStrike")]


def test_a_participle_before_a_noun_tells_what_befell_it(reader: ArticleReader) -> None:
    mentions = read(reader, "The kidnapped journalist was released on Sunday.")
    assert [argument.text for argument in event(mentions, "kidnapped").arguments] == ["kidnapped journalist"]


def test_an_alleged_attacker_is_no_allegation(reader: ArticleReader) -> None:
    assert told(read(reader, "The alleged attackers came by boat.")) == []


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Moscow pulled out of a deal on grain exports.", "AgreementBreach"),
        ("Troops pulled out of the town.", "Withdrawal"),
    ],
)
def test_what_one_pulls_out_of_decides(reader: ArticleReader, text: str, cls: str) -> None:
    assert event(read(reader, text), "pulled out").cls.endswith(cls)


def test_who_dies_of_an_illness_is_no_casualty(reader: ArticleReader) -> None:
    assert not read(reader, "The former president died of a heart attack at home.").events
    assert event(read(reader, "Two soldiers died of their wounds."), "died").cls.endswith("DeathEvent")


def test_a_general_staff_does_not_stop_work(reader: ArticleReader) -> None:
    mentions = read(reader, "Drones hit a refinery in Samara. The General Staff confirmed the strike.")
    assert ("strike", "DroneStrike") in told(mentions)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Soldiers seized three rifles on Thursday.", "WeaponsSeizure"),
        ("Three rifles were seized on Thursday.", "WeaponsSeizure"),
        ("Soldiers seized 44 pounds of explosives at a farm on Monday.", "WeaponsSeizure"),
        ("Police launched a police operation in Herat on Monday.", "SearchRaid"),
        ("A coup d'état in Niger on Thursday failed.", "CoupAttempt"),
        ("Troops have fought since insurgents seized it on Monday.", "TerritoryCapture"),
    ],
)
def test_what_stands_behind_changes_no_class(reader: ArticleReader, text: str, cls: str) -> None:
    assert cls in {found for _, found in told(read(reader, text))}


def test_rockets_from_a_country_need_not_be_its_own(reader: ArticleReader) -> None:
    found = roles(read(reader, "Six rockets were fired from southern Lebanon at the town on Monday."), "fired")
    assert found["hasOrigin"] == ["Lebanon"]
    assert "hasActor" not in found
