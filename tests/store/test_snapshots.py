import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import ex, label, labels

from kg.config import Config
from kg.errors import StoreError
from kg.store.layout import open_folder
from kg.store.reader import open_reader
from kg.store.snapshots import KEPT, current_snapshot, hold
from kg.store.writer import Change, Writer, open_writer


def numbers(writer: Writer) -> list[int]:
    return sorted(int(path.name) for path in writer.folder.snapshots.iterdir())


def publish_often(writer: Writer, times: int) -> None:
    for number in range(times):
        writer.commit(Change(add=[label("a", str(number))]))
        writer.publish()


def test_a_new_store_can_be_read(writer: Writer) -> None:
    with open_reader(Config(store=writer.folder.path, workers=1)) as reader:
        assert not reader.ask("ASK { ?s ?p ?o }")


def test_readers_see_what_was_published_and_not_more(writer: Writer) -> None:
    with open_reader(Config(store=writer.folder.path, workers=1)) as reader:
        writer.commit(Change(add=[label("a", "A")]))
        assert not reader.ask("ASK { ?s ?p ?o }")
        assert not list(reader.quads(ex("a")))
        writer.publish()
        assert reader.ask("ASK { ?s ?p ?o }")
        assert list(reader.quads(ex("a"))) == [label("a", "A")]


def test_nothing_new_is_not_published_again(writer: Writer) -> None:
    assert writer.publish() is None
    assert numbers(writer) == [1]


def test_closing_publishes(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store", publish_seconds=1000) as writer:
        writer.commit(Change(add=labels(2)))
    snapshot = current_snapshot(open_folder(tmp_path / "store"))
    assert len(ox.Store.read_only(str(snapshot.path))) == 2


def test_what_a_killed_writer_had_committed_is_published_when_the_store_is_opened(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store", publish_seconds=1000) as writer:
        before = writer.folder.current.readlink()
        writer.commit(Change(add=labels(2)))
        writer.publish()
        # As if the writer had been killed between commit and publication.
        writer.folder.current.unlink()
        writer.folder.current.symlink_to(before)
        writer.folder.unpublished.touch()
    with open_writer(tmp_path / "store") as writer, open_reader(Config(store=tmp_path / "store", workers=1)) as reader:
        assert len(reader.select("SELECT * { ?s ?p ?o }")) == 2
        assert not writer.folder.unpublished.exists()


def test_only_the_last_snapshots_are_kept(writer: Writer) -> None:
    publish_often(writer, KEPT + 2)
    assert numbers(writer) == list(range(4, 4 + KEPT))


def test_a_snapshot_in_use_is_kept(writer: Writer) -> None:
    first = current_snapshot(writer.folder)
    with hold(first.path) as held:
        assert held
        publish_often(writer, KEPT + 2)
        assert first.path.exists()
    publish_often(writer, 1)
    assert not first.path.exists()


def test_a_store_without_snapshot_tells_how_to_get_one(writer: Writer) -> None:
    writer.folder.current.unlink()
    with pytest.raises(StoreError, match="no snapshot"):
        current_snapshot(writer.folder)


def test_a_running_query_keeps_its_snapshot(writer: Writer) -> None:
    writer.commit(Change(add=labels(1000)))
    writer.publish()
    with open_reader(Config(store=writer.folder.path, workers=1, query_seconds=20)) as reader:
        with reader.query("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000") as answer:
            publish_often(writer, KEPT + 2)
            assert answer.read().count(b'"a":{') == 20000
        assert len(reader.select("SELECT * { ?s ?p ?o }")) > 1000


def test_a_store_made_anew_under_a_reader_is_seen(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=[label("a", "A")]))
    with open_reader(Config(store=tmp_path / "store", workers=1)) as reader:
        assert reader.ask("ASK { ?s ?p 'A' }")
        tag = reader.etag()
        shutil.rmtree(tmp_path / "store")
        with open_writer(tmp_path / "store") as writer:
            writer.commit(Change(add=[label("b", "B")]))
        assert reader.ask("ASK { ?s ?p 'B' }")
        assert list(reader.quads()) == [label("b", "B")]
        assert reader.etag() != tag
