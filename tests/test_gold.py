"""What the gold sets promise: exact spans, ids of their own, closed vocabularies, two halves that are alike."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SETS = {path.stem: path for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl"))}
Line = dict[str, Any]
TOKEN = re.compile(r'^sr:\w+ a owl:NamedIndividual , sr:(\w+) ;\n(?: +.*\n)*? +skos:notation "(\w+)"', re.M)
CLASS = re.compile(r"^sr:(\w+) a owl:Class", re.M)
PROPERTY = re.compile(r"^sr:(\w+) a owl:ObjectProperty", re.M)


def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in SETS[name].read_text(encoding="utf-8").splitlines()]


def nested(value: object) -> Iterator[Line]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nested(child)
    elif isinstance(value, list):
        for child in value:
            yield from nested(child)


@cache
def declared(pattern: re.Pattern[str]) -> set[Any]:
    modules = [path for path in (ROOT / "ontology").glob("*.ttl") if not path.name.startswith("auth")]
    return {found for path in modules for found in pattern.findall(path.read_text(encoding="utf-8"))}


def told(name: str, key: str) -> set[Any]:
    return {part[key] for line in lines(name) for part in nested(line) if part.get(key) is not None}


@pytest.mark.parametrize("name", SETS)
def test_a_span_is_the_text_that_stands_there(name: str) -> None:
    for line in lines(name):
        spans = [part for part in nested(line) if "start" in part]
        assert [line["text"][span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]
        assert all(span["text"] == span["text"].strip() != "" for span in spans), line["id"]


@pytest.mark.parametrize("name", SETS)
def test_ids_and_texts_stand_once(name: str) -> None:
    gold = lines(name)
    assert len({line["id"] for line in gold}) == len({line["text"] for line in gold}) == len(gold)
    for line in gold:
        own = [part["id"] for part in nested(line) if "id" in part]
        assert len(set(own)) == len(own), line["id"]


@pytest.mark.parametrize("name", SETS)
def test_halves_alternate(name: str) -> None:
    halves = [line["half"] for line in lines(name)]
    assert halves == ["tuning", "final"] * (len(halves) // 2)


@pytest.mark.parametrize("name", SETS)
def test_classes_and_properties_are_the_ontology_s(name: str) -> None:
    classes = {found for line in lines(name) for part in nested(line) for found in part.get("classes", [])}
    assert classes <= declared(CLASS)
    assert told(name, "property") <= declared(PROPERTY)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("key", "vocabulary"), [("modality", "Modality"), ("stance", "Stance"), ("phase", "Phase"), ("kind", "CountKind")]
)
def test_tokens_are_those_of_the_closed_vocabularies(name: str, key: str, vocabulary: str) -> None:
    tokens = {token for owner, token in declared(TOKEN) if owner == vocabulary}
    extra = {"name", "nominal", "pronoun"} if key == "kind" else set()
    assert tokens
    assert told(name, key) <= tokens | extra


@pytest.mark.parametrize("name", SETS)
def test_bounds_do_not_cross_and_relations_end_in_entities(name: str) -> None:
    for line in lines(name):
        known = {entity["id"] for entity in line.get("entities", [])}
        for part in nested(line):
            assert part.get("max") is None or part["min"] <= part["max"], line["id"]
            assert {part[end] for end in ("head", "tail") if part.get(end)} <= known, line["id"]


@pytest.mark.parametrize("name", SETS)
def test_the_second_annotation_is_of_the_same_texts(name: str) -> None:
    texts = {line["id"]: (line["half"], line["text"]) for line in lines(name)}
    path = ROOT / "tests" / "gold" / "second" / f"{name}.jsonl"
    again = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(again) == 30
    assert all(texts[line["id"]] == (line["half"], line["text"]) for line in again)
    spans = [(line, part) for line in again for part in nested(line) if "start" in part]
    assert all(line["text"][span["start"] : span["end"]] == span["text"] for line, span in spans)
