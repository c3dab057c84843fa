"""Words of which nothing is told are no events."""

import pytest
from telling import event, read, told

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    "text",
    [
        "Fears of violence are growing.",
        "The region has known neither peace nor talks.",
        "He spoke amid allegations and denials.",
        "She read a book about bombings and torture.",
        "The minister resigned over allegations.",
    ],
)
def test_a_bare_noun_is_no_event(reader: ArticleReader, text: str) -> None:
    assert not [trigger for trigger, cls in told(read(reader, text)) if cls != "DepartureFromOffice"]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The attack shook the country.", "attack"),
        ("Shelling was heard all night.", "Shelling"),
        ("A ceasefire was in force.", "ceasefire"),
        ("Violence flared after the siege of the town by rebels.", "siege"),
        ("The shelling caused dozens of casualties.", "casualties"),
    ],
)
def test_a_noun_that_grammar_singles_out_is_one(reader: ArticleReader, text: str, trigger: str) -> None:
    assert trigger in [found for found, _ in told(read(reader, text))]


def test_who_makes_a_statement_speaks(reader: ArticleReader) -> None:
    mentions = read(reader, "The ministry issued a warning to shipping companies.")
    assert [argument.text for argument in event(mentions, "warning").arguments][:1] == ["ministry"]


@pytest.mark.parametrize(
    "text",
    [
        "No civilians were harmed in the operation.",
        "None of the soldiers were wounded.",
        "The blast killed nobody.",
        "Troops detained no one in the raid on the village.",
        "No shots were fired at the convoy.",
    ],
)
def test_a_subject_or_object_may_deny_the_event(reader: ArticleReader, text: str) -> None:
    first = next(found for found in read(reader, text).events if found.text not in ("blast", "raid", "operation"))
    assert first.modality == "negated"


@pytest.mark.parametrize(
    "text",
    [
        "The commander coordinates attacks against patrols.",
        "He is responsible for kidnappings of aid workers.",
        "The group carries out bombings against markets.",
        "He was responsible for attacks on convoys.",
        "The cell was involved in bombings of markets in the valley.",
    ],
)
def test_what_is_done_again_and_again_is_generic(reader: ArticleReader, text: str) -> None:
    assert {found.modality for found in read(reader, text).events} == {"generic"}


@pytest.mark.parametrize(
    "text",
    [
        "Nurses sat beside the wounded in a tent.",
        "The displaced people's council met in Juba.",
        "Rescuers searched the ruins into the night.",
    ],
)
def test_a_word_that_says_who_people_are_is_no_event(reader: ArticleReader, text: str) -> None:
    assert not [trigger for trigger, cls in told(read(reader, text)) if cls != "Meeting"]
