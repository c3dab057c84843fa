"""How the server and its query workers talk: frames on a pipe, each with its kind and its length."""

import struct
from enum import Enum
from typing import BinaryIO, Final

_HEADER: Final = struct.Struct(">cI")


class FrameKind(Enum):
    """What a frame holds."""

    READY = b"R"
    """Empty: the process has started."""
    QUERY = b"Q"
    """JSON: a query to evaluate."""
    DATA = b"D"
    """A part of the result, with more to come."""
    LAST = b"L"
    """The last part of the result."""
    ERROR = b"E"
    """JSON: what went wrong; no more of this result will come."""


def write_frame(pipe: BinaryIO, kind: FrameKind, content: bytes) -> None:
    """Send one frame at once."""
    pipe.write(_HEADER.pack(kind.value, len(content)) + content)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> tuple[FrameKind, bytes]:
    """Return the next frame; raise EOFError if the other side has gone."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise EOFError
    kind, length = _HEADER.unpack(header)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return FrameKind(kind), content
