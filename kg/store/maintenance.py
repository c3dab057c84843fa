"""Looking after a store that may be served meanwhile: backup, restore, compact.

A backup is a folder with the graph as the newest snapshot has it, with ``format.json``, and with the checksums of both.
What can be made again from the graph, the search index and the snapshots, is not in it.
"""

import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.layout import FORM_FILE, StoreFolder, has_store, open_folder
from kg.store.snapshots import Snapshot, current_snapshot, drop_older_snapshots, hold
from kg.store.writer import open_writer

_OLD_JOURNALS: Final = "LOG.old.*"
"""What the engine did while it was open before; it makes one with each opening, and removes none."""
_CHECKSUMS: Final = "checksums.json"
_TRIES: Final = 5
"""A snapshot may be replaced by the next, and removed, just before it is held."""


@dataclass(frozen=True)
class Restored:
    """Where a backup was restored to, and where the store is that was there before, None if there was none."""

    path: Path
    former: Path | None


@dataclass(frozen=True)
class Compacted:
    """Bytes on disk before and after; ``held`` of them are only there for snapshots that were being read."""

    before: int
    after: int
    held: int


def backup(store: Path, target: Path) -> Snapshot:
    """Copy the newest snapshot of a store to a new folder, whole or not at all; return which one it was.

    Writers and readers of the store go on. Raises StoreError if there is something at the target, or it cannot be
    written.
    """
    folder = open_folder(store)
    if target.exists():
        raise StoreError(f"{target} exists already: give the backup a new name, such as one with the date in it")
    draft = target.with_name(f"{target.name}.partial")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        snapshot = _copy_newest(folder, draft / "graph")
        _copy_file(folder.path / FORM_FILE, draft / FORM_FILE)
        (draft / _CHECKSUMS).write_text(json.dumps(_checksums(draft), indent=1) + "\n", encoding="utf-8")
        draft.rename(target)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise StoreError(f"cannot write the backup {target}: {error}; make room, or give another place") from error
    return snapshot


def restore(source: Path, store: Path, *, replace: bool = False) -> Restored:
    """Make a store from a backup; with ``replace`` in the place of another, which is kept beside it.

    Servers of the store go on and see the restored graph with their next question. Raises StoreError if there is no
    backup, or a damaged one, or a store in the way, or one with another base; StoreBusyError if the store is being
    written.
    """
    folder = open_folder(source)
    if not (source / "graph").is_dir():
        raise StoreError(f"{source} holds no graph: name a folder that 'kg backup' made")
    if store.exists() and not replace:
        raise StoreError(f"{store} exists already: give --replace to put the backup in its place")
    _check_whole(source)
    draft = store.with_name(f"{store.name}.restoring")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        _make_store(source, folder, draft)
        former = _set_aside(store, folder) if store.exists() else None
        draft.rename(store)
    except OSError as error:
        raise StoreError(f"cannot restore {source} to {store}: {error}; what was there before is kept") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # which is gone by now, unless something went wrong
    return Restored(store, former)


def compact(store: Path) -> Compacted:
    """Put the files of a store in order, so that it takes less room and is read faster; readers go on meanwhile.

    The files that they are reading stay until the first snapshot after they have gone on. Raises StoreBusyError if the
    store is being written.
    """
    folder = open_folder(store)
    before = _size(store)
    with open_writer(store) as writer:
        writer.alter(_optimise, searched=False)
        writer.publish()
        drop_older_snapshots(folder)
    for journal in folder.graph.glob(_OLD_JOURNALS):
        journal.unlink(missing_ok=True)
    return Compacted(before, _size(store), _held(folder))


def _optimise(database: ox.Store) -> None:
    database.flush()
    database.optimize()


def _copy_newest(folder: StoreFolder, target: Path) -> Snapshot:
    for _ in range(_TRIES):
        snapshot = current_snapshot(folder)
        with hold(snapshot.path) as held:
            if held:
                _copy_folder(snapshot.path, target)
                return snapshot
    raise StoreError(f"the snapshots of {folder.path} are replaced faster than they can be read: try again")


def _make_store(source: Path, folder: StoreFolder, draft: Path) -> None:
    """Make a store of its own from a backup: with another identity, for what servers remember of the former one."""
    draft.mkdir(parents=True)
    _copy_folder(source / "graph", draft / "graph")
    form = json.loads((source / FORM_FILE).read_text(encoding="utf-8")) | {"identity": secrets.token_hex(4)}
    (draft / FORM_FILE).write_text(json.dumps(form, indent=2) + "\n", encoding="utf-8")
    with open_writer(draft, base=folder.base):
        pass  # which makes the first snapshot and the search index


def _check_whole(source: Path) -> None:
    """Raise StoreError, naming a file, if a backup is not what was written; older ones do not tell what that was."""
    told = source / _CHECKSUMS
    written: dict[str, str] = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    found = _checksums(source)
    for name, checksum in written.items():
        if found.get(name) != checksum:
            state = "has changed" if name in found else "is missing"
            raise StoreError(f"the backup {source} is damaged: {name} {state} since it was made; take another one")


def _checksums(backup: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a backup by its name there."""
    files = [backup / FORM_FILE, *sorted((backup / "graph").iterdir())]
    found = {}
    for path in files:
        with path.open("rb") as file:
            found[path.relative_to(backup).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _set_aside(store: Path, restored: StoreFolder) -> Path:
    """Rename the store that is in the way, while nobody can write to it; return its new place."""
    if not has_store(store):
        raise StoreError(f"{store} holds files but no store: give another folder")
    with open_writer(store) as writer:
        if writer.base != restored.base:
            raise StoreError(
                f"the store in {store} has base {writer.base}, the backup {restored.base}: restore it to a new folder"
            )
        former = store.with_name(f"{store.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        writer.publish()
        return store.rename(former)


def _copy_folder(source: Path, target: Path) -> None:
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.name != "LOCK":
            _copy_file(entry, target / entry.name)


def _copy_file(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())  # so that a backup that was told of is there after a loss of power


def _size(store: Path) -> int:
    """Return the bytes of all files of a store, each file counted once however many links lead to it."""
    return sum(_files(store).values())


def _held(folder: StoreFolder) -> int:
    """Return the bytes of the files that neither the writer's database nor the newest snapshot needs any more."""
    used = _files(folder.graph).keys() | _files(current_snapshot(folder).path).keys()
    return sum(size for file, size in _files(folder.snapshots).items() if file not in used)


def _files(folder: Path) -> dict[tuple[int, int], int]:
    """Return the bytes of each file in a folder by what names it for the system."""
    found = (entry.lstat() for entry in folder.rglob("*") if entry.is_file() and not entry.is_symlink())
    return {(stat.st_dev, stat.st_ino): stat.st_size for stat in found}
