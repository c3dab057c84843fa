"""Scores worked out by hand on one small sentence."""

import copy
from typing import Any

import pytest

from kg.evaluation.layers import ASSERTED_WRONGLY, evaluate, kilometres

TEXT = "Army jets struck the port of Latakia on Monday, killing at least 12 sailors, officials said."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def document() -> dict[str, Any]:
    return {
        "id": "1",
        "text": TEXT,
        "entities": [
            {"id": "e0", **span("jets"), "classes": ["FighterAircraft", "Aircraft", "Equipment"]},
            {"id": "e1", **span("the port"), "classes": ["Port", "Facility"]},
            {"id": "e2", **span("Latakia"), "classes": ["City", "Place"]},
        ],
        "coreference": [],
        "events": [
            {
                "id": "v0",
                "classes": ["AirStrike", "ViolentEvent"],
                "trigger": span("struck"),
                "arguments": [{"property": "hasInstrument", **span("jets")}],
                "modality": "realised",
                "counts": [{"kind": "killed", "min": 12, "max": None, **span("at least 12 sailors")}],
            }
        ],
        "relations": [{"head": "e1", "tail": "e2", "property": "locatedIn"}],
        "attributions": [{"cue": span("said"), "source": span("officials"), "content": span(TEXT[:75])}],
        "dates": [{**span("Monday"), "value": "2025-12-15"}],
        "places": [{"entity": "e2", "lat": 35.52, "lon": 35.79}],
    }


def test_an_annotation_agrees_with_itself() -> None:
    scores = evaluate([(document(), document())])
    assert scores.pop("coreference, B³").f1 == 1.0
    assert {name: score.f1 for name, score in scores.items() if score.gold} == dict.fromkeys(scores, 1.0)


def test_a_class_below_the_golds_is_right_and_one_above_is_wrong() -> None:
    gold, found = document(), document()
    gold["entities"][0]["classes"] = ["Aircraft", "Equipment"]
    assert evaluate([(gold, found)])["entities, partial, class"].f1 == 1.0
    assert evaluate([(found, gold)])["entities, partial, class"].right == 2


def test_what_is_found_beyond_the_gold_costs_precision_only() -> None:
    gold, found = document(), document()
    del gold["entities"][0]
    score = evaluate([(gold, found)])["entities, partial"]
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), 1.0)


def test_partial_layers_have_no_precision() -> None:
    gold, found = document(), document()
    gold["partial"], gold["events"] = ["events"], []
    assert evaluate([(gold, found)])["event triggers"].precision is None


def test_arguments_of_a_missed_event_are_missed() -> None:
    gold, found = document(), document()
    found["events"] = []
    score = evaluate([(gold, found)])["arguments, role"]
    assert (score.gold, score.right) == (1, 0)


def test_a_role_must_be_the_golds() -> None:
    gold, found = document(), document()
    found["events"][0]["arguments"][0]["property"] = "hasActor"
    scores = evaluate([(gold, found)])
    assert (scores["arguments"].right, scores["arguments, role"].right) == (1, 0)


def test_an_intention_told_as_happened_is_asserted_wrongly() -> None:
    gold, found = document(), document()
    gold["events"][0]["modality"] = "intended"
    assert evaluate([(gold, found)])[ASSERTED_WRONGLY].recall == 1.0
    assert evaluate([(gold, copy.deepcopy(gold))])[ASSERTED_WRONGLY].recall == 0.0


def test_only_layers_of_the_gold_are_compared() -> None:
    gold = {"id": "1", "text": TEXT, "dates": [{**span("Monday"), "value": "2025-12-22"}]}
    scores = evaluate([(gold, document())])
    assert (list(scores), scores["dates, value"].right) == (["dates", "dates, value"], 0)


def test_a_place_far_from_the_golds_is_found_and_wrong() -> None:
    gold, found = document(), document()
    found["places"][0]["lat"] = 45.0
    scores = evaluate([(gold, found)])
    assert (scores["places with coordinates"].right, scores["places within 161 km"].right) == (1, 0)


def test_distance_between_two_capitals() -> None:
    damascus, baghdad = {"lat": 33.51, "lon": 36.29}, {"lat": 33.31, "lon": 44.37}
    assert kilometres(damascus, baghdad) == pytest.approx(751, abs=3)


def test_b_cubed_of_a_wrong_merge() -> None:
    gold, found = document(), document()
    found["coreference"] = [["e0", "e1"]]
    score = evaluate([(gold, found)])["coreference, B³"]
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), 1.0)
