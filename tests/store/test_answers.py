"""Answers that are kept: asked again they are not evaluated, and they never outlive what they were made of."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import LABEL, ex

from kg.config import Config
from kg.store.answers import KeptAnswers, is_repeatable
from kg.store.formats import CSV, JSON, ResultFormat
from kg.store.query import QueryForm, QueryRequest
from kg.store.reader import FolderReader, Reader, open_reader
from kg.store.writer import Change, Writer

NAMES = "SELECT ?name { ?place rdfs:label ?name } ORDER BY ?name LIMIT 5"


def request(text: str = NAMES, format: ResultFormat = JSON, base: str | None = None) -> QueryRequest:
    return QueryRequest(text=text, form=QueryForm.SELECT, format=format, base=base)


def kept(reader: Reader) -> KeptAnswers:
    assert isinstance(reader, FolderReader)
    return reader._kept


def test_an_answer_is_kept_for_the_same_request_only(small: Reader) -> None:
    first = small.run(request()).read()
    found = kept(small).find(small.snapshot, request())
    assert found is not None
    assert found.read() == first
    others = request(format=CSV), request(base="http://example.org/"), request(text=NAMES + "0")
    assert not any(kept(small).find(small.snapshot, other) for other in others)


def test_an_answer_that_is_kept_is_read_once_by_each(small: Reader) -> None:
    bodies = [b"".join(small.run(request())) for _ in range(3)]
    assert len(set(bodies)) == 1
    assert b"Aleppo" in bodies[0]


def test_a_change_is_seen_at_once(writer: Writer, tmp_path: Path) -> None:
    with open_reader(Config(store=tmp_path / "store", workers=1)) as reader:
        for number, name in enumerate(["Homs", "Hama"], 1):
            writer.commit(Change(add=[ox.Quad(ex(name), LABEL, ox.Literal(name))]))
            writer.publish()
            assert len(reader.select(NAMES).rows) == number


@pytest.mark.parametrize("text", ["SELECT (RAND() AS ?x) {}", "select (struuid() as ?x) {}", "ASK { FILTER(1<NOW()) }"])
def test_what_changes_by_itself_is_not_kept(small: Reader, text: str) -> None:
    assert not is_repeatable(text)
    assert small.query(text).read()
    assert kept(small).find(small.snapshot, request(text)) is None


def test_names_that_hold_the_name_of_a_function_are_no_calls() -> None:
    assert is_repeatable("SELECT ?brand { ?brand sr:isKnownFor ?operand }")


def test_a_large_answer_is_not_kept(small: Reader) -> None:
    text = "SELECT (CONCAT(" + ", ".join(["'" + "x" * 400 + "'"] * 400) + ") AS ?long) {}"
    assert len(small.query(text).read()) > 100_000
    assert kept(small).find(small.snapshot, request(text)) is None
