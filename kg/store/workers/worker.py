"""A query worker: a process of its own that evaluates one query at a time on a snapshot and may be killed.

Run as ``python -m kg.store.workers.worker MEMORY_MB``; queries come on standard input, results go to standard output.
"""

import contextlib
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TypedDict, cast

import pyoxigraph as ox

from kg.namespaces import PREFIXES, UNION_GRAPH
from kg.store.formats import GRAPH_FORMATS, RDF_XML, SOLUTION_FORMATS
from kg.store.query import UnrepresentableResultError
from kg.store.results import Term
from kg.store.services.fetching import AllowList, Limits
from kg.store.services.relay import Relay
from kg.store.snapshots import hold
from kg.store.workers.frames import FrameKind, read_frame, write_frame
from kg.store.workers.limits import allow_memory, limit_time
from kg.store.workers.sink import RowCounter, Sink, TooLargeError, TooManyError
from kg.store.xml_names import nameable

_GRACE_SECONDS: Final = 5
_FORMATS: Final = {format.name: format for format in (*SOLUTION_FORMATS, *GRAPH_FORMATS)}
_UNKNOWN_FUNCTION: Final = re.compile(r"custom function <([^>]*)> is not supported")


class Services(TypedDict):
    """The servers that a query asks, by their names in its text, and the limits for asking them."""

    routes: dict[str, str]
    limits: Limits


class Query(TypedDict):
    """A query as it comes over the pipe."""

    snapshot: str
    published: str
    text: str
    format: str
    default_graphs: list[str] | None
    named_graphs: list[str] | None
    base: str | None
    seconds: float
    result_bytes: int
    result_rows: int
    services: Services | None


class _ServiceError(Exception):
    """Another server did not answer."""


class _Services:
    """Asks other servers for the engine; what failed there is told as such."""

    def __init__(self) -> None:
        self._relays: dict[str, Relay] = {}

    @contextlib.contextmanager
    def routed(self, query: Query) -> Iterator[str]:
        """Yield the text of a query with addresses that the engine may ask while the block runs."""
        services = query["services"]
        if not services:
            yield query["text"]
            return
        key = json.dumps(services["limits"])
        if key not in self._relays:
            self._relays[key] = Relay(AllowList(**services["limits"]))
        relay = self._relays[key]
        text = query["text"]
        for name, target in services["routes"].items():
            text = text.replace(f"<{name}>", f"<{relay.address(target)}>")
        try:
            yield text
        except (RuntimeError, OSError, ValueError) as error:
            reason = relay.failure or relay.named(str(error))
            raise _ServiceError(reason) if reason else error from error
        finally:
            relay.forget()


class _View:
    """The snapshot opened last, kept from being removed; queries on it get so many bytes of memory."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._opened = ("", "")
        self._store = ox.Store()
        self._hold = contextlib.ExitStack()

    def open(self, path: str, published: str) -> ox.Store:
        """Return the store of that snapshot; raise OSError if it has been removed meanwhile."""
        if (path, published) != self._opened:
            self._hold.close()
            self._hold.enter_context(hold(Path(path)))
            allow_memory(None)  # the engine reserves far more for a store than it ever uses
            self._store = ox.Store.read_only(path)
            allow_memory(self._memory)
            self._opened = (path, published)
        return self._store


_KINDS: Final[dict[type[Exception], str]] = {
    SyntaxError: "syntax",
    TooLargeError: "too large",
    TooManyError: "too many",
    UnrepresentableResultError: "unrepresentable",
    _ServiceError: "service",
    RuntimeError: "evaluation",
    ValueError: "evaluation",
    OSError: "evaluation",
}


def main() -> None:
    """Answer queries until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends the pipe
    view, services = _View(int(sys.argv[1]) * 1_000_000), _Services()
    with contextlib.suppress(EOFError, BrokenPipeError):
        write_frame(sys.stdout.buffer, FrameKind.READY, b"")
        while True:
            _, content = read_frame(sys.stdin.buffer)
            query: Query = json.loads(content)
            limit_time(query["seconds"] + _GRACE_SECONDS)
            _answer(view, services, query, sys.stdout.buffer)
            limit_time(0)


def _answer(view: _View, services: _Services, query: Query, pipe: BinaryIO) -> None:
    try:
        store = view.open(query["snapshot"], query["published"])
    except OSError as error:
        return _send_error(pipe, "snapshot", error)
    try:
        with services.routed(query) as text:
            _evaluate(store, text, query, pipe)
    except BrokenPipeError:
        raise
    except tuple(_KINDS) as error:
        _send_error(pipe, next(name for kind, name in _KINDS.items() if isinstance(error, kind)), error)
    return None


def _results(store: ox.Store, text: str, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    default, named = query["default_graphs"], query["named_graphs"]
    everything = default is not None and UNION_GRAPH in default
    unknown: dict[ox.NamedNode, Callable[..., Term | None]] = {}
    while True:
        try:
            return store.query(
                text,
                base_iri=query["base"],
                prefixes=PREFIXES,
                use_default_graph_as_union=everything,
                default_graph=cast(
                    list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None, _graphs(None if everything else default)
                ),
                named_graphs=_graphs(named or None if everything else named),
                custom_functions=unknown,
            )
        except RuntimeError as error:
            # To the engine an unknown function fails the whole query; it is to be an error of its expression only.
            found = _UNKNOWN_FUNCTION.search(str(error))
            if not found or (function := ox.NamedNode(found[1])) in unknown:
                raise
            unknown[function] = _no_value


def _no_value(*_arguments: object) -> None:
    return None


def _evaluate(store: ox.Store, text: str, query: Query, pipe: BinaryIO) -> None:
    results = _results(store, text, query)
    wanted, most = query["format"], query["result_rows"]
    rows = RowCounter(wanted, allowed=most) if isinstance(results, ox.QuerySolutions) else None
    sink = Sink(pipe, allowed=query["result_bytes"], xml=wanted in {"xml", "rdf"}, rows=rows)
    output = cast(BinaryIO, sink)  # the engine only writes and flushes
    if isinstance(results, ox.QueryTriples):
        triples = islice(results, most)
        named = nameable(triples) if wanted == RDF_XML.name else triples
        ox.serialize(named, output, _FORMATS[wanted].graph, prefixes=PREFIXES)
        if next(results, None) is not None:
            raise TooManyError
    else:
        results.serialize(output, _FORMATS[wanted].solutions)
    sink.finish()


def _graphs(iris: list[str] | None) -> list[ox.NamedNode | ox.BlankNode] | None:
    return None if iris is None else [ox.NamedNode(iri) for iri in iris]


def _send_error(pipe: BinaryIO, kind: str, error: Exception) -> None:
    write_frame(pipe, FrameKind.ERROR, json.dumps([kind, str(error)]).encode())


if __name__ == "__main__":
    main()
