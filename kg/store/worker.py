"""A query worker: a process of its own that evaluates one query at a time on a snapshot and may be killed.

Run as ``python -m kg.store.worker MEMORY_MB``; queries come on standard input, results go to standard output.
"""

import contextlib
import json
import re
import signal
import sys
from pathlib import Path
from typing import BinaryIO, Final, TypedDict, cast

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from kg.store.frames import FrameKind, read_frame, write_frame
from kg.store.limits import allow_memory
from kg.store.snapshots import hold

FIRST_FRAME: Final = 1_000_000
"""Bytes held back before anything is sent, so that most failures are told before the result begins."""
_FRAME: Final = 1 << 16
_GRACE_SECONDS: Final = 5
_FORMATS: Final = {format.name: format for format in (*SOLUTION_FORMATS, *GRAPH_FORMATS)}
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


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


class _TooLargeError(Exception):
    """The result has more bytes than allowed."""


class _UnrepresentableError(Exception):
    """The result holds a character that XML cannot."""


class _Sink:
    """Takes the bytes of a result and sends them in frames; the first only when there is much or all of it."""

    def __init__(self, pipe: BinaryIO, *, allowed: int, xml: bool) -> None:
        self._pipe = pipe
        self._allowed = allowed
        self._xml = xml
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
        write_frame(self._pipe, kind, bytes(self._held))
        self._held.clear()


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


def main() -> None:
    """Answer queries until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends the pipe
    view = _View(int(sys.argv[1]) * 1_000_000)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            _, content = read_frame(sys.stdin.buffer)
            query: Query = json.loads(content)
            _limit_time(query["seconds"] + _GRACE_SECONDS)
            _answer(view, query, sys.stdout.buffer)
            _limit_time(0)


def _answer(view: _View, query: Query, pipe: BinaryIO) -> None:
    try:
        store = view.open(query["snapshot"], query["published"])
    except OSError as error:
        return _send_error(pipe, "snapshot", error)
    try:
        _evaluate(store, query, pipe)
    except SyntaxError as error:
        _send_error(pipe, "syntax", error)
    except _TooLargeError as error:
        _send_error(pipe, "too large", error)
    except _UnrepresentableError as error:
        _send_error(pipe, "unrepresentable", error)
    except BrokenPipeError:
        raise
    except (RuntimeError, ValueError, OSError) as error:
        _send_error(pipe, "evaluation", error)
    return None


def _evaluate(store: ox.Store, query: Query, pipe: BinaryIO) -> None:
    results = store.query(
        query["text"],
        base_iri=query["base"],
        prefixes=PREFIXES,
        default_graph=cast(
            list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None, _graphs(query["default_graphs"])
        ),
        named_graphs=_graphs(query["named_graphs"]),
    )
    wanted = query["format"]
    sink = _Sink(pipe, allowed=query["result_bytes"], xml=wanted in {"xml", "rdf"})
    output = cast(BinaryIO, sink)  # the engine only writes and flushes
    if isinstance(results, ox.QueryTriples):
        ox.serialize(results, output, _FORMATS[wanted].graph, prefixes=PREFIXES)
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
