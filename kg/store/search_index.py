"""The full-text index as the writer keeps it: a function of the graph, brought up to date at each snapshot."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import DCTERMS, RDF, RDFS, SKOS, sr

DocumentKind = Literal["label", "alias", "title", "sentence"]

KINDS: Final[tuple[DocumentKind, ...]] = ("label", "alias", "title", "sentence")
NAMING: Final[dict[ox.NamedNode, DocumentKind]] = {
    ox.NamedNode(RDFS + "label"): "label",
    ox.NamedNode(SKOS + "prefLabel"): "label",
    ox.NamedNode(SKOS + "altLabel"): "alias",
    ox.NamedNode(DCTERMS + "title"): "title",
}
"""The properties that tell what a thing is called."""

_SCHEMA: Final = Path(__file__).with_name("search.sql")
_FORM: Final = 2
_SOON: Final = 0.25
"""Seconds that comparing with the whole graph may take at every snapshot."""
_SHARE: Final = 10
"""Where it takes longer, it is done at most once in this many times what it took."""
_DEFAULT: Final = ox.DefaultGraph()
_TYPE: Final = ox.NamedNode(RDF + "type")
_SENTENCE: Final = sr("Sentence")
_EXACT_TEXT: Final = sr("exactText")


class SearchIndex:
    """The index over what things are called (default graph) and over sentences (article graphs).

    Changed things are noted before the graph changes, so that a killed writer's index can always catch up.
    """

    def __init__(self, path: Path, store: ox.Store, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._store = store
        self._clock = clock
        self._is_trusted = True
        self._compared_at, self._comparing_took = clock(), 0.0
        self._database = _open(path)
        if self._ask("PRAGMA user_version") != _FORM:
            self._rebuild()

    def note(self, quads: Iterable[ox.Quad]) -> None:
        """Remember that what these quads name may have changed."""
        changed = {quad.subject.value for quad in quads if _bears_text(quad) and isinstance(quad.subject, ox.NamedNode)}
        if changed:
            with self._database:
                self._database.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(iri,) for iri in changed])

    def catch_up(self) -> None:
        """Make the index agree with the graph in all that changed; readers see all of it or none.

        In a large graph, changes that were not noted may have to wait for a later call, or until it is opened next.
        """
        with self._database:
            if not self._is_trusted and self._has_time():
                self._compare()
            pending = [str(row[0]) for row in self._database.execute("SELECT iri FROM pending")]
            self._database.executemany("DELETE FROM document WHERE iri = ?", [(iri,) for iri in pending])
            self._add(document for iri in pending for document in self._documents(ox.NamedNode(iri)))
            self._database.execute("DELETE FROM pending")

    def distrust(self) -> None:
        """Compare the index with the whole graph when it catches up: something changes that is not noted."""
        if self._is_trusted:
            self._database.execute("PRAGMA user_version = 0")
            self._is_trusted = False

    def close(self) -> None:
        """Let go of the file and of the graph."""
        self._database.close()
        del self._store

    def _ask(self, query: str) -> object:
        return self._database.execute(query).fetchone()[0]

    def _rebuild(self) -> None:
        self._database.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._database = _open(self._path)
        self._database.executescript(_SCHEMA.read_text(encoding="utf-8"))
        with self._database:
            self._add(self._all_documents())
            # Said last: an index whose making was cut short is made again.
            self._database.execute(f"PRAGMA user_version = {_FORM}")

    def _has_time(self) -> bool:
        if self._comparing_took <= _SOON:
            return True
        return self._clock() - self._compared_at >= _SHARE * self._comparing_took

    def _compare(self) -> None:
        begun = self._clock()
        self._database.execute("CREATE TEMP TABLE IF NOT EXISTS found (iri, kind, text)")
        self._database.executemany("INSERT INTO found VALUES (?, ?, ?)", self._all_documents())
        self._database.execute("DELETE FROM document WHERE (iri, kind, text) NOT IN found")
        self._database.execute("INSERT OR IGNORE INTO document (iri, kind, text) SELECT * FROM found")
        self._database.execute("DELETE FROM found")
        self._database.execute(f"PRAGMA user_version = {_FORM}")
        self._is_trusted = True
        self._compared_at = self._clock()
        self._comparing_took = self._compared_at - begun

    def _add(self, documents: Iterable[tuple[str, str, str]]) -> None:
        self._database.executemany("INSERT OR IGNORE INTO document (iri, kind, text) VALUES (?, ?, ?)", documents)

    def _documents(self, subject: ox.NamedNode) -> Iterator[tuple[str, str, str]]:
        for quad in self._store.quads_for_pattern(subject, None, None, _DEFAULT):
            if kind := NAMING.get(quad.predicate):
                yield from _document(quad, kind)
        for quad in self._store.quads_for_pattern(subject, _EXACT_TEXT, None, None):
            if ox.Quad(subject, _TYPE, _SENTENCE, quad.graph_name) in self._store:
                yield from _document(quad, "sentence")

    def _all_documents(self) -> Iterator[tuple[str, str, str]]:
        for predicate, kind in NAMING.items():
            for quad in self._store.quads_for_pattern(None, predicate, None, _DEFAULT):
                yield from _document(quad, kind)
        for typed in self._store.quads_for_pattern(None, _TYPE, _SENTENCE, None):
            for quad in self._store.quads_for_pattern(typed.subject, _EXACT_TEXT, None, typed.graph_name):
                yield from _document(quad, "sentence")


def _open(path: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(path, check_same_thread=False)
        # What is noted must outlive a killed process, not a loss of power: snapshots are the point of safety there.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error as error:
        raise StoreError(f"cannot write the search index {path}: {error}; make room or make it writable") from error
    return database


def _bears_text(quad: ox.Quad) -> bool:
    if quad.predicate in NAMING:
        return quad.graph_name == _DEFAULT
    return quad.object == _SENTENCE and quad.predicate == _TYPE


def _document(quad: ox.Quad, kind: DocumentKind) -> Iterator[tuple[str, str, str]]:
    if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
        yield quad.subject.value, kind, quad.object.value
