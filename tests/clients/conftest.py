"""A server over the small graph that takes changes, for programs outside."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from free_ports import free_port

from kg.store.writer import Change, open_writer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server, without a slash at its end."""
    store = tmp_path_factory.mktemp("clients") / "store"
    graph = ox.Store()
    graph.load(path=ROOT / "tests" / "data" / "example.trig", format=ox.RdfFormat.TRIG)
    with open_writer(store) as writer:
        writer.commit(Change(add=list(graph)))
    port = str(free_port())
    command = (sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", port, "--allow-update")
    settings = {**os.environ, "KG_ADMIN_PASSWORD": "secret", "KG_WORKERS": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert port in process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        process.terminate()
