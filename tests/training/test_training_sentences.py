"""Our own sentences: each mark is read, and means a class that the recogniser knows."""

import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).parent.parent.parent / "training"
sys.path.insert(0, str(TRAINING))

from notation import LABELS, parse, read_sentences  # noqa: E402  # the training scripts are no package

SENTENCES = [s for name in ("sentences", "further_sentences") for s in read_sentences(TRAINING / f"{name}.txt")]


def test_a_mark_becomes_a_span() -> None:
    marked = parse("Near [Karm](place) the [Bawa Front](organisation) fled.")
    assert marked.text == "Near Karm the Bawa Front fled."
    assert [(marked.text[begin:end], label) for begin, end, label in marked.spans] == [
        ("Karm", "GPE"),
        ("Bawa Front", "ORG"),
    ]


def test_a_class_that_is_none_of_ours_is_told() -> None:
    with pytest.raises(ValueError, match="planet"):
        parse("On [Mars](planet) nothing happened.")


def test_no_mark_is_left_in_a_text() -> None:
    assert not [s.text for s in SENTENCES if "](" in s.text]


def test_each_kind_of_name_is_there_many_times() -> None:
    kinds = [label for sentence in SENTENCES for _, _, label in sentence.spans]
    assert len(SENTENCES) > 900
    assert all(kinds.count(label) >= 30 for label in LABELS.values())


def test_no_sentence_stands_twice() -> None:
    assert len({sentence.text for sentence in SENTENCES}) == len(SENTENCES)
