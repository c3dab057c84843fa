"""``kg evaluate`` as a user types it, on annotations made beforehand and on texts read now."""

import json
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main

TEXT = "Rebels shelled Taiz on Monday."


def gold_file(folder: Path, **layers: object) -> str:
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2025-12-17", **layers}) + "\n")
    return str(path)


def test_texts_are_read_and_scored(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, dates=[{"start": 23, "end": 29, "text": "Monday", "value": "2025-12-15"}])
    outcome = CliRunner().invoke(main, ["evaluate", gold, "--format", "json"])
    assert outcome.exit_code == 0
    assert json.loads(outcome.stdout)["dates, value"]["f1"] == 1.0


def test_a_table_names_each_layer(tmp_path: Path) -> None:
    entities = [{"id": "e0", "start": 15, "end": 19, "text": "Taiz", "classes": ["City", "Place"]}]
    gold = gold_file(tmp_path, entities=entities)
    outcome = CliRunner().invoke(main, ["evaluate", gold, "--annotations", gold])
    assert "entities, partial, class  1.000  1.000  1.000       1       1      1.0" in outcome.stdout


def test_a_gold_whose_offsets_do_not_fit_is_refused(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, entities=[{"id": "e0", "start": 14, "end": 18, "text": "Taiz", "classes": ["City"]}])
    outcome = CliRunner().invoke(main, ["evaluate", gold])
    assert outcome.exit_code == 1
    assert "line 1: 'Taiz' in entities is not what stands from 14 to 18" in outcome.stderr


def test_annotations_of_other_texts_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "b", "text": "Nothing."}\n')
    outcome = CliRunner().invoke(main, ["evaluate", gold_file(tmp_path), "--annotations", str(other)])
    assert outcome.exit_code == 1
    assert "lacks the text a" in outcome.stderr


def test_what_is_annotated_can_serve_as_gold(tmp_path: Path) -> None:
    article = json.dumps({"id": "a", "text": "Rebels attacked Goma and killed six men, the army said."})
    gold = tmp_path / "gold.jsonl"
    gold.write_text(CliRunner().invoke(main, ["annotate", "-"], input=article).stdout, encoding="utf-8")
    outcome = CliRunner().invoke(main, ["evaluate", str(gold), "--format", "json"])
    assert {score["f1"] for score in json.loads(outcome.stdout).values()} <= {1.0, None}


def test_a_class_that_there_is_not_is_named_with_its_line(tmp_path: Path) -> None:
    trigger = {"start": 7, "end": 14, "text": "shelled"}
    gold = gold_file(tmp_path, events=[{"trigger": trigger, "classes": ["ArtilerySheling"]}])
    outcome = CliRunner().invoke(main, ["evaluate", gold])
    assert outcome.exit_code == 1
    assert "line 1: there is no class ArtilerySheling; is ArtilleryShelling meant?" in outcome.stderr


def test_a_property_that_there_is_not_is_named(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, relations=[{"head": "e0", "tail": "e1", "property": "knowsWell"}])
    outcome = CliRunner().invoke(main, ["evaluate", gold])
    assert "line 1: there is no property knowsWell. Write the names of the ontology" in outcome.stderr


def test_a_class_of_annotations_that_were_made_elsewhere_is_known(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, entities=[{"start": 15, "end": 19, "text": "Taiz", "classes": ["Oasis"]}])
    outcome = CliRunner().invoke(main, ["evaluate", gold, "--annotations", gold])
    assert outcome.exit_code == 0
