"""One event told several times, and several events told with one word."""

import pytest
from telling import event, read, together

from kg.namespaces import local_name
from kg.reader import ArticleReader

ONE = [
    ("Rebels attacked Saraqib on Monday. The attack killed three people.", "attacked", "attack"),
    ("A car bomb exploded in Baghdad. The explosion killed 12. No group claimed the blast.", "exploded", "explosion"),
    ("A car bomb exploded in Baghdad. The explosion killed 12. No group claimed the blast.", "exploded", "blast"),
    ("Militants stormed a prison in Hasakah. The raid freed dozens of fighters.", "stormed", "raid"),
    ("Gunmen kidnapped two engineers. The abduction is the latest of its kind.", "kidnapped", "abduction"),
    ("Russia launched missiles at Kyiv. The missile attack left thousands in the dark.", "launched", "attack"),
    ("Two drones struck a refinery in Ryazan. The drone attack caused a fire.", "struck", "attack"),
    ("The coalition carried out strikes on camps. These attacks hit depots.", "strikes", "attacks"),
    ("The group conducted strikes targeting army positions.", "strikes", "targeting"),
    ("Russia launched air strikes on Idlib, hitting a school.", "strikes", "hitting"),
    ("An explosion hit a chemical plant.", "explosion", "hit"),
    ("Rebels planted a bomb at a bank on Monday. The bomb exploded at noon.", "planted", "exploded"),
    (
        "Troops detained two insurgents. They were taken away. The insurgents were detained at home.",
        "detained",
        "detained",
    ),
    ("The air force bombed a depot on Tuesday. The bombing destroyed the depot.", "bombed", "bombing"),
]


@pytest.mark.parametrize(("text", "first", "again"), ONE)
def test_an_event_told_again_is_one(reader: ArticleReader, text: str, first: str, again: str) -> None:
    assert together(read(reader, text), first, again)


TOLD_ON = [
    ("Troops captured a rebel leader near Goma. The troops also arrested two men.", "captured", "arrested"),
    ("Police arrested a smuggler in Tunis. Four more men were detained in the operation.", "arrested", "detained"),
    ("Shells killed nine people in Daraa. Two children died.", "killed", "died"),
    ("Police arrested a gang leader and detained four of his associates in Tegucigalpa.", "arrested", "detained"),
    (
        "Soldiers captured a commander in Goma. Two of his aides were arrested in the same house.",
        "captured",
        "arrested",
    ),
]


def test_who_is_taken_in_one_event_is_taken_in_one_way(reader: ArticleReader) -> None:
    found = read(reader, "Soldiers captured a commander in Goma. Two of his aides were arrested in the same house.")
    assert {local_name(event.cls) for event in found.events} == {"CaptureOrSurrender"}


def test_an_arrest_named_in_passing_is_not_told_on(reader: ArticleReader) -> None:
    found = read(
        reader,
        "Troops detained two men in Kano. They had ties to a dealer who was jailed in May. Six others were arrested.",
    )
    assert together(found, "detained", "arrested")
    assert not together(found, "jailed", "arrested")


@pytest.mark.parametrize(("text", "first", "again"), TOLD_ON)
def test_what_happens_to_more_people_is_told_on(reader: ArticleReader, text: str, first: str, again: str) -> None:
    assert together(read(reader, text), first, again)


FIRE = [
    ("They came under fire from a ridge and returned fire, killing three gunmen.", "came", "returned"),
    ("A patrol came under fire near Kidal. The soldiers returned fire, killing two gunmen.", "came", "returned"),
    ("The convoy came under rifle and small arms fire. The troops returned fire.", "came", "returned"),
]


@pytest.mark.parametrize(("text", "first", "again"), FIRE)
def test_who_is_fired_at_and_returns_fire_fights_one_clash(
    reader: ArticleReader, text: str, first: str, again: str
) -> None:
    assert together(read(reader, text), first, again)


STRIKES = [
    "The strike by dock workers entered its third week. The strike is supported by the union.",
    "Miners went on strike on Monday. A curfew was set because of the strike.",
]


@pytest.mark.parametrize("text", STRIKES)
def test_a_noun_alone_is_of_the_kind_that_was_told(reader: ArticleReader, text: str) -> None:
    assert "RemoteAttack" not in [local_name(event.cls) for event in read(reader, text).events]


def test_one_attack_takes_up_one_not_several(reader: ArticleReader) -> None:
    text = "Three attacks shook Bogota on Monday. Gunmen fired at a barracks. The attack left two soldiers wounded."
    found = read(reader, text)
    assert together(found, "fired", "attack")
    assert not together(found, "attacks", "attack")


TWO = [
    ("Rebels clashed with soldiers. Police fought smugglers.", "clashed", "fought"),
    ("A patrol came under fire. Its captain spoke of the ambush on 4 May.", "came", "ambush"),
    ("Soldiers captured a man in a raid near Bunia. They came under fire from a ridge.", "raid", "came"),
    ("Police arrested two men in Paris and detained three in Lyon.", "arrested", "detained"),
    ("Police arrested a smuggler in Tunis. Soldiers detained four men in Sfax.", "arrested", "detained"),
    ("Police arrested a smuggler. Four men were detained in a separate operation.", "arrested", "detained"),
    ("Shells killed nine people in Daraa. Two children died in Aleppo.", "killed", "died"),
    ("Gunmen killed nine people on Monday. Two children died on Friday.", "killed", "died"),
    ("A bomber attacked a mosque in Kabul. Last year, a similar raid on Kunduz killed 50.", "attacked", "raid"),
    ("Turkey bombed Kurdish positions in response to the bombing in Ankara.", "bombed", "bombing"),
    ("Israel attacked Iran on Friday. Iran's attack on Israel came a day later.", "attacked", "attack"),
    ("Rebels shelled Homs. The air strikes killed two.", "shelled", "strikes"),
    ("Rebels planted a bomb at a bank. A bomb exploded in a market.", "planted", "exploded"),
    ("The army shelled a village. It vowed to attack the town.", "shelled", "attack"),
]


@pytest.mark.parametrize(("text", "one", "other"), TWO)
def test_different_events_stay_apart(reader: ArticleReader, text: str, one: str, other: str) -> None:
    assert not together(read(reader, text), one, other)


OCCASIONS = [
    "American jets bombed a depot in Syria in response to a rocket attack in Erbil. The strikes hit two camps.",
    "Rebels shelled Ardel after a raid on Brun. The attack hit a market.",
]


@pytest.mark.parametrize("text", OCCASIONS)
def test_a_noun_takes_up_what_happened_not_its_occasion(reader: ArticleReader, text: str) -> None:
    mentions = read(reader, text)
    again, first = ("strikes", "bombed") if "bombed" in text else ("attack", "shelled")
    ids = {event(mentions, first).id, max(e.id for e in mentions.events if e.text == again)}
    assert any(ids <= set(group) for group in mentions.event_coreference)


def test_what_stands_beside_a_noun_says_what_it_is(reader: ArticleReader) -> None:
    text = (
        "Jets bombed a camp after a rocket attack in Erbil. The strikes, a military action ordered in May, hit depots."
    )
    mentions = read(reader, text)
    assert together(mentions, "strikes", "military action")
    assert not together(mentions, "attack", "military action")


def test_another_victim_in_another_month_is_another_killing(reader: ArticleReader) -> None:
    text = (
        "General Adou was murdered on Friday. A team arrived. The massacre of refugees near Goma in March is unsolved."
    )
    assert not together(read(reader, text), "murdered", "massacre")


OTHERS = [
    ("The clashes left 80 dead. On 4 May gunmen raided the village of Oro, killing 12 people.", "dead", "killing"),
    ("Three soldiers died in the fight. The army said it killed nine attackers.", "died", "killed"),
    ("Raids left 90 dead. Bombs were set off at a school. Doctors said that 31 had died.", "dead", "died"),
]


@pytest.mark.parametrize(("text", "one", "other"), OTHERS)
def test_other_numbers_told_with_another_attack_are_other_deaths(
    reader: ArticleReader, text: str, one: str, other: str
) -> None:
    assert not together(read(reader, text), one, other)


def test_a_participle_tells_of_the_attack_of_its_clause(reader: ArticleReader) -> None:
    assert together(read(reader, "A suicide bomber driving a van hit a barracks in Aden."), "driving", "hit")


def test_the_noun_finds_the_event_of_its_own_word(reader: ArticleReader) -> None:
    text = (
        "The air force bombed a depot on Tuesday and shelled a village on Wednesday. The bombing destroyed the depot."
    )
    mentions = read(reader, text)
    assert together(mentions, "bombed", "bombing")
    assert not together(mentions, "shelled", "bombing")


def test_the_noun_finds_the_event_it_describes(reader: ArticleReader) -> None:
    text = "A blast hit Kabul. Gunmen then attacked a hotel in Herat. The Kabul blast killed nine."
    mentions = read(reader, text)
    first, last = (found for found in mentions.events if "last" in found.text)
    assert any({first.id, last.id} <= set(group) for group in mentions.event_coreference)


def test_told_three_times_is_one(reader: ArticleReader) -> None:
    text = (
        "The coalition launched missile strikes targeting ISIS positions in Syria. The attacks came from a base, "
        "with missiles striking ISIS hideouts. The strikes went on for hours."
    )
    mentions = read(reader, text)
    group = next(g for g in mentions.event_coreference if event(mentions, "striking").id in g)
    assert len(group) == 5


def test_every_mention_is_in_one_group(reader: ArticleReader) -> None:
    mentions = read(reader, "Rebels attacked Homs. The attack failed. A bomb exploded in Hama, killing two.")
    assert sorted(n for group in mentions.event_coreference for n in group) == [v.id for v in mentions.events]


def test_a_general_word_takes_the_class_of_what_it_takes_up(reader: ArticleReader) -> None:
    text = "A suicide bomber blew himself up at a market in Kabul on Monday. The attack killed nine people."
    assert event(read(reader, text), "attack").cls.endswith("SuicideAttack")


def test_who_died_of_something_else_died_another_death(reader: ArticleReader) -> None:
    mentions = read(
        reader,
        "Fighters shelled a market in Karm, killing at least 24 people. "
        "The army retook the hospital after a battle in which dozens of fighters were killed.",
    )
    killing = next(e.id for e in mentions.events if e.text == "killing")
    assert (killing,) in mentions.event_coreference


def test_who_repels_an_attack_destroys_in_another_event(reader: ArticleReader) -> None:
    mentions = read(reader, "Soldiers repelled an M23 attack on Karm on Tuesday, destroying two pickup trucks.")
    assert len(mentions.event_coreference) == len(mentions.events) == 2


TAKEN_UP = [
    ("Iran attacked Homs. " + "Shops closed. " * 9 + "Iran's attack was a message.", "attacked", "attack"),
    ("A man shot a guard at a mill. The suspect opened fire after a quarrel.", "shot", "opened fire"),
    ("Clashes broke out in Homs. The violence went on for days.", "Clashes", "violence"),
    (
        "Shells killed 12 people in Homs. " + "Shops were closed. " * 4 + "Doctors said 12 people died.",
        "killed",
        "died",
    ),
    ("A bomb exploded at a bank. " + "Shops were closed. " * 4 + "It detonated at noon.", "exploded", "detonated"),
]


@pytest.mark.parametrize(("text", "first", "again"), TAKEN_UP)
def test_what_adds_nothing_tells_of_the_same_deed(reader: ArticleReader, text: str, first: str, again: str) -> None:
    assert together(read(reader, text), first, again)


OTHERS = [
    ("Police shot a boy in Athens. The violence spread to Patras.", "shot", "violence"),
    ("Rebels carried out 100 attacks this year. They bombed a market in Homs.", "attacks", "bombed"),
    ("A car blast, a change in U.S. policy. The U.S. attack on an air base came on Friday.", "blast", "attack"),
    ("Two hijackings shook the coast. The hijacking of the Karm ended in May.", "hijackings", "hijacking"),
    ("The arrest of 23 smugglers ended a chase. In May, the navy had captured eight men.", "arrest", "captured"),
    ("Shells killed 12 people in Homs. In a raid on Aleppo, 12 people died.", "killed", "died"),
    ("Rebels carried out attacks in Homs. The kidnapping of two farmers went on.", "attacks", "kidnapping"),
]


@pytest.mark.parametrize(("text", "first", "other"), OTHERS)
def test_what_is_told_of_another_deed_stays_apart(reader: ArticleReader, text: str, first: str, other: str) -> None:
    assert not together(read(reader, text), first, other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Both attackers were shot dead. The jets killed 12 civilians, two of them children.", "shot dead", "killed"),
        ("Eleven people were killed by shells. A day before, a soldier lost a leg to a mine.", "killed", "lost"),
    ],
)
def test_other_people_are_another_event(reader: ArticleReader, text: str, one: str, other: str) -> None:
    assert not together(read(reader, text), one, other)


def test_what_was_last_attacked_was_attacked_another_time(reader: ArticleReader) -> None:
    text = "Drones struck a refinery in Dol. It was last attacked in February."
    assert not together(read(reader, text), "struck", "attacked")
