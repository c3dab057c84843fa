"""The worst cases that are timed: each template has one, with parameters that it knows, found by queries that run."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.namespaces import PREFIXES
from kg.resources import resource_folder
from kg.store.templates.templates import load_templates
from queries import HERE, cases

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = (DATA / "example.trig", DATA / "questions.trig")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    graph = ox.Store(tmp_path / "current")
    for path in EXAMPLES:
        graph.load(path=path, format=ox.RdfFormat.TRIG)
    graph.flush()
    del graph
    return tmp_path


def test_every_template_and_typical_query_is_timed_and_runs(store: Path) -> None:
    names = {*load_templates(resource_folder("queries")), *load_templates(HERE / "sparql" / "typical")}
    found = cases(store, store / "values.json")
    assert {case.name.rstrip("'") for case in found} == names
    assert found == cases(store, store / "values.json")
    graph = ox.Store.read_only(str(store / "current"))
    assert sum(any(True for _ in graph.query(case.text, prefixes=PREFIXES)) for case in found) > len(found) / 2
