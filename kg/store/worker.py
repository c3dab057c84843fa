"""A query worker: a process of its own that evaluates one query at a time on a snapshot and may be killed.

Run as ``python -m kg.store.worker MEMORY_MB``; queries come on standard input, results go to standard output.
"""

import contextlib
import json
import re
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TypedDict, cast

import pyoxigraph as ox

from kg.namespaces import PREFIXES, UNION_GRAPH
from kg.store.fetching import AllowList, Limits
from kg.store.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from kg.store.frames import FrameKind, read_frame, write_frame
from kg.store.limits import allow_memory
from kg.store.relay import Relay
from kg.store.snapshots import hold

FIRST_FRAME: Final = 1_000_000
"""Bytes held back before anything is sent, so that most failures are told before the result begins."""
_FRAME: Final = 1 << 16
_GRACE_SECONDS: Final = 5
_FORMATS: Final = {format.name: format for format in (*SOLUTION_FORMATS, *GRAPH_FORMATS)}
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


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


class _TooLargeError(Exception):
    """The result has more bytes than allowed."""


class _UnrepresentableError(Exception):
    """The result holds a character that XML cannot."""


class _TooManyError(Exception):
    """The result has more rows or triples than allowed."""


class _ServiceError(Exception):
    """Another server did not answer."""


class _Rows:
    """Counts the rows of a serialised result by what stands between them, and nowhere else, in that format."""

    _MARKS: Final = {"json": (b'},{"', 1), "xml": (b"<result>", 0), "csv": (b"\r\n", -1), "tsv": (b"\n", -1)}

    def __init__(self, format: str, *, allowed: int) -> None:
        self._mark, first = self._MARKS[format]
        self._left = allowed - first
        self._rest = b""

    def count(self, data: bytearray) -> None:
        """Take the next bytes of the result; raise _TooManyError when there are too many rows."""
        text = self._rest + data
        self._left -= text.count(self._mark)
        if self._left < 0:
            raise _TooManyError
        self._rest = text[len(text) - len(self._mark) + 1 :]


class _Sink:
    """Takes the bytes of a result and sends them in frames; the first only when there is much or all of it."""

    def __init__(self, pipe: BinaryIO, *, allowed: int, xml: bool, rows: _Rows | None) -> None:
        self._pipe = pipe
        self._allowed = allowed
        self._xml = xml
        self._rows = rows
        self._held = bytearray()
        self._threshold = FIRST_FRAME

    def write(self, data: bytes) -> int:
        self._held += data
        self._allowed -= len(data)
        if self._allowed < 0:
            raise _TooLargeError
        if len(self._held) >= self._threshold:
            self._send(FrameKind.DATA)
            self._threshold = _FRAME
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine flushes far too often."""

    def finish(self) -> None:
        self._send(FrameKind.LAST)

    def _send(self, kind: FrameKind) -> None:
        if self._xml and _NOT_IN_XML.search(self._held):
            raise _UnrepresentableError
        if self._rows:
            self._rows.count(self._held)
        write_frame(self._pipe, kind, bytes(self._held))
        self._held.clear()


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
        except (RuntimeError, OSError) as error:
            raise _ServiceError(relay.failure) if relay.failure else error from error
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
    _TooLargeError: "too large",
    _TooManyError: "too many",
    _UnrepresentableError: "unrepresentable",
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
        while True:
            _, content = read_frame(sys.stdin.buffer)
            query: Query = json.loads(content)
            _limit_time(query["seconds"] + _GRACE_SECONDS)
            _answer(view, services, query, sys.stdout.buffer)
            _limit_time(0)


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


def _evaluate(store: ox.Store, text: str, query: Query, pipe: BinaryIO) -> None:
    default, named = query["default_graphs"], query["named_graphs"]
    everything = default is not None and UNION_GRAPH in default
    results = store.query(
        text,
        base_iri=query["base"],
        prefixes=PREFIXES,
        use_default_graph_as_union=everything,
        default_graph=cast(
            list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None, _graphs(None if everything else default)
        ),
        named_graphs=_graphs(named or None if everything else named),
    )
    wanted, most = query["format"], query["result_rows"]
    rows = _Rows(wanted, allowed=most) if isinstance(results, ox.QuerySolutions) else None
    sink = _Sink(pipe, allowed=query["result_bytes"], xml=wanted in {"xml", "rdf"}, rows=rows)
    output = cast(BinaryIO, sink)  # the engine only writes and flushes
    if isinstance(results, ox.QueryTriples):
        ox.serialize(islice(results, most), output, _FORMATS[wanted].graph, prefixes=PREFIXES)
        if next(results, None) is not None:
            raise _TooManyError
    else:
        results.serialize(output, _FORMATS[wanted].solutions)
    sink.finish()


def _graphs(iris: list[str] | None) -> list[ox.NamedNode | ox.BlankNode] | None:
    return None if iris is None else [ox.NamedNode(iri) for iri in iris]


def _send_error(pipe: BinaryIO, kind: str, error: Exception) -> None:
    write_frame(pipe, FrameKind.ERROR, json.dumps([kind, str(error)]).encode())


def _limit_time(seconds: float) -> None:
    """Let the system end this process even if the server, which should do it sooner, has died."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
