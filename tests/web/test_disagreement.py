"""When a page says that sources disagree about a number."""

import pytest

from kg.web.pages.claims import Matter, Voice
from kg.web.pages.lookup import Cell
from kg.web.pages.quotes import Quote


def dead(number: int, sentence: str, group: str = "") -> Voice:
    quote = Quote(((sentence, False),), 0, "/article", "A title", Cell("Harbour Wire"), "2020-05-06")
    return Voice(
        kind="count",
        about="killed",
        value=Cell(str(number)),
        speakers=(),
        relays=(),
        stance="asserts",
        modality="realised",
        as_of="",
        quote=quote,
        low=number,
        high=number,
        group=group,
    )


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        (dead(19, "Nineteen died."), dead(22, "Twenty-two died."), True),
        (dead(19, "Nineteen died."), dead(3, "Three children died.", "child"), False),
        (dead(19, "Nineteen died, twelve of the staff."), dead(12, "Nineteen died, twelve of the staff."), False),
        (dead(19, "Nineteen died."), dead(19, "There were 19 dead."), False),
    ],
)
def test_only_numbers_of_the_same_people_disagree(one: Voice, other: Voice, *, disagree: bool) -> None:
    assert Matter("count", "killed", [one, other]).disagree is disagree
