"""Connections of clients that are slow, or mean to be: they wait for themselves, and keep no thread from the others.

A thread takes a request when all of its head has come, and of a small body the whole. Until then the connection lies
with the poller, which costs nothing; what comes too slowly, or is not taken, ends the connection.
"""

import errno
import re
import select
import selectors
import socket
import struct
import sys
import time
from functools import partial
from typing import Any, Final

from kg.store.query import IS_AWAITED

if sys.platform != "win32":
    from gunicorn import util  # type: ignore[import-untyped]  # gunicorn ships no types
    from gunicorn.http import errors  # type: ignore[import-untyped]  # gunicorn ships no types
    from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]  # gunicorn ships no types

    LONGEST_LINE: Final = 8190
    """Bytes of a request's first line: the most that gunicorn allows; longer queries come by POST."""
    _LONGEST_HEAD: Final = 65_536
    _SMALL_BODY: Final = 65_536
    """Bytes of a body up to which no thread waits for it."""
    _HEAD_SECONDS: Final = 10.0
    """Time for a whole head, and for a body until the rate counts."""
    _SLOWEST: Final = 50_000
    """Bytes a second below which a large body is given up."""
    _STALL_SECONDS: Final = 30.0
    """Time in which a client must take what was sent, part by part."""
    _LINGER_SECONDS: Final = 0.5
    """Time that a client has to read the end of its last answer."""
    _PART: Final = 1 << 16
    _GLANCE: Final = 8_192
    """Bytes that are looked at first; most requests are shorter."""
    _HEAD_END: Final = b"\r\n\r\n"
    _LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*\r\n", re.IGNORECASE)
    _WAITS_TO_SEND: Final = re.compile(rb"\r\nexpect:", re.IGNORECASE)
    _GONE: Final = getattr(select, "POLLRDHUP", 0)
    """What Linux tells of a client that sends no more; others tell only of a broken connection."""
    _PASSING: Final = {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}

    class _TimelySocket(socket.socket):
        """A connection on which nothing waits for ever: an overdue client has gone, as far as readers see."""

        def __init__(self, accepted: socket.socket) -> None:
            super().__init__(fileno=accepted.detach())
            self.least = 1
            """Bytes that must have come before the poller tells of them."""
            self._until = 0.0

        def wait_for(self, seconds: float) -> None:
            """Let what is read from now on come within that time, and in proportion to its size."""
            self._until = time.monotonic() + seconds

        def await_bytes(self, least: int) -> None:
            """Let the poller, and who reads, wait until so many bytes have come."""
            if least != self.least:
                self.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, least)
                self.least = least

        def peek(self, most: int) -> bytes | None:
            """Return what has come, leaving it there; None if the connection has ended."""
            self.setblocking(False)  # where it has a time limit, Python waits for that itself
            try:
                return super().recv(most, socket.MSG_PEEK) or None
            except BlockingIOError:
                return b""
            except OSError:
                return None

        def is_open_there(self) -> bool:
            """Return whether the client still has its end open; any thread may ask."""
            poll = select.poll()
            try:
                poll.register(self, _GONE)
            except ValueError:  # closed at this end
                return False
            return not poll.poll(0)

        def recv(self, size: int, flags: int = 0) -> bytes:
            """Return what has come, nothing if it comes too late."""
            self.settimeout(max(self._until - time.monotonic(), 0.001))
            try:
                data = super().recv(size, flags)
            except TimeoutError:
                return b""
            self._until += len(data) / _SLOWEST
            return data

        def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401  # any buffer, as in the standard library
            """Send everything; raise ConnectionResetError where a part of it is not taken."""
            self.settimeout(_STALL_SECONDS)
            whole = memoryview(data)
            try:
                for start in range(0, len(whole), _PART):
                    super().sendall(whole[start : start + _PART], flags)
            except TimeoutError as error:
                raise ConnectionResetError(errno.ECONNRESET, "the client takes nothing") from error

    class _Connection(TConn):  # type: ignore[misc]  # gunicorn ships no types
        """A connection that a thread may end, so that nobody else waits for a client that does not close it."""

        is_closed = False
        is_cut = False
        """Whether an answer broke off that only the end of the connection ends."""
        has_endless_head = False
        """Whether so much has come without the end of a head that it is no use to wait for that."""

        def end(self) -> None:
            """Close the connection when the client has read all, or has had the time."""
            self.is_closed = True
            if self.is_cut:
                # The connection is reset instead of closed, which would look like the end of the answer.
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.sock.close()
                return
            self.sock.wait_for(_LINGER_SECONDS)
            util.close_graceful(self.sock, timeout=_LINGER_SECONDS)

        def close(self, graceful: bool = False) -> None:
            """Close the connection unless that is done."""
            if not self.is_closed:
                super().close(graceful)

    class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
        """gunicorn's worker with threads, none of which waits for a client that has sent half a request."""

        def accept(self, listener: socket.socket) -> None:
            """Take a new connection; where there are very many, in the place of the one that has waited longest."""
            try:
                client, address = listener.accept()
            except OSError as error:
                if error.errno not in _PASSING:
                    raise
                return
            self.nr_conns += 1
            if self.nr_conns >= self.worker_connections and self.pending_conns:
                self._give_up(self.pending_conns[0])
            conn = _Connection(self.cfg, _TimelySocket(client), address, listener.getsockname())
            self.enqueue_req(conn)

        def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
            """Give a request to a thread, or wait for the rest of it."""
            if self._has_come(conn):
                self._hand_over(conn)
                return
            conn.sock.setblocking(False)
            conn.timeout = time.monotonic() + _HEAD_SECONDS
            self.pending_conns.append(conn)
            readable = partial(self.on_pending_socket_readable, conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, readable)

        def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:  # noqa: ANN401  # as above
            """Look whether a request that was waited for is whole now, or never will be: a thread finds that out."""
            told = conn.sock.least
            if self._has_come(conn) or conn.sock.least <= told:
                self.poller.unregister(client)
                self.pending_conns.remove(conn)
                self._hand_over(conn)

        def handle(self, conn: Any) -> object:  # noqa: ANN401  # as above
            """Answer a request, in a thread."""
            conn.data_ready = True
            IS_AWAITED.set(conn.sock.is_open_there)
            if conn.has_endless_head:
                self.handle_error(None, conn.sock, conn.client, errors.LimitRequestHeaders("too long"))
                goes_on = False
            else:
                goes_on = super().handle(conn)
            if not goes_on:
                conn.end()
            return goes_on

        def handle_request(self, req: Any, conn: Any) -> object:  # noqa: ANN401  # as above
            """Answer a request that was read."""
            try:
                return super().handle_request(req, conn)
            except OSError:
                conn.is_cut = req.version < (1, 1)  # later ones see that the last chunk is missing
                raise

        def _cap_keepalive(self, deadline: float) -> None:
            super()._cap_keepalive(deadline)
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, deadline)

        def _hand_over(self, conn: Any) -> None:  # noqa: ANN401  # as above
            conn.sock.await_bytes(1)
            conn.sock.wait_for(_HEAD_SECONDS)
            super().enqueue_req(conn)

        def _give_up(self, conn: Any) -> None:  # noqa: ANN401  # as above
            self.pending_conns.remove(conn)
            self.poller.unregister(conn.sock)
            self.nr_conns -= 1
            conn.close()

        def _has_come(self, conn: Any) -> bool:  # noqa: ANN401  # as above
            """Return whether a thread can take the request; if not, let the poller wait for what is missing."""
            read = conn.parser.unreader.buf.getvalue() if conn.parser else b""
            come = conn.sock.peek(_GLANCE)
            if come is not None and len(come) == _GLANCE:
                come = conn.sock.peek(_LONGEST_HEAD + _SMALL_BODY)
            if come is None:
                return True
            missing = _missing(read + come)
            conn.has_endless_head = not missing and _HEAD_END not in read + come and b"\r\n" in come[:LONGEST_LINE]
            if missing:
                conn.sock.await_bytes(len(come) + missing)
            return not missing

    def _missing(data: bytes) -> int:
        """Return how many bytes a request lacks until a thread can take it, at least."""
        end = data.find(_HEAD_END)
        if end < 0:
            too_long = len(data) > _LONGEST_HEAD or (len(data) > LONGEST_LINE + 2 and b"\r\n" not in data)
            return 0 if too_long else 1
        head = data[: end + len(_HEAD_END)]
        length = _LENGTH.search(head)
        if length is None or _WAITS_TO_SEND.search(head):
            return 0
        return max(0, len(head) + min(int(length[1]), _SMALL_BODY) - len(data))
