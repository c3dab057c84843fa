"""A small server on the loopback that answers like other people's: data, a SPARQL endpoint, and what goes wrong."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox

DATA = "<http://example.org/a> <http://example.org/knows> <http://example.org/b> ."


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            return self._answer(302, "text/plain", b"", ("Location", "http://127.0.0.1:1/inside"))
        if self.path == "/slow":
            time.sleep(2)
        if self.path == "/large":
            return self._answer(200, "text/turtle", b"# " + b"x" * 200_000)
        if self.path == "/page":
            return self._answer(200, "text/html", b"<p>")
        return self._answer(200, "text/turtle", DATA.encode())

    def do_POST(self) -> None:
        if self.path == "/busy":
            return self._answer(503, "text/plain", b"come back later")
        if self.path == "/page":
            return self._answer(200, "text/html", b"<p>")
        if self.path == "/broken":
            return self._answer(200, "application/sparql-results+json", b'{"head":')
        store = ox.Store()
        store.load(DATA, format=ox.RdfFormat.TURTLE)
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        result = store.query(text).serialize(format=ox.QueryResultsFormat.JSON)
        assert result is not None
        return self._answer(200, "application/sparql-results+json", result)

    def _answer(self, status: int, media_type: str, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", media_type), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        pass

    def handle_error(self) -> None:
        pass


@contextmanager
def other_server() -> Iterator[str]:
    """Run it while the block runs and yield its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that hang up are what is tested
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
