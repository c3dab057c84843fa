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
from typing import BinaryIO, Final, Literal, NamedTuple, TypedDict

import pyoxigraph as ox

from kg.errors import StoreBusyError, StoreError
from kg.store.layout import StoreFolder
from kg.store.updates.graph_changes import (
    Document,
    Method,
    NoSuchGraphError,
    SeveralGraphsError,
    change_graph,
    run_update,
)
from kg.store.updates.updates import ANY_GRAPH, DEFAULT_GRAPH
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


class _Kind(NamedTuple):
    error: type[Exception]
    name: str


_KINDS: Final = (
    _Kind(_RefusedError, "refused"),
    _Kind(NoSuchGraphError, "missing"),
    _Kind(SeveralGraphsError, "several graphs"),
    _Kind(SyntaxError, "syntax"),
    _Kind(StoreError, "store"),
    _Kind(RuntimeError, "evaluation"),
    _Kind(ValueError, "evaluation"),
    _Kind(OSError, "evaluation"),
)


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
        if request["method"] == "build":
            created = _build(writer, {document.format: document.content for document in documents})
        else:
            created = writer.alter(lambda store: _changed(store, request, documents), searched=not built)
        limit_time(0)
        write_frame(answers, FrameKind.DATA, b"")
        writer.publish()
    except BrokenPipeError:
        raise
    except tuple(kind.error for kind in _KINDS) as error:
        name = next(kind.name for kind in _KINDS if isinstance(error, kind.error))
        return _send_error(answers, name, str(error))
    return write_frame(answers, FrameKind.LAST, json.dumps(created).encode())


def _changed(store: ox.Store, request: WriteRequest, documents: list[Document]) -> bool:
    if request["method"] == "update" or request["method"] == "build":
        run_update(store, request["text"], request["base"])
        return False
    return change_graph(store, request["method"], request["graph"], documents)


def _build(writer: Writer, parts: Mapping[str, bytes]) -> bool:
    """Make a change as the builder would that had the store open itself."""
    quads = {part: list(ox.parse(content, ox.RdfFormat.N_QUADS)) for part, content in parts.items()}
    if "ontology" in quads:
        return writer.load_ontology(quads["ontology"])
    writer.commit(Change(quads["add"], quads["remove"]))
    return False


def _check_writable(folder: StoreFolder, writes: list[str]) -> None:
    for graph in writes:
        if graph in {DEFAULT_GRAPH, ANY_GRAPH} or graph.startswith(folder.graph_iri("")):
            raise _RefusedError(graph)


def _send_error(pipe: BinaryIO, kind: str, message: str) -> None:
    write_frame(pipe, FrameKind.ERROR, json.dumps([kind, message]).encode())


if __name__ == "__main__":
    main()
