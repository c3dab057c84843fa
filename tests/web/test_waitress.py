"""The application under waitress, which serves it where there is no gunicorn."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.config import Config
from kg.namespaces import RDFS
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

waitress = pytest.importorskip("waitress", reason="waitress is installed on Windows, and for development")

PAIRS = quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
LARGE = quote("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 50000")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    path = tmp_path_factory.mktemp("waitress") / "store"
    with open_writer(path) as writer:
        label = ox.NamedNode(RDFS + "label")
        named = (ox.Quad(ox.NamedNode(f"http://example.org/{n}"), label, ox.Literal(f"name {n}")) for n in range(500))
        writer.commit(Change(add=list(named)))
    app = create_app(Config(store=path, workers=1, query_seconds=1))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = waitress.create_server(app, sockets=[listening], threads=4)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield listening.getsockname()[1]
        server.close()
        thread.join(timeout=20)
        served_by(app).close()


def ask(port: int, path: str, method: str = "GET") -> tuple[int, bytes, http.client.HTTPMessage]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path)
        with connection.getresponse() as response:
            return response.status, response.read(), response.headers


def test_a_small_answer_comes_with_its_length_and_our_headers(port: int) -> None:
    status, body, headers = ask(port, "/sparql?query=ASK%7B%7D")
    assert (status, body) == (200, b'{"head":{},"boolean":true}')
    assert headers["Content-Length"] == str(len(body)) and headers["X-Request-Id"]


def test_a_large_answer_is_streamed_whole(port: int) -> None:
    status, body, headers = ask(port, f"/sparql?query={LARGE}&format=csv")
    assert (status, body.count(b"\r\n"), headers["Transfer-Encoding"]) == (200, 50_001, "chunked")


def test_an_answer_that_takes_too_long_is_cut_and_never_ended(port: int) -> None:
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        ask(port, f"/sparql?query={PAIRS}&format=csv")
    assert ask(port, "/sparql?query=ASK%7B%7D")[0] == 200


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/nothing", 404), ("/sparql?query=SELECT", 400), ("/health", 200)]
)
def test_pages_and_problems_come_as_anywhere(port: int, path: str, status: int) -> None:
    assert ask(port, path)[0] == status
    assert ask(port, path, "HEAD")[:2] == (status, b"")
