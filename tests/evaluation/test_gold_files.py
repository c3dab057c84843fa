"""Gold files that cannot be scored are refused with the line and the reason."""

import json
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.evaluation.gold import read_gold

TEXT = "Rebels attacked Goma."
TRIGGER = {"start": 7, "end": 15, "text": "attacked"}


def gold(path: Path, **layers: object) -> Path:
    path.write_text(json.dumps({"id": "a", "text": TEXT, **layers}), encoding="utf-8")
    return path


@pytest.mark.parametrize("wrong", [{"end": 99}, {"start": 8}, {"start": -1}, {"end": "15"}])
@pytest.mark.parametrize("layer", ["entities", "events"])
def test_a_span_that_is_not_its_text_is_refused(tmp_path: Path, layer: str, wrong: dict[str, object]) -> None:
    span = {**TRIGGER, **wrong}
    path = gold(
        tmp_path / "gold.jsonl",
        **{layer: [{**span, "classes": ["Event"]} if layer == "entities" else {"classes": ["Event"], "trigger": span}]},
    )
    with pytest.raises(ArticleError, match=f"line 1: 'attacked' in {layer} is not what stands from"):
        read_gold(path)


def test_right_spans_are_read(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", events=[{"id": "e", "classes": ["Event"], "trigger": TRIGGER, "counts": []}])
    assert read_gold(path)[0]["text"] == TEXT


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ({"events": [{"id": "v", "classes": ["Event"]}]}, "one of events has no trigger"),
        ({"entities": [{"start": 0, "end": 6, "classes": []}]}, "one of entities has no classes"),
        ({"dates": {"start": 0, "end": 6}}, "dates is not a list of objects"),
        ({"relations": ["e0"]}, "relations is not a list of objects"),
    ],
)
def test_an_item_that_lacks_what_is_compared_is_refused(tmp_path: Path, layers: dict[str, object], reason: str) -> None:
    with pytest.raises(ArticleError, match=f"line 1: {reason}"):
        read_gold(gold(tmp_path / "gold.jsonl", **layers))


def test_an_argument_without_its_place_in_the_text_is_refused(tmp_path: Path) -> None:
    event = {"trigger": TRIGGER, "classes": ["Event"], "arguments": [{"property": "hasActor", "entity": "e0"}]}
    with pytest.raises(ArticleError, match="line 1: one of arguments has no start"):
        read_gold(gold(tmp_path / "gold.jsonl", events=[event]))
