"""What wire reports tell beside their lead: demands, encounters, finds, denials, and who only says it."""

import pytest
from telling import event, links, read, relations, roles, sources, together, told

from kg.articles.article import Article
from kg.namespaces import local_name
from kg.reader import ArticleReader


def test_what_somebody_is_urged_to_stop_is_not_the_blast_told_before(reader: ArticleReader) -> None:
    text = "A bomb went off in Karm on Monday. The president called on Israel to stop its attacks."
    found = read(reader, text)
    assert not together(found, "went off", "attacks")
    assert roles(found, "attacks")["hasActor"] == ["its"]


def test_who_owns_attacks_on_somebody_makes_them(reader: ArticleReader) -> None:
    found = roles(read(reader, "The minister urged the rebels to end their attacks on civilians."), "attacks")
    assert "their" in found["hasActor"]
    assert "hasVictim" not in found


def test_what_a_source_does_causes_nothing(reader: ArticleReader) -> None:
    text = "The dead included two children, according to the Karm Network, a group that tracks the violence."
    found = read(reader, text)
    assert not links(found)
    assert not event(found, "violence").counts


@pytest.mark.parametrize(
    ("text", "trigger", "cls"),
    [
        ("Fighters had blocked the road to Kosti.", "blocked", "SiegeOrBlockade"),
        ("Students blocked the road to Kosti.", "blocked", "Demonstration"),
        ("Two gunmen were killed in an encounter with security forces.", "encounter", "ArmedClash"),
        ("The prime minister had an encounter with the chancellor.", "encounter", "Meeting"),
    ],
)
def test_who_takes_part_tells_what_it_is(reader: ArticleReader, text: str, trigger: str, cls: str) -> None:
    assert (trigger, cls) in told(read(reader, text))


def test_the_outskirts_of_a_town_are_where_it_happened(reader: ArticleReader) -> None:
    for words in ("on the outskirts", "in the hinterlands", "on the periphery"):
        assert roles(read(reader, f"A driver was killed {words} of Herat."), "killed")["occurredAt"] == ["Herat"]


def test_what_is_found_beside_the_dead_is_no_victim(reader: ArticleReader) -> None:
    found = roles(
        read(reader, "Troops recovered seven bodies, five rifles, a launcher and subversive documents."), "recovered"
    )
    assert found["hasVictim"] == ["bodies"]


def test_who_warns_of_war_threatens_only_with_an_army(reader: ArticleReader) -> None:
    for text, is_threat in (("The envoy warned of war.", False), ("Iran warned of war.", True)):
        assert ("Threat" in {local_name(e.cls) for e in read(reader, text).events}) == is_threat


def test_who_tells_is_no_second_apposition(reader: ArticleReader) -> None:
    lead = "At least nine people were killed, among them two soldiers and a former mayor, Abdi Nur"
    found = read(reader, f"{lead}, government spokesman Omar Said told a news conference.")
    assert sources(found, "killed") == ["Omar Said"]


def test_what_a_verb_beside_means_is_not_shared(reader: ArticleReader) -> None:
    found = event(read(reader, "Troops foiled an infiltration attempt and killed 18 militants."), "killed")
    assert (found.modality, found.phase) == ("realised", None)


def test_a_charge_that_is_rejected_was_made(reader: ArticleReader) -> None:
    text = "Islamabad accuses Kabul of letting rebels attack its troops, a charge that the Taliban rejects."
    found = read(reader, text)
    assert event(found, "accuses").stance == "asserts"
    assert event(found, "attack").stance == "denies"
    assert not relations(found)


def test_what_came_before_happened_elsewhere(reader: ArticleReader) -> None:
    found = read(reader, "The two countries exchanged fire for days after explosions in Kabul.")
    assert "occurredAt" not in roles(found, "exchanged fire")


def test_whoever_embraces_martyrdom_is_the_victim(reader: ArticleReader) -> None:
    found = roles(read(reader, "Captain Usman Tariq embraced martyrdom on Friday."), "embraced martyrdom")
    assert set(found) == {"hasVictim"}


def test_who_says_it_is_not_listed_with_the_dead(reader: ArticleReader) -> None:
    lead = "A jet dropped two bombs on a school on Monday, killing at least 17 children and two teachers"
    found = read(reader, f"{lead}, a local rights group and a member of the armed resistance said.")
    assert roles(found, "killing")["hasVictim"] == ["children", "teachers"]
    assert sources(found, "killing") == ["local rights group", "member"]
    assert "resistance" not in {words for words, _ in told(found)}


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake killed 30 people in Karm.",
        "The flood, which killed 40 people, destroyed a bridge.",
        "Ten people died in the earthquake.",
        "The attackers fled towards the mountains.",
    ],
)
def test_what_nobody_did_to_anybody_is_no_event(reader: ArticleReader, text: str) -> None:
    assert not read(reader, text).events


def test_what_is_told_in_an_attack_is_not_done_by_who_says_it(reader: ArticleReader) -> None:
    found = roles(read(reader, "Gunmen attacked a base near Kirkuk, an official said, in a rare assault."), "assault")
    assert "hasActor" not in found


def test_what_several_things_are_fired_at_is_the_target(reader: ArticleReader) -> None:
    found = roles(read(reader, "The group launched two missiles and a drone at an aircraft carrier."), "launched")
    assert found["hasTarget"] == ["aircraft carrier"]


@pytest.mark.parametrize(
    ("text", "trigger", "cls"),
    [
        ("They captured two tanks.", "captured", "WeaponsSeizure"),
        ("They captured two pilots.", "captured", "CaptureOrSurrender"),
        ("They captured two villages.", "captured", "TerritoryCapture"),
    ],
)
def test_what_is_captured_tells_what_it_is(reader: ArticleReader, text: str, trigger: str, cls: str) -> None:
    assert (trigger, cls) in told(read(reader, text))


def test_who_declines_to_be_named_refuses_nothing(reader: ArticleReader) -> None:
    assert not read(reader, "An official, who declined to be named, said so.").events


def test_a_clause_of_the_past_tells_of_single_clashes(reader: ArticleReader) -> None:
    found = read(reader, "The road was closed because of clashes that left two officers wounded in Homs on Friday.")
    assert links(found) == {("wounded", "partOf", "clashes")}


def test_a_denial_of_help_does_not_deny_what_the_helped_did(reader: ArticleReader) -> None:
    text = "Kigali denies backing the M23, which in January captured Goma in an offensive that left nearly 3,000 dead."
    found = read(reader, text)
    assert [event(found, word).stance for word in ("captured", "offensive", "dead")] == ["asserts"] * 3
    assert [count.minimum for count in event(found, "dead").counts] == [3000]


def test_what_befell_some_is_not_what_killed_all(reader: ArticleReader) -> None:
    text = "21 people were killed since dawn, including seven members of a family whose tent was hit by a drone."
    assert not event(read(reader, text), "hit").counts


def test_who_stands_right_before_a_verb_does_it(reader: ArticleReader) -> None:
    text = "Rebels entered the town of Walungu on Tuesday after the army and allied Wazalendo militiamen withdrew."
    assert "Rebels" not in roles(read(reader, text), "withdrew")["hasActor"]


def test_who_stands_for_people_not_for_where_they_came_from(reader: ArticleReader) -> None:
    found = read(reader, "The dead were recruits from Camp Speicher, who were captured on June 12.")
    assert roles(found, "captured")["hasVictim"] == ["recruits"]


def test_what_a_kind_of_deed_has_become_is_no_deed(reader: ArticleReader) -> None:
    found = read(reader, "Gunmen kidnapped 31 pupils in May. Kidnapping for ransom has become an industry.")
    assert not [e for e in found.events[1:] if e.modality == "realised"]


def test_those_whom_a_report_asked_were_not_all_driven_out_by_it(reader: ArticleReader) -> None:
    text = "Fighters shot people in a mosque, according to a report based on talks with 155 survivors who fled to Chad."
    assert not event(read(reader, text), "shot").counts


def test_where_something_crossed_into_is_not_where_the_raid_was(reader: ArticleReader) -> None:
    text = "Drones crossed into Romanian airspace during a Russian attack on ports in Odesa."
    assert not {"occurredAt", "atFacility"} & set(roles(read(reader, text), "crossed"))


def test_fragments_that_are_found_are_no_weapons_seized(reader: ArticleReader) -> None:
    assert not read(reader, "Fragments of a missile were found in a courtyard.").events


def test_an_ambush_is_on_a_road_not_aimed_at_it(reader: ArticleReader) -> None:
    found = roles(read(reader, "Soldiers killed him in an ambush on the Gusau-Sokoto highway."), "ambush")
    assert "hasTarget" not in found


def test_what_is_said_beside_a_denial_is_not_denied(reader: ArticleReader) -> None:
    text = "A spokesman dismissed the claim as fiction and said that the helicopter had made an emergency landing."
    assert event(read(reader, text), "emergency landing").stance == "asserts"


def test_guards_who_leave_their_posts_leave_no_office(reader: ArticleReader) -> None:
    found = told(read(reader, "Some 120 detainees escaped after guards left their posts."))
    assert "DepartureFromOffice" not in {cls for _, cls in found}


def test_soldiers_ordered_somewhere_are_deployed(reader: ArticleReader) -> None:
    found = read(reader, "The president ordered 500 more soldiers to the region. He ordered soldiers to fire.")
    assert [cls for words, cls in told(found) if words == "ordered"] == ["Deployment", "Demand"]


def test_an_adjective_of_damage_tells_of_the_first_thing(reader: ArticleReader) -> None:
    found = roles(read(reader, "Two burned-out pickup trucks and hundreds of spent casings were found."), "burned")
    assert found["hasTarget"] == ["pickup trucks"]


def test_a_team_called_arsenal_holds_no_arms(reader: ArticleReader) -> None:
    found = read(reader, "Rice fired Arsenal to the top of the league. Rebels looted an arsenal.")
    assert [m.text for m in found.entities if local_name(m.cls) == "AmmunitionDepot"] == ["arsenal"]


def test_crews_fighting_to_restore_power_clash_with_nobody(reader: ArticleReader) -> None:
    text = "Soldiers were deployed to Galway. Crews were fighting to restore power to homes."
    assert "ArmedClash" not in {cls for _, cls in told(read(reader, text))}


def test_a_bomb_rammed_into_a_gate_is_no_target(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("A suicide bomber rammed a car bomb into a checkpoint in Bannu."))
    roles = {(a.role.rpartition("#")[2], a.text) for event in mentions.events for a in event.arguments}
    assert ("hasInstrument", "car bomb") in roles and ("hasTarget", "car bomb") not in roles


def test_the_group_is_no_peace_mission(reader: ArticleReader) -> None:
    text = "M23 took the town. MONUSCO evacuated its staff. Kinshasa accuses Rwanda of arming the group."
    mentions = reader.extractor.extract(Article(text))
    groups = [{mentions.entities[n].text for n in group} for group in mentions.coreference]
    assert {"M23", "group"} in groups


def test_who_has_an_office_is_no_target_with_it(reader: ArticleReader) -> None:
    mentions = reader.extractor.extract(Article("A bomb hit the governor's office in Basra."))
    targets = {a.text for event in mentions.events for a in event.arguments if a.role.endswith("hasTarget")}
    assert targets == {"office"}
