"""Who took part in an event, and who only stands beside its words."""

import pytest
from telling import event, read, roles, told

from kg.namespaces import local_name
from kg.reader import ArticleReader

ACTORS = [
    ("Militants disguised as soldiers stormed an army base in Mosul.", "stormed", ["Militants"]),
    ("Gunmen dressed as policemen killed four guards in Quetta.", "killed", ["Gunmen"]),
    ("The commander was bombed and killed by coalition aircraft.", "bombed", []),
    ("The minister called on the army to free the hostages.", "free", ["army"]),
    ("The envoy appealed to the rebels to release the pilots.", "release", ["rebels"]),
    ("An unknown number of gunmen attacked a base near Karm.", "attacked", ["gunmen"]),
    ("A handful of militants attacked a base near Karm.", "attacked", ["militants"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors"), ACTORS)
def test_who_acts_is_who_the_words_mean(reader: ArticleReader, text: str, trigger: str, actors: list[str]) -> None:
    assert roles(read(reader, text), trigger).get("hasActor", []) == actors


def test_a_passive_shares_the_agent_of_the_one_beside_it(reader: ArticleReader) -> None:
    found = read(reader, "The commander was bombed and killed by coalition aircraft.")
    assert roles(found, "bombed")["hasInstrument"] == ["coalition aircraft"]


def test_whoever_is_called_on_is_addressed(reader: ArticleReader) -> None:
    found = read(reader, "The minister called on the army to free the hostages.")
    assert roles(found, "called")["hasAddressee"] == ["army"]


def test_the_friend_of_somebody_is_somebody_else(reader: ArticleReader) -> None:
    found = read(reader, "The court convicted a cousin of the bomber Ali Hassan.")
    assert roles(found, "convicted")["hasVictim"] == ["cousin"]
    found = read(reader, "Police arrested remnants of the militia.")
    assert roles(found, "arrested")["hasVictim"] == ["militia"]


def test_what_somebody_died_of_is_no_victim(reader: ArticleReader) -> None:
    found = read(reader, "Refugees were besieged and dying of hunger in the camp.")
    assert roles(found, "dying")["hasVictim"] == ["Refugees"]


def test_custody_is_nobody_and_its_place_is_that_of_the_arrest(reader: ArticleReader) -> None:
    found = roles(read(reader, "Police took two gunmen into custody in Lagos."), "took")
    assert found == {"hasActor": ["Police"], "hasVictim": ["gunmen"], "occurredAt": ["Lagos"]}


def test_nobody_is_nobody_of_each_verb(reader: ArticleReader) -> None:
    found = read(reader, "No one had been injured or killed in the blast.")
    assert event(found, "injured").modality == event(found, "killed").modality == "negated"


def test_who_is_sentenced_to_death_has_not_died(reader: ArticleReader) -> None:
    found = read(reader, "A military court sentenced to death seven men on Tuesday.")
    assert told(found) == [("sentenced", "ConvictionOrSentence")]
    assert not event(found, "sentenced").counts


@pytest.mark.parametrize(
    "text",
    [
        "The victims were buried on Monday.",
        "The reporter raised questions surrounding the fund.",
        "Lawmakers ended up scuttling the plan.",
    ],
)
def test_words_about_other_things_tell_no_event(reader: ArticleReader, text: str) -> None:
    classes = {local_name(found.cls) for found in read(reader, text).events}
    assert not classes & {"DeathEvent", "Siege", "NavalEngagement"}


def test_a_plea_is_no_verdict(reader: ArticleReader) -> None:
    found = read(reader, "Two brothers pleaded not guilty to charges of murder.")
    assert "ConvictionOrSentence" not in dict(told(found)).values()


def test_an_aid_convoy_that_enters_a_town_brings_aid(reader: ArticleReader) -> None:
    found = read(reader, "An aid convoy entered the town of Madaya on Monday.")
    assert told(found) == [("entered", "AidDelivery")]


def test_who_burns_somebody_is_not_hurt(reader: ArticleReader) -> None:
    found = roles(read(reader, "A man burnt her with acid two years ago."), "burnt")
    assert found["hasActor"] == ["man"]


def test_who_is_against_somebody_does_not_belong_to_them(reader: ArticleReader) -> None:
    found = read(reader, "Rockets hit anti-Houthi fighters in Marib.")
    assert roles(found, "hit")["hasTarget"] == ["anti-Houthi fighters"]
    found = read(reader, "Pro-Assad forces besieged Darayya.")
    assert roles(found, "besieged")["hasActor"] == ["Pro-Assad forces"]


def test_who_orders_a_ship_to_stop_buys_none(reader: ArticleReader) -> None:
    assert "ArmsProcurement" not in dict(told(read(reader, "A patrol boat ordered the ship to stop."))).values()
    assert told(read(reader, "The army ordered 20 tanks from Germany."))[0] == ("ordered", "ArmsProcurement")


def test_who_faces_charges_is_charged(reader: ArticleReader) -> None:
    found = roles(read(reader, "The two journalists face charges of spying."), "face charges")
    assert found == {"hasVictim": ["journalists"]}
    found = roles(read(reader, "Troops repelled an attack on the base."), "attack")
    assert "Troops" not in found.get("hasActor", [])
