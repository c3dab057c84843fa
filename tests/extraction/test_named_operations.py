"""Campaigns that are told by their name: "Operation Iron Fist"."""

from telling import event, read, roles, together, told

from kg.reader import ArticleReader

NAME = "Operation Iron Fist"


def test_an_operation_by_name_is_a_campaign(reader: ArticleReader) -> None:
    found = read(reader, "The army launched Operation Iron Fist against the rebels in 2014.")
    assert told(found) == [(NAME, "MilitaryCampaign")]
    assert roles(found, NAME) == {"hasActor": ["army"], "hasTarget": ["rebels"]}
    assert event(found, NAME).phase == "begun"


def test_a_nation_in_the_name_does_not_act(reader: ArticleReader) -> None:
    found = read(reader, "In 2003 the troops took part in Operation Iraqi Freedom.")
    assert event(found, "Operation Iraqi Freedom").modality == "realised"
    assert "hasActor" not in roles(found, "Operation Iraqi Freedom")


def test_a_charity_is_no_campaign(reader: ArticleReader) -> None:
    assert not read(reader, "Operation Smile sent doctors to Kenya.").events


def test_the_name_tells_operations_apart(reader: ArticleReader) -> None:
    text = "Troops began Operation Iron Fist in May. In June they launched Operation Sea Lion. {} in {}."
    again = read(reader, text.format("Troops ended Operation Sea Lion", "July"))
    names = [e for e in again.events if e.text == "Operation Sea Lion"]
    assert len(names) == 2
    assert any({e.id for e in names} <= set(group) for group in again.event_coreference)
    assert not together(again, NAME, "Operation Sea Lion")


def test_no_war_is_an_operation_by_name(reader: ArticleReader) -> None:
    found = read(reader, "The army launched Operation Iron Fist. It was drawn into the conflict in Libya.")
    assert not together(found, NAME, "conflict")
