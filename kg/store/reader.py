"""The readers of a store: of one in a folder, by snapshots and worker processes, or of one at another server."""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.config import Config
from kg.store.answers import KeptAnswers
from kg.store.layout import StoreFolder, open_folder
from kg.store.quads import Graph, Object, Subject
from kg.store.query import QueryAnswer, QueryRequest
from kg.store.reader_base import Reader, Statistics
from kg.store.remote.reader import RemoteReader
from kg.store.search import SearchHit, search
from kg.store.search_index import KINDS, DocumentKind
from kg.store.snapshots import Snapshot, current_snapshot, hold
from kg.store.workers.pool import QueryPool

__all__ = ["Reader", "Statistics", "open_reader"]

_MOST_COUNTED: Final = 10_000


@dataclass(frozen=True)
class _View:
    snapshot: Snapshot
    store: ox.Store
    held: contextlib.ExitStack


class FolderReader(Reader):
    """A store in a folder. Every call sees the newest snapshot."""

    def __init__(self, folder: StoreFolder, config: Config) -> None:
        super().__init__(config)
        self._folder = folder
        self._pool = QueryPool(folder, config)
        self._kept = KeptAnswers()
        self._view: _View | None = None

    @property
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""
        return self._folder.base

    @property
    def snapshot(self) -> Snapshot:
        """Return the newest snapshot: its number and when it was published."""
        return current_snapshot(self._folder)

    @property
    def identity(self) -> str:
        """Return what the store got when it was made."""
        return self._folder.identity

    def start(self) -> None:
        """Start the query workers now instead of with the first query."""
        self._pool.start()

    def run(self, request: QueryRequest) -> QueryAnswer:
        """Return the answer to a query that ``check`` let through; errors as in QueryPool.run."""
        return self._kept.find(self.snapshot, request) or self._kept.keep(request, self._pool.run(request))

    def search(self, text: str, *, limit: int = 20, kinds: Collection[DocumentKind] = KINDS) -> list[SearchHit]:
        """Return what is called so or says so, best first; errors as in ``kg.store.search.search``."""
        return search(self._folder.search, text, limit=limit, kinds=kinds)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads of that pattern, in this process; None matches everything, also every graph."""
        return self._opened().store.quads_for_pattern(subject, predicate, object, graph)

    def has_graph(self, iri: str) -> bool:
        """Return whether there is a named graph of that IRI, be it empty."""
        return self._opened().store.contains_named_graph(ox.NamedNode(iri))

    @contextlib.contextmanager
    def graph(self) -> Iterator[ox.Store]:
        """Hold the newest snapshot while the block runs and yield it, to be read whole in this process."""
        snapshot = self.snapshot
        with hold(snapshot.path):
            yield ox.Store.read_only(str(snapshot.path))

    def graph_sizes(self, *, most: int) -> list[tuple[str, int | None]]:
        """Return the named graphs, those of articles left out, with their triples, None where they are very many."""
        articles = self.graph_iri("article/")
        with self.graph() as store:
            names = (graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
            listed = (graph for graph in islice(names, _MOST_COUNTED) if not graph.value.startswith(articles))
            return [(graph.value, _size(store, graph)) for graph in islice(listed, most)]

    def close(self) -> None:
        """End the query workers."""
        self._pool.close()

    def kill(self) -> None:
        """Kill the query workers without waiting for anything, for a process that ends this moment."""
        self._pool.kill()

    def _opened(self) -> _View:
        snapshot = self.snapshot
        with self._lock:
            if self._view is None or self._view.snapshot != snapshot:
                held = contextlib.ExitStack()
                held.enter_context(hold(snapshot.path))
                self._view = _View(snapshot, ox.Store.read_only(str(snapshot.path)), held)
            return self._view


def open_reader(config: Config) -> Reader:
    """Open the store in ``config.store``, or at ``config.store_url``, for reading.

    Raises StoreError if there is none, if it has another form, or if the server does not answer.
    """
    if config.store_url:
        return RemoteReader(config)
    return FolderReader(open_folder(Path(config.store)), config)


def _size(store: ox.Store, graph: ox.NamedNode) -> int | None:
    size = sum(1 for _ in islice(store.quads_for_pattern(None, None, None, graph), _MOST_COUNTED + 1))
    return size if size <= _MOST_COUNTED else None
