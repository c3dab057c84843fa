"""The writing process of a server: the one that holds the store open for writing, and changes it on request.

Run as ``python -m kg.store.updates.write_worker STORE BASE MEMORY_MB SECONDS``, with an empty BASE for the default or
the store's own; requests come on standard input, each followed by its documents. The answer is an empty DATA frame when
the change is committed and LAST when readers see it, or ERROR.
"""

import contextlib
import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypedDict

import pyoxigraph as ox

from kg.errors import StoreBusyError, StoreError
from kg.store.layout import StoreFolder
from kg.store.syntax.operations import ANY_GRAPH, DEFAULT_GRAPH
from kg.store.updates.graph_changes import (
    Document,
    Method,
    NoSuchGraphError,
    SeveralGraphsError,
    change_graph,
    run_update,
)
from kg.store.workers.frames import FrameKind, read_frame, write_frame
from kg.store.workers.limits import allow_memory, limit_time
from kg.store.writer import Change, Writer, open_writer

_GRACE_SECONDS: Final = 5
_NEVER: Final = float("inf")
_DERIVED: Final = ("ledger", "ontology")
"""The graphs that are there once anything was built into a store."""


class WriteRequest(TypedDict):
    """A change as it comes over the pipe."""

    method: Method | Literal["update", "build"]
    text: str
    """The update."""
    base: str | None
    writes: list[str]
    """Which graphs it changes, as ``Operation.writes``."""
    graph: str | None
    documents: list[tuple[str, str]]
    """Format and base of each document, of a build its part; the contents follow in frames."""


class _RefusedError(Exception):
    """The change is of a graph that is derived from articles."""


_DISK: Final = "IO error"
"""So the engine begins what it says of a disk that is full or broken."""
_KINDS: Final[dict[type[Exception], str]] = {
    _RefusedError: "refused",
    NoSuchGraphError: "missing",
    SeveralGraphsError: "several graphs",
    SyntaxError: "syntax",
    StoreError: "store",
    RuntimeError: "evaluation",
    ValueError: "evaluation",
    OSError: "evaluation",
}


def main() -> None:
    """Open the store and change it until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends the pipe
    try:
        writer = open_writer(Path(sys.argv[1]), base=sys.argv[2] or None, publish_seconds=_NEVER)
    except StoreError as error:
        _send_error(sys.stdout.buffer, "busy" if isinstance(error, StoreBusyError) else "store", str(error))
        return
    allow_memory(int(sys.argv[3]) * 1_000_000)
    with writer, contextlib.suppress(EOFError, BrokenPipeError):
        write_frame(sys.stdout.buffer, FrameKind.READY, b"")
        while True:
            _answer(writer, sys.stdin.buffer, sys.stdout.buffer, seconds=float(sys.argv[4]))
            limit_time(0)


def _answer(writer: Writer, questions: BinaryIO, answers: BinaryIO, *, seconds: float) -> None:
    _, content = read_frame(questions)
    request: WriteRequest = json.loads(content)
    documents = [Document(read_frame(questions)[1], form, base) for form, base in request["documents"]]
    try:
        built = any(True for name in _DERIVED for _ in writer.quads(graph=ox.NamedNode(writer.folder.graph_iri(name))))
        if built:
            _check_writable(writer.folder, request["writes"])
        limit_time(seconds + _GRACE_SECONDS)
        created = _made(writer, request, documents, searched=not built)
        limit_time(0)
        write_frame(answers, FrameKind.DATA, b"")
        writer.publish()
    except BrokenPipeError:
        raise
    except tuple(_KINDS) as error:
        return _send_error(answers, _kind(error), str(error))
    return write_frame(answers, FrameKind.LAST, json.dumps(created).encode())


def _kind(error: Exception) -> str:
    if str(error).startswith(_DISK):
        return "disk"
    return next(name for kind, name in _KINDS.items() if isinstance(error, kind))


def _made(writer: Writer, request: WriteRequest, documents: list[Document], *, searched: bool) -> bool:
    """Make a change and return whether it made a new graph; ``searched`` as in ``Writer.alter``."""
    method = request["method"]
    if method == "build":
        _build(writer, {document.format: document.content for document in documents})
        return False
    if method == "update":
        writer.alter(lambda store: run_update(store, request["text"], request["base"]), searched=searched)
        return False
    return writer.alter(lambda store: change_graph(store, method, request["graph"], documents), searched=searched)


def _build(writer: Writer, parts: Mapping[str, bytes]) -> None:
    """Make a change as the builder would that had the store open itself."""
    quads = {part: list(ox.parse(content, ox.RdfFormat.N_QUADS)) for part, content in parts.items()}
    if "ontology" in quads:
        writer.load_ontology(quads["ontology"])
    else:
        writer.commit(Change(quads["add"], quads["remove"]))


def _check_writable(folder: StoreFolder, writes: list[str]) -> None:
    for graph in writes:
        if graph in {DEFAULT_GRAPH, ANY_GRAPH} or graph.startswith(folder.graph_iri("")):
            raise _RefusedError(graph)


def _send_error(pipe: BinaryIO, kind: str, message: str) -> None:
    write_frame(pipe, FrameKind.ERROR, json.dumps([kind, message]).encode())


if __name__ == "__main__":
    main()
