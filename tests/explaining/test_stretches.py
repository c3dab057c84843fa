"""A text parted at its mentions."""

from kg.explaining.explanation import Stretch
from kg.explaining.stretches import Mark, stretches
from kg.extraction.mention import Span

TEXT = "the army base burned"


def words(found: tuple[Stretch, ...]) -> list[tuple[str, str]]:
    return [(stretch.text, stretch.kind) for stretch in found]


def test_what_lies_between_marks_is_kept() -> None:
    found = stretches(TEXT, [Mark(Span(4, 8), "entity", "army"), Mark(Span(14, 20), "event", "fire")])
    assert words(found) == [("the ", ""), ("army", "entity"), (" base ", ""), ("burned", "event")]


def test_a_mention_inside_another_is_part_of_it() -> None:
    found = stretches(TEXT, [Mark(Span(4, 13), "entity", "base"), Mark(Span(4, 8), "entity", "army")])
    assert words(found) == [("the ", ""), ("army base", "entity"), (" burned", "")]
    assert words(found[1].inner) == [("army", "entity"), (" base", "")]


def test_marks_that_cross_or_repeat_are_left_out() -> None:
    marks = [Mark(Span(0, 8), "entity", "a"), Mark(Span(4, 13), "entity", "b"), Mark(Span(0, 8), "time", "c")]
    assert words(stretches(TEXT, marks)) == [("the army", "entity"), (" base burned", "")]
