"""The writer: the one process that changes a store, one transaction per change."""

import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.closing import Closing
from kg.errors import StoreBusyError, StoreError
from kg.namespaces import DEFAULT_BASE
from kg.store.layout import StoreFolder, check_free, has_store, open_folder, record_form
from kg.store.ontology import LoadedOntology
from kg.store.quads import Graph, Object, Subject
from kg.store.search_index import SearchIndex
from kg.store.snapshots import Snapshot, publish_snapshot

Result = TypeVar("Result")

_DEFAULT: Final = ox.DefaultGraph()
_SHARE: Final = 30
"""A snapshot is taken at most once in this many times what the last one took, so that writing goes on."""
_MANY: Final = 20_000
"""From so many quads on, files of their own cost less than a transaction; they too come all at once or not at all."""
_BATCH: Final = 100_000
"""About a hundred articles, some 60 MB."""
_HELD: Final = re.compile("lock hold by current process|Resource temporarily unavailable|used by another process")
"""What the engine says, here and on Windows, when a store is open for writing already."""


@dataclass(frozen=True)
class Change:
    """Quads to add and quads to remove, together or not at all; what stands in both ends up added."""

    add: Sequence[ox.Quad] = ()
    remove: Sequence[ox.Quad] = ()


class Writer(Closing):
    """A store opened for writing; use it as a context manager.

    Readers see what was committed at the latest ``publish_seconds`` later, and when the writer is closed.
    """

    def __init__(self, folder: StoreFolder, store: ox.Store, *, publish_seconds: float) -> None:
        self._folder = folder
        self._store = store
        self._publish_seconds = publish_seconds
        self._published_at = time.monotonic()
        self._publish_took = 0.0
        self._ontology = LoadedOntology(folder, store)
        with _reported(folder.path):
            self._search = SearchIndex(folder.search, store)
        if not folder.current.is_symlink() or folder.unpublished.exists():
            self._publish()

    @property
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""
        return self._folder.base

    @property
    def folder(self) -> StoreFolder:
        """Return where the store lies."""
        return self._folder

    @property
    def most_quads(self) -> int:
        """Return how many quads are best committed at once."""
        return _BATCH

    @property
    def ahead(self) -> int:
        """Return of how many articles ``expect`` is best told at once: reading costs nothing here."""
        return 1

    def expect(self, own: Sequence[ox.Quad]) -> None:
        """Do nothing: what will be read is at hand."""

    def commit(self, change: Change) -> None:
        """Make one change, whole or not at all; a process killed right after it has lost nothing.

        Triples of the ontology stay in the default graph even if the change removes them. Raises StoreError if the disk
        refuses; the store is then as it was.
        """
        added = set(change.add) if change.remove else frozenset()
        removed = [quad for quad in change.remove if quad not in added and not self._ontology.lists(quad)]
        if not change.add and not removed:
            return
        with _reported(self._folder.path):
            self._announce([*change.add, *removed])
            if removed:
                self._store.update(update_data("DELETE DATA", removed) + ";\n" + update_data("INSERT DATA", change.add))
            elif len(change.add) < _MANY:
                self._store.extend(change.add)
            else:
                self._store.bulk_extend(change.add)
        if time.monotonic() - self._published_at >= max(self._publish_seconds, _SHARE * self._publish_took):
            self._publish()

    def alter(self, alteration: Callable[[ox.Store], Result], *, searched: bool) -> Result:
        """Return what a function returns that changes the database in one transaction of its own.

        ``searched`` tells whether the search index covers what it changes: it is then compared with the graph at one
        of the next snapshots. Raises what the function raises.
        """
        self._folder.unpublished.touch()
        if searched:
            self._search.distrust()
        return alteration(self._store)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the committed quads of that pattern; None matches everything, also every graph."""
        return self._store.quads_for_pattern(subject, predicate, object, graph)

    def load_ontology(self, quads: Iterable[ox.Quad | ox.Triple]) -> bool:
        """Put the ontology into the default graph in place of the one before; return whether it changed anything.

        ``BASE/graph/ontology`` lists what belongs to it. Blank nodes are allowed here.
        """
        change = self._ontology.difference(quads)
        if change is None:
            return False
        with _reported(self._folder.path):
            self._announce([*change.add, *change.remove])
            self._ontology.apply(change)
        return True

    def publish(self) -> Snapshot | None:
        """Show readers everything committed so far; return the new snapshot, None if they saw it all already."""
        return self._publish() if self._folder.unpublished.exists() else None

    def close(self) -> None:
        """Publish what is committed and let go of the store."""
        try:
            self.publish()
        finally:
            self._search.close()
            del self._store, self._ontology  # Oxigraph lets go of the folder with its last reference

    def _announce(self, quads: Iterable[ox.Quad]) -> None:
        """Note what will change before it does, so that a killed writer's successor knows."""
        self._folder.unpublished.touch()
        self._search.note(quads)

    def _publish(self) -> Snapshot:
        started = time.monotonic()
        with _reported(self._folder.path):
            snapshot = publish_snapshot(self._folder, self._store)
            self._search.catch_up()
            self._folder.unpublished.unlink(missing_ok=True)
        self._published_at = time.monotonic()
        self._publish_took = self._published_at - started
        return snapshot


def open_writer(path: Path, *, base: str | None = None, publish_seconds: float = 3.0) -> Writer:
    """Open the store in that folder for writing, making it if the folder is new or empty.

    A new store gets ``base`` (or the default) for good; another ``base`` for an existing one is an error. Raises
    StoreBusyError if another process is writing, StoreError if the folder cannot hold a store.
    """
    if not has_store(path):
        check_free(path)
    store = _lock(path)
    with _reported(path):
        folder = open_folder(path) if has_store(path) else record_form(path, base or DEFAULT_BASE)
    if base and folder.base != base:
        raise StoreError(f"the store in {path} has base {folder.base}, not {base}: use that base, or another folder")
    return Writer(folder, store, publish_seconds=publish_seconds)


def _lock(path: Path) -> ox.Store:
    try:
        (path / "graph").mkdir(parents=True, exist_ok=True)
        return ox.Store(path / "graph")
    except OSError as error:
        if _HELD.search(str(error)):
            raise StoreBusyError(
                f"another process is writing to the store in {path}: wait until it has ended, or end it"
            ) from error
        raise StoreError(f"cannot open the store in {path} for writing: {error}; make it writable") from error
    except RuntimeError as error:  # so the engine says that its files do not fit together
        raise StoreError(
            f"the store in {path} is damaged: {error}; restore a backup, or build it again from the articles"
        ) from error


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"cannot write to the store in {path}: {error}; what was committed is kept: "
            "make room or make it writable, then run again"
        ) from error


def update_data(operation: str, quads: Iterable[ox.Quad]) -> str:
    """Return ``INSERT DATA`` or ``DELETE DATA`` with those quads."""
    graphs: defaultdict[Graph | ox.BlankNode, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = [_block(graph, "\n".join(lines)) for graph, lines in graphs.items()]
    return f"{operation} {{\n" + "\n".join(blocks) + "\n}"


def _block(graph: Graph | ox.BlankNode, triples: str) -> str:
    return triples if graph == _DEFAULT else f"GRAPH {graph} {{\n{triples}\n}}"
