"""Documents from other servers: from the list only, within limits, never from the inside of a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from other_server import other_server

from kg.config import Config
from kg.errors import ConfigError, QueryRefusedError
from kg.store.query import DocumentError, FetchError
from kg.store.reader import open_reader
from kg.store.services.fetching import AllowList
from kg.store.updates.updater import Updater, UpdateRequest
from kg.store.writer import open_writer


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    with other_server() as url:
        yield url


def allowing(entries: str | None, *, seconds: float = 1.0, most_bytes: int = 100_000) -> AllowList:
    return AllowList(entries, setting="KG_LOAD_ALLOW", seconds=seconds, most_bytes=most_bytes)


@pytest.mark.parametrize(
    ("entries", "url"),
    [
        ("http://example.org", "http://example.org/any/thing"),
        ("http://example.org:8080/", "http://example.org:8080/x"),
        ("http://a.example, https://example.org/data", "https://example.org/data/1.ttl"),
        ("http://[::1]:*/", "http://[::1]:81/x"),
        ("http://127.0.0.1:*", "http://127.0.0.1:7878/query"),
    ],
)
def test_what_is_on_the_list_may_be_asked(entries: str, url: str) -> None:
    allowing(entries).check(url)


@pytest.mark.parametrize(
    ("entries", "url"),
    [
        (None, "http://example.org/"),
        ("https://example.org", "http://example.org/"),
        ("http://example.org", "http://example.org:8080/"),
        ("http://example.org", "http://example.org.evil.test/"),
        ("http://example.org", "http://example.org@evil.test/"),
        ("http://example.org/data", "http://example.org/database"),
        ("http://example.org/data/", "http://example.org/data/../secret"),
        ("http://example.org/data/", "http://example.org/data/%2e%2e/secret"),
        ("http://example.org", "file:///etc/passwd"),
        ("http://example.org", "http://example.org:port/"),
    ],
)
def test_nothing_else_may_be_asked(entries: str | None, url: str) -> None:
    with pytest.raises(QueryRefusedError, match=r"KG_LOAD_ALLOW|no web address"):
        allowing(entries).check(url)


def test_a_name_does_not_lead_inside() -> None:
    with pytest.raises(QueryRefusedError, match="not on the public network"):
        allowing("http://localhost:*").fetch("http://localhost:80/", headers={})


def test_a_list_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ConfigError, match=r"KG_LOAD_ALLOW='example\.org'"):
        allowing("example.org")


@pytest.mark.parametrize(
    ("path", "reason"), [("/moved", "leads on to"), ("/slow", "cannot read"), ("/large", "more than 100,000 bytes")]
)
def test_what_goes_beyond_the_limits_is_an_error(other: str, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        allowing(other).fetch(other + path, headers={})


def test_load_reads_what_is_allowed(other: str, tmp_path: Path) -> None:
    open_writer(tmp_path / "store").close()
    config = Config(store=tmp_path / "store", workers=1, load_allow=other)
    updater = Updater(config)
    with open_reader(config) as reader:
        updater.update(UpdateRequest(text=f"LOAD <{other}/a.ttl> INTO GRAPH <urn:g>; LOAD SILENT <{other}/page>"))
        assert len(reader.select("SELECT * { GRAPH <urn:g> { ?s ?p ?o } }")) == 1
        with pytest.raises(DocumentError, match="text/html"):
            updater.update(UpdateRequest(text=f"DROP ALL; LOAD <{other}/page>"))
        assert reader.has_graph("urn:g")
    updater.close()
