"""What a client that was here before need not be sent again, and what travels compressed."""

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

from kg.config import Config
from kg.namespaces import DEFAULT_BASE, sr
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.http.compression import with_gzip
from kg.web.http.streams import streamed
from kg.web.served import served_by

EVENT = "/id/event/46acc5725275c466"


@pytest.mark.parametrize(
    "path", [EVENT + ".html", EVENT + ".ttl", "/ns.ttl", "/graph/inferred.nt", "/authority/Moskva", "/", "/events"]
)
def test_who_has_the_answer_already_is_told_so(browser: FlaskClient, path: str) -> None:
    first = browser.get(path)
    again = browser.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"] and "Accept" in again.headers["Vary"]


def test_each_format_has_a_tag_of_its_own(browser: FlaskClient) -> None:
    tags = {browser.get("/ns", headers={"Accept": kind}).headers["ETag"] for kind in ("text/html", "text/turtle")}
    assert len(tags) == 2
    assert "ETag" not in browser.get("/id/event/ffff").headers


def test_a_head_request_tells_what_get_would(browser: FlaskClient) -> None:
    for path in (EVENT, EVENT + ".ttl", "/ns", "/graph/inferred.ttl"):
        got, head = browser.get(path), browser.head(path)
        assert (head.status_code, head.get_data()) == (got.status_code, b"")
        assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize("path", ["/ns.ttl", "/graph/inferred.ttl", EVENT + ".html"])
def test_an_answer_is_compressed_for_who_accepts_it(browser: FlaskClient, path: str) -> None:
    plain = browser.get(path)
    packed = browser.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert "Content-Encoding" not in browser.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_what_is_small_or_unchanged_is_not_compressed(browser: FlaskClient) -> None:
    browser.environ_base.pop("HTTP_ACCEPT")
    tag = browser.get("/ns.ttl").headers["ETag"]
    for headers, path in (({"If-None-Match": tag}, "/ns.ttl"), ({"Accept": "text/plain"}, "/no")):
        response = browser.get(path, headers={"Accept-Encoding": "gzip", **headers})
        assert "Content-Encoding" not in response.headers


def test_a_compressed_stream_that_breaks_off_is_cut() -> None:
    def parts() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise OSError("gone")

    def broken(environ: object, start: object) -> Iterator[bytes]:
        start("200 OK", [("Content-Type", "text/csv")])  # type: ignore[operator]  # a WSGI start_response
        return parts()

    body = with_gzip(broken)({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"}, lambda *_: print)  # type: ignore[arg-type]  # as little as it needs
    received: list[bytes] = []
    with pytest.raises(OSError, match="gone"):
        received.extend(iter(body))
    with pytest.raises(EOFError):
        gzip.decompress(b"".join(received) or b"\x1f\x8b\x08" + bytes(7))


def test_a_stream_ends_with_its_writer_and_passes_on_its_error() -> None:
    def write(out: BinaryIO) -> None:
        for _ in range(1000):
            out.write(b"y" * 1000)

    def fail(out: BinaryIO) -> None:
        out.write(b"y")
        raise ValueError("broken")

    assert sum(map(len, streamed(write))) == 1_000_000
    with pytest.raises(ValueError, match="broken"):
        list(streamed(fail))


def test_a_stream_that_nobody_reads_stops_writing_and_a_fifth_must_wait() -> None:
    def write(out: BinaryIO) -> None:
        while True:
            out.write(bytes(100_000))

    streams = [streamed(write) for _ in range(4)]
    with pytest.raises(ServiceUnavailable):
        streamed(write)
    for stream in streams:
        stream.close()  # type: ignore[attr-defined]  # its class has it, and servers call it
    deadline = monotonic() + 10
    while any(thread.name == "stream" for thread in threading.enumerate()) and monotonic() < deadline:
        sleep(0.01)
    assert b"".join(streamed(lambda out: None)) == b""


def test_what_only_the_record_of_runs_remembers_is_gone(tmp_path: Path) -> None:
    runs, article = ox.NamedNode(DEFAULT_BASE + "graph/runs"), ox.NamedNode(DEFAULT_BASE + "id/article/aa")
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=[ox.Quad(article, sr("ingestedAt"), ox.Literal("then"), runs)]))
    app = create_app(Config(store=tmp_path / "store", workers=1))
    client = app.test_client()
    assert [client.get(f"/id/article/{name}").status_code for name in ("aa", "aa.ttl", "bb")] == [410, 410, 404]
    assert [client.get(f"/graph/article/{name}").status_code for name in ("aa", "aa.ttl", "bb")] == [410, 410, 404]
    served_by(app).reader.close()
