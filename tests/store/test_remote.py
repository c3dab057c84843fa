import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.errors import (
    KGError,
    QueryBusyError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
)
from kg.store.formats import TURTLE
from kg.store.query import BrokenResultError
from kg.store.remote import RemoteReader

ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'


class Endpoint(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        query = parse_qs(body.decode())["query"][0]
        status = int(query.rpartition("#")[2]) if "#" in query else 200
        content = ROWS if status == 200 else json.dumps({"detail": "because"}).encode()
        self.send_response(status)
        self.send_header("Content-Type", self.headers["Accept"])
        self.send_header("Content-Length", str(len(content) + 10 * ("broken" in query)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


def test_rows_come_from_a_remote_endpoint(url: str) -> None:
    solutions = RemoteReader(url).select("SELECT ?x {}")
    assert [row["x"] for row in solutions.texts()] == ["1"]


def test_a_format_is_asked_for(url: str) -> None:
    with RemoteReader(url).query("CONSTRUCT WHERE { ?s ?p ?o }") as answer:
        assert (answer.format, answer.read()) == (TURTLE, ROWS)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, QuerySyntaxError),
        (403, QueryRefusedError),
        (503, QueryBusyError),
        (504, QueryTimeoutError),
        (500, StoreError),
    ],
)
def test_refusals_are_told_as_ours(url: str, status: int, error: type[KGError]) -> None:
    with pytest.raises(error, match="because"):
        RemoteReader(url).query(f"SELECT * {{}} #{status}")


def test_a_result_that_breaks_off_is_told(url: str) -> None:
    with RemoteReader(url).query("SELECT ?broken {}") as answer, pytest.raises(BrokenResultError, match="not whole"):
        answer.read()


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError, match="cannot reach"):
        RemoteReader("http://127.0.0.1:9/sparql").query("ASK {}")
    with pytest.raises(StoreError, match="no web address"):
        RemoteReader("file:///etc/passwd")
