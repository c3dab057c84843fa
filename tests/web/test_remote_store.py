"""Pages and queries over a store at another server that goes away and comes back."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask.testing import FlaskClient

from kg.config import Config
from kg.web.app import create_app
from kg.web.served import served_by

NOTHING = b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}'


class Elsewhere(BaseHTTPRequestHandler):
    """Answers every query with no rows, and with an error while it is out of order."""

    out_of_order = False

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(500 if self.out_of_order else 200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(NOTHING)))
        self.end_headers()
        self.wfile.write(NOTHING)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(elsewhere: ThreadingHTTPServer) -> Iterator[FlaskClient]:
    made = create_app(Config(store_url=f"http://127.0.0.1:{elsewhere.server_port}/sparql"))
    yield made.test_client()
    served_by(made).reader.close()


@pytest.mark.parametrize("path", ["/health", "/sparql?query=SELECT%20*%20%7B%7D"])
def test_a_server_that_fails_is_a_bad_gateway_until_it_answers_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    assert client.get(path).status_code == 200
    monkeypatch.setattr(Elsewhere, "out_of_order", True)
    answer = client.get(path)
    assert answer.status_code == 502 and "answers 500" in answer.get_data(as_text=True)
    monkeypatch.undo()
    assert client.get(path).status_code == 200


def test_a_server_that_is_gone_is_a_bad_gateway(client: FlaskClient, elsewhere: ThreadingHTTPServer) -> None:
    elsewhere.shutdown()
    elsewhere.server_close()
    answer = client.get("/health")
    assert answer.status_code == 502 and "cannot reach" in answer.get_data(as_text=True)
