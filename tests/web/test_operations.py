"""What those who run the server see: health, numbers, the log; and what they never see: secrets."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from example_server import example_quads
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import Client

from kg.config import Config
from kg.errors import QueryTimeoutError
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.http.clients import REQUEST_ID
from kg.web.http.log import Exchange, with_log
from kg.web.served import served_by

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUERY = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "access.jsonl"


@pytest.fixture(scope="module")
def client(log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("operated") / "store"
    with open_writer(path) as writer:
        writer.commit(Change(add=example_quads()))
    made = create_app(Config(store=path, workers=1, access_log=str(log), slow_query_seconds=0.0001))
    yield made.test_client()
    served_by(made).close()


def entries(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def number(client: FlaskClient, name: str, **labels: str) -> float:
    with client.get("/metrics") as response:
        families = text_string_to_metric_families(response.get_data(as_text=True))
    samples = (sample for family in families for sample in family.samples)
    return sum(each.value for each in samples if each.name == name and labels.items() <= each.labels.items())


def test_health_tells_the_snapshot(client: FlaskClient) -> None:
    with client.get("/health") as response:
        state = json.loads(response.get_data())
    assert state["status"] == "ok" and state["snapshot"] >= 1
    assert response.headers["Cache-Control"] == "no-store"


def test_each_request_is_a_line_with_its_number(client: FlaskClient, log: Path) -> None:
    with client.get("/id/event/ffff", headers={"User-Agent": "curl/8"}) as response:
        response.get_data()
    last = entries(log)[-1]
    assert (last["method"], last["path"], last["status"]) == ("GET", "/id/event/ffff", 404)
    assert last["id"] == response.headers["X-Request-Id"] and last["agent"] == "curl/8"
    assert isinstance(last["ms"], float) and last["bytes"] == len(response.get_data())


def test_a_query_is_in_the_log_however_it_came(client: FlaskClient, log: Path) -> None:
    for response in (
        client.get("/sparql", query_string={"query": QUERY}),
        client.post("/sparql", data={"query": QUERY}),
    ):
        response.close()
        assert entries(log)[-1]["query"] == QUERY
    client.get("/queries/outlets.csv?month=2025-12").close()
    assert "2025-12" in str(entries(log)[-1]["query"])


def test_a_slow_query_is_told_of_on_standard_error(client: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    made = create_app(Config(store=served_by(client.application).config.store, workers=1, slow_query_seconds=0.0001))
    made.test_client().get("/sparql", query_string={"query": QUERY}).close()
    served_by(made).close()
    told = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert told["slow"] and told["query"] == QUERY


def test_what_proves_who_asks_is_never_logged(client: FlaskClient, log: Path) -> None:
    headers = {"Authorization": "Bearer very-secret", "Cookie": "key=very-secret"}
    client.get("/sparql?query=ASK%7B%7D&token=very-secret", headers=headers).close()
    client.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers).close()
    assert "very-secret" not in log.read_text()
    assert "very-secret" not in repr(Config(admin_password="very-secret", tokens="very-secret"))  # noqa: S106  # is the test


def test_requests_are_counted_by_route_and_status(client: FlaskClient) -> None:
    before = number(client, "sitrep_requests_total", route="/id/<kind>/<name>", status="404")
    client.get("/id/event/ffff").close()
    client.get("/id/event/eeee").close()
    assert number(client, "sitrep_requests_total", route="/id/<kind>/<name>", status="404") == before + 2
    assert number(client, "sitrep_request_seconds_count", route="/id/<kind>/<name>") >= 2
    assert number(client, "sitrep_snapshot_number") >= 1 and number(client, "process_open_fds") > 3


def test_an_unknown_path_makes_no_number_of_its_own(client: FlaskClient) -> None:
    for path in ("/a/b/c/1", "/a/b/c/2"):
        client.open(path, method="BREW").close()
    assert number(client, "sitrep_requests_total", method="other", route="none") == 2


def test_an_answer_that_is_cut_is_counted_and_logged(client: FlaskClient, log: Path) -> None:
    before = number(client, "sitrep_cut_answers_total")
    client.get("/dumps/graph.nq").close()
    assert entries(log)[-1]["cut"] is True
    assert number(client, "sitrep_cut_answers_total") == before + 1


def test_a_query_that_is_stopped_while_it_is_sent_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        environ[REQUEST_ID] = "a1b2"
        start_response("200 OK", [])
        yield b"x"
        raise QueryTimeoutError("the query took longer than 2 s")

    seen: list[Exchange] = []
    client = Client(with_log(answer, Config(), seen.append))
    with pytest.raises(ConnectionResetError):
        client.get("/", buffered=True)
    assert [line.getMessage() for line in caplog.records] == [
        "the answer to request a1b2 was cut: the query took longer than 2 s"
    ]
    assert (seen[0].bytes, seen[0].is_whole) == (1, False)


@pytest.mark.parametrize("path", ["/", "/health", "/static/style.css", "/no", "/sparql?query=x", "/ns.ttl"])
def test_every_answer_has_the_headers_that_keep_browsers_safe(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff" and response.headers["X-Request-Id"]


def test_a_log_that_was_moved_away_is_begun_anew(
    client: FlaskClient, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.web.http.log.LOOK_SECONDS", 0.0)
    client.get("/health").close()
    moved = log.rename(log.with_suffix(".old"))
    lines = len(entries(moved))
    client.get("/health").close()
    assert (len(entries(moved)), len(entries(log))) == (lines, 1)


def test_a_log_that_cannot_be_written_keeps_nobody_from_answers(
    client: FlaskClient, log: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.web.http.log.LOOK_SECONDS", 0.0)
    log.unlink(missing_ok=True)
    log.mkdir()
    with client.get("/health") as response:
        assert response.status_code == 200
    assert "cannot write to the log" in caplog.text
    log.rmdir()
