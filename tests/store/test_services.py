"""SERVICE: servers on the list answer, the others are never asked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from other_server import other_server

from kg.config import Config
from kg.errors import QueryRefusedError
from kg.store.query import FetchError
from kg.store.reader import Reader, open_reader


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    with other_server() as url:
        yield url


@pytest.fixture(scope="module")
def asking(other: str, small_store: Path) -> Iterator[Reader]:
    config = Config(store=small_store, workers=1, service_allow=f"{other} http://127.0.0.1:1/", fetch_seconds=1.0)
    with open_reader(config) as opened:
        yield opened


@pytest.mark.parametrize("name", ["<{0}/sparql>", "<{0}/sparql>", "s:sparql"])
def test_a_server_on_the_list_is_asked(asking: Reader, other: str, name: str) -> None:
    pattern = f"SERVICE {name.format(other)} {{ ?a <http://example.org/knows> ?b }}"
    rows = asking.select(f"PREFIX s: <{other}/> SELECT ?b {{ {pattern} FILTER(?b != 'SERVICE <x:y> {{') }}")
    assert [row["b"] for row in rows.texts()] == ["http://example.org/b"]


@pytest.mark.parametrize(
    "target",
    [
        "<http://127.0.0.1:2/>",
        "<relative>",
        "none:such",
        "?server",
        "<http://127.0.0.1:1/> { SERVICE <http://127.0.0.1:2/>",
    ],
)
def test_no_other_server_is_asked(asking: Reader, target: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        asking.select(f"SELECT * {{ SERVICE {target} {{ ?s ?p ?o }} {'}' * target.count('{')} }}")


@pytest.mark.parametrize("target", ["<http://127.0.0.1:2/>", "?server", "<http://127.0.0.1:1/>"])
def test_a_silent_service_that_is_not_asked_or_fails_adds_nothing(asking: Reader, target: str) -> None:
    rows = asking.select(f"SELECT * {{ BIND(1 AS ?x) SERVICE SILENT {target} {{ ?s ?p ?o }} }}")
    assert [list(row) for row in rows.texts()] == [["x"]]


def test_what_fails_there_is_told(asking: Reader) -> None:
    with pytest.raises(FetchError, match="SERVICE failed: cannot read http://127"):
        asking.select("SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("path", "reason"), [("/busy", "/busy answers 503"), ("/page", "/page"), ("/broken", "/broken cannot be read")]
)
def test_what_is_wrong_with_its_answer_is_told_of_its_own_address(
    asking: Reader, other: str, path: str, reason: str
) -> None:
    with pytest.raises(FetchError, match=f"SERVICE failed: .*{reason}") as raised:
        asking.select(f"SELECT * {{ SERVICE <{other}{path}> {{ ?s ?p ?o }} }}")
    assert set(re.findall(r"http://127[^/]*", str(raised.value))) <= {other}
