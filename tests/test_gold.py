"""What the gold sets promise: exact spans, ids of their own, closed vocabularies, unseen lines apart from the rest."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.namespaces import OWL, RDF, SKOS, local_name, sr

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
UNSEEN = ("final/", "fresh/", "plain/")
TWICE = ("", "final/")
"""The folders of which a part was annotated twice."""
SETS = {
    path.relative_to(GOLD).with_suffix("").as_posix(): path
    for folder in (GOLD, *(GOLD / name for name in UNSEEN))
    for path in sorted(folder.glob("*.jsonl"))
}
TUNING = [name for name in SETS if not name.startswith(UNSEEN)]
Line = dict[str, Any]


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
def terms() -> ox.Store:
    store = ox.Store()
    for path in (ROOT / "ontology").glob("*.ttl"):
        if not path.name.startswith("auth"):
            store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def declared(kind: str) -> set[str]:
    """Return the local names of the terms of a kind."""
    quads = terms().quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return {local_name(str(quad.subject.value)) for quad in quads}


def tokens(vocabulary: str) -> set[str]:
    """Return the notations of the values of a closed vocabulary."""
    values = terms().quads_for_pattern(None, ox.NamedNode(RDF + "type"), sr(vocabulary))
    notation = ox.NamedNode(SKOS + "notation")
    return {q.object.value for value in values for q in terms().quads_for_pattern(value.subject, notation, None)}


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


@pytest.mark.parametrize("later", [name for name in SETS if name.startswith(UNSEEN)])
def test_each_later_set_has_unseen_lines_of_its_own(later: str) -> None:
    seen, unseen = lines(later.partition("/")[2]), lines(later)
    for key in ("id", "text"):
        assert not {line[key] for line in seen} & {line[key] for line in unseen}
    assert [line["half"] for line in seen] == ["tuning", "final"] * (len(seen) // 2)
    assert {line["half"] for line in unseen} == {"final"}


@pytest.mark.parametrize("name", SETS)
def test_classes_and_properties_are_the_ontology_s(name: str) -> None:
    classes = {found for line in lines(name) for part in nested(line) for found in part.get("classes", [])}
    assert classes <= declared(OWL + "Class")
    assert told(name, "property") <= declared(OWL + "ObjectProperty")


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("key", "vocabulary"), [("modality", "Modality"), ("stance", "Stance"), ("phase", "Phase"), ("kind", "CountKind")]
)
def test_tokens_are_those_of_the_closed_vocabularies(name: str, key: str, vocabulary: str) -> None:
    extra = {"name", "nominal", "pronoun"} if key == "kind" else set()
    assert tokens(vocabulary)
    assert told(name, key) <= tokens(vocabulary) | extra


@pytest.mark.parametrize("name", SETS)
def test_bounds_do_not_cross_and_relations_end_in_entities(name: str) -> None:
    for line in lines(name):
        known = {entity["id"] for entity in line.get("entities", [])}
        for part in nested(line):
            assert part.get("max") is None or part["min"] <= part["max"], line["id"]
            assert {part[end] for end in ("head", "tail") if part.get(end)} <= known, line["id"]


@pytest.mark.parametrize("name", [folder + name for folder in TWICE for name in TUNING])
def test_the_second_annotation_is_of_the_same_texts(name: str) -> None:
    texts = {line["id"]: (line["half"], line["text"]) for line in lines(name)}
    path = SETS[name].parent / "second" / SETS[name].name
    again = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(again) == (20 if name.startswith(UNSEEN) else 30)
    assert all(texts[line["id"]] == (line["half"], line["text"]) for line in again)
    spans = [(line, part) for line in again for part in nested(line) if "start" in part]
    assert all(line["text"][span["start"] : span["end"]] == span["text"] for line, span in spans)
