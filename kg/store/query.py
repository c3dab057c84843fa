"""What a query asks, what it gets, and what can be wrong with it."""

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from kg.closing import Closing
from kg.errors import QueryError, QueryRefusedError, QuerySyntaxError, StoreError
from kg.store.formats import ResultFormat
from kg.store.snapshots import Snapshot

IS_AWAITED: Final[ContextVar[Callable[[], bool]]] = ContextVar("is_awaited", default=lambda: True)
"""What tells whether anybody still waits for the answers to the queries that are asked from here."""


class QueryForm(StrEnum):
    """The four forms of query; the first two yield solutions, the others triples."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def yields_triples(self) -> bool:
        """Return whether the result is a graph."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


@dataclass(frozen=True, kw_only=True)
class QueryRequest:
    """A query that passed the guard, and how its result is wanted."""

    text: str
    form: QueryForm
    format: ResultFormat
    default_graphs: tuple[str, ...] | None = None
    """Graphs to read as the default graph; None: as the query says, else the store's default graph."""
    named_graphs: tuple[str, ...] | None = None
    """Graphs that GRAPH may see; None: as the query says, else all."""
    base: str | None = None
    """IRI against which relative IRIs in the text are resolved."""
    seconds: float | None = None
    """Time limit, if it is to be shorter than the server's."""


class Chunks(Protocol):
    """The parts of a result, as they come."""

    @property
    def is_whole(self) -> bool:
        """Return whether no more will come than is here."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...

    def __next__(self) -> bytes: ...

    def close(self) -> None:
        """Ask for no more."""


class QueryAnswer(Closing):
    """A result on its way, as bytes of one format.

    Iterate over it or ``read`` it to the end; ``close`` (or leaving a ``with`` block) before the end stops the query.
    While iterating, QueryError tells that the result broke off: what came before is then not a whole result.
    """

    def __init__(self, form: QueryForm, format: ResultFormat, snapshot: Snapshot | None, chunks: Chunks) -> None:
        self.form = form
        self.format = format
        self.snapshot = snapshot
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    @property
    def is_whole(self) -> bool:
        """Return whether the rest of the result is here, so that reading it neither waits nor fails."""
        return self._chunks.is_whole

    def read(self) -> bytes:
        """Return the whole rest of the result."""
        return b"".join(self._chunks)

    def close(self) -> None:
        """Stop the query if it still runs."""
        self._chunks.close()


class LocatedSyntaxError(QuerySyntaxError):
    """Not SPARQL, and where: line and column from 1, offset in code points from 0, and the text of the line."""

    def __init__(self, reason: str, *, text: str, offset: int) -> None:
        before = text[:offset]
        start = before.rfind("\n") + 1
        self.reason = reason
        self.offset = offset
        self.line = before.count("\n") + 1
        self.column = offset - start + 1
        self.line_text = text[start:].split("\n", 1)[0]
        super().__init__(f"line {self.line}, column {self.column}: {reason}")


class QueryTooComplexError(QueryRefusedError):
    """The query is nested or chained beyond what the engine survives."""


class QueryTooLargeError(QueryRefusedError):
    """The query's text or its result is larger than allowed."""


class EvaluationError(QueryError):
    """The engine cannot evaluate the query: an unknown function, for instance."""


class DocumentError(QueryError):
    """What was sent is not one RDF graph."""


class FetchError(QueryError):
    """Another server does not send what is asked of it."""


class RemoteStoreError(StoreError):
    """The server that holds the store cannot be reached, or fails."""


class MissingGraphError(QueryError):
    """There is no such graph."""


class UnrepresentableResultError(QueryError):
    """The result holds what its format cannot."""


class BrokenResultError(QueryError):
    """The evaluation ended before the result was whole: the worker crashed or was stopped."""


class GivenUpError(QueryError):
    """Nobody waits for the answer any more."""
