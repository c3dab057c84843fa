import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import ALT_LABEL, LABEL, ex, graph, label, labels

from kg.store.batch import Batch
from kg.store.writer import Change, Writer, open_writer

ENDLESS_BATCHES = """
import sys
from pathlib import Path
import pyoxigraph as ox
sys.path.insert(0, sys.argv[2])
from small_graph import LABEL, ex, graph
from kg.store.writer import Change, open_writer
with open_writer(Path(sys.argv[1]), publish_seconds=0.05) as writer:
    for number in range(1_000):
        quads = [ox.Quad(ex(f"{number}-{n}"), LABEL, ox.Literal(str(n)), graph(str(number))) for n in range(20_000)]
        writer.commit(Change(quads))
        print(number, flush=True)
"""


def test_what_is_added_is_read_back_before_it_is_committed(writer: Writer) -> None:
    writer.commit(Change([label("a", "committed")]))
    with Batch(writer, seconds=60) as batch:
        batch.add(Change([label("b", "gathered")]))
        assert {quad.object.value for quad in batch.quads(None, LABEL)} == {"committed", "gathered"}
        assert not list(writer.quads(ex("b")))
    assert list(writer.quads(ex("b"))) == [label("b", "gathered")]


def test_a_removal_finds_what_was_gathered_before_it(writer: Writer) -> None:
    with Batch(writer, seconds=60) as batch:
        batch.add(Change([label("a", "old"), label("b", "B")]))
        batch.add(Change([label("a", "new")], [label("a", "old")]))
        assert set(writer.quads()) == {label("a", "new"), label("b", "B")}


def test_a_batch_is_committed_when_its_time_is_up(writer: Writer) -> None:
    batch = Batch(writer, seconds=0)
    batch.add(Change([label("a", "A")]))
    assert list(writer.quads()) == [label("a", "A")]


def test_what_was_gathered_is_kept_when_an_error_ends_the_batch(writer: Writer) -> None:
    with pytest.raises(KeyError), Batch(writer, seconds=60) as batch:
        batch.add(Change([label("a", "A")]))
        raise KeyError
    assert list(writer.quads()) == [label("a", "A")]


def test_a_large_commit_is_like_a_small_one(writer: Writer) -> None:
    many = [*labels(25_000), ox.Quad(ex("a"), ALT_LABEL, ox.Literal("A"), graph("article/1"))]
    writer.commit(Change(many))
    assert set(writer.quads()) == set(many)


def test_a_killed_writer_leaves_no_large_commit_by_half(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_BATCHES, str(tmp_path / "store"), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for number in iter(process.stdout.readline, "4\n"):
        assert number
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with open_writer(tmp_path / "store") as writer:
        sizes = Counter(quad.graph_name for quad in writer.quads())
        assert len(sizes) >= 5
        assert set(sizes.values()) == {20_000}
