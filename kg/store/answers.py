"""Answers that are kept in memory: who asks the same of the same snapshot again gets them without an evaluation."""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

from kg.store.query import QueryAnswer, QueryRequest
from kg.store.snapshots import Snapshot

_Graphs = tuple[str, ...] | None
_Key = tuple[str, str, _Graphs, _Graphs, str | None]

_MOST_BYTES: Final = 32_000_000
_LARGEST: Final = 100_000
"""Bytes of query and answer together above which it is the sending that takes long, not the evaluation."""
_CHANGING: Final = re.compile(r"(?<![a-z_])(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)(?![a-z_])", re.IGNORECASE)


def is_repeatable(text: str) -> bool:
    """Return whether a query has the same answer each time on one snapshot: it asks no clock, no dice, no other server.

    A variable or a text with the name of such a function counts as one too.
    """
    return not _CHANGING.search(text)


class KeptAnswers:
    """The answers asked for last, of all threads, up to 32 MB of them; those of older snapshots are dropped."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._snapshot: Snapshot | None = None
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, snapshot: Snapshot, request: QueryRequest) -> QueryAnswer | None:
        """Return the answer to the same request on that snapshot, None if there is none."""
        key = _key(request)
        with self._lock:
            body = self._kept.get(key) if snapshot == self._snapshot else None
            if body is None:
                return None
            self._kept.move_to_end(key)
        return QueryAnswer(request.form, request.format, snapshot, _Whole(body))

    def keep(self, request: QueryRequest, answer: QueryAnswer) -> QueryAnswer:
        """Return the answer to a request, to be read once; keep it if it is here whole, small, and lasting."""
        if answer.snapshot is None or not answer.is_whole or not is_repeatable(request.text):
            return answer
        body = answer.read()
        if len(body) + len(request.text) <= _LARGEST:
            with self._lock:
                self._put(answer.snapshot, _key(request), body)
        return QueryAnswer(request.form, request.format, answer.snapshot, _Whole(body))

    def _put(self, snapshot: Snapshot, key: _Key, body: bytes) -> None:
        if snapshot != self._snapshot:
            self._kept.clear()
            self._snapshot, self._bytes = snapshot, 0
        if key in self._kept:
            return
        self._kept[key] = body
        self._bytes += _size(key, body)
        while self._bytes > _MOST_BYTES:
            self._bytes -= _size(*self._kept.popitem(last=False))


class _Whole(Iterator[bytes]):
    """A result that is here, as the parts of an answer."""

    is_whole = True

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __next__(self) -> bytes:
        body, self._body = self._body, b""
        if not body:
            raise StopIteration
        return body

    def close(self) -> None:
        """Let go of it."""
        self._body = b""


def _key(request: QueryRequest) -> _Key:
    return request.text, request.format.name, request.default_graphs, request.named_graphs, request.base


def _size(key: _Key, body: bytes) -> int:
    return len(key[0]) + len(body)
