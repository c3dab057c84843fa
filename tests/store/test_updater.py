"""Changes through the writing process: seen at once, whole or not at all, and never of what is derived."""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import LABEL, ex, graph

from kg.config import Config
from kg.errors import QueryBusyError, QueryRefusedError, QueryTimeoutError, StoreBusyError, StoreError
from kg.store.query import BrokenResultError, DocumentError, EvaluationError, LocatedSyntaxError, MissingGraphError
from kg.store.reader import Reader, open_reader
from kg.store.updates.graph_changes import Document
from kg.store.updates.updater import Updater, UpdateRequest
from kg.store.writer import Change, open_writer

ENDLESS = "INSERT { ?a a ?l } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TURTLE = Document(b"<> <http://example.org/p> _:b .", "ttl", "http://example.org/g")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "store"
    open_writer(path).close()
    return Config(store=path, workers=1, query_wait_seconds=0.2, update_seconds=20)


@pytest.fixture
def updater(config: Config) -> Iterator[Updater]:
    made = Updater(config)
    yield made
    made.close()


@pytest.fixture
def reader(config: Config) -> Iterator[Reader]:
    with open_reader(config) as opened:
        yield opened


def update(updater: Updater, text: str) -> None:
    updater.update(UpdateRequest(text=text, base="http://example.org/"))


def count(reader: Reader, pattern: str = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }") -> int:
    return len(reader.select(f"SELECT * {{ {pattern} }}"))


def test_an_update_is_seen_by_the_next_query(updater: Updater, reader: Reader) -> None:
    update(updater, "INSERT DATA { <a> rdfs:label 'é' . GRAPH <g> { <a> rdfs:label 2 } }")
    assert count(reader, "<http://example.org/a> ?p ?o") == 1
    update(updater, "DELETE { ?s ?p ?o } INSERT { GRAPH <h> { ?s ?p ?o } } WHERE { ?s ?p ?o }")
    assert not count(reader, "?s ?p ?o")
    assert reader.has_graph("http://example.org/h")


def test_an_update_that_fails_leaves_nothing_behind(updater: Updater, reader: Reader) -> None:
    for text, error in (
        ("INSERT DATA { <a> <b> 1 }; CREATE GRAPH <g>; CREATE GRAPH <g>", EvaluationError),
        ("INSERT DATA { <a> <b> 1 };\n INSERT DATA { ?s <b> 1 }", LocatedSyntaxError),
        ("INSERT DATA { <a> <b> 1 }; LOAD <http://127.0.0.1/data.ttl>", QueryRefusedError),
    ):
        with pytest.raises(error):
            update(updater, text)
    assert not count(reader)
    update(updater, "INSERT DATA { <a> <b> 1 }; LOAD SILENT <http://127.0.0.1/data.ttl>")
    assert count(reader) == 1


def test_graphs_are_put_extended_and_deleted(updater: Updater, reader: Reader) -> None:
    name = "http://example.org/g"
    assert updater.change_graph("put", name, [TURTLE, TURTLE])
    assert count(reader, "GRAPH ?g { ?s ?p ?o FILTER(isBlank(?o)) }") == 2  # not one, though both are _:b
    assert not updater.change_graph("post", name, [TURTLE])
    assert count(reader) == 3
    assert not updater.change_graph("put", name, [])
    assert (count(reader), reader.has_graph(name)) == (0, True)
    updater.change_graph("delete", name)
    with pytest.raises(MissingGraphError, match=name):
        updater.change_graph("delete", name)


@pytest.mark.parametrize(
    ("content", "form", "reason"),
    [
        (b"<a> <b> 1 . <a> <b", "ttl", "line 1"),
        (
            b"<http://e.org/a> <http://e.org/b> 1 . <http://e.org/g> { }  <x:g> { <x:a> <x:b> 1 }",
            "trig",
            "named graphs",
        ),
    ],
)
def test_what_is_not_one_graph_changes_nothing(
    updater: Updater, reader: Reader, content: bytes, form: str, reason: str
) -> None:
    updater.change_graph("put", None, [TURTLE])
    with pytest.raises(DocumentError, match=reason):
        updater.change_graph("put", None, [Document(content, form, "http://example.org/")])
    assert count(reader) == 1


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> 1 }",
        "DROP ALL",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "CLEAR GRAPH <https://w3id.org/sitrep/graph/article/1>",
        "BASE <https://w3id.org/sitrep/graph/> MOVE <texts> TO <http://example.org/mine>",
        "PREFIX g: <https://w3id.org/sitrep/> INSERT DATA { GRAPH g:graph\\/ledger { <a> <b> 1 } }",
    ],
)
def test_what_is_derived_from_articles_cannot_be_changed(config: Config, updater: Updater, text: str) -> None:
    with open_writer(config.store) as writer:
        writer.commit(Change(add=[ox.Quad(ex("a"), LABEL, ox.Literal("seen"), graph("ledger"))]))
    with pytest.raises(QueryRefusedError, match="a graph of your own"):
        update(updater, text)
    update(updater, "INSERT DATA { GRAPH <mine> { <a> <b> 1 } }; COPY <mine> TO <yours>; DROP GRAPH <mine>")


def test_an_endless_update_is_stopped_and_the_next_one_works(config: Config, reader: Reader) -> None:
    patient, hasty = Updater(config), Updater(Config(store=config.store, update_seconds=1.5, query_wait_seconds=0.2))
    update(patient, f"INSERT DATA {{ {' '.join(f'<a{n}> <b> {n} .' for n in range(300))} }}")
    patient.close()
    with pytest.raises(QueryTimeoutError, match="longer than"):
        update(hasty, ENDLESS)
    assert count(reader) == 300
    update(hasty, "INSERT DATA { <z> <b> 1 }")
    assert count(reader) == 301
    hasty.close()


def test_a_crash_of_the_writing_process_costs_one_update(updater: Updater, reader: Reader) -> None:
    update(updater, f"INSERT DATA {{ {' '.join(f'<a{n}> <b> {n} .' for n in range(300))} }}")
    threading.Timer(0.5, _kill_writers, [os.getpid()]).start()
    with pytest.raises(BrokenResultError, match="server goes on"):
        update(updater, ENDLESS)
    update(updater, "INSERT DATA { <z> <b> 1 }")
    assert count(reader) == 301


def test_after_a_full_disk_the_next_change_is_made(updater: Updater, reader: Reader) -> None:
    update(updater, "INSERT DATA { <a> <b> 1 }")
    [writer] = _writers(os.getpid())
    resource.prlimit(writer, resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    large = f"INSERT DATA {{ {' '.join(f'<c{n}> <d> {n} .' for n in range(3_000))} }}"
    with pytest.raises(StoreError, match=r"cannot be written: IO error.*make room"):
        update(updater, large)
    update(updater, large)
    assert count(reader) == 3_001


def _kill_writers(parent: int) -> None:
    for writer in _writers(parent):
        os.kill(writer, signal.SIGKILL)


def _writers(parent: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "write_worker" in line]


def test_others_wait_for_a_change_but_not_for_ever(updater: Updater) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with updater.alone():
            held.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    with pytest.raises(QueryBusyError, match="another update"):
        update(updater, "INSERT DATA { <a> <b> 1 }")
    done.set()
    thread.join()


def test_two_processes_do_not_write_to_one_store(config: Config, updater: Updater) -> None:
    with open_writer(config.store), pytest.raises(StoreBusyError, match="another process is writing"):
        update(updater, "INSERT DATA { <a> <b> 1 }")
    time.sleep(0.1)
    update(updater, "INSERT DATA { <a> <b> 1 }")
