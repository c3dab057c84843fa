"""The pool of query workers: a query gets one of them, for a limited time, or waits for one, for a limited time."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from kg.config import Config
from kg.errors import QueryBusyError, QueryError, QueryTimeoutError, StoreError
from kg.store.layout import StoreFolder
from kg.store.query import (
    BrokenResultError,
    EvaluationError,
    FetchError,
    GivenUpError,
    QueryAnswer,
    QueryRequest,
    QueryTooComplexError,
    QueryTooLargeError,
    UnrepresentableResultError,
)
from kg.store.services.routes import allowed_services, route_services
from kg.store.snapshots import Snapshot, current_snapshot
from kg.store.syntax.mending import mended
from kg.store.syntax.syntax_errors import locate_error
from kg.store.workers.frames import FrameKind
from kg.store.workers.turns import Turns
from kg.store.workers.worker import Query, Services
from kg.store.workers.worker_process import WorkerProcess

_SENDING: Final = 4
"""How many times the time for a query it may take until a large result is read to its end."""


class QueryPool:
    """Evaluates queries in worker processes, each on the newest snapshot; threads share one pool."""

    def __init__(self, folder: StoreFolder, config: Config) -> None:
        self._folder = folder
        self._config = config
        self._services = allowed_services(config)
        self._turns = Turns(("kg.store.workers.worker", str(config.query_memory_mb)), config)

    def start(self) -> None:
        """Start all workers now instead of when they are first asked."""
        self._turns.start()

    def run(self, request: QueryRequest) -> QueryAnswer:
        """Return the answer to a query as soon as it is whole or a megabyte of it is there.

        Raises QueryBusyError if no worker gets free in time, QueryTimeoutError, QuerySyntaxError, QueryTooLargeError,
        UnrepresentableResultError, QueryRefusedError for what the engine cannot evaluate, and BrokenResultError if
        the worker crashed.
        """
        worker = self._turns.take()
        chunks = _Chunks(
            partial(self._receive, worker, request),
            partial(self._turns.give_back, worker),
            partial(self._reported, request),
        )
        try:
            self._await_ready(worker, request)
            snapshot = self._ask(worker, request)
            chunks.begin()
        except BaseException:
            chunks.close()
            raise
        return QueryAnswer(request.form, request.format, snapshot, chunks)

    def close(self) -> None:
        """End all workers; queries that still run break off."""
        self._turns.close()

    def kill(self) -> None:
        """Kill all workers without waiting for anything, for a process that ends this moment."""
        for worker in self._turns.workers:
            worker.kill()

    def _seconds(self, request: QueryRequest) -> float:
        return min(request.seconds or self._config.query_seconds, self._config.query_seconds)

    def _await_ready(self, worker: WorkerProcess, request: QueryRequest) -> None:
        """Wait for a process that is just starting, so that the time for that is not the query's."""
        try:
            worker.await_ready()
        except (EOFError, OSError) as error:
            raise self._cause_of_death(worker, request) from error

    def _ask(self, worker: WorkerProcess, request: QueryRequest) -> Snapshot:
        snapshot = current_snapshot(self._folder)
        seconds = self._seconds(request)
        text, services = mended(request.text), None
        if "SERVICE" in text.upper():
            text, routes = route_services(text, self._services)
            services = Services(routes=routes, limits=self._services.settings)
        worker.ask(
            Query(
                snapshot=str(snapshot.path),
                published=snapshot.published.isoformat(),
                text=text,
                format=request.format.name,
                default_graphs=_listed(request.default_graphs),
                named_graphs=_listed(request.named_graphs),
                base=request.base,
                seconds=_SENDING * seconds + self._config.query_wait_seconds,
                result_bytes=self._config.result_bytes,
                result_rows=self._config.result_rows,
                services=services,
            )
        )
        self._turns.begin(worker, seconds)
        return snapshot

    def _receive(self, worker: WorkerProcess, request: QueryRequest) -> tuple[FrameKind, bytes]:
        try:
            kind, content = worker.receive()
        except (EOFError, OSError) as error:
            raise self._cause_of_death(worker, request) from error
        if kind is FrameKind.DATA:
            self._turns.extend(worker, _SENDING * self._seconds(request))
        return kind, content

    def _cause_of_death(self, worker: WorkerProcess, request: QueryRequest) -> QueryError:
        if worker.overdue:
            return QueryTimeoutError(
                f"the query took longer than {self._seconds(request):g} s and was stopped: "
                "make it more selective, or add a LIMIT"
            )
        if worker.given_up:
            return GivenUpError("the client has closed the connection: the query was stopped")
        if worker.refused:
            return QueryBusyError("so many long queries run that there is no room for this one: try again later")
        if worker.close():
            return QueryTooComplexError(
                f"the query needed more than {self._config.query_memory_mb:,} MB of memory and was stopped: "
                "make it more selective"
            )
        return BrokenResultError("the query brought its worker down; the server goes on: please report the query")

    def _reported(self, request: QueryRequest, report: bytes) -> QueryError | StoreError:
        kind, message = json.loads(report)
        if kind == "syntax":
            return locate_error(request.text, message)
        most_bytes, most_rows = self._config.result_bytes, self._config.result_rows
        errors: dict[str, QueryError | StoreError] = {
            "too large": QueryTooLargeError(
                f"the result is larger than {most_bytes:,} bytes: add a LIMIT, or export the graph"
            ),
            "too many": QueryTooLargeError(
                f"the result has more than {most_rows:,} rows: add a LIMIT, or export the graph"
            ),
            "service": FetchError(f"SERVICE failed: {message}"),
            "unrepresentable": UnrepresentableResultError(message),
            "snapshot": StoreError(f"cannot read the store in {self._folder.path}: {message}"),
        }
        return errors.get(kind) or EvaluationError(f"the query cannot be evaluated: {message}")


class _Chunks(Iterator[bytes]):
    """The parts of a result as the worker sends them; gives the worker back as soon as the last has come."""

    def __init__(
        self,
        receive: Callable[[], tuple[FrameKind, bytes]],
        release: Callable[..., None],
        report: Callable[[bytes], Exception],
    ) -> None:
        self._receive = receive
        self._release: Callable[..., None] | None = release
        self._report = report
        self._ready = b""

    @property
    def is_whole(self) -> bool:
        """Return whether no more will come than is here."""
        return self._release is None

    def begin(self) -> None:
        """Wait for the first part; raise the error that came instead."""
        kind, content = self._receive()
        if kind is not FrameKind.DATA:
            self._give_back(whole=True)
        if kind is FrameKind.ERROR:
            raise self._report(content)
        self._ready = content

    def __next__(self) -> bytes:
        if not self._ready and self._release is not None:
            try:
                self.begin()
            except BaseException:
                self.close()
                raise
        if not self._ready:
            raise StopIteration
        ready, self._ready = self._ready, b""
        return ready

    def close(self) -> None:
        """Stop the query unless its whole result has come."""
        self._give_back(whole=False)

    def __del__(self) -> None:
        self.close()

    def _give_back(self, *, whole: bool) -> None:
        release, self._release = self._release, None
        if release:
            release(whole=whole)


def _listed(iris: tuple[str, ...] | None) -> list[str] | None:
    return None if iris is None else list(iris)
