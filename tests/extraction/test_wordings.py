"""The same fact in the wordings of news: where, how many, by whom, whatever the order of the words."""

import pytest
from telling import event, links, read, roles, told

from kg.extraction.mention import ArticleMentions
from kg.namespaces import local_name
from kg.reader import ArticleReader

PLACES = [
    "near Kirkuk",
    "on the outskirts of Kirkuk",
    "on the edge of Kirkuk",
    "not far from Kirkuk",
    "close to Kirkuk",
    "20 km south of Kirkuk",
    "in the oil-rich city of Kirkuk",
    "in Kirkuk province",
]
HARMED = [
    ("Another 17 people were wounded in the blast in Herat.", 17, 17),
    ("17 people suffered injuries in the blast in Herat.", 17, 17),
    ("17 people sustained wounds in the shelling of Herat.", 17, 17),
    ("The blast in Herat wounded up to 17 people.", 0, 17),
    ("Another policeman was wounded in the blast in Herat.", 1, 1),
]


def harmed(found: ArticleMentions) -> set[tuple[int, int | None]]:
    return {(count.minimum, count.maximum) for e in found.events for count in e.counts if count.kind == "wounded"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sentence", ["Rebels attacked an army post {} on Monday.", "Two men were shot {} on Monday."])
def test_a_place_is_found_behind_what_happened(reader: ArticleReader, sentence: str, place: str) -> None:
    found = read(reader, sentence.format(place))
    assert any("Kirkuk" in name for name in roles(found, found.events[0].text)["occurredAt"])


@pytest.mark.parametrize("place", ["South of Kirkuk", "Some 20 kilometres (12 miles) south of Kirkuk"])
def test_a_place_is_found_before_what_happened(reader: ArticleReader, place: str) -> None:
    assert roles(read(reader, f"{place}, gunmen killed two soldiers."), "killed")["occurredAt"] == ["Kirkuk"]


@pytest.mark.parametrize(("text", "minimum", "maximum"), HARMED)
def test_who_is_harmed_is_counted(reader: ArticleReader, text: str, minimum: int, maximum: int) -> None:
    found = read(reader, text)
    assert harmed(found) == {(minimum, maximum)}
    assert not any(a.text == "people" for e in found.events for a in e.arguments if local_name(a.role) == "hasTarget")


def test_a_toll_that_rises_is_of_the_dead(reader: ArticleReader) -> None:
    found = read(reader, "The toll from the blast in Herat rose to 17 on Monday.")
    assert [(c.kind, c.minimum) for c in event(found, "toll").counts] == [("killed", 17)]


@pytest.mark.parametrize(
    ("words", "relation"),
    [("in the wake of", "after"), ("in the aftermath of", "after"), ("in the course of", "partOf")],
)
def test_a_phrase_orders_events(reader: ArticleReader, words: str, relation: str) -> None:
    assert ("raided", relation, "offensive") in links(read(reader, f"Troops raided the town {words} the offensive."))


def test_who_is_told_behind_a_phrase_acts(reader: ArticleReader) -> None:
    assert roles(read(reader, "Two men died at the hands of rebels."), "died")["hasActor"] == ["rebels"]


@pytest.mark.parametrize("text", ["Rebels hit a convoy near Tikrit.", "Rebels burned the town of Baiji on Monday."])
def test_what_is_hit_or_burned_may_be_of_any_kind(reader: ArticleReader, text: str) -> None:
    assert {cls for _, cls in told(read(reader, text))} & {"ViolentEvent", "Arson"}


def test_what_a_deed_brings_about_is_no_kind_of_event(reader: ArticleReader) -> None:
    found = read(reader, "The assassination of the mayor triggered clashes between police and protesters in Tripoli.")
    assert {e.modality for e in found.events} == {"realised"}


ATTACKS = [
    "An attack by rebels on a police station near Tikrit killed two people.",
    "An attack on a police station near Tikrit, blamed on rebels, killed two people.",
    "A police station near Tikrit came under attack from rebels.",
    "A police station near Tikrit was the target of an attack by rebels.",
    "The target of the attack by rebels was a police station near Tikrit.",
    "Troops repelled an attack by rebels on a police station near Tikrit.",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_has_who_and_what_in_any_wording(reader: ArticleReader, text: str) -> None:
    found = roles(read(reader, text), "attack")
    assert found["hasActor"] == ["rebels"]
    assert "police station" in found["hasTarget"]


def test_two_who_act_together_are_two(reader: ArticleReader) -> None:
    found = roles(read(reader, "The Taliban and local militiamen attacked a convoy."), "attacked")
    assert found["hasActor"] == ["Taliban", "local militiamen"]


def test_who_is_pushed_out_of_a_town_loses_it(reader: ArticleReader) -> None:
    found = told(read(reader, "Rebels pushed the army out of the town of Baiji."))
    assert found == [("pushed", "GroundOffensive")]
