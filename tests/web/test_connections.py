"""Connections to a real server: kept, many, refused in our own form, and limited for each client."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from free_ports import free_port

from kg.namespaces import RDFS
from kg.store.writer import Change, open_writer

ROOT = Path(__file__).parent.parent.parent
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"
TRUE = b'{"head":{},"boolean":true}'
THREADS, REQUESTS = 2, 5


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server with two threads, behind a proxy, that lets each client ask five times a minute."""
    store = tmp_path_factory.mktemp("connected") / "store"
    with open_writer(store) as writer:
        label = ox.Quad(ox.NamedNode("http://e/"), ox.NamedNode(RDFS + "label"), ox.Literal("name"))
        writer.commit(Change(add=[label]))
    port = free_port()
    settings = {"STORE": store, "PORT": port, "THREADS": THREADS, "CLIENT_REQUESTS": REQUESTS}
    process = subprocess.Popen(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env={
            **os.environ,
            **{f"KG_{name}": str(value) for name, value in settings.items()},
            "KG_PUBLIC_URL": "http://graph.example/",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with closing(process.stdout):
        process.stdout.readline()
        yield port
        with socket.create_connection(("127.0.0.1", port)) as kept:
            assert TRUE in exchange(kept, ASK)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
            assert time.monotonic() - began < 8, "a kept connection held the server up"


def exchange(client: socket.socket, request: bytes) -> bytes:
    client.settimeout(20)
    client.sendall(request)
    received = client.recv(65_536)
    while b"\r\n\r\n" not in received or received.endswith(b"\r\n\r\n"):
        received += client.recv(65_536)
    return received


def test_a_connection_answers_one_request_after_another(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server)) as client:
        for pause in (0, 0.2, 0):
            time.sleep(pause)
            assert exchange(client, ASK).endswith(TRUE)


def test_requests_that_come_together_are_all_answered(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server)) as client:
        client.settimeout(20)
        client.sendall(ASK * 3)
        received = b""
        while received.count(TRUE) < 3:
            part = client.recv(65_536)
            assert part, "the server closed the connection"
            received += part


def test_more_connections_than_threads_are_kept_and_answered(server: int) -> None:
    with ExitStack() as open_ones:
        connect = (socket.create_connection(("127.0.0.1", server)) for _ in range(4 * THREADS))
        clients = [open_ones.enter_context(client) for client in connect]
        for client in clients * 2:
            assert exchange(client, ASK).endswith(TRUE)


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /sparql?query=" + b"x" * 9000 + b" HTTP/1.1\r\nHost: e\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: e\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: e\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"what is this\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: e\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: e\r\nHost: e\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: e\r\nAuthorization : Bearer secret\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: dice\r\n\r\n", 501),
        (b"POST /sparql HTTP/1.1\r\nHost: e\r\nExpect: wonders\r\nContent-Length: 1\r\n\r\n", 417),
    ],
)
def test_what_cannot_be_read_is_a_problem_too(server: int, request_line: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", server)) as client:
        client.settimeout(20)
        client.sendall(request_line)
        response = http.client.HTTPResponse(client)
        response.begin()
        problem = json.loads(response.read())
    assert (response.status, problem["status"]) == (status, status)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["X-Request-Id"] == problem["request"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_who_asks_too_often_is_told_when_to_come_back(server: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server, timeout=20)) as connection:

        def ask(client: str) -> http.client.HTTPResponse:
            connection.request("GET", "/sparql?query=ASK%7B%7D", headers={"X-Forwarded-For": client})
            response = connection.getresponse()
            response.read()
            return response

        assert [ask("192.0.2.1").status for _ in range(REQUESTS + 1)] == [200] * REQUESTS + [429]
        refused = ask("192.0.2.1")
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert 1 <= int(refused.headers["Retry-After"]) <= 60 / REQUESTS
        assert ask("192.0.2.2").status == 200


HALVES = [
    b"",
    b"GET /sparql?que",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 8\r\n\r\nASK",
]


@pytest.mark.parametrize("half", HALVES, ids=["nothing", "half a head", "half a body"])
def test_clients_that_send_half_a_request_keep_nobody_waiting(server: int, half: bytes) -> None:
    with ExitStack() as waiting:
        for _ in range(3 * THREADS):
            client = waiting.enter_context(socket.create_connection(("127.0.0.1", server)))
            client.sendall(half)
        time.sleep(0.2)
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", server)) as other:
            assert exchange(other, ASK).endswith(TRUE)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(("first", "rest"), [(ASK[:9], ASK[9:]), (ASK[:-2], ASK[-2:]), (HALVES[2], b" { } ")])
def test_the_rest_of_a_request_may_come_later(server: int, first: bytes, rest: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server)) as client:
        client.sendall(first)
        time.sleep(0.3)
        assert exchange(client, rest).endswith(TRUE)


def test_half_a_request_ends_with_its_connection(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server)) as client:
        client.settimeout(5)
        client.sendall(ASK[:-2])
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100) == b""


def test_a_head_without_end_is_refused(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server)) as client:
        client.settimeout(5)
        client.sendall(ASK[:-2] + b"X-Long: " + b"x" * 70_000)
        assert client.recv(100).startswith(b"HTTP/1.1 431 ")


def test_who_does_not_close_its_connection_keeps_nobody_waiting(server: int) -> None:
    last = ASK[:-2] + b"Connection: close\r\n\r\n"
    with ExitStack() as kept:
        for _ in range(5):
            client = kept.enter_context(socket.create_connection(("127.0.0.1", server)))
            began = time.monotonic()
            assert exchange(client, last).endswith(TRUE)
            assert time.monotonic() - began < 2
