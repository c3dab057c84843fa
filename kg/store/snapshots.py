"""Snapshots: what readers see while the writer goes on writing."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.layout import StoreFolder

if sys.platform != "win32":
    import fcntl

KEPT: Final = 4
"""Snapshots kept: a query that began on an older one may still be running."""


@dataclass(frozen=True)
class Snapshot:
    """One published state of the graph: its number, its folder, when it was published."""

    number: int
    path: Path
    published: datetime


def current_snapshot(folder: StoreFolder) -> Snapshot:
    """Return the newest snapshot; raise StoreError if none was published yet."""
    try:
        link = folder.current.lstat()
        return _snapshot(folder, link.st_ino, link.st_mtime_ns)
    except (OSError, ValueError) as error:
        raise StoreError(f"the store in {folder.path} has no snapshot to read yet: run 'kg build'") from error


@lru_cache(maxsize=16)
def _snapshot(folder: StoreFolder, _link: int, nanoseconds: int) -> Snapshot:
    number = int(folder.current.readlink().name)
    return Snapshot(number, folder.snapshots / str(number), datetime.fromtimestamp(nanoseconds / 1e9, UTC))


def publish_snapshot(folder: StoreFolder, store: ox.Store) -> Snapshot:
    """Make the state of the writer's database the one that readers see, and return it.

    What was committed before is then also safe against a loss of power.
    """
    numbers = _numbers(folder)
    number = max(numbers, default=0) + 1
    target = folder.snapshots / str(number)
    try:
        store.backup(str(target))
        draft = folder.path / "current.new"
        draft.unlink(missing_ok=True)
        draft.symlink_to(Path("snapshots") / str(number))
        draft.replace(folder.current)
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise StoreError(
            f"cannot publish a snapshot in {folder.path}: {error}; "
            "what was committed is kept: make room or make it writable, then run again"
        ) from error
    for old in sorted(numbers)[: 1 - KEPT]:
        _remove_unread(folder.snapshots / str(old))
    return current_snapshot(folder)


def drop_older_snapshots(folder: StoreFolder) -> None:
    """Remove all snapshots but the newest, save those that are being read."""
    newest = current_snapshot(folder).number
    for number in _numbers(folder):
        if number != newest:
            _remove_unread(folder.snapshots / str(number))


def _numbers(folder: StoreFolder) -> list[int]:
    if not folder.snapshots.is_dir():
        folder.snapshots.mkdir(parents=True)
    return [int(entry.name) for entry in folder.snapshots.iterdir() if entry.name.isdigit()]


def _remove_unread(snapshot: Path) -> None:
    with hold(snapshot, exclusive=True) as alone:
        if alone:
            shutil.rmtree(snapshot, ignore_errors=True)


@contextlib.contextmanager
def hold(snapshot: Path, *, exclusive: bool = False) -> Iterator[bool]:
    """Keep a snapshot from being removed while the block runs; yield whether the hold was got.

    The system lets go of it when the process ends, however it ends.
    """
    try:
        handle = os.open(snapshot, os.O_RDONLY)
    except OSError:
        yield sys.platform == "win32"  # which opens no folders, and refuses to remove files in use by itself
        return
    try:
        yield _lock(handle, exclusive=exclusive)
    finally:
        os.close(handle)


def _lock(handle: int, *, exclusive: bool) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
