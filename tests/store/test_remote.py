import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.config import Config
from kg.errors import (
    KGError,
    QueryBusyError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
)
from kg.namespaces import XSD
from kg.store.formats import TURTLE
from kg.store.query import BrokenResultError, LocatedSyntaxError
from kg.store.reader import Reader, open_reader
from kg.store.remote.dialect import standard_solutions
from kg.store.remote.http import Credentials, HttpClient
from kg.store.remote.server import VIRTUOSO

ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
NONE = b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}'


class Endpoint(BaseHTTPRequestHandler):
    """Answers each query with one row, or with the status that stands behind its last number sign."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(404, "text/plain", b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        query = parse_qs(body.decode())["query"][0]
        if self.path == "/locked/sparql" and not self.headers.get("Authorization"):
            return self._answer(401, "text/plain", b"who are you")
        if self.path not in {"/sparql", "/locked/sparql"}:
            return self._answer(404, "text/plain", b"")
        if "GRAPH" in query:
            return self._answer(200, "application/sparql-results+json", NONE)
        status = int(query.rpartition("#")[2]) if "?x" in query and "#" in query else 200
        content = ROWS if status == 200 else json.dumps({"detail": "because"}).encode()
        return self._answer(status, self.headers["Accept"], content, missing=10 * ("broken" in query))

    def _answer(self, status: int, media_type: str, content: bytes, *, missing: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content) + missing))
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = bool(missing)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def remote(url: str) -> Iterator[Reader]:
    with open_reader(Config(store_url=url)) as opened:
        yield opened


def test_rows_come_from_a_remote_endpoint(remote: Reader) -> None:
    assert [row["x"] for row in remote.select("SELECT ?x {}").texts()] == ["1"]


def test_a_format_is_asked_for(remote: Reader) -> None:
    with remote.query("CONSTRUCT WHERE { ?s ?p ?o }") as answer:
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
def test_refusals_are_told_as_ours(remote: Reader, status: int, error: type[KGError]) -> None:
    with pytest.raises(error, match="because"):
        remote.query(f"SELECT ?x {{}} #{status}")


def test_literals_of_virtuoso_are_called_as_the_recommendation_calls_them() -> None:
    number = {"type": "typed-literal", "datatype": XSD + "integer", "value": "1"}
    given = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": number}]}}).encode()
    [row] = json.loads(standard_solutions(given, VIRTUOSO))["results"]["bindings"]
    assert row["x"] == number | {"type": "literal"}


def test_a_mistake_is_told_with_its_place_whoever_found_it(remote: Reader) -> None:
    with pytest.raises(LocatedSyntaxError, match=r"line 1, column 11: \{ is not closed"):
        remote.query("SELECT ?x { #400")


def test_a_result_that_breaks_off_is_told(remote: Reader) -> None:
    with remote.query("SELECT ?broken {}") as answer, pytest.raises(BrokenResultError, match="not whole"):
        answer.read()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:9", "cannot reach .* is it running"),
        ("http://user:secret@127.0.0.1:9", "KG_STORE_USER"),
        ("file:///etc/passwd", "no web address"),
    ],
)
def test_a_server_that_is_not_there_is_told(address: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as caught:
        open_reader(Config(store_url=address))
    assert "secret" not in str(caught.value)


def test_a_server_without_an_endpoint_is_told(url: str) -> None:
    with pytest.raises(StoreError, match=r"no SPARQL endpoint .* KG_STORE_QUERY_URL"):
        open_reader(Config(store_url=f"{url}/elsewhere/query"))


def test_credentials_come_from_the_settings(url: str) -> None:
    with pytest.raises(StoreError, match="wants other credentials: who are you; set KG_STORE_USER"):
        open_reader(Config(store_url=f"{url}/locked/sparql"))
    open_reader(Config(store_url=f"{url}/locked/sparql", store_token="t")).close()  # noqa: S106  # of this test
    header = Credentials("ann", "päss").header()["Authorization"]
    assert base64.b64decode(header.removeprefix("Basic ")).decode() == "ann:päss"


def test_a_challenge_of_digest_is_answered() -> None:
    challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5"'
    header = Credentials("dba", "dba").digest("POST", "http://127.0.0.1:9/sparql-auth", challenge)
    assert 'username="dba"' in header["Authorization"]
    assert 'uri="/sparql-auth"' in header["Authorization"]


def test_connections_are_kept_and_new_ones_made_when_the_server_has_closed_them(url: str) -> None:
    client = HttpClient(Credentials(), seconds=5)
    for _ in range(3):
        client.send("GET", f"{url}/graphs").read()
    kept = [connection for idle in client._idle.values() for connection in idle]
    assert len(kept) == 1
    assert kept[0].http.sock is not None
    kept[0].http.sock.shutdown(2)
    reply = client.send("GET", f"{url}/graphs")
    assert (reply.status, reply.read()) == (404, b"")
    client.close()
