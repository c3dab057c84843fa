"""The fourteen hard cases of reading news, each with sentences of its own."""

import pytest
from telling import event, links, read, roles, sources, together, told

from kg.articles.article import Article
from kg.namespaces import local_name
from kg.reader import ArticleReader

TOLD_TWICE = [
    ("The army launched an offensive on Homs. The offensive began at dawn.", "offensive", "offensive"),
    ("Rebels attacked a base in Taiz. The attack killed ten soldiers.", "attacked", "attack"),
    ("A bomb exploded in Quetta. The explosion damaged a mosque.", "exploded", "explosion"),
    ("Jets bombed a depot near Idlib. The bombing started a fire.", "bombed", "bombing"),
    ("Gunmen kidnapped a doctor in Kano. The kidnapping shocked the city.", "kidnapped", "kidnapping"),
    ("Troops raided a house in Jenin. The raid lasted an hour.", "raided", "raid"),
]


@pytest.mark.parametrize(("text", "one", "other"), TOLD_TWICE)
def test_1_one_event_told_twice(reader: ArticleReader, text: str, one: str, other: str) -> None:
    mentions = read(reader, text)
    last = [found for found in mentions.events if found.text == other][-1]
    assert any({event(mentions, one).id, last.id} <= set(group) for group in mentions.event_coreference)


LATER_NOUNS = [
    ("Israel bombed Rafah on Monday. These strikes killed two.", "bombed", "strikes"),
    ("Russian missiles struck Odesa. The reported missile strikes hit a port.", "struck", "strikes"),
    ("The coalition bombed camps in Iraq. The ongoing strikes worry aid groups.", "bombed", "strikes"),
    ("Insurgents ambushed a patrol in Mali. This ambush was the third in a month.", "ambushed", "ambush"),
    ("Militants stormed a hotel in Mogadishu. The assault ended at noon.", "stormed", "assault"),
]


@pytest.mark.parametrize(("text", "one", "other"), LATER_NOUNS)
def test_2_later_nouns_take_up_an_event(reader: ArticleReader, text: str, one: str, other: str) -> None:
    assert together(read(reader, text), one, other)


BETWEEN_EVENTS = [
    ("Turkey bombed Afrin in response to the attack on its border post.", ("bombed", "inResponseTo", "attack")),
    ("Jets struck a camp days after a bombing in Kabul.", ("struck", "after", "bombing")),
    ("The village was shelled as part of the offensive.", ("shelled", "partOf", "offensive")),
    ("Troops raided the town following the killing of an officer.", ("raided", "after", "killing")),
    ("Iran launched missiles in retaliation for the assassination.", ("launched", "inResponseTo", "assassination")),
]


@pytest.mark.parametrize(("text", "link"), BETWEEN_EVENTS)
def test_3_relations_between_events(reader: ArticleReader, text: str, link: tuple[str, str, str]) -> None:
    assert link in links(read(reader, text))


GROUPS = [
    ("Jets hit dozens of ISIS positions, including a bunker and two tunnels.", "hit", {"bunker", "ISIS"}),
    ("The army shelled several Houthi posts, including a barracks.", "shelled", {"Houthi posts", "barracks"}),
    ("Drones struck scores of targets such as depots and airfields.", "struck", {"depots", "airfields"}),
    ("Rebels attacked a dozen army bases, including an air base.", "attacked", {"army bases", "air base"}),
    ("Raiders destroyed hundreds of homes, including a school.", "destroyed", {"school"}),
]


@pytest.mark.parametrize(("text", "trigger", "members"), GROUPS)
def test_4_groups_with_their_members(reader: ArticleReader, text: str, trigger: str, members: set[str]) -> None:
    targets = roles(read(reader, text), trigger)["hasTarget"]
    assert all(any(target.endswith(member) for target in targets) for member in members)


PLATFORMS = [
    ("U.S. bombers hit a bunker in Yemen.", "hit", "U.S. bombers", "U.S."),
    ("Syrian helicopters struck Saraqib.", "struck", "Syrian helicopters", "Syrian"),
    ("Ukrainian drones attacked a refinery.", "attacked", "Ukrainian drones", "Ukrainian"),
    ("Saudi warplanes bombed Sanaa.", "bombed", "Saudi warplanes", "Saudi"),
    ("Iranian missiles hit an air base.", "hit", "Iranian missiles", "Iranian"),
]


@pytest.mark.parametrize(("text", "trigger", "platform", "owner"), PLATFORMS)
def test_5_platforms_as_subjects(reader: ArticleReader, text: str, trigger: str, platform: str, owner: str) -> None:
    found = roles(read(reader, text), trigger)
    assert (found["hasInstrument"], found["hasActor"]) == ([platform], [owner])


WITHOUT_YEAR = [
    ("Rebels took the town on 3 March 2015. On March 9 the army shelled it.", "shelled", 2015),
    ("The truce began in May 2019. Militants attacked a post on June 2.", "attacked", 2019),
    ("In 2011 the war began. On October 20 rebels killed a general.", "killed", 2011),
    ("The base opened on 1 February 2020. Rockets hit it on 11 March.", "hit", 2020),
    ("He was sworn in on January 20, 2017. On April 7 the U.S. bombed an air base.", "bombed", 2017),
]


@pytest.mark.parametrize(("text", "trigger", "year"), WITHOUT_YEAR)
def test_6_a_missing_year_is_that_of_the_text(reader: ArticleReader, text: str, trigger: str, year: int) -> None:
    time = event(reader.extractor.extract(Article(text)), trigger).time
    assert time is not None and time.earliest is not None
    assert (time.earliest.year, time.source) == (year, "inferredYear")


CHAINS = [
    ("The coalition bombed Mosul, according to Reuters, citing the Pentagon.", "bombed", ["Pentagon", "Reuters"]),
    ("Rebels shelled Aleppo, state television said.", "shelled", ["state television"]),
    ("The army killed ten rebels, the Observatory reported.", "killed", ["Observatory"]),
    ("According to the United Nations, militants attacked a camp.", "attacked", ["United Nations"]),
    ("The ministry told Interfax that drones had struck a depot.", "struck", ["ministry"]),
]


@pytest.mark.parametrize(("text", "trigger", "chain"), CHAINS)
def test_7_who_says_so(reader: ArticleReader, text: str, trigger: str, chain: list[str]) -> None:
    assert sources(read(reader, text), trigger)[: len(chain)] == chain


MODALITIES = [
    ("The group vowed to attack the embassy.", "attack", "intended"),
    ("The army failed to capture the airport.", "capture", "negated"),
    ("Iran is likely to strike the base.", "strike", "possible"),
    ("If the rebels attack the port, the navy will answer.", "attack", "hypothetical"),
    ("No soldiers were killed in the fire.", "killed", "negated"),
    ("The general plans to bomb the bridge.", "bomb", "intended"),
]


@pytest.mark.parametrize(("text", "trigger", "modality"), MODALITIES)
def test_8_what_did_not_happen(reader: ArticleReader, text: str, trigger: str, modality: str) -> None:
    assert {e.modality for e in read(reader, text).events if e.text == trigger} <= {modality}


LIGHT_VERBS = [
    ("The navy carried out strikes on Hodeidah.", "strikes", "hasActor", "navy"),
    ("ISIS claimed responsibility for the bombing.", "bombing", "hasActor", "ISIS"),
    ("The army launched raids targeting militants.", "raids", "hasTarget", "militants"),
    ("The coalition used drones to strike and destroy a convoy.", "strike", "hasInstrument", "drones"),
    ("The president ordered the army to retake the town.", "retake", "hasActor", "army"),
    ("Rebels staged an ambush on a convoy.", "ambush", "hasActor", "Rebels"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), LIGHT_VERBS)
def test_9_light_verbs_and_control(reader: ArticleReader, text: str, trigger: str, role: str, filler: str) -> None:
    assert filler in roles(read(reader, text), trigger).get(role, [])


HOMONYMS = [
    ("Rebels took the town of Marib.", "took", "TerritoryCapture"),
    ("Gunmen took 20 workers hostage.", None, "Abduction"),
    ("The minister took office on Monday.", None, None),
    ("Insurgents planted a bomb near the market.", "planted", "ExplosiveAttack"),
    ("Farmers planted wheat in April.", None, None),
    ("Dock workers went on strike over pay.", None, None),
    ("The army fired missiles at the port.", "fired", "MissileStrike"),
    ("The president fired his defence minister.", None, None),
    ("The flood claimed 12 lives.", "claimed", "DeathEvent"),
]


@pytest.mark.parametrize(("text", "trigger", "cls"), HOMONYMS)
def test_10_homonyms_by_their_arguments(reader: ArticleReader, text: str, trigger: str | None, cls: str | None) -> None:
    mentions = read(reader, text)
    violent = [e for e in mentions.events if reader.terms.is_a(e.cls, "ViolentEvent")]
    if cls is None:
        assert violent == []
    else:
        assert cls in [name for words, name in told(mentions) if trigger in (None, words)] or any(
            reader.terms.is_a(e.cls, cls) for e in mentions.events
        )


TITLES = [
    ("President Emmanuel Macron visited Mali.", "Emmanuel Macron", False),
    ("The then-defence minister, Jan Novak, resigned.", "Jan Novak", True),
    ("The spokesman of CENTCOM, Col. Joe Buccino, spoke.", "Joe Buccino", False),
    ("Former president Hosni Mubarak was arrested.", "Hosni Mubarak", True),
    ("Foreign Minister Ali Hassan met rebels.", "Ali Hassan", False),
]


@pytest.mark.parametrize(("text", "holder", "former"), TITLES)
def test_11_titles_and_posts(reader: ArticleReader, text: str, holder: str, former: bool) -> None:
    mentions = read(reader, text)
    held = {(mentions.entities[post.person].name, post.former) for post in mentions.posts}
    assert any(name.endswith(holder) and was == former for name, was in held)


METONYMS = [
    ("Washington said it had struck a base.", "Washington"),
    ("Moscow denied that it had shelled Kharkiv.", "Moscow"),
    ("The Kremlin condemned the attack.", "Kremlin"),
    ("Beijing warned against the exercises.", "Beijing"),
    ("Tehran accused Israel of killing a general.", "Tehran"),
]


@pytest.mark.parametrize(("text", "name"), METONYMS)
def test_12_towns_that_stand_for_governments(reader: ArticleReader, text: str, name: str) -> None:
    mention = next(e for e in read(reader, text).entities if e.text.endswith(name))
    assert reader.terms.is_a(mention.cls, "Organisation")


NO_SCENES = [
    "KABUL, Jan. 25 (Reuters) - Gunmen killed a judge on Monday.",
    "BEIRUT (AP) - Rebels shelled a village on Friday.",
    "MOSCOW - The army destroyed two drones overnight.",
    "GENEVA, 3 May 2023 - Militants attacked a convoy last week.",
    "By Jane Doe in London\n\nRockets hit an air base on Sunday.",
]


@pytest.mark.parametrize("text", NO_SCENES)
def test_13_a_dateline_is_no_scene(reader: ArticleReader, text: str) -> None:
    mentions = read(reader, text)
    assert mentions.events
    assert not any(local_name(a.role) == "occurredAt" for e in mentions.events for a in e.arguments)


RANGES = [
    ("At least 12 people were killed.", 12, None),
    ("Dozens were killed in the raid.", 24, 99),
    ("Up to 30 people were killed.", 0, 30),
    ("Between 10 and 15 soldiers were killed.", 10, 15),
    ("Several civilians were killed.", 3, 9),
    ("Some 40 rebels were killed.", 40, 40),
]


@pytest.mark.parametrize(("text", "least", "most"), RANGES)
def test_14_ranges(reader: ArticleReader, text: str, least: int, most: int | None) -> None:
    counts = event(read(reader, text), "killed").counts
    assert [(count.minimum, count.maximum) for count in counts] == [(least, most)]


PARTS = [
    ("Two soldiers and a civilian were killed.", {(2, "soldier"), (1, "civilian")}),
    ("Ten people, including three children, were killed.", {(10, "people"), (3, "child")}),
    ("The blast killed six guards and wounded nine.", {(6, "guard")}),
    ("Five officers, a driver and two guards were killed.", {(5, "officer"), (1, "driver"), (2, "guard")}),
    ("Shells killed 20 people, among them four women.", {(20, "people"), (4, "woman")}),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_14_lists_and_parts(reader: ArticleReader, text: str, expected: set[tuple[int, str]]) -> None:
    counts = event(read(reader, text), "killed").counts
    assert {(count.minimum, count.group) for count in counts} == expected
