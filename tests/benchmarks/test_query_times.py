"""What the benchmark of questions says of two servers: who was faster, and what misses its aim."""

from dataclasses import replace

import pytest

from queries import Case, Times, line, ratio_of, summary

CASE = Case("names-of", "SELECT * { ?s ?p ?o }")
TIMES = Times(first=50.0, usual=20.0, processor=10.0, rows=3)


def test_a_ratio_is_of_processor_time() -> None:
    assert ratio_of(replace(TIMES, usual=900.0), replace(TIMES, processor=4.0)) == 2.5


@pytest.mark.parametrize(
    ("ours", "theirs", "mark"),
    [
        (TIMES, TIMES, ""),
        (replace(TIMES, processor=31.0), TIMES, " *"),
        (replace(TIMES, processor=1001.0), None, " *"),
        (replace(TIMES, rows=None), None, " *"),
        (TIMES, replace(TIMES, rows=4), " other rows"),
    ],
)
def test_what_misses_its_aim_is_marked(ours: Times, theirs: Times | None, mark: str) -> None:
    text = line(CASE, 5.0, ours, theirs)
    assert text.endswith(mark) and (bool(mark) or text[-1].isdigit())


def test_the_faster_and_the_too_slow_are_counted() -> None:
    assert summary([0.5, 0.9, 1.0, 3.5]) == "2 of 4 faster, 1 over 3 times; the middle ratio 0.95"
