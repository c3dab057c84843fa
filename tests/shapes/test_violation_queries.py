"""The hygiene queries find what they are for, and nothing in the ontology or in the graph of the samples."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.checking.checking import HygieneQuery, load_hygiene_queries
from kg.namespaces import local_name
from kg.ontology.modules import Ontology
from kg.store.layout import open_folder
from kg.store.snapshots import current_snapshot
from kg.store.templates.templates import bind

BROKEN = Path(__file__).parent.parent / "data" / "violations.trig"
QUERIES = {query.template.name: query for query in load_hygiene_queries()}
ABOUT_ONTOLOGY = [query for query in QUERIES.values() if query.part == "ontology"]


def rows(query: HygieneQuery, store: ox.Store) -> list[tuple[str, str]]:
    found = store.query(bind(query.template, {}))
    assert isinstance(found, ox.QuerySolutions)
    assert {"thing", "value"} >= {variable.value for variable in found.variables} >= {"thing"}
    return [tuple(str(term) for term in row) for row in found]


def broken() -> dict[str, ox.Store]:
    prefixes, *sections = re.split(r"^## (?=[\w-]+$)", BROKEN.read_text(encoding="utf-8"), flags=re.MULTILINE)
    stores = {}
    for section in sections:
        name, _, body = section.partition("\n")
        stores[name] = ox.Store()
        stores[name].load(prefixes + body, format=ox.RdfFormat.TRIG)
    return stores


def test_every_query_has_something_to_find() -> None:
    assert set(broken()) == set(QUERIES)
    assert len(QUERIES) >= 40


@pytest.mark.parametrize(("name", "store"), broken().items(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_query_finds_what_is_bad_and_nothing_else(name: str, store: ox.Store) -> None:
    found = {local_name(row[0].strip("<>").partition("#char")[0]) for row in rows(QUERIES[name], store)}
    assert "bad" in found
    assert all(thing.startswith("bad") for thing in found)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_says_what_is_wrong_and_what_to_do(query: HygieneQuery) -> None:
    finding = query.finding("https://example.org/thing", "")
    assert re.fullmatch(r"[A-Z].*[^.]\. [A-Z].*\.", finding.message)


@pytest.fixture(scope="module")
def ontology_alone(ontology: Ontology) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in ontology.triples())
    return store


@pytest.mark.parametrize("query", ABOUT_ONTOLOGY, ids=lambda query: query.template.name)
def test_the_ontology_alone_has_no_violation(query: HygieneQuery, ontology_alone: ox.Store) -> None:
    assert rows(query, ontology_alone) == []


@pytest.fixture(scope="module")
def sample_graph(sample_store: Path) -> ox.Store:
    return ox.Store.read_only(str(current_snapshot(open_folder(sample_store)).path))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_graph_of_the_samples_has_no_violation(query: HygieneQuery, sample_graph: ox.Store) -> None:
    assert rows(query, sample_graph) == []
