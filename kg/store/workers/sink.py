"""The bytes of a result on their way out of a query worker: counted, checked, and sent in frames."""

import re
from typing import BinaryIO, Final

from kg.store.query import UnrepresentableResultError
from kg.store.workers.frames import FrameKind, write_frame

FIRST_FRAME: Final = 1_000_000
"""Bytes held back before anything is sent, so that most failures are told before the result begins."""
_FRAME: Final = 1 << 16
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class TooLargeError(Exception):
    """The result has more bytes than allowed."""


class TooManyError(Exception):
    """The result has more rows or triples than allowed."""


class RowCounter:
    """Counts the rows of a serialised result by what stands between them, in CSV within some texts too."""

    _MARKS: Final = {"json": (b'},{"', 1), "xml": (b"<result>", 0), "csv": (b"\r\n", -1), "tsv": (b"\n", -1)}

    def __init__(self, format: str, *, allowed: int) -> None:
        self._mark, first = self._MARKS[format]
        self._left = allowed - first
        self._rest = b""

    def count(self, data: bytearray) -> None:
        """Take the next bytes of the result; raise TooManyError when there are too many rows."""
        text = self._rest + data
        self._left -= text.count(self._mark)
        if self._left < 0:
            raise TooManyError
        self._rest = text[len(text) - len(self._mark) + 1 :]


class Sink:
    """Takes the bytes of a result and sends them in frames; the first only when there is much or all of it."""

    def __init__(self, pipe: BinaryIO, *, allowed: int, xml: bool, rows: RowCounter | None) -> None:
        self._pipe = pipe
        self._allowed = allowed
        self._xml = xml
        self._rows = rows
        self._held = bytearray()
        self._threshold = FIRST_FRAME

    def write(self, data: bytes) -> int:
        """Take bytes; raise TooLarge-, TooMany- or UnrepresentableResultError where the result may not go on."""
        self._held += data
        self._allowed -= len(data)
        if self._allowed < 0:
            raise TooLargeError
        if len(self._held) >= self._threshold:
            self._send(FrameKind.DATA)
            self._threshold = _FRAME
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine flushes far too often."""

    def finish(self) -> None:
        """Send the rest as the end of a whole result; raises what ``write`` raises."""
        self._send(FrameKind.LAST)

    def _send(self, kind: FrameKind) -> None:
        if self._xml and _NOT_IN_XML.search(self._held):
            raise UnrepresentableResultError("the result holds a character that XML cannot: ask for JSON")
        if self._rows:
            self._rows.count(self._held)
        write_frame(self._pipe, kind, bytes(self._held))
        self._held.clear()
