"""Who does what to whom with what, where: read from ordinary news sentences."""

import pytest
from telling import read, roles

from kg.reader import ArticleReader

SENTENCES = [
    ("The army shelled the village.", "shelled", "hasActor", "army"),
    ("The base was attacked by militants armed with rockets.", "attacked", "hasActor", "militants"),
    ("The base was attacked by militants armed with rockets.", "attacked", "hasTarget", "base"),
    ("A policeman was shot dead by unknown gunmen in Quetta.", "shot dead", "hasVictim", "policeman"),
    ("Three soldiers killed in an ambush in Mali were buried on Tuesday.", "killed", "hasVictim", "soldiers"),
    ("Two people died in the fire.", "died", "hasVictim", "people"),
    ("Last year an attack on a mosque killed 50.", "killed", "hasVictim", "50"),
    ("Gunmen kidnapped two engineers in Kano.", "kidnapped", "occurredAt", "Kano"),
    ("The convoy came under attack near Jalalabad.", "attack", "hasTarget", "convoy"),
    ("The army suffered an attack in Borno.", "attack", "hasTarget", "army"),
    ("Government forces carried out a raid on the village.", "raid", "hasActor", "Government forces"),
    ("The attack, carried out by two gunmen, left 12 dead.", "attack", "hasActor", "gunmen"),
    ("Strikes were conducted by the coalition in Iraq.", "Strikes", "hasActor", "coalition"),
    ("The Taliban claimed responsibility for the bombing in Kabul.", "bombing", "hasActor", "Taliban"),
    ("Ukraine accused Russia of bombing a hospital.", "bombing", "hasActor", "Russia"),
    ("The general ordered troops to storm the city.", "storm", "hasActor", "troops"),
    ("Navalny's arrest sparked protests.", "arrest", "hasVictim", "Navalny"),
    ("The killing of the commander was condemned.", "killing", "hasVictim", "commander"),
    ("Clashes between the army and the RSF erupted in Khartoum.", "Clashes", "hasParticipant", "RSF"),
    ("The general who ordered it was killed by rebels.", "killed", "hasVictim", "general"),
    ("Militants attacked the town of Idlib.", "attacked", "hasTarget", "Idlib"),
    ("Militants attacked the town of Idlib.", "attacked", "occurredAt", "Idlib"),
    ("The city fell to the Taliban on Sunday.", "fell", "occurredAt", "city"),
    ("The city fell to the Taliban on Sunday.", "fell", "hasActor", "Taliban"),
    ("Rebels laid siege to Idlib for a year.", "laid siege", "occurredAt", "Idlib"),
    ("The court issued arrest warrants for Ali Hassan.", "arrest warrants", "hasVictim", "Ali Hassan"),
    ("Rebels took control of Karm.", "took", "occurredAt", "Karm"),
    ("The court tried four men over the Rafik Hariri assassination.", "assassination", "hasVictim", "Rafik Hariri"),
    ("Artillery pounded residential areas of Idlib.", "pounded", "occurredAt", "Idlib"),
    ("The army regained control of the village of Dol.", "regained control", "occurredAt", "Dol"),
    ("Troops entered the depot which the army said it had captured.", "captured", "atFacility", "depot"),
    ("Thousands of refugees fled Syria.", "fled", "hasOrigin", "Syria"),
    ("Rockets were fired from Gaza on Sunday.", "fired", "hasOrigin", "Gaza"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), SENTENCES)
def test_an_argument_plays_its_role(reader: ArticleReader, text: str, trigger: str, role: str, filler: str) -> None:
    assert filler in roles(read(reader, text), trigger).get(role, [])


PLATFORMS = [
    ("U.S. jets targeted Houthi launchers in Yemen.", "targeted", "U.S. jets", "U.S."),
    ("Israeli warplanes bombed a tunnel in Rafah.", "bombed", "Israeli warplanes", "Israeli"),
    ("A Russian drone hit an apartment block in Odesa.", "hit", "Russian drone", "Russian"),
    ("Turkish artillery shelled villages near Aleppo.", "shelled", "Turkish artillery", "Turkish"),
    ("A Houthi missile struck a tanker in the Red Sea.", "struck", "Houthi missile", "Houthi"),
]


@pytest.mark.parametrize(("text", "trigger", "platform", "owner"), PLATFORMS)
def test_who_owns_the_platform_acts(reader: ArticleReader, text: str, trigger: str, platform: str, owner: str) -> None:
    found = roles(read(reader, text), trigger)
    assert found["hasInstrument"] == [platform]
    assert found["hasActor"] == [owner]


MEANS = [
    ("Iran fired missiles at the base.", "fired", "missiles", "base"),
    ("Rebels fired rockets at the airport.", "fired", "rockets", "airport"),
    ("Russia launched drones at Kyiv.", "launched", "drones", "Kyiv"),
    ("Government helicopters dropped barrel bombs on Daraya.", "dropped", "barrel bombs", "Daraya"),
    ("Hamas denied firing rockets at the town.", "firing", "rockets", "town"),
    ("Insurgents planted a roadside bomb near the market.", "planted", "roadside bomb", None),
]


@pytest.mark.parametrize(("text", "trigger", "means", "target"), MEANS)
def test_what_is_fired_is_the_means(
    reader: ArticleReader, text: str, trigger: str, means: str, target: str | None
) -> None:
    found = roles(read(reader, text), trigger)
    assert means in found["hasInstrument"]
    assert found.get("hasTarget") == ([target] if target else None)


LISTS = [
    (
        "The jets hit dozens of targets, including ammunition depots and a radar site.",
        "hit",
        ["ammunition depots", "radar site"],
    ),
    (
        "The coalition struck dozens of ISIS positions, including weapons warehouses and command centers.",
        "struck",
        ["ISIS positions", "weapons warehouses", "command centers"],
    ),
    ("The army destroyed vehicles such as tanks and trucks.", "destroyed", ["tanks", "trucks"]),
    ("Rebels attacked the airport, a school and two hotels.", "attacked", ["airport", "school"]),
    ("Drones struck several bases, including an air base.", "struck", ["air base"]),
]


@pytest.mark.parametrize(("text", "trigger", "targets"), LISTS)
def test_every_thing_of_a_list_is_a_target(reader: ArticleReader, text: str, trigger: str, targets: list[str]) -> None:
    assert set(targets) <= set(roles(read(reader, text), trigger)["hasTarget"])


def test_the_owner_of_positions_is_hit_with_them(reader: ArticleReader) -> None:
    found = roles(read(reader, "Troops shelled ISIS positions."), "shelled")
    assert found["hasTarget"] == ["ISIS positions", "ISIS"]


def test_verbs_side_by_side_share_tool_and_object(reader: ArticleReader) -> None:
    mentions = read(reader, "The coalition used jets to strike and destroy a command post.")
    found = roles(mentions, "strike")
    assert (found["hasActor"], found["hasTarget"]) == (["coalition"], ["command post"])
    assert found["hasInstrument"] == ["jets"]


def test_nobody_is_no_actor(reader: ArticleReader) -> None:
    found = roles(read(reader, "No group has claimed responsibility for the blast."), "blast")
    assert "hasActor" not in found


def test_a_place_of_another_event_is_not_taken_over(reader: ArticleReader) -> None:
    found = roles(read(reader, "The raid came two days after gunmen killed a policeman in Hebron."), "raid")
    assert "occurredAt" not in found


def test_territory_is_taken_from_the_other_side(reader: ArticleReader) -> None:
    found = roles(read(reader, "Syrian troops recaptured Palmyra from the Islamic State group."), "recaptured")
    assert found["opposingParty"] == ["Islamic State group"]
    assert "Islamic State group" not in found["hasActor"]


def test_a_place_only_near_by_is_marked_so(reader: ArticleReader) -> None:
    mentions = read(reader, "In Homs, residents said that militants had killed a teacher.")
    killed = next(event for event in mentions.events if event.text == "killed")
    assert [(a.text, a.how) for a in killed.arguments if a.role.endswith("occurredAt")] == [("Homs", "nearest")]


@pytest.mark.parametrize("harmed", ["the three", "12 others", "20 passers-by"])
def test_who_kills_a_number_of_people_is_no_victim(reader: ArticleReader, harmed: str) -> None:
    mentions = read(reader, f"A suicide bomber struck a bus, killing {harmed}.")
    assert not any("bomber" in victim for victim in roles(mentions, "killing").get("hasVictim", []))


@pytest.mark.parametrize(
    ("text", "verb", "target"),
    [
        ("Jets hit what the army called a weapons depot near Homs.", "hit", "weapons depot"),
        ("Jets hit what the army described as a command centre.", "hit", "command centre"),
        ("Jets bombed what appeared to be a fuel depot.", "bombed", "fuel depot"),
    ],
)
def test_what_a_target_is_called_is_the_target(reader: ArticleReader, text: str, verb: str, target: str) -> None:
    assert roles(read(reader, text), verb)["hasTarget"] == [target]


PHRASES = [
    (
        "The army arrested a commander during an operation in Khost province.",
        "arrested",
        "occurredAt",
        "Khost province",
    ),
    ("Troops killed a commander in Jaghatu district, Wardak province.", "killed", "occurredAt", "Wardak province"),
    ("Police blamed Boko Haram for the attack.", "attack", "hasActor", "Boko Haram"),
    ("Two militants were accused of the bombing.", "bombing", "hasActor", "militants"),
    ("The group was behind the bombing of the market.", "bombing", "hasActor", "group"),
    ("The Taliban accepted responsibility for the bombing.", "bombing", "hasActor", "Taliban"),
    ("The refugees arrived in Jordan.", "arrived", "hasDestination", "Jordan"),
    ("The convoy reached Aleppo.", "reached", "hasDestination", "Aleppo"),
    ("A bomb exploded at the market.", "exploded", "atFacility", "market"),
    ("A bomb exploded at the market.", "exploded", "hasTarget", "market"),
    ("The embassy bombing shocked the capital.", "bombing", "hasTarget", "embassy"),
    ("Nine soldiers were dead.", "dead", "hasVictim", "soldiers"),
    ("A man was shot dead in Derry.", "shot dead", "hasVictim", "man"),
    ("Soldiers detained three Taliban fighters.", "detained", "hasTarget", "Taliban"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), PHRASES)
def test_phrases_around_an_event_fill_its_roles(
    reader: ArticleReader, text: str, trigger: str, role: str, filler: str
) -> None:
    assert filler in roles(read(reader, text), trigger).get(role, [])


NO_ROLES = [
    ("The attack in Madrid, Spain, which killed 13 people, shocked Europe.", "killed", "hasActor", "Spain"),
    ("Police arrested eight men on suspicion of murder.", "arrested", "hasTarget", "suspicion"),
    ("A bomb exploded near the embassy.", "exploded", "atFacility", "embassy"),
    ("Gunmen killed a guard outside the airport.", "killed", "atFacility", "airport"),
    ("The device exploded at dawn.", "exploded", "hasTarget", "dawn"),
    ("The device exploded near the port.", "exploded", "hasActor", "device"),
    ("Protesters threw stones at soldiers.", "threw", "hasTarget", "stones"),
    ("Palestinian deaths rose in Gaza.", "deaths", "hasActor", "Palestinian"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), NO_ROLES)
def test_what_only_stands_by_plays_no_role(
    reader: ArticleReader, text: str, trigger: str, role: str, filler: str
) -> None:
    found = [e for e in read(reader, text).events if e.text == trigger]
    assert not any(a.text.endswith(filler) and a.role.endswith(role) for e in found for a in e.arguments)


NAMED = [
    ("Some of the rebels attacked the post.", "attacked", "hasActor", "rebels"),
    ("A section of the bridge was destroyed.", "destroyed", "hasTarget", "bridge"),
    ("The spokesman, Ali Hassan, was killed.", "killed", "hasVictim", "Ali Hassan"),
    ("Russian and Syrian raids killed a child.", "raids", "hasActor", "Syrian"),
    ("India blamed the attack on Lashkar-e-Taiba.", "attack", "hasActor", "Lashkar-e-Taiba"),
    ("Moscow demanded that Ukraine withdraw.", "demanded", "hasAddressee", "Ukraine"),
    ("The refugees left Syria.", "left", "hasOrigin", "Syria"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), NAMED)
def test_who_is_named_plays_the_role(reader: ArticleReader, text: str, trigger: str, role: str, filler: str) -> None:
    assert filler in roles(read(reader, text), trigger).get(role, [])


def test_a_monitor_is_not_where_people_died(reader: ArticleReader) -> None:
    mentions = read(reader, "A monitoring group based in Britain said 12 civilians were killed.")
    assert "occurredAt" not in roles(mentions, "killed")


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("The group attacked a hotel in the capital Mogadishu.", "attacked", "Mogadishu"),
        ("A bomb exploded in the Syrian capital, Damascus.", "exploded", "Damascus"),
        ("Clashes erupted in the town of Karm.", "Clashes", "Karm"),
    ],
)
def test_a_place_named_beside_its_kind_is_the_place(reader: ArticleReader, text: str, verb: str, place: str) -> None:
    assert roles(read(reader, text), verb)["occurredAt"] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Red Cross workers collected 200 bodies in the streets.",
        "Rescuers recovered nine bodies from the rubble.",
        "The army lost three men in an ambush near Luhansk.",
        "State television announced the death of two soldiers.",
    ],
)
def test_who_finds_loses_or_announces_the_dead_did_not_kill_them(reader: ArticleReader, text: str) -> None:
    deaths = [event for event in read(reader, text).events if event.cls.endswith("DeathEvent")]
    assert deaths
    assert not [a for event in deaths for a in event.arguments if a.role.endswith("hasActor")]


def test_who_tells_of_it_behind_a_participle_is_not_who_did_it(reader: ArticleReader) -> None:
    text = (
        "Coalition jets bombed a Syrian army position on Saturday, killing dozens of soldiers, Syria and Russia said."
    )
    assert not {"Syria", "Russia"} & set(roles(read(reader, text), "killing").get("hasActor", []))
