"""Large answers, written in a thread of their own and sent as they come, so that none is ever whole in memory."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import RawIOBase
from typing import BinaryIO, Final, cast

from werkzeug.exceptions import ServiceUnavailable

from kg.store.query import QueryAnswer

_PART: Final = 1 << 16
_AHEAD: Final = 8
"""Parts that may wait for a slow client."""
_AT_ONCE: Final = threading.BoundedSemaphore(4)
"""Dumps keep a thread and the disk busy for long: a fifth one is told to come back."""
_WAIT_SECONDS: Final = 30

Write = Callable[[BinaryIO], None]


class _GoneError(Exception):
    """Nobody reads the stream any more."""


class _Pipe(RawIOBase):
    """A file whose parts are taken out at the other end."""

    def __init__(self) -> None:
        self.parts: queue.Queue[bytes | BaseException | None] = queue.Queue(_AHEAD)
        self.is_read = True
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the writers hand over bytes only
        self._held += data
        if len(self._held) >= _PART:
            self.pass_on()
        return len(data)

    def pass_on(self) -> None:
        self.put(bytes(self._held))
        self._held.clear()

    def put(self, part: bytes | BaseException | None) -> None:
        while self.is_read:
            with suppress(queue.Full):
                return self.parts.put(part, timeout=1)
        raise _GoneError


def streamed(write: Write) -> Iterator[bytes]:
    """Yield what ``write`` writes into the file that it gets; errors of ``write`` are raised where they happen.

    Raises ServiceUnavailable, before anything is written, while four such streams are running.
    """
    if not _AT_ONCE.acquire(blocking=False):
        raise ServiceUnavailable(
            "several large answers are being sent already: try again later", retry_after=_WAIT_SECONDS
        )
    pipe = _Pipe()
    thread = threading.Thread(target=_fill, args=(pipe, write), name="stream", daemon=True)
    thread.start()
    return _Stream(pipe)


def sent(answer: QueryAnswer) -> QueryAnswer | bytes:
    """Return the body of a response with that answer: in one piece, with its length, if it is here whole."""
    return answer.read() if answer.is_whole else answer


class _Stream(Iterator[bytes]):
    """The parts as they come; closing it ends the writing."""

    def __init__(self, pipe: _Pipe) -> None:
        self._pipe = pipe

    def __next__(self) -> bytes:
        part = self._pipe.parts.get() if self._pipe.is_read else None
        if isinstance(part, BaseException):
            raise part
        if part is None:
            raise StopIteration
        return part

    def close(self) -> None:
        self._pipe.is_read = False
        with suppress(queue.Empty):
            while True:  # so that a writer that waits for room sees it at once
                self._pipe.parts.get_nowait()


def _fill(pipe: _Pipe, write: Write) -> None:
    try:
        with suppress(_GoneError):
            try:
                write(cast(BinaryIO, pipe))
                pipe.pass_on()
            except _GoneError:
                raise
            except Exception as error:  # noqa: BLE001  # handed to the reader of the stream, which raises it
                pipe.put(error)
            else:
                pipe.put(None)
    finally:
        _AT_ONCE.release()
