"""The log of requests and queries: one line of JSON for each, to a file or to standard error.

What a client sends to prove who it is never gets here: of a request's head only the method, the path and the program's
name are taken, and the query part of a URL only as the query that was asked.
"""

import errno
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from flask import request

from kg.config import Config
from kg.errors import KGError
from kg.web.http.clients import REQUEST_ID

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LOG: Final = logging.getLogger(__name__)
QUERY: Final = "sitrep.query"
"""The key of the query or update that is asked, in the environment of a request."""
ROUTE: Final = "sitrep.route"
"""The key of the route by which a request is counted."""
_JSON: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False)
_LONGEST: Final = 20_000
"""Code points of a query that are kept."""
LOOK_SECONDS: Final = 1.0
"""How long it may take until a file that was moved away is begun anew."""
_LONGEST_NAME: Final = 200

Seen = Callable[["Exchange"], None]


class Exchange:
    """One request and its answer, as far as they are over."""

    def __init__(self, environ: "WSGIEnvironment") -> None:
        self.environ = environ
        self.began = time.perf_counter()
        self.status = 0
        self.bytes = 0
        self.is_whole = False

    @property
    def seconds(self) -> float:
        """Return how long it has taken."""
        return time.perf_counter() - self.began

    @property
    def query(self) -> str:
        """Return the query or update that was asked, ``""`` if there was none."""
        return str(self.environ.get(QUERY, ""))

    def entry(self) -> dict[str, object]:
        """Return the entry of the log."""
        environ = self.environ
        found: dict[str, object] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "id": environ.get(REQUEST_ID, ""),
            "client": environ.get("REMOTE_ADDR", ""),
            "forwarded": environ.get("HTTP_X_FORWARDED_FOR", "")[:_LONGEST_NAME],
            "method": environ.get("REQUEST_METHOD", ""),
            "path": environ.get("PATH_INFO", ""),
            "status": self.status,
            "bytes": self.bytes,
            "ms": round(self.seconds * 1000, 1),
            "agent": environ.get("HTTP_USER_AGENT", "")[:_LONGEST_NAME],
        }
        if not self.is_whole:
            found["cut"] = True
        if self.query:
            found["query"] = self.query[:_LONGEST]
        return {name: value for name, value in found.items() if value != ""}


def note_query(text: str) -> None:
    """Let the present request's entry in the log hold that query or update."""
    request.environ[QUERY] = text


def with_log(answer: "WSGIApplication", config: Config, seen: Seen) -> "WSGIApplication":
    """Return the application with each exchange logged, and told to ``seen``, when its answer has been sent or cut.

    Queries slower than ``config.slow_query_seconds`` go to standard error whether or not there is a log.
    """
    place = config.access_log
    file = _LogFile(place) if place and place != "-" else None

    def end(exchange: Exchange) -> None:
        seen(exchange)
        is_slow = bool(exchange.query) and exchange.seconds >= config.slow_query_seconds
        if not place and not is_slow:
            return
        entry = exchange.entry() | ({"slow": True} if is_slow else {})
        line = _JSON.encode(entry) + "\n"
        if file:
            file.append(line)
        if place == "-" or is_slow:
            sys.stderr.write(line)
            sys.stderr.flush()

    def answer_logged(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        exchange = Exchange(environ)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401  # as WSGI has it
            exchange.status = int(status[:3])
            return start_response(status, headers, *error)

        return _Watched(answer(environ, start), exchange, end)

    return answer_logged


class _Watched:
    """The parts of a body, counted as they are sent."""

    def __init__(self, body: Iterable[bytes], exchange: Exchange, end: Seen) -> None:
        self._body = body
        self._exchange = exchange
        self._end: Seen | None = end

    def __iter__(self) -> Iterator[bytes]:
        """Yield the parts; raise ConnectionResetError, which closes the connection, where there will be no more."""
        try:
            for part in self._body:
                self._exchange.bytes += len(part)
                yield part
        except KGError as error:
            _LOG.warning("the answer to request %s was cut: %s", self._exchange.environ.get(REQUEST_ID), error)
            raise OSError(errno.ECONNRESET, "the answer was cut") from error
        self._exchange.is_whole = True

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close:
                close()
        finally:
            end, self._end = self._end, None
            if end:
                end(self._exchange)


class _LogFile:
    """A file that lines are added to; threads share it, other processes may write to it, and it may be moved away.

    Where it was moved, lines of one second still go to the moved file.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._file: int | None = None
        self._identity = (0, 0)
        self._looked = 0.0
        self._lock = threading.Lock()

    def append(self, line: str) -> None:
        """Add a line at once; where it cannot be, say so, and go on."""
        try:
            with self._lock:
                os.write(self._opened(), line.encode("utf-8", "replace"))
        except OSError as error:
            _LOG.warning("cannot write to the log %s: %s", self._place, error)  # the answer is sent all the same

    def _opened(self) -> int:
        now = time.monotonic()
        if self._file is not None and now < self._looked + LOOK_SECONDS:
            return self._file
        self._looked = now
        if self._file is not None and _identity(self._place) == self._identity:
            return self._file
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self._file = os.open(self._place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        self._identity = _identity(self._file)
        return self._file


def _identity(file: str | int) -> tuple[int, int]:
    """Return what tells a file from another one of the same name, zeros if there is none."""
    try:
        state = os.stat(file)  # noqa: PTH116  # of open files too
    except FileNotFoundError:
        return 0, 0
    return state.st_dev, state.st_ino
