"""Answers compressed with gzip for clients that accept it, part by part, so that a stream stays one."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from flask import request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PACKED: Final = "-gzip"
"""What the strong tag of a compressed answer has at its end: its bytes are others, but it stands for the same state."""

_SMALLEST: Final = 860
"""Bytes below which an answer fits into one packet anyway."""
_LEVEL: Final = 5
_GZIP: Final = 31
"""zlib's number for the format of gzip with the widest window."""
_COMPRESSIBLE: Final = frozenset(
    {
        "application/json",
        "application/ld+json",
        "application/geo+json",
        "application/n-quads",
        "application/n-triples",
        "application/problem+json",
        "application/rdf+xml",
        "application/sparql-query",
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "application/trig",
        "application/xml",
        "image/svg+xml",
    }
)


def with_gzip(answer: "WSGIApplication") -> "WSGIApplication":
    """Return the application with its compressible answers compressed where the client accepts gzip.

    An answer that breaks off breaks off compressed too: its last block is missing.
    """

    def answer_compressed(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD" or not _is_wanted(environ.get("HTTP_ACCEPT_ENCODING", "")):
            return answer(environ, start_response)
        chosen = False

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401  # as WSGI has it
            nonlocal chosen
            chosen = _is_worth_it(status, Headers(headers))
            return start_response(status, _changed(headers) if chosen else headers, *error)

        body = answer(environ, start)
        return _Compressed(body) if chosen else body

    return answer_compressed


def refuse_compressed() -> None:
    """Raise UnsupportedMediaType for a request whose body is compressed: it is nothing that could be read."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise UnsupportedMediaType("the body is compressed: send it as it is, without Content-Encoding")


class _Compressed:
    """The parts of a body, compressed as they come; closing it closes the body."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
        for part in self._body:
            if packed := packer.compress(part):
                yield packed
        yield packer.flush()

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        if close:
            close()


def _is_wanted(accepted: str) -> bool:
    if "gzip" not in accepted:
        return False
    return any(name == "gzip" and quality > 0 for name, quality in parse_accept_header(accepted))


def _is_worth_it(status: str, headers: Headers) -> bool:
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    length = headers.get("Content-Length", "")
    small = length.isdigit() and int(length) < _SMALLEST
    has_body = not status.startswith(("1", "204", "206", "304"))
    return has_body and not small and "Content-Encoding" not in headers and _packs_well(kind)


def _packs_well(kind: str) -> bool:
    return kind in _COMPRESSIBLE or kind.startswith("text/")


def _changed(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = Headers([(name, value) for name, value in headers if name.lower() != "content-length"])
    kept["Content-Encoding"] = "gzip"
    kept["Vary"] = ", ".join(filter(None, [kept.get("Vary"), "Accept-Encoding"]))
    if (tag := kept.get("ETag", "")) and not tag.startswith("W/"):
        kept["ETag"] = f'{tag[:-1]}{PACKED}"'
    return list(kept)
