"""Of whom, where and when wire reports tell: groups and their leaders, relations, places, days."""

import pytest
from telling import event, links, read, relations, roles, together

from kg.namespaces import local_name
from kg.reader import ArticleReader


def test_until_tells_when_something_ended(reader: ArticleReader) -> None:
    found = read(reader, "The rebels encircled the city for two years until the army broke the siege in February.")
    assert event(found, "encircled").time is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The UN's human rights chief, Volker Turk, spoke.", "commands"),
        ("A bomb killed a soldier in Karm on Monday.", "basedIn"),
        ("It was a war in which Israeli ground troops invaded the south.", "fightsAgainst"),
    ],
)
def test_relations_that_the_words_do_not_tell(reader: ArticleReader, text: str, wrong: str) -> None:
    assert wrong not in {relation for _, relation, _ in relations(read(reader, text))}


def test_whoever_loses_a_town_is_not_based_there(reader: ArticleReader) -> None:
    found = relations(read(reader, "The army took back the town of Moqokori from the militants."))
    assert "basedIn" not in {relation for _, relation, _ in found}


def test_a_place_of_some_is_not_that_of_all(reader: ArticleReader) -> None:
    found = roles(read(reader, "Air defences shot down 216 drones, 66 of them over Krasnodar."), "shot")
    assert "occurredAt" not in found


def test_what_a_letter_of_intent_is_about_is_intended(reader: ArticleReader) -> None:
    text = "The president is due to sign a letter of intent on the purchase of 100 fighter jets in Paris."
    assert event(read(reader, text), "purchase").modality == "intended"


def test_the_village_of_an_unknown_name_is_a_place(reader: ArticleReader) -> None:
    found = roles(read(reader, "The strike hit the village of Ohe Htein Twin in Tabayin township."), "hit")
    assert found["hasTarget"] == ["Ohe Htein Twin"]


def test_a_place_that_belongs_to_a_post_is_not_around_a_building(reader: ArticleReader) -> None:
    text = "Drones damaged a residential building, Krasnodar governor Veniamin Kondratyev wrote on Friday."
    assert not {tail for _, relation, tail in relations(read(reader, text)) if relation == "locatedIn"}


def test_whoever_runs_a_channel_commands_it(reader: ArticleReader) -> None:
    found = relations(read(reader, "The Houthi-run Al Masirah television reported air strikes."))
    assert ("Houthi", "commands", "Al Masirah television") in found


def test_a_name_with_a_rank_behind_it_is_a_person(reader: ArticleReader) -> None:
    found = roles(read(reader, "Afrim Bunjaku, a sergeant, was killed and another officer was wounded."), "killed")
    assert found["hasVictim"] == ["Afrim Bunjaku"]


def test_the_day_of_a_deed_is_not_that_of_its_praise(reader: ArticleReader) -> None:
    found = read(reader, "The minister praised the troops for repelling an attack on a base in Marte on 13 May.")
    assert event(found, "praised").time is None
    assert event(found, "attack").time is not None


def test_families_of_those_who_surrender_are_not_whom_they_act_for(reader: ArticleReader) -> None:
    text = "312 fighters and 784 members of their families had laid down their arms since January."
    assert "families" not in roles(read(reader, text), "laid down their arms")["hasActor"]


def test_an_operation_is_no_place_of_its_headquarters(reader: ArticleReader) -> None:
    found = read(reader, "Speaking at the headquarters of Operation Hadin Kai, the minister praised the troops.")
    assert not relations(found)


def test_attackers_do_not_fight_the_men_who_attacked(reader: ArticleReader) -> None:
    text = "A police officer and three attackers were killed after some 30 heavily armed men stormed a village."
    assert not {ends for ends in relations(read(reader, text)) if ends[1] == "fightsAgainst"}


def test_what_happened_on_another_day_is_no_cause(reader: ArticleReader) -> None:
    found = read(reader, "Armed men set a hotel on fire on Sunday. Two officers were wounded on Friday.")
    assert not links(found)


def test_a_time_of_day_is_of_the_day_told_before_it(reader: ArticleReader) -> None:
    lead = "Fighters overran a base on Sunday, in a blow to the army, which took power in 2022."
    time = event(read(reader, f"{lead} They attacked a camp at around 6 a.m."), "attacked").time
    assert time is not None
    assert str(time.earliest).startswith("2025-12-21")


def test_nobody_operates_a_neighbourhood(reader: ArticleReader) -> None:
    found = relations(read(reader, "The neighbourhood of Carrefour-Feuilles has been controlled by Viv Ansanm."))
    assert "operatedBy" not in {relation for _, relation, _ in found}


def test_militias_are_the_group_not_the_united_nations(reader: ArticleReader) -> None:
    text = "Kigali denies backing the M23. A U.N. panel says Rwandan soldiers fight alongside the group."
    found = read(reader, text)
    group = next(mention for mention in found.entities if mention.text == "group")
    assert any({"M23", "group"} == {found.entities[i].text for i in g} for g in found.coreference if group.id in g)


def test_what_has_not_stopped_goes_on_and_has_no_day_before_a_but(reader: ArticleReader) -> None:
    found = event(read(reader, "They signed a peace agreement in June, but fighting has not stopped."), "fighting")
    assert (found.phase, found.time) == ("ongoing", None)


def test_the_day_of_a_sentence_is_not_that_of_the_crime(reader: ArticleReader) -> None:
    text = "A court on Wednesday sentenced former commander Milorad Ulemek for the assassination of a judge."
    assert event(read(reader, text), "assassination").time is None


def test_people_counted_since_then_are_others(reader: ArticleReader) -> None:
    text = "Militants attacked the town in May, killing 1,200 people. Some 64,000 people have been killed since then."
    found = read(reader, text)
    assert not together(found, "killing", "killed")
    assert [count.minimum for count in event(found, "attacked").counts] == [1200]


def test_whose_leader_it_is_stays_open(reader: ArticleReader) -> None:
    text = "The United States has accused the RSF of murder and imposed sanctions on its leader, Omar Said."
    assert "United States" not in {tail for _, _, tail in relations(read(reader, text))}


def test_a_camp_is_a_camp_named_before_not_the_base_in_it(reader: ArticleReader) -> None:
    text = "Rebels overran the Zamzam displacement camp. The army said its forces held a military base inside the camp."
    found = read(reader, text)
    groups = [{found.entities[i].text for i in group} for group in found.coreference if len(group) > 1]
    assert {"Zamzam displacement camp", "camp"} in groups


def test_whom_quoted_words_tell_of_is_nobody_who_speaks_elsewhere(reader: ArticleReader) -> None:
    lead = "A spokesman, Colonel Getnet Adane, dismissed the claim."
    found = read(reader, f'{lead} "They dragged my brother out and shot him," one resident of Kobo said.')
    assert "hasVictim" not in roles(found, "shot")
    assert ("resident", "basedIn", "Kobo") in relations(found)


def test_those_who_fought_alongside_others_in_another_war(reader: ArticleReader) -> None:
    lead = "Clashes were reported in Woldia on Sunday."
    found = read(reader, f"{lead} Fano, a militia that fought alongside federal forces in the 2020-2022 war, rose up.")
    assert "occurredAt" not in roles(found, "fought")
    assert "fightsAgainst" not in {relation for _, relation, _ in relations(found)}


@pytest.mark.parametrize(
    ("text", "cls"),
    [("Russia attacked Izmail with 38 drones.", "Place"), ("Trump attacked Harvard with new threats.", "Organisation")],
)
def test_what_is_attacked_with_drones_is_a_place(reader: ArticleReader, text: str, cls: str) -> None:
    classes = {mention.text: local_name(mention.cls) for mention in read(reader, text).entities}
    assert classes[text.split()[2]] == cls


def test_the_nation_of_officials_is_not_where_tents_stand(reader: ArticleReader) -> None:
    found = relations(read(reader, "Settlers torched four trucks and tents, Palestinian officials said."))
    assert "locatedIn" not in {relation for _, relation, _ in found}


def test_a_state_with_a_name_is_part_of_a_country(reader: ArticleReader) -> None:
    classes = {m.text: local_name(m.cls) for m in read(reader, "Ten were killed in Mexico's Guerrero state.").entities}
    assert classes["Guerrero state"] == "AdministrativeArea"


def test_an_army_is_no_group_and_what_it_does_again_and_again_is_no_single_strike(reader: ArticleReader) -> None:
    lead = "An Israeli air strike hit Sanaa on Thursday, Yemen's Houthis said."
    found = read(
        reader, f"{lead} Israel's military has repeatedly hit ports in response to missiles fired by the group."
    )
    army, group = (next(m.id for m in found.entities if m.text == text) for text in ("military", "group"))
    assert not any({army, group} <= set(same) for same in found.coreference)
    hits = {event.id for event in found.events if event.text == "hit"}
    assert not any(hits <= set(same) for same in found.event_coreference)


def test_two_ministers_are_two_persons(reader: ArticleReader) -> None:
    found = read(reader, "Their prime minister, Ahmed al-Rahawi, was killed. The defence minister was present.")
    assert not any(
        {"prime minister", "defence minister"} <= {found.entities[i].text for i in g} for g in found.coreference
    )


def test_who_dies_on_the_spot_dies_in_the_town(reader: ArticleReader) -> None:
    assert roles(read(reader, "Two men were killed on the spot in Karm."), "killed")["occurredAt"] == ["Karm"]
