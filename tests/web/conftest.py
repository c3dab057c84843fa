"""A client of a server over the example graph."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from example_server import example_quads, question_quads
from flask import Flask
from flask.testing import FlaskClient
from writable_server import ADMIN, writable

from kg.config import Config
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by


@contextmanager
def serving(path: Path, quads: list[ox.Quad]) -> Iterator[Flask]:
    """Make a store of these quads, and the application that serves it while the block runs."""
    with open_writer(path) as writer:
        writer.commit(Change(add=quads))
    made = create_app(Config(store=path, workers=1))
    yield made
    served_by(made).reader.close()


@pytest.fixture(scope="session")
def example_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with serving(tmp_path_factory.mktemp("example") / "store", example_quads()) as made:
        yield made


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a server over a graph in which every template finds its examples."""
    with serving(tmp_path_factory.mktemp("asked") / "store", question_quads()) as made:
        yield made.test_client()


@pytest.fixture
def browser(example_app: Flask) -> FlaskClient:
    """A client that asks as a browser does."""
    client = example_app.test_client()
    client.environ_base["HTTP_ACCEPT"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    return client


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A server of a plain store that takes updates."""
    with writable(tmp_path_factory.mktemp("writable") / "store") as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that server, whose store is empty."""
    client = app.test_client()
    assert client.post("/sparql", data={"update": "DROP ALL"}, headers=ADMIN).status_code == 204
    return client
