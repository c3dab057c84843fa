"""Stands between a build and the server of a store, and lets one of them die at a chosen moment of a chosen change."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Stage = Literal["half sent", "sent", "answered"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
_LEFT_OUT: Final = {"connection", "content-length", "keep-alive", "transfer-encoding"}
_SECONDS: Final = 120


@dataclass(frozen=True)
class Moment:
    """The change, counted from one, and how far it has come: half of it with the server, all of it, or answered too."""

    change: int
    stage: Stage


@dataclass
class Relay:
    """Hands requests on to a port of this machine, and answers back; ``changes`` counts those that write."""

    upstream: int
    moment: Moment | None = None
    strike: Callable[[], None] = lambda: None
    """What happens at the moment; nothing is handed on after it until ``moment`` is set anew."""
    changes: int = 0
    port: int = 0
    _struck: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def expect(self, moment: Moment | None, strike: Callable[[], None]) -> None:
        """Begin to count anew, towards another moment, or towards none."""
        with self._lock:
            self.moment, self.strike, self.changes, self._struck = moment, strike, 0, False

    def serve(self, client: socket.socket) -> None:
        """Hand on what comes over a connection until it ends."""
        with client, suppress(OSError, http.client.HTTPException):
            client.settimeout(_SECONDS)
            while not self._struck and (request := _request(client)):
                reply = self._exchange(*request)
                if reply is None:
                    return
                client.sendall(reply)

    def _exchange(self, head: bytes, body: bytes) -> bytes | None:
        """Return the answer to a request, None if somebody died over it."""
        stage = self._stage_of(head, body)
        with socket.create_connection(("127.0.0.1", self.upstream), timeout=_SECONDS) as server:
            if stage == "half sent":
                server.sendall(head + body[: len(body) // 2])
                self.strike()
                return None
            server.sendall(head + body)
            if stage == "sent":
                self.strike()
                return None
            reply = _reply(server, head.split(b" ", 1)[0].decode())
            if stage == "answered":
                self.strike()
                return None
        return reply

    def _stage_of(self, head: bytes, body: bytes) -> Stage | None:
        with self._lock:
            self.changes += is_change(head, body)
            if self.moment is None or self._struck or not is_change(head, body) or self.changes != self.moment.change:
                return None
            self._struck = True
            return self.moment.stage


@contextmanager
def relay(upstream: int) -> Iterator[Relay]:
    """Relay to a port until the block ends; ``port`` is where builds find it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Relay(upstream, port=listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, made), daemon=True).start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)


def is_change(head: bytes, body: bytes) -> bool:
    """Return whether a request writes: an update, the put of a graph, or a part of a build."""
    line = head.split(b"\r\n", 1)[0]
    writes = b"/update " in line or b"/builds/" in line or body.startswith(b"update=")
    return line.startswith(b"PUT ") or (line.startswith(b"POST ") and writes)


def _accept(listener: socket.socket, made: Relay) -> None:
    with suppress(OSError):  # closed
        while True:
            client, _ = listener.accept()
            threading.Thread(target=made.serve, args=(client,), daemon=True).start()


def _request(client: socket.socket) -> tuple[bytes, bytes] | None:
    """Return head and body of the next request, None at the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(65536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields.get(b"content-length", b"0"))
    parts = [body]
    missing = length - len(body)
    while missing > 0:
        part = client.recv(min(missing, 1_000_000))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return head + b"\r\n\r\n", b"".join(parts)


def _reply(server: socket.socket, method: str) -> bytes:
    response = http.client.HTTPResponse(server, method=method)
    response.begin()
    body = response.read()
    lines = [f"HTTP/1.1 {response.status} {response.reason}"]
    lines += [f"{name}: {value}" for name, value in response.getheaders() if name.lower() not in _LEFT_OUT]
    return ("\r\n".join([*lines, f"Content-Length: {len(body)}"]) + "\r\n\r\n").encode("latin-1") + body
