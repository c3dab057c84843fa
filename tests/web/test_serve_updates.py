"""kg serve --allow-update as a process: a new folder, an update seen by all, and what is left when it is killed."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from free_ports import free_port
from writable_server import ADMIN, PASSWORD

from kg.config import Config
from kg.store.reader import open_reader
from kg.store.writer import open_writer

ENDLESS = "INSERT { ?a a ?l } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextmanager
def serving(store: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port), "--allow-update"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "KG_ADMIN_PASSWORD": PASSWORD, "KG_WORKERS": "1", "KG_UPDATE_SECONDS": "2"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert "Sitrep serves" in process.stdout.readline()
    yield process, f"http://127.0.0.1:{port}/sparql"
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def update(url: str, text: str) -> int:
    headers = {**ADMIN, "Content-Type": "application/sparql-update"}
    request = urllib.request.Request(url, text.encode(), headers)  # noqa: S310  # our own server
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  # our own server
        return int(response.status)


def update_in_vain(url: str) -> None:
    with pytest.raises((OSError, http.client.HTTPException)):
        update(url, ENDLESS)


def count(url: str) -> int:
    query = "?format=csv&query=SELECT+(COUNT(*)+AS+?n)+%7B?s+?p+?o%7D"
    with urllib.request.urlopen(url + query, timeout=30) as response:  # noqa: S310  # our own server
        return int(response.read().split()[1])


def wait_until_free(store: Path) -> None:
    """Open the store for writing as soon as nobody else has it open."""
    for _ in range(100):
        try:
            open_writer(store).close()
        except Exception:  # noqa: BLE001  # the last try tells
            time.sleep(0.1)
        else:
            return
    open_writer(store).close()


def test_a_server_that_is_told_to_end_ends_well(tmp_path: Path) -> None:
    with serving(tmp_path / "new") as (process, url):
        assert update(url, "INSERT DATA { <a> <b> <c> }") == 204
        process.terminate()
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_updates_are_seen_at_once_and_outlive_the_server(tmp_path: Path, end: signal.Signals) -> None:
    store = tmp_path / "new"
    with serving(store) as (process, url):
        for number in range(3):
            assert update(url, f"INSERT DATA {{ <a> <b> {number} }}") == 204
            assert count(url) == number + 1
        process.send_signal(end)
        process.wait(20)
        wait_until_free(store)
    with open_reader(Config(store=store, workers=1)) as reader:
        assert len(reader.select("SELECT * { ?s ?p ?o }")) == 3


def test_a_server_killed_in_an_update_leaves_the_store_as_before_it(tmp_path: Path) -> None:
    with serving(tmp_path / "new") as (process, url):
        update(url, f"INSERT DATA {{ {' '.join(f'<a{n}> <b> {n} .' for n in range(300))} }}")
        cut = threading.Thread(target=update_in_vain, args=(url,))
        cut.start()
        time.sleep(1)
        process.kill()
    cut.join()
    wait_until_free(tmp_path / "new")
    with serving(tmp_path / "new") as (_, url):
        assert count(url) == 300
        assert update(url, "INSERT DATA { <z> <b> 1 }") == 204


def test_a_store_that_is_being_written_is_not_served_for_updates(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store"):
        command = [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path / "store"), "--allow-update"]
        ended = subprocess.run([*command, "--port", "0"], capture_output=True, text=True, check=False, timeout=30)
    assert ended.returncode == 1
    assert "another process is writing" in ended.stderr


@pytest.mark.parametrize(
    ("method", "path", "kind", "half"),
    [
        ("POST", "/sparql", "application/sparql-update", "INSERT DATA { <u:a> <u:b> 1 } ;"),
        ("POST", "/sparql", "application/x-www-form-urlencoded", "update=INSERT+DATA+%7B+%3Cu:a%3E+%3Cu:b%3E+1+%7D"),
        ("PUT", "/graphs?default", "application/n-triples", "<u:a> <u:b> <u:c> .\n"),
    ],
)
def test_half_of_a_change_changes_nothing(tmp_path: Path, method: str, path: str, kind: str, half: str) -> None:
    with serving(tmp_path / "half") as (_, url):
        place = url.split("/")[2]
        head = f"{method} {path} HTTP/1.1\r\nHost: {place}\r\nAuthorization: {ADMIN['Authorization']}\r\n"
        with socket.create_connection(("127.0.0.1", int(place.split(":")[1])), timeout=20) as client:
            client.sendall(f"{head}Content-Type: {kind}\r\nContent-Length: 1000\r\n\r\n{half}".encode())
            client.shutdown(socket.SHUT_WR)
            assert client.recv(100).startswith(b"HTTP/1.1 400 ")
        assert count(url) == 0
