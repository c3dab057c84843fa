"""Clients are told apart, and each may ask so often."""

from dataclasses import replace

import pytest
from flask import Flask

from kg.config import Config
from kg.web.app import create_app
from kg.web.http.clients import RateLimit, client_network
from kg.web.served import served_by


def test_a_client_that_asks_too_often_waits_and_the_others_do_not() -> None:
    now = 0.0
    limit = RateLimit(60, clock=lambda: now)
    assert [limit.wait("one") for _ in range(60)] == [0] * 60
    assert limit.wait("one") == pytest.approx(1)
    assert limit.wait("two") == 0
    now = 1.5
    assert limit.wait("one") == 0
    assert limit.wait("one") == pytest.approx(0.5)


def test_what_is_remembered_of_clients_has_an_end() -> None:
    limit = RateLimit(1, clock=lambda: 0.0)
    assert limit.wait("first") == 0
    for number in range(10_000):
        limit.wait(str(number))
    assert limit.wait("9999") > 0
    assert limit.wait("first") == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "public", "network"),
    [
        ("127.0.0.1", "", None, ""),
        ("::1", "", None, ""),
        ("192.0.2.7", "", None, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "https://kg.example/", "192.0.2.7"),
        ("127.0.0.1", "198.51.100.1", None, ""),
        ("127.0.0.1", "10.0.0.1, 198.51.100.1", "https://kg.example/", "198.51.100.1"),
        ("127.0.0.1", "nonsense", "https://kg.example/", ""),
        ("2001:db8:1:2:3::4", "", None, "2001:db8:1:2::/64"),
    ],
)
def test_who_a_client_is(peer: str, forwarded: str, public: str | None, network: str) -> None:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_network(environ, Config(public_url=public)) == network


def test_too_many_requests_are_a_problem_with_a_time_and_a_number(example_app: Flask) -> None:
    app = create_app(replace(served_by(example_app).config, client_requests=3))
    client = app.test_client()
    answers = [client.head("/robots.txt", environ_base={"REMOTE_ADDR": "192.0.2.9"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 4
    served_by(app).close()
