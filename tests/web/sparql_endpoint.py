"""A server of 500 labels, and how its endpoint is asked in-process."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Config
from kg.namespaces import RDFS
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

LABEL = ox.NamedNode(RDFS + "label")
GRAPH = "http://example.org/graph"
ONE = "SELECT ?o WHERE { ?s rdfs:label ?o } LIMIT 1"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


@contextmanager
def labelled_server(path: Path) -> Iterator[Flask]:
    """Serve the labels while the block runs, within narrow limits."""
    with open_writer(path) as writer:
        thing = ox.NamedNode("http://example.org/thing")
        names = [ox.Quad(ox.NamedNode(f"http://example.org/{n}"), LABEL, ox.Literal(f"é{n}")) for n in range(500)]
        writer.commit(Change(add=[*names, ox.Quad(thing, LABEL, ox.Literal("told"), ox.NamedNode(GRAPH))]))
    config = Config(
        store=path, workers=1, query_seconds=0.5, query_wait_seconds=0.2, request_bytes=100_000, query_bytes=50_000
    )
    made = create_app(config)
    yield made
    served_by(made).reader.close()


def get(client: FlaskClient, query: str, accept: str | None = None, **parameters: str) -> TestResponse:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


def problem(response: TestResponse) -> dict[str, Any]:
    assert response.mimetype == "application/problem+json"
    body = json.loads(response.get_data())
    assert body["status"] == response.status_code
    assert "Traceback" not in body["detail"]
    return dict(body)
