import os
import signal
import threading
import time
from itertools import chain, repeat
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from small_graph import LABEL, TYPE, ex, graph

from kg.config import Config
from kg.errors import QueryError, QueryTimeoutError
from kg.namespaces import RDF, XSD, sr
from kg.store.formats import (
    CSV,
    GRAPH_FORMATS,
    N_TRIPLES,
    RDF_XML,
    SOLUTION_FORMATS,
    TSV,
    TURTLE,
    XML,
    ResultFormat,
)
from kg.store.query import (
    BrokenResultError,
    QueryForm,
    QueryRequest,
    QueryTooComplexError,
    QueryTooLargeError,
    UnrepresentableResultError,
)
from kg.store.reader import Reader, open_reader
from kg.store.workers.worker_process import WorkerProcess
from kg.store.writer import Change, Writer

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ALIVE = "ASK { FILTER(RAND() < 2) }"
"""Is evaluated each time; most answers are kept."""
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def test_the_four_forms(small: Reader) -> None:
    aleppo = f"<{ex('aleppo').value}>"
    assert small.ask(f"ASK {{ {aleppo} ?p ?o }}")
    assert small.select(f"SELECT ?name {{ {aleppo} rdfs:label ?name }}").rows == (
        (ox.Literal("Aleppo", language="en"),),
    )
    made = f"CONSTRUCT {{ ?s sr:name ?name }} WHERE {{ {aleppo} rdfs:label ?name . BIND({aleppo} AS ?s) }}"
    for text, triples in ((made, 1), (f"DESCRIBE {aleppo}", 2)):
        with small.query(text, format=N_TRIPLES) as answer:
            assert answer.read().count(b"\n") == triples


def test_a_plain_query_sees_the_default_graph_once(small: Reader) -> None:
    assert len(small.select(f"SELECT * {{ <{ex('aleppo').value}> ?p ?o }}")) == 2


@pytest.mark.parametrize("format", SOLUTION_FORMATS, ids=lambda format: format.name)
def test_solutions_in_each_format(small: Reader, format: ResultFormat) -> None:
    with small.query("SELECT ?x { VALUES ?x { 1 'a,\"b' } }", format=format) as answer:
        content = answer.read().decode()
    assert (format is CSV) == ('"a,""b"' in content)
    assert "1" in content
    assert (answer.format, answer.form) == (format, QueryForm.SELECT)


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
def test_graphs_in_each_format(small: Reader, format: ResultFormat) -> None:
    with small.query("CONSTRUCT { ?s rdfs:label 'é' } WHERE { VALUES ?s { sr:Event } }", format=format) as answer:
        quads = list(ox.parse(answer.read(), format.graph))
    assert [quad.triple for quad in quads] == [ox.Triple(sr("Event"), LABEL, ox.Literal("é"))]


def test_a_format_that_does_not_fit_is_refused(small: Reader) -> None:
    with pytest.raises(QueryError, match="choose one of Turtle"):
        small.query("CONSTRUCT WHERE { ?s ?p ?o }", format=CSV)


@pytest.mark.parametrize(
    ("default", "named", "rows"),
    [
        (None, None, 2),
        ((graph("article/1").value,), None, 1),
        ((graph("article/1").value, graph("ledger").value), None, 2),
        ((), (graph("article/1").value,), 0),
        ((graph("nowhere").value,), (), 0),
    ],
)
def test_the_default_graph_can_be_chosen(
    small: Reader, default: tuple[str, ...] | None, named: tuple[str, ...] | None, rows: int
) -> None:
    text = f"SELECT * {{ <{ex('aleppo').value}> ?p ?o }}"
    request = QueryRequest(text=text, form=QueryForm.SELECT, format=TSV, default_graphs=default, named_graphs=named)
    assert small.run(request).read().count(b"\n") == rows + 1


@pytest.mark.parametrize("text", [ENDLESS, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d && ?b > ?g) }"])
def test_a_runaway_query_is_stopped(small: Reader, text: str) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"longer than 0\.9 s"):
        small.query(text)
    assert time.monotonic() - began < 2
    assert small.ask(ALIVE)


def test_a_query_may_have_less_time(small: Reader) -> None:
    with pytest.raises(QueryTimeoutError, match=r"longer than 0\.1 s"):
        small.query(ENDLESS, seconds=0.1)


def test_a_result_that_takes_too_long_breaks_off(small: Reader) -> None:
    with small.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") as answer:
        assert not answer.is_whole
        with pytest.raises(QueryTimeoutError):
            answer.read()


def test_a_result_nobody_reads_is_stopped(small: Reader) -> None:
    for _ in range(4):
        with small.query(LONG) as answer:
            assert next(iter(answer))
    assert small.ask(ALIVE)


def test_a_crashed_worker_is_replaced(small: Reader) -> None:
    def kill_the_busy_worker() -> None:
        while not (busy := [worker for worker in small._pool._turns.workers if worker.begun < time.monotonic()]):
            time.sleep(0.01)
        assert busy[0]._running
        os.kill(busy[0]._running.process.pid, signal.SIGSEGV)

    killer = threading.Thread(target=kill_the_busy_worker)
    killer.start()
    with pytest.raises(BrokenResultError):
        small.query(ENDLESS)
    killer.join()
    assert small.ask(ALIVE)


def test_memory_is_limited(small_store: Path) -> None:
    with open_reader(Config(store=small_store, workers=1, query_memory_mb=60)) as reader:
        with pytest.raises(QueryTooComplexError, match="more than 60 MB"):
            reader.query(LONG + " ORDER BY ?f ?a")
        assert reader.ask(ALIVE)


def test_a_large_result_comes_whole_in_parts(small: Reader) -> None:
    with small.query("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 25000", format=TSV) as answer:
        parts = list(answer)
    assert len(parts) > 1
    assert b"".join(parts).count(b"\n") == 25001


def test_results_are_limited_in_bytes(small_store: Path) -> None:
    with open_reader(Config(store=small_store, workers=1, result_bytes=10_000)) as reader:
        with pytest.raises(QueryTooLargeError, match="larger than 10,000 bytes"):
            reader.query(LONG)
        assert reader.ask(ALIVE)


def test_what_xml_cannot_hold_is_said(small: Reader) -> None:
    with pytest.raises(UnrepresentableResultError, match="JSON"):
        small.query("SELECT ('\\u0001' AS ?x) {}", format=XML)


@pytest.mark.parametrize(
    "iri", ["http://example.org/", "http://example.org/2026", "urn:a%20", f"{RDF}li", f"{RDF}about"]
)
def test_properties_that_xml_cannot_name_are_told(small: Reader, iri: str) -> None:
    query = f"CONSTRUCT {{ <u:a> <{iri}> 1 }} {{}}"
    with pytest.raises(UnrepresentableResultError, match=f"<{iri}>.*Turtle"):
        small.query(query, format=RDF_XML)
    with small.query(query, format=N_TRIPLES) as answer:
        assert iri in answer.read().decode()


def test_other_properties_are_written_in_xml(small: Reader) -> None:
    properties = ["http://example.org/Zoë", "http://example.org/2a", "urn:a", f"{RDF}_1"]
    query = "CONSTRUCT {{ {} }} {{}}".format(" . ".join(f"<u:a> <{iri}> 1" for iri in properties))
    with small.query(query, format=RDF_XML) as answer:
        assert len(ET.fromstring(answer.read())[0]) == len(properties)  # noqa: S314  # our own


def test_describe_leaves_lists_and_memory_out(small: Reader) -> None:
    graphs = {str(quad.graph_name) for quad in small.describe(ex("aleppo").value)}
    assert graphs == {"DEFAULT", str(graph("article/1"))}
    assert small.describe(ex("nobody").value) == []


def test_the_text_of_an_article(small: Reader) -> None:
    assert small.article_text(ex("article1").value) == "A strike hit Aleppo.\n"
    assert small.article_text(ex("nothing").value) is None


def test_statistics(writer: Writer) -> None:
    event, year = ex("event"), ox.NamedNode(XSD + "dateTime")
    starts = [ox.Literal(f"20{number}-01-01T00:00:00Z", datatype=year) for number in (20, 24)]
    claim = ox.Quad(ex("claim"), TYPE, sr("Claim"), graph("article/1"))
    events = [ox.Quad(node, TYPE, sr("Event")) for node in (event, ex("undated"))]
    writer.commit(Change(add=[*events, claim, *(ox.Quad(event, sr("earliestStart"), start) for start in starts)]))
    writer.publish()
    with open_reader(Config(store=writer.folder.path, workers=1)) as reader:
        counted = reader.statistics()
        assert (counted.articles, counted.events, counted.claims) == (0, 2, 1)
        assert (counted.first, counted.last) == tuple(start.value for start in starts)
        assert reader.statistics() is counted
        writer.commit(Change(remove=[claim]))
        writer.publish()
        assert reader.statistics().claims == 0


def test_tags_differ_with_what_they_stand_for(small: Reader) -> None:
    assert small.etag("a", "b") == small.etag("a", "b")
    assert len({small.etag("a", "b"), small.etag("ab"), small.etag("b", "a")}) == 3


def test_many_threads_share_a_reader(small: Reader) -> None:
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda: results.extend(small.ask("ASK { ?s ?p ?o }") for _ in range(20)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 40


def test_prefixes_are_known_unless_declared_otherwise(small: Reader) -> None:
    assert small.select("SELECT (sr:x AS ?x) {}").rows == ((sr("x"),),)
    assert small.select("PREFIX sr: <http://e/> SELECT (sr:x AS ?x) {}").rows == ((ox.NamedNode("http://e/x"),),)


def test_text_goes_through_unchanged(small: Reader) -> None:
    text = "é\u2028\t\"quoted\" \\ '😀'"
    rows = small.select(f"SELECT (?x AS ?y) {{ VALUES ?x {{ {ox.Literal(text)} }} }}").rows
    assert rows == ((ox.Literal(text),),)
    with small.query("CONSTRUCT { <http://e/a> rdfs:label ?x } WHERE { VALUES ?x { 'é' } }", format=TURTLE) as answer:
        assert "é".encode() in answer.read()
    assert small.query("ASK {}", format=TSV).read() == b"true"


def test_who_finds_room_finds_a_worker_also_while_another_is_slow_to_end(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close, delays = WorkerProcess.close, chain([1.2], repeat(0.0))
    monkeypatch.setattr(WorkerProcess, "close", lambda worker: (time.sleep(next(delays)), close(worker))[1])
    with open_reader(Config(store=small_store, workers=1, query_seconds=2.5, query_wait_seconds=10)) as reader:
        ending = [threading.Thread(target=_ask_too_much, args=(reader,)) for _ in range(2)]
        for thread in ending:
            thread.start()
        while any(thread.is_alive() for thread in ending):
            assert reader.ask(ALIVE)


def _ask_too_much(reader: Reader) -> None:
    with pytest.raises(QueryTimeoutError):
        reader.query(ENDLESS)
