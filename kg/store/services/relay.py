"""The way from the engine to other servers: it asks this relay on the loopback, which asks them within our limits."""

import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kg.errors import QueryError
from kg.store.services.fetching import AllowList, Fetched

_MOST_ASKED = 10_000_000
"""Bytes of a query to another server."""


class Relay:
    """Answers, on paths that nobody can guess, what the servers behind them answer; in threads of this process."""

    def __init__(self, allowed: AllowList) -> None:
        self._allowed = allowed
        self._targets: dict[str, str] = {}
        self.failure = ""
        """Why the last server that failed did not answer."""
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), _MOST_ASKED))
                names = ("Accept", "Content-Type")
                answer = relay.ask(self.path, {name: self.headers.get(name, "") for name in names}, body)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.media_type)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, format: str, *_values: object) -> None:
                """Say nothing: standard error is the server's."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_request: object) -> None:
                """Say nothing of an engine that was stopped while it waited."""

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, name="relay", daemon=True).start()

    def address(self, target: str) -> str:
        """Return the address that stands for a server here."""
        path = f"/{secrets.token_hex(16)}"
        self._targets[path] = target
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def forget(self) -> None:
        """Answer for no server any more: the query is over."""
        self._targets.clear()
        self.failure = ""

    def ask(self, path: str, headers: dict[str, str], body: bytes) -> Fetched:
        """Return the answer of the server that a path stands for; 502 with the reason if there is none."""
        target = self._targets.get(path)
        if target is None:
            return Fetched(404, "text/plain", b"")
        try:
            answer = self._allowed.fetch(target, headers=headers, body=body)
        except QueryError as error:
            self.failure = str(error)
            return Fetched(502, "text/plain", self.failure.encode())
        if answer.status >= 400:
            self.failure = f"{target} answers {answer.status}"
        return answer

    def named(self, message: str) -> str:
        """Return what the engine says of servers with their own addresses, ``""`` if it speaks of none of them."""
        if message.startswith("Parser error"):
            return f"the answer of {' or '.join(self._targets.values())} cannot be read: {message}"
        for path, target in self._targets.items():
            address = f"http://127.0.0.1:{self._server.server_port}{path}"
            if address in message:
                return message.replace(address, target)
        return ""
