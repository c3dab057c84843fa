"""Writing into a store, wherever it is: what the builder needs, and which writer does it."""

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from kg.config import Config
from kg.store.quads import Graph, Object, Subject
from kg.store.remote.builds import BuildWriter
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.writer import SparqlWriter
from kg.store.writer import Change, open_writer


class GraphWriter(Protocol):
    """A store opened for writing, as ``kg.store.writer.Writer`` is; use it as a context manager."""

    @property
    def base(self) -> str:
        """Return the start of all data IRIs of this store."""
        ...

    @property
    def most_quads(self) -> int:
        """Return how many quads are best committed at once."""
        ...

    @property
    def ahead(self) -> int:
        """Return of how many articles ``expect`` is best told at once."""
        ...

    def expect(self, own: Sequence[ox.Quad]) -> None:
        """Get ready for what will be read to add articles, whose own quads these are."""

    def commit(self, change: Change) -> None:
        """Make one change; raise StoreError where it cannot be made."""

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the committed quads of that pattern; None matches everything, also every graph."""
        ...

    def load_ontology(self, quads: Iterable[ox.Quad | ox.Triple]) -> bool:
        """Put the ontology into the store in place of the one before; return whether it changed anything."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_store(config: Config) -> GraphWriter:
    """Open the store in ``config.store``, or at ``config.store_url``, for writing; a new one is made in a folder.

    Raises StoreBusyError if another process is writing, StoreError if the store cannot be written.
    """
    if not config.store_url:
        return open_writer(config.store, base=config.base, publish_seconds=config.publish_seconds)
    endpoint = Endpoint.open(config)
    try:
        return BuildWriter(endpoint, config) if endpoint.server.builds else SparqlWriter(endpoint, config)
    except BaseException:
        endpoint.client.close()
        raise
