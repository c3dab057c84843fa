"""Whom a request asks by its header Host: what names a host is taken and told again, anything else refused."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.web.app import create_app
from kg.web.served import served_by

HERE = "/sparql?format=csv&query=SELECT+(<a>+AS+?here)+{}"
LONG_WAY = {"If-None-Match": '"another"'}


@pytest.mark.parametrize("way", [{}, LONG_WAY])
@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("graph.example", "graph.example"),
        ("my_graph:8000", "my_graph:8000"),
        ("Graph.example:80", "Graph.example"),
        ("192.0.2.1:", "192.0.2.1"),
        ("[2001:db8::1]:8000", "[2001:db8::1]:8000"),
    ],
)
def test_addresses_in_answers_name_the_host_that_was_asked(
    browser: FlaskClient, host: str, told: str, way: dict[str, str]
) -> None:
    assert browser.get(HERE, headers={"Host": host, **way}).text == f"here\r\nhttp://{told}/a\r\n"
    assert f"http://{told}/sitemap.xml" in browser.get("/robots.txt", headers={"Host": host}).text
    assert f" http://{told}/sparql<" in browser.get("/sparql", headers={"Host": host}).text


@pytest.mark.parametrize(
    "host", ["", "a b", "<script>", "a/b", "user@b", "a, b", "[::1", "a:b", "a:123456", "caf\u00e9"]
)
def test_what_names_no_host_is_refused(example_app: Flask, host: str) -> None:
    for path in (HERE, "/", "/health", "/none"):
        with example_app.test_client().get(path, headers={"Host": host}) as response:
            assert response.status_code == 400 and "Host" in response.get_json(force=True)["detail"]


def test_only_old_clients_may_leave_the_host_out(example_app: Flask) -> None:
    client = example_app.test_client()
    for version, status in (("HTTP/1.1", 400), ("HTTP/1.0", 200)):
        with client.get("/sparql", environ_overrides={"HTTP_HOST": None, "SERVER_PROTOCOL": version}) as response:
            assert response.status_code == status


def test_the_editor_tells_the_public_address(example_app: Flask) -> None:
    config = served_by(example_app).config
    made = create_app(replace(config, public_url="https://graph.example/"))
    with made.test_client().get("/sparql", headers={"Accept": "text/html"}) as response:
        assert " https://graph.example/sparql<" in response.text
    served_by(made).reader.close()
