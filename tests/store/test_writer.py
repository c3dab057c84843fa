import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import ALT_LABEL, LABEL, ex, graph, label, labels

from kg.errors import StoreBusyError, StoreError
from kg.store.writer import Change, Writer, open_writer

ENDLESS_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_graph import labels, sentence
from kg.store.writer import Change, open_writer
with open_writer(Path(sys.argv[1]), publish_seconds=0.05) as writer:
    for number in range(1_000_000):
        article = sentence(f"s{number}", f"Sentence {number}.", article=str(number)) + labels(50)
        writer.commit(Change(add=article) if number % 2 else Change(add=article, remove=labels(10)))
        print(number, flush=True)
"""


def test_a_commit_is_read_back_at_once(writer: Writer) -> None:
    quad = label("a", "A")
    writer.commit(Change(add=[quad]))
    assert list(writer.quads(ex("a"))) == [quad]
    assert not list(writer.quads(None, None, None, graph("article/1")))


def test_a_change_adds_and_removes_together(writer: Writer) -> None:
    old, new, kept = label("a", "old"), label("a", 'new "quoted" \\ \n'), label("b", "B")
    writer.commit(Change(add=[old, kept]))
    writer.commit(Change(add=[new], remove=[old]))
    assert set(writer.quads()) == {new, kept}


def test_what_is_added_and_removed_ends_up_added(writer: Writer) -> None:
    quad = label("a", "A")
    writer.commit(Change(add=[quad], remove=[quad]))
    assert list(writer.quads()) == [quad]


def test_a_change_touches_named_graphs_apart(writer: Writer) -> None:
    first, second = (ox.Quad(ex("a"), LABEL, ox.Literal("A"), graph(name)) for name in ("article/1", "article/2"))
    writer.commit(Change(add=[first, second]))
    writer.commit(Change(remove=[first]))
    assert list(writer.quads()) == [second]


def test_an_update_that_fails_midway_is_rolled_back(tmp_path: Path) -> None:
    store = ox.Store(tmp_path / "graph")
    store.add(label("a", "A"))
    with pytest.raises(OSError, match="format"):
        store.update(f"DELETE DATA {{ {label('a', 'A')} }} ; LOAD <file:///nowhere/at/all>")
    assert list(store) == [label("a", "A")]


def test_a_second_writer_is_told_that_the_store_is_busy(writer: Writer) -> None:
    with pytest.raises(StoreBusyError, match=str(writer.folder.path)):
        open_writer(writer.folder.path)


def test_a_writer_in_another_process_is_seen_too(writer: Writer) -> None:
    code = (
        "import sys; from kg.store.writer import open_writer; from pathlib import Path; open_writer(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(writer.folder.path)], capture_output=True, text=True, check=False
    )
    assert "StoreBusyError" in done.stderr
    assert "another process is writing" in done.stderr


def test_a_full_disk_is_reported_and_nothing_is_lost(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.commit(Change(add=[label("a", "A")]))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("kg.store.snapshots.shutil.rmtree", lambda *_, **__: None)
        patch.setattr("pathlib.Path.symlink_to", full)
        with pytest.raises(StoreError, match="make room"):
            writer.publish()
    writer.publish()
    assert list(writer.quads()) == [label("a", "A")]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear all")
    with pytest.raises(StoreError, match="holds files but no store"):
        open_writer(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letters.txt"]


def test_a_store_keeps_its_base(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store", base="https://example.org/kg/") as writer:
        assert writer.base == "https://example.org/kg/"
    with open_writer(tmp_path / "store") as writer:
        assert writer.base == "https://example.org/kg/"
    with pytest.raises(StoreError, match=r"not https://other\.example/"):
        open_writer(tmp_path / "store", base="https://other.example/")


def test_a_killed_writer_loses_no_commit_and_leaves_none_by_half(tmp_path: Path) -> None:
    path = tmp_path / "store"
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_WRITER, str(path), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for number in iter(process.stdout.readline, "300\n"):
        assert number
    process.send_signal(signal.SIGKILL)
    reported = 300 + len(process.stdout.readlines())
    process.wait()
    process.stdout.close()
    with open_writer(path) as writer:
        articles = {quad.graph_name for quad in writer.quads(None, None, None, None)} - {ox.DefaultGraph()}
        assert len(articles) >= reported + 1
        for article in articles:
            assert len(list(writer.quads(None, None, None, article))) == 2
        assert len(list(writer.quads(None, None, None, ox.DefaultGraph()))) in {40, 50}


def test_the_writer_publishes_by_itself_when_it_is_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.writer._SHARE", 0)
    with open_writer(tmp_path / "store", publish_seconds=0.01) as writer:
        time.sleep(0.02)
        writer.commit(Change(add=labels(3)))
        assert writer.publish() is None


class TestOntology:
    TERMS = (
        ox.Triple(ex("Class"), LABEL, ox.Literal("Class")),
        ox.Triple(ox.BlankNode("x"), LABEL, ox.Literal("node")),
    )

    def test_it_is_replaced_and_facts_stay(self, writer: Writer) -> None:
        writer.commit(Change(add=[label("fact", "Fact")]))
        assert writer.load_ontology(self.TERMS)
        assert writer.load_ontology([ox.Triple(ex("Class"), LABEL, ox.Literal("Renamed"))])
        default = set(writer.quads(None, None, None, ox.DefaultGraph()))
        assert default == {label("fact", "Fact"), label("Class", "Renamed")}

    def test_the_same_ontology_changes_nothing(self, writer: Writer) -> None:
        assert writer.load_ontology(self.TERMS)
        renamed = (self.TERMS[0], ox.Triple(ox.BlankNode("y"), LABEL, ox.Literal("node")))
        assert not writer.load_ontology(renamed)

    def test_a_change_does_not_take_its_triples_away(self, writer: Writer) -> None:
        writer.load_ontology(self.TERMS)
        alias = ox.Quad(ex("Class"), ALT_LABEL, ox.Literal("Kind"))
        writer.commit(Change(add=[alias]))
        writer.commit(Change(remove=[alias, label("Class", "Class")]))
        assert list(writer.quads(ex("Class"), None, None, ox.DefaultGraph())) == [label("Class", "Class")]

    def test_a_large_one_is_loaded_alike(self, writer: Writer) -> None:
        triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in labels(1500)]
        assert writer.load_ontology(triples)
        assert not writer.load_ontology(triples)
        assert writer.load_ontology(triples[:-1])
        assert len(list(writer.quads(None, None, None, ox.DefaultGraph()))) == 1499
