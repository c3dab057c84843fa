"""Backups that are whole, restored under a server, and a store made smaller under its readers."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_graph import label, labels, small_graph

from kg.cli import main
from kg.config import Config
from kg.errors import StoreBusyError, StoreError
from kg.store.layout import FORMAT, open_folder
from kg.store.maintenance import backup, compact, restore
from kg.store.reader import Reader, open_reader
from kg.store.snapshots import current_snapshot, hold
from kg.store.writer import Change, open_writer

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=small_graph()))
    return tmp_path / "store"


def size(reader: Reader) -> int:
    [row] = reader.select(COUNT).texts()
    return int(row["n"])


def added(store: Path, name: str) -> None:
    with open_writer(store) as writer:
        writer.commit(Change(add=[label(name, name)]))


def test_a_backup_restores_the_graph_and_its_search(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    restored = restore(tmp_path / "copy", tmp_path / "other")
    assert restored.former is None
    with open_reader(Config(store=store)) as here, open_reader(Config(store=tmp_path / "other")) as there:
        assert size(there) == size(here) and there.base == here.base
        assert [hit.iri for hit in there.search("Aleppo")] == [hit.iri for hit in here.search("Aleppo")]


def test_a_backup_is_made_while_the_store_is_written(store: Path, tmp_path: Path) -> None:
    with open_writer(store, publish_seconds=1000) as writer:
        writer.commit(Change(add=[label("new", "published")]))
        writer.publish()
        writer.commit(Change(add=[label("newer", "not yet")]))
        backup(store, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "other")
    with open_reader(Config(store=tmp_path / "other")) as there:
        assert there.search("published") and not there.search("not yet")


def test_a_server_goes_on_over_a_store_that_is_replaced(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    with open_reader(Config(store=store, workers=1)) as reader:
        before, tag = size(reader), reader.etag()
        added(store, "later")
        assert size(reader) == before + 1
        restored = restore(tmp_path / "copy", store, replace=True)
        assert size(reader) == before and reader.etag() != tag
        assert not list(reader.search("later"))
    assert restored.former
    with open_reader(Config(store=restored.former)) as former:
        assert size(former) == before + 1


def test_nothing_is_overwritten_unasked(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    for act in (lambda: backup(store, tmp_path / "copy"), lambda: restore(tmp_path / "copy", store)):
        with pytest.raises(StoreError, match="exists already"):
            act()
    with pytest.raises(StoreError, match="no store"):
        restore(tmp_path, tmp_path / "other")


def test_a_store_that_is_being_written_is_not_replaced_or_compacted(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    with open_writer(store):
        with pytest.raises(StoreBusyError):
            restore(tmp_path / "copy", store, replace=True)
        with pytest.raises(StoreBusyError):
            compact(store)


def test_a_store_of_another_base_is_not_replaced(store: Path, tmp_path: Path) -> None:
    with open_writer(tmp_path / "foreign", base="http://example.org/data/"):
        pass
    backup(tmp_path / "foreign", tmp_path / "copy")
    with pytest.raises(StoreError, match="has base"):
        restore(tmp_path / "copy", store, replace=True)
    with open_reader(Config(store=store)) as reader:
        assert size(reader) > 2000


@pytest.mark.parametrize(("form", "remedy"), [(FORMAT + 1, "newer version"), (FORMAT - 1, "build it anew")])
def test_a_backup_of_another_form_is_refused(store: Path, tmp_path: Path, form: int, remedy: str) -> None:
    backup(store, tmp_path / "copy")
    file = tmp_path / "copy" / "format.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format": form}))
    with pytest.raises(StoreError, match=remedy):
        restore(tmp_path / "copy", tmp_path / "other")


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_backup_replaces_nothing(store: Path, tmp_path: Path, damage: str) -> None:
    backup(store, tmp_path / "copy")
    file = max((tmp_path / "copy" / "graph").iterdir(), key=lambda each: each.stat().st_size)
    content = file.read_bytes()
    file.unlink()
    if damage != "gone":
        file.write_bytes(content[:100] if damage == "cut" else content[:100] + b"?" + content[101:])
    with pytest.raises(StoreError, match=rf"damaged: graph/{file.name} (has changed|is missing)"):
        restore(tmp_path / "copy", store, replace=True)
    with open_reader(Config(store=store)) as here:
        assert size(here) > 0


def test_files_that_do_not_fit_together_are_told_of(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    (tmp_path / "copy" / "checksums.json").unlink()
    for file in (tmp_path / "copy" / "graph").glob("*.sst"):
        file.unlink()
    with pytest.raises(StoreError, match=r"is damaged: .*restore a backup"):
        restore(tmp_path / "copy", tmp_path / "other")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["copy", "store"]


def test_a_compacted_store_is_smaller_and_holds_the_same(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store", publish_seconds=1000) as writer:
        for _ in range(20):
            writer.commit(Change(add=labels(2000)))
            writer.commit(Change(remove=labels(1000)))
            writer.publish()
    with open_reader(Config(store=tmp_path / "store", workers=1)) as reader:
        before = size(reader)
        done = compact(tmp_path / "store")
        assert done.after < done.before and size(reader) == before


def test_compacting_again_takes_no_more_room(store: Path) -> None:
    first = compact(store)
    again = [compact(store) for _ in range(4)]
    assert first.held == 0 and all(done.after <= first.after + 5_000 for done in again)


def test_room_that_readers_hold_is_told_and_freed_later(store: Path) -> None:
    with hold(current_snapshot(open_folder(store)).path):
        added(store, "later")
        result = CliRunner().invoke(main, ["compact", "--store", str(store)])
        assert "still reads" in result.output
        held = compact(store)
    freed = compact(store)
    assert held.held > 0 and freed.held == 0 and freed.after <= held.after - held.held + 5_000


@pytest.mark.parametrize("command", [["backup", "copy"], ["restore", "."], ["compact"]])
def test_a_server_is_refused_by_name(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [*command, "--store", "http://127.0.0.1:9/sparql"])
    assert result.exit_code == 1 and not list(tmp_path.iterdir())
    assert "http://127.0.0.1:9/sparql is a server" in result.output and "folder" in result.output
