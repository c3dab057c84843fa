"""The server as a process: how it starts, what it prints, how it ends, what a cut result looks like."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from free_ports import free_port

from kg.config import Config
from kg.errors import ConfigError, StoreError
from kg.namespaces import RDFS
from kg.store.writer import Change, open_writer
from kg.web.serve import serve

ROOT = Path(__file__).parent.parent.parent
LABEL = ox.NamedNode(RDFS + "label")
PAIRS = quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
IMPORTS = """
import sys, time
import server
app = server.app
heavy = {"spacy", "thinc", "numpy", "owlready2", "rdflib", "trafilatura"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}), time.process_time())
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    with open_writer(path) as writer:
        named = (ox.Quad(ox.NamedNode(f"http://example.org/{n}"), LABEL, ox.Literal(f"name {n}")) for n in range(500))
        writer.commit(Change(add=list(named)))
    return path


def environment(store: Path, **settings: object) -> dict[str, str]:
    return {
        **os.environ,
        "KG_STORE": str(store),
        **{f"KG_{name.upper()}": str(value) for name, value in settings.items()},
    }


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env=environment(store, port=port, workers=1, query_seconds=1, query_wait_seconds=0.2),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert re.fullmatch(rf"Sitrep serves {store} at http://127\.0\.0\.1:{port}/ .*\n", line)
    yield process, port
    process.kill()
    process.wait()
    process.stdout.close()
    process.stderr.close()


def ask(port: int, path: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as response:
            return response.status, response.read()


def test_the_server_starts_light(store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], cwd=ROOT, env=environment(store), capture_output=True, text=True, check=True
    )
    heavy, seconds = done.stdout.rsplit(maxsplit=1)
    assert heavy == "[]"
    assert float(seconds) < 1


def test_importing_the_server_opens_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import server"], cwd=ROOT, env=environment(tmp_path / "none"), check=False
    )
    assert done.returncode == 0


def test_a_missing_store_ends_the_server_with_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "server.py"], cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert re.fullmatch(r"Error: there is no store in .*kg build.*\n", done.stderr)


def test_an_address_in_use_is_named(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"cannot listen on 127.0.0.1:{port}: .*KG_PORT"):
            serve(Config(store=store, port=port))
    with pytest.raises(StoreError, match="no store"):
        serve(Config(store=store / "graph", port=port))


def test_a_query_is_answered(server: tuple[subprocess.Popen[str], int]) -> None:
    assert ask(server[1], "/sparql?query=ASK%7B%7D") == (200, b'{"head":{},"boolean":true}')


def test_a_result_that_takes_too_long_is_cut_and_never_ended(server: tuple[subprocess.Popen[str], int]) -> None:
    with pytest.raises(http.client.IncompleteRead) as cut:
        ask(server[1], f"/sparql?query={PAIRS}&format=csv")
    assert b"longer" not in cut.value.partial
    assert ask(server[1], "/sparql?query=ASK%7B%7D")[0] == 200


def test_a_cut_result_is_no_whole_one_to_an_old_client_either(server: tuple[subprocess.Popen[str], int]) -> None:
    with socket.create_connection(("127.0.0.1", server[1]), timeout=20) as client:
        client.sendall(f"GET /sparql?query={PAIRS}&format=csv HTTP/1.0\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.0 200")
        with pytest.raises(ConnectionResetError):
            while client.recv(1_000_000):
                pass


def test_a_client_that_hangs_up_frees_its_worker(server: tuple[subprocess.Popen[str], int]) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", server[1])) as client:
        client.sendall(f"GET /sparql?query={PAIRS}&format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 200")
    while ask(server[1], "/sparql?query=ASK%7B%7D")[0] != 200:
        assert time.monotonic() - began < 5


def test_a_query_whose_client_hangs_up_before_its_answer_is_stopped(server: tuple[subprocess.Popen[str], int]) -> None:
    endless = PAIRS.replace("%2A", "%28COUNT%28%2A%29%20AS%20%3Fn%29", 1)
    with socket.create_connection(("127.0.0.1", server[1])) as client:
        client.sendall(f"GET /sparql?query={endless} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    deadline = time.monotonic() + 10
    while b'status="499"' not in ask(server[1], "/metrics")[1]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_interrupt_ends_the_server_and_its_workers(store: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "server.py"], cwd=ROOT, env=environment(store, port=port), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    assert ask(port, "/sparql?query=ASK%7B%7D")[0] == 200
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(f"GET /sparql?query={PAIRS}%23&format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to the server and to its workers
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert time.monotonic() - began < 20  # it takes 0.4 s; a server that waits for its queries takes 30
    deadline = time.monotonic() + 5
    while session(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not session(process.pid)


def session(leader: int) -> list[str]:
    """Return the processes of a session that still do something, as far as the system shows them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, number, *_ = path.read_text().rpartition(")")[2].split()
            found += [path.parent.name] if int(number) == leader and state != "Z" else []
    return found
