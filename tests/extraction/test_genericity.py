"""Kinds of events, habits and what somebody is known for, beside what happened once."""

import pytest
from telling import event, read

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    "text",
    [
        "The coalition relies on airstrikes and commandos.",
        "The law deals with the financing of attacks and kidnapping.",
        "He studied the history of bombing.",
    ],
)
def test_a_kind_of_event_is_no_event(reader: ArticleReader, text: str) -> None:
    assert not read(reader, text).events


@pytest.mark.parametrize(
    "text",
    [
        "Troops held a man who led attacks on convoys.",
        "The commander is responsible for planning and directing attacks on convoys.",
        "The courier brought rockets for attacks on the base.",
        "The courier brought rockets for use in attacks on the base.",
        "The detained commander planned and conducted attacks on convoys.",
    ],
)
def test_what_a_person_is_known_for_is_generic(reader: ArticleReader, text: str) -> None:
    assert event(read(reader, text), "attacks").modality == "generic"


@pytest.mark.parametrize(
    "text",
    [
        "The army conducted attacks on three villages.",
        "The commander led two attacks on convoys.",
        "The commander led attacks on convoys on Monday.",
    ],
)
def test_what_somebody_did_is_not(reader: ArticleReader, text: str) -> None:
    assert event(read(reader, text), "attacks").modality == "realised"


RECORDS = [
    ("The captured commander supplied weapons to cells in the north.", "supplied"),
    ("The leader is wanted in Lyon and provides rockets to fighters.", "provides"),
    ("He distributed leaflets and smuggled explosives across the border.", "smuggled"),
    ("The network smuggles weapons from Libya.", "smuggles"),
    ("The facilitator hid rockets, mortars and mines, and conducted attacks against the army.", "attacks"),
    ("The cell leader has coordinated several attacks against the government.", "attacks"),
]


@pytest.mark.parametrize(("text", "trigger"), RECORDS)
def test_what_a_person_or_a_network_deals_in_is_generic(reader: ArticleReader, text: str, trigger: str) -> None:
    assert event(read(reader, text), trigger).modality == "generic"


DEEDS = [
    ("On Sunday the commander supplied 40 rifles to militiamen.", "supplied"),
    ("The commander supplied weapons to the rebels in May.", "supplied"),
    ("The ministry supplied weapons to the rebels.", "supplied"),
    ("Germany delivers tanks to Ukraine this week.", "delivers"),
    ("The network smuggled 40 rifles from Libya.", "smuggled"),
    ("The commander supplied the weapons.", "supplied"),
]


@pytest.mark.parametrize(("text", "trigger"), DEEDS)
def test_a_single_deed_is_realised(reader: ArticleReader, text: str, trigger: str) -> None:
    assert event(read(reader, text), trigger).modality == "realised"


@pytest.mark.parametrize(
    "text",
    ["When a soldier is kidnapped, the army closes the border.", "Whenever rebels attack the town, people flee."],
)
def test_what_happens_each_time_is_generic(reader: ArticleReader, text: str) -> None:
    assert {event.modality for event in read(reader, text).events} == {"generic"}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army closed the border when a soldier was kidnapped.", "kidnapped"),
        ("Six die when a bomb explodes in Kirkuk", "explodes"),
        ("Six soldiers die when a bomb explodes in Kirkuk.", "explodes"),
    ],
)
def test_what_happened_once_is_not(reader: ArticleReader, text: str, trigger: str) -> None:
    assert event(read(reader, text), trigger).modality == "realised"


def test_a_participle_shares_what_holds_of_the_event_it_describes(reader: ArticleReader) -> None:
    found = read(reader, "The suspects planned attacks targeting hotels.")
    assert {event.modality for event in found.events} == {"intended"}


def test_a_kind_of_event_with_participants_is_generic(reader: ArticleReader) -> None:
    assert event(read(reader, "The army relies on Turkish airstrikes."), "airstrikes").modality == "generic"
