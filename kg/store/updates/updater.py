"""What the server asks to change a store: one change at a time, in a process of its own that may be killed."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from kg.config import Config
from kg.errors import QueryBusyError, QueryError, QueryRefusedError, QueryTimeoutError, StoreBusyError, StoreError
from kg.store.query import (
    BrokenResultError,
    DocumentError,
    EvaluationError,
    MissingGraphError,
    QueryTooComplexError,
)
from kg.store.services.fetching import AllowList
from kg.store.syntax.guard import check_update
from kg.store.syntax.operations import ANY_GRAPH, DEFAULT_GRAPH, with_dataset
from kg.store.syntax.syntax_errors import locate_update_error
from kg.store.syntax.tokens import replaced
from kg.store.updates.graph_changes import Document, Method
from kg.store.updates.loading import loaded
from kg.store.updates.write_worker import WriteRequest
from kg.store.workers.frames import FrameKind
from kg.store.workers.worker_process import WorkerProcess

_UNNAMED: Final = {
    DEFAULT_GRAPH: "the default graph, which holds what was read from articles",
    ANY_GRAPH: "graphs that it does not name, and some hold what was read from articles",
}
_AILING: Final = {"disk", "store"}
"""After these errors the engine writes nothing any more, also where there is room again, until it is opened anew."""
_END_SECONDS: Final = 10.0


@dataclass(frozen=True, kw_only=True)
class UpdateRequest:
    """A SPARQL update, the IRI that its relative IRIs are relative to, and the dataset of its patterns."""

    text: str
    base: str | None = None
    using: tuple[str, ...] | None = None
    """Graphs to match patterns against as the default graph; None: as the update says."""
    using_named: tuple[str, ...] | None = None


class Updater:
    """Changes a store; every change is committed, and seen by readers, when its method returns. Threads share it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        limits = (str(config.update_memory_mb), str(config.update_seconds))
        self._process = WorkerProcess("kg.store.updates.write_worker", str(config.store), config.base or "", *limits)
        self._sources = AllowList(
            config.load_allow, setting="KG_LOAD_ALLOW", seconds=config.fetch_seconds, most_bytes=config.fetch_bytes
        )
        self._lock = threading.RLock()
        self._overdue = False

    def start(self) -> None:
        """Open the store for writing now instead of with the first change."""
        self._process.start()

    def check(self) -> None:
        """Open the store for writing, made before if it is new, and let go of it; raise StoreError if that fails."""
        try:
            failure = self._process.await_ready()
        except (EOFError, OSError) as error:
            raise self._cause_of_death() from error
        if failure is not None:
            raise self._reported(failure, EvaluationError)
        self.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no one else change the store while the block runs; raise QueryBusyError if others do so for long."""
        if not self._lock.acquire(timeout=self._config.query_wait_seconds):
            raise QueryBusyError("another update is running: try again in a few seconds")
        try:
            yield
        finally:
            self._lock.release()

    def update(self, request: UpdateRequest) -> None:
        """Run a SPARQL update, whole or not at all.

        Raises QuerySyntaxError, QueryRefusedError for graphs that are derived and for what this server does not do,
        QueryTooLargeError, QueryTooComplexError, EvaluationError, QueryBusyError, QueryTimeoutError, StoreError.
        """
        operations = check_update(request.text, longest=self._config.update_bytes, base=request.base)
        changes = loaded(operations, self._sources)
        if request.using is not None:
            named = request.using_named or ()
            changes += with_dataset(request.text, operations, default=request.using, named=named)
        text = replaced(request.text, changes)
        writes = sorted({graph for operation in operations for graph in operation.writes})
        self._change(
            WriteRequest(method="update", text=text, base=request.base, writes=writes, graph=None, documents=[]),
            (),
            explain=lambda message: locate_update_error(request.text, message),
        )

    def change_graph(self, method: Method, graph: str | None, documents: Sequence[Document] = ()) -> bool:
        """Replace, add to or delete a graph, the default graph if it is None; return whether it is a new one.

        Raises DocumentError, MissingGraphError, and what ``update`` raises.
        """
        request = WriteRequest(
            method=method,
            text="",
            base=None,
            writes=[graph or DEFAULT_GRAPH],
            graph=graph,
            documents=[(document.format, document.base) for document in documents],
        )
        contents = [document.content for document in documents]
        return self._change(request, contents, explain=lambda message: DocumentError(f"this is not RDF: {message}"))

    def build(self, parts: Mapping[str, bytes]) -> None:
        """Make a change that ``kg build`` computed, also of derived graphs: ``add`` and ``remove``, or ``ontology``.

        The parts are N-Quads. Raises DocumentError, QueryBusyError, QueryTimeoutError, StoreError.
        """
        request = WriteRequest(
            method="build",
            text="",
            base=None,
            writes=[],
            graph=None,
            documents=[(part, "") for part in parts],
        )
        self._change(request, list(parts.values()), explain=lambda message: DocumentError(f"not N-Quads: {message}"))

    def close(self) -> None:
        """Let the writing process end what it is at, and end."""
        self._process.finish(_END_SECONDS)

    def _change(
        self, request: WriteRequest, contents: Sequence[bytes], *, explain: Callable[[str], QueryError]
    ) -> bool:
        with self.alone():
            try:
                failure = self._process.await_ready()
                kind, content = self._asked(request, contents) if failure is None else (FrameKind.ERROR, failure)
            except (EOFError, OSError) as error:
                raise self._cause_of_death() from error
            if kind is FrameKind.ERROR and json.loads(content)[0] in _AILING:
                self._process.close()
        if kind is FrameKind.ERROR:
            raise self._reported(content, explain)
        return bool(json.loads(content))

    def _asked(self, request: WriteRequest, contents: Sequence[bytes]) -> tuple[FrameKind, bytes]:
        """Return the last frame of the answer; what is committed in time may take what it takes to become visible."""
        self._overdue = False
        limit = threading.Timer(self._config.update_seconds, self._stop)
        limit.daemon = True
        limit.start()
        try:
            self._process.ask(request, *contents)
            kind, content = self._process.receive()
        finally:
            limit.cancel()
        while kind is FrameKind.DATA:
            kind, content = self._process.receive()
        return kind, content

    def _stop(self) -> None:
        self._overdue = True
        self._process.kill()

    def _cause_of_death(self) -> QueryError:
        starved = self._process.close()
        if self._overdue:
            return QueryTimeoutError(
                f"the update took longer than {self._config.update_seconds:g} s and was stopped; nothing was changed: "
                "make it more selective, or do it in parts"
            )
        if starved:
            return QueryTooComplexError(
                f"the update needed more than {self._config.update_memory_mb:,} MB of memory and was stopped; "
                "nothing was changed: do it in parts"
            )
        return BrokenResultError("the update brought the writing process down; the server goes on: please report it")

    def _reported(self, report: bytes, explain: Callable[[str], QueryError]) -> QueryError | StoreError:
        kind, message = json.loads(report)
        if kind == "syntax":
            return explain(message)
        if kind == "refused":
            graph = _UNNAMED.get(message, f"the graph {message}, which holds what was read from articles")
            return QueryRefusedError(f"the update would change {graph}: name a graph of your own")
        errors: dict[str, QueryError | StoreError] = {
            "missing": MissingGraphError(f"there is no graph {message}"),
            "several graphs": DocumentError("the document holds named graphs: send each of them by itself"),
            "busy": StoreBusyError(message),
            "store": StoreError(message),
            "disk": StoreError(
                f"the store cannot be written: {message}; nothing was changed: make room, then try again"
            ),
        }
        return errors.get(kind) or EvaluationError(f"the update cannot be made: {message}")
