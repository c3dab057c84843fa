"""What tells of an event beside its subject and object: circumstances, places of places, nouns in "-ing"."""

import pytest
from telling import read, roles, told

from kg.reader import ArticleReader

SENTENCES = [
    ("A commander was captured in a raid by Afghan police in Kunduz.", "captured", "hasActor", "Afghan police"),
    ("A commander was captured in a raid by police in Kunduz.", "captured", "occurredAt", "Kunduz"),
    ("The judge was shot outside his home in Multan by two gunmen.", "shot", "hasActor", "gunmen"),
    ("The judge was shot outside his home in Multan by two gunmen.", "shot", "occurredAt", "Multan"),
    ("The dam was blown up by retreating soldiers.", "blown up", "hasActor", "soldiers"),
    ("The troops pulled back from Bakhmut.", "pulled back", "hasOrigin", "Bakhmut"),
    ("Afghan and coalition forces attacked a camp.", "attacked", "hasActor", "Afghan"),
    ("The rebels carried out a series of raids on villages.", "raids", "hasActor", "rebels"),
    ("Shelling of the bridge continued overnight.", "Shelling", "hasTarget", "bridge"),
    ("The convoy hit a mine near Kidal.", "hit", "hasInstrument", "mine"),
    ("The convoy hit a mine near Kidal.", "hit", "hasTarget", "convoy"),
    ("A bomb exploded in front of the bank in Quetta.", "exploded", "occurredAt", "Quetta"),
    ("The patrol came under fire near Kupwara.", "came", "hasTarget", "patrol"),
    ("The rebels set fire to a bus.", "set fire", "hasTarget", "bus"),
    ("The rebels inflicted heavy losses on the army.", "inflicted", "hasActor", "rebels"),
    ("Hamas fired a barrage of rockets towards Ashkelon.", "barrage", "hasActor", "Hamas"),
    ("Hamas fired a barrage of rockets towards Ashkelon.", "barrage", "hasInstrument", "rockets"),
    ("Clashes broke out between the army and rebels.", "Clashes", "hasParticipant", "rebels"),
    ("Rebels shelled Asmara's airport.", "shelled", "occurredAt", "Asmara"),
    ("A policeman was stabbed by a man in the town of Charleroi.", "stabbed", "occurredAt", "Charleroi"),
    ("A clash on Jolo island killed two soldiers.", "clash", "occurredAt", "Jolo island"),
    ("Two men were killed in the Sinjar district of Nineveh province.", "killed", "occurredAt", "Nineveh province"),
    ("Troops detained two men during an operation to find a leader in Homs.", "detained", "occurredAt", "Homs"),
    ("Marines killed a cartel boss in Culiacan.", "killed", "hasActor", "Marines"),
    ("British jets struck a factory south of Sanaa.", "struck", "occurredAt", "Sanaa"),
    ("Two men were killed in firing by troops near Sopore.", "firing", "hasActor", "troops"),
    ("The minister visited Gaziantep.", "visited", "occurredAt", "Gaziantep"),
]


@pytest.mark.parametrize(("text", "trigger", "role", "filler"), SENTENCES)
def test_the_words_around_give_a_role(reader: ArticleReader, text: str, trigger: str, role: str, filler: str) -> None:
    assert filler in roles(read(reader, text), trigger).get(role, [])


def test_the_operation_of_the_sentence_before_gives_the_place(reader: ArticleReader) -> None:
    text = "Commandos raided a farm near Gardez on Friday. They detained two men during the raid."
    assert roles(read(reader, text), "detained")["occurredAt"] == ["Gardez"]


def test_the_operation_takes_up_one_that_is_no_event(reader: ArticleReader) -> None:
    text = "Troops conducted an operation to find a leader in Homs. Two rebels were killed during the operation."
    assert roles(read(reader, text), "killed")["occurredAt"] == ["Homs"]


def test_a_land_may_own_a_base_elsewhere(reader: ArticleReader) -> None:
    assert "occurredAt" not in roles(read(reader, "Rebels shelled Russia's bases."), "shelled")


def test_where_suspects_are_held_no_murder_happened(reader: ArticleReader) -> None:
    found = read(reader, "Two suspects in the assassination of the prosecutor were detained in Cartagena.")
    assert "occurredAt" not in roles(found, "assassination")
    assert roles(found, "detained")["occurredAt"] == ["Cartagena"]


def test_who_repels_an_attack_is_its_target(reader: ArticleReader) -> None:
    found = read(reader, "Soldiers repulsed an attack by militants on their camp.")
    assert roles(found, "attack")["hasActor"] == ["militants"]
    assert "Soldiers" in roles(found, "attack")["hasTarget"]


def test_a_captured_pilot_was_not_captured_where_he_is_handed_over(reader: ArticleReader) -> None:
    found = read(reader, "The rebels returned a captured pilot at the Rafah crossing.")
    assert "occurredAt" not in roles(found, "captured")
    assert "atFacility" not in roles(found, "captured")


FORMS = [
    ("Fighting between the army and the rebels erupted.", ["ArmedClash"]),
    ("The North test-fired two missiles into the sea.", ["WeaponTest"]),
    ("Warplanes carried out several raids on the port.", ["AirStrike"]),
    ("Police used water cannon to disperse the crowd.", ["UnrestSuppression"]),
    ("Thousands marched to protest against the law.", ["Demonstration"]),
    ("People took to the streets in Tunis.", ["Demonstration"]),
    ("The coast guard detained a foreign tanker.", ["SearchOrSeizure"]),
    ("Soldiers rounded up the men and executed them.", ["ArrestOrDetention", "Execution"]),
    ("Warplanes dropped barrel bombs on the town, destroying a market.", ["AirStrike", "AirStrike"]),
    ("The navy seized a trawler loaded with heroin.", ["SearchOrSeizure"]),
    ("The militants, armed with rifles, attacked a bus.", ["ViolentEvent"]),
    ("Rockets hit a base hosting foreign troops.", ["ArtilleryShelling"]),
    ("Locals had warned the police of their fears.", []),
    ("Iran warned that any attack would be answered.", ["Threat", "ViolentEvent"]),
    ("The junta dissolved parliament.", []),
    ("Guards fired into the air.", []),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_one_event_is_told_once_and_by_its_class(reader: ArticleReader, text: str, expected: list[str]) -> None:
    assert [cls for _, cls in told(read(reader, text))] == expected


def test_the_words_of_a_trigger_play_no_role(reader: ArticleReader) -> None:
    assert "hasDestination" not in roles(read(reader, "People took to the streets in Tunis."), "took to the streets")


def test_a_bomb_planted_and_exploded_is_one_event(reader: ArticleReader) -> None:
    found = read(reader, "A bomb planted under the car exploded.")
    assert found.event_coreference == ((0, 1),)


def test_a_place_beside_a_person_is_not_where_that_person_was_hurt(reader: ArticleReader) -> None:
    found = read(reader, "A girl wounded in a mortar attack in May lies in a clinic in Amman.")
    assert "occurredAt" not in roles(found, "wounded")
    found = read(reader, "Crowds gathered in Tunis to condemn the killing of a priest.")
    assert "occurredAt" not in roles(found, "killing")
    found = read(reader, "Two cousins who had lived in Oslo packed the bombs in bags before detonating them.")
    assert "occurredAt" not in roles(found, "detonating")


def test_a_place_in_the_clause_that_something_is_told_under_is_its_own(reader: ArticleReader) -> None:
    found = read(reader, "A mosque in Herat was wrecked by an explosion, killing nine people.")
    assert roles(found, "killing")["occurredAt"] == ["Herat"]
    found = read(reader, "A grocer was shot dead when he opened his shop in Derry.")
    assert roles(found, "shot dead")["occurredAt"] == ["Derry"]
    found = read(reader, "Police searched flats, among them one in Leipzig, where three men were arrested.")
    assert roles(found, "arrested")["occurredAt"] == ["Leipzig"]
    found = read(reader, "A shell hit a depot that soldiers were using as barracks near Karm on Monday.")
    assert roles(found, "hit")["occurredAt"] == ["Karm"]
    found = read(reader, "A roadside bomb killed three soldiers, two of them officers, in Karm, police said.")
    assert roles(found, "killed")["occurredAt"] == ["Karm"]
