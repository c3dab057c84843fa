"""Stores for the tests: a new one, and a small one that is only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_graph import small_graph

from kg.config import Config
from kg.store.reader import Reader, open_reader
from kg.store.writer import Change, Writer, open_writer


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_writer(tmp_path / "store", publish_seconds=1000) as opened:
        yield opened


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "store"
    with open_writer(path) as opened:
        opened.commit(Change(add=small_graph()))
    return path


@pytest.fixture(scope="session")
def small(small_store: Path) -> Iterator[Reader]:
    config = Config(store=small_store, workers=2, query_seconds=0.9, query_wait_seconds=0.2, query_memory_mb=300)
    with open_reader(config) as opened:
        yield opened
