"""Deaths, wounds and damage belong to what caused them, and share what is told of it."""

import pytest
from telling import event, links, read, roles

from kg.reader import ArticleReader

CAUSED = [
    ("The attack killed two soldiers.", "killed", "attack"),
    ("Seven people were killed in the strike.", "killed", "strike"),
    ("A bomb exploded near the court, wounding six people.", "wounding", "exploded"),
    ("Gunmen attacked a bus, killing the driver.", "killing", "attacked"),
    ("At least 12 people died when a bomb went off at a market.", "died", "went off"),
    ("Rebels shelled Homs. Three civilians were killed.", "killed", "shelled"),
    ("The death toll from the attack rose to 25.", "death toll", "attack"),
    ("Two people died after a car bomb exploded near the market.", "died", "exploded"),
    ("Nine people were killed and 20 wounded after a bomber blew himself up.", "killed", "blew"),
    ("Nine people were killed and 20 wounded after a bomber blew himself up.", "wounded", "blew"),
]
APART = [
    "Twelve civilians were killed hours after rebels attacked the base.",
    "Warplanes bombed a depot outside Nabatieh overnight, hours after rockets wounded three people in Metula.",
    "Three soldiers were wounded two days before rebels attacked the base.",
]


@pytest.mark.parametrize(("text", "harm", "cause"), CAUSED)
def test_harm_is_part_of_its_cause(reader: ArticleReader, text: str, harm: str, cause: str) -> None:
    assert (harm, "partOf", cause) in links(read(reader, text))


@pytest.mark.parametrize("text", APART)
def test_what_time_sets_apart_is_no_cause(reader: ArticleReader, text: str) -> None:
    told = links(read(reader, text))
    assert ("wounded", "partOf", "bombed") not in told
    assert not {("killed", "partOf", "attacked"), ("wounded", "partOf", "attacked")} & set(told)


def test_the_number_of_dead_is_told_of_the_attack_too(reader: ArticleReader) -> None:
    attack = event(read(reader, "The attack killed 14 people and wounded 30."), "attack")
    assert [(count.kind, count.minimum) for count in attack.counts] == [("killed", 14), ("wounded", 30)]


def test_the_dead_are_victims_of_the_attack(reader: ArticleReader) -> None:
    assert roles(read(reader, "The attack killed two soldiers."), "attack")["hasVictim"] == ["soldiers"]


def test_who_attacked_also_killed(reader: ArticleReader) -> None:
    mentions = read(reader, "Militants attacked a convoy in Borno, killing five soldiers.")
    assert roles(mentions, "killing")["hasActor"] == ["Militants"]
    assert roles(mentions, "killing")["occurredAt"] == ["Borno"]


def test_an_actor_is_not_taken_from_an_attack_only_told_near_by(reader: ArticleReader) -> None:
    mentions = read(reader, "Rebels shelled Homs. In Aleppo, two people died.")
    assert "hasActor" not in roles(mentions, "died")


def test_what_came_before_is_no_cause(reader: ArticleReader) -> None:
    mentions = read(reader, "The raid came two days after gunmen killed a policeman.")
    assert links(mentions) == {("raid", "after", "killed")}
    assert event(mentions, "raid").counts == ()


def test_only_what_happened_is_a_cause(reader: ArticleReader) -> None:
    assert links(read(reader, "Two people died on Monday. The rebels vowed to attack the city.")) == set()


def test_a_place_that_time_sets_apart_is_not_borrowed(reader: ArticleReader) -> None:
    mentions = read(reader, APART[1])
    assert "Metula" not in roles(mentions, "bombed").get("occurredAt", [])


@pytest.mark.parametrize("harm", ["killed", "injured"])
def test_deaths_and_injuries_told_together_share_day_and_place(reader: ArticleReader, harm: str) -> None:
    mentions = read(reader, "A roadside bomb killed three soldiers and injured five others in Karm on 3 May 2020.")
    assert roles(mentions, harm)["occurredAt"] == ["Karm"]
    assert (harm, "partOf", "roadside bomb") in links(mentions)
    assert event(mentions, harm).time == event(mentions, "roadside bomb").time is not None


@pytest.mark.parametrize(
    "text",
    ["Four civilians were killed by a mortar shell.", "A landmine wounded two boys.", "A drone killed a driver."],
)
def test_a_weapon_that_kills_tells_of_an_attack(reader: ArticleReader, text: str) -> None:
    assert "partOf" in [property_ for _, property_, _ in links(read(reader, text))]


def test_a_weapon_that_only_lies_there_tells_of_none(reader: ArticleReader) -> None:
    mentions = read(reader, "A drone watched the town. Engineers found a roadside bomb and a mortar shell.")
    assert [e.text for e in mentions.events if e.cls.endswith(("Attack", "Strike", "Shelling"))] == []


def test_who_died_before_did_not_die_of_the_answer(reader: ArticleReader) -> None:
    mentions = read(reader, "The militia fired rockets on Friday in retaliation for the killing of its leader.")
    assert [property_ for _, property_, _ in links(mentions)] == ["inResponseTo"]


def test_the_dead_without_a_cause_are_those_of_the_main_event_or_nobodys(reader: ArticleReader) -> None:
    text = "Jets bombed Karm on Friday. The army spoke of the shelling of Zor on Tuesday. Six people were killed."
    assert "partOf" not in [property_ for _, property_, _ in links(read(reader, text))]


def test_a_town_that_is_taken_does_not_kill(reader: ArticleReader) -> None:
    mentions = read(reader, "The rebels seized Rutshuru on Friday, and a peacekeeper was killed in crossfire.")
    assert "hasActor" not in roles(mentions, "killed")
    assert event(mentions, "killed").time == event(mentions, "seized").time
    assert not event(mentions, "seized").counts


def test_an_alleged_toll_is_no_fact_of_what_nobody_doubts(reader: ArticleReader) -> None:
    text = "Rebels shelled Karm on Monday. Rebels alleged that soldiers had killed 12 people in the attack."
    assert {event.text: len(event.counts) for event in read(reader, text).events if event.counts} == {"killed": 1}


def test_two_numbers_of_the_dead_have_two_causes(reader: ArticleReader) -> None:
    text = "Six officers died when a helicopter was shot down in Amal, and five people were killed by a bomb in Cali."
    mentions = read(reader, text)
    assert [count.minimum for count in event(mentions, "bomb").counts] == [5]
    assert "Cali" not in roles(mentions, "died").get("occurredAt", [])


def test_the_wounded_are_treated_not_hurt_in_a_hospital(reader: ArticleReader) -> None:
    mentions = read(reader, "Twenty people were wounded and are being treated at a hospital in Lagos.")
    assert not {"atFacility", "occurredAt"} & {*roles(mentions, "wounded"), *roles(mentions, "treated")}


def test_which_side_killed_the_dead_of_a_battle_is_not_told(reader: ArticleReader) -> None:
    mentions = read(reader, "Troops clashed with M23 rebels near Sake, leaving 13 soldiers dead.")
    assert "hasActor" not in roles(mentions, "dead")


def test_a_later_toll_is_of_the_cause_told_before(reader: ArticleReader) -> None:
    mentions = read(
        reader, "Nine people were killed in the air strike on a clinic in Dol. Nineteen people were killed now."
    )
    assert {count.minimum for count in event(mentions, "strike").counts} == {9, 19}


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Gunmen killed at least nine people and set fire to homes.", "set fire"),
        ("Militants burned huts and killed nine people.", "burned"),
    ],
)
def test_a_deed_beside_a_killing_did_not_cause_it(reader: ArticleReader, text: str, deed: str) -> None:
    mentions = read(reader, text)
    assert links(mentions) == set()
    assert not event(mentions, deed).counts


def test_the_place_behind_two_deeds_is_that_of_both(reader: ArticleReader) -> None:
    mentions = read(reader, "Gunmen killed nine people and set fire to homes in two villages.")
    assert "villages" in roles(mentions, "killed")["occurredAt"]
