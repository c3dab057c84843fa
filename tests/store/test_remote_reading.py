"""A store at the Oxigraph server is read as one in a folder is."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from remote_servers import OXIGRAPH, oxigraph_server
from small_graph import ex, labels, small_graph

from kg.config import Config
from kg.namespaces import AUTHORITY, NS, OWL, RDF, RDFS
from kg.store.exports.whole import export
from kg.store.fingerprint import fingerprint
from kg.store.formats import CSV, N_QUADS
from kg.store.query import QueryRequest
from kg.store.reader import Reader, open_reader
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.http import Reply
from kg.store.writer import Change, open_writer
from kg.web.app import create_app
from kg.web.served import served_by

pytestmark = pytest.mark.skipif(OXIGRAPH is None, reason="the Oxigraph server is not installed: pip install oxigraph")
FACTS, ALEPPO = ox.DefaultGraph(), ex("aleppo")
LABEL = ox.NamedNode(RDFS + "label")


@contextmanager
def served(folder: Path, quads: list[ox.Quad]) -> Iterator[str]:
    """Run the Oxigraph server over these quads while the block runs, and yield its URL."""
    store = ox.Store(str(folder))
    store.extend(quads)
    store.flush()
    del store
    with oxigraph_server(folder) as url:
        yield url


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("oxigraph") / "data", small_graph()) as url:
        yield url


@pytest.fixture(scope="module")
def there(address: str) -> Iterator[Reader]:
    with open_reader(Config(store_url=address)) as opened:
        yield opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that are sent from now on."""
    ask, queries = Endpoint.ask, []

    def noting(endpoint: Endpoint, text: str, *more: object, **options: object) -> Reply:
        queries.append(text)
        return ask(endpoint, text, *more, **options)  # type: ignore[arg-type]  # whatever they are

    monkeypatch.setattr(Endpoint, "ask", noting)
    return queries


def test_the_same_quads_are_there(there: Reader, small: Reader) -> None:
    assert set(there.quads()) == set(small.quads())
    assert set(there.quads(None, LABEL)) == set(small.quads(None, LABEL))


def test_each_pattern_gives_the_same(there: Reader, small: Reader) -> None:
    for quad in list(small.quads())[:50]:
        graph = quad.graph_name
        assert not isinstance(graph, ox.BlankNode)
        assert not isinstance(quad.subject, ox.BlankNode)
        for pattern in (
            (quad.subject, None, None, None),
            (quad.subject, quad.predicate, quad.object, graph),
            (None, quad.predicate, quad.object, None),
            (None, None, quad.object, graph),
            (None, quad.predicate, None, graph),
        ):
            assert set(there.quads(*pattern)) == set(small.quads(*pattern))  # type: ignore[arg-type]  # no triple terms


def test_the_whole_graph_is_the_same(there: Reader, small: Reader) -> None:
    with there.graph() as one, small.graph() as other:
        assert fingerprint(one, base=there.base) == fingerprint(other, base=small.base)
    out, expected = io.BytesIO(), io.BytesIO()
    export(there, N_QUADS, out)
    export(small, N_QUADS, expected)
    assert out.getvalue() == expected.getvalue()


def test_counts_and_names_are_the_same(there: Reader, small: Reader) -> None:
    ours, theirs = small.statistics(), there.statistics()
    assert (theirs.articles, theirs.events, theirs.claims) == (ours.articles, ours.events, ours.claims)
    for text in ("Thing number 1001", "number 77"):
        assert {hit.iri for hit in there.search(text)} == {hit.iri for hit in small.search(text)} != set()


def test_graphs_may_be_chosen(there: Reader, small: Reader) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = next(quad.graph_name.value for quad in small.quads() if isinstance(quad.graph_name, ox.NamedNode))
    request = QueryRequest(text=text, form=there.check(text), format=CSV, default_graphs=(graph,))
    assert there.run(request).read() == small.run(request).read()
    assert there.has_graph(graph)
    assert not there.has_graph("urn:none")


@pytest.mark.parametrize("predicates", [(), (LABEL,)])
def test_the_facts_about_many_things_are_asked_for_at_once(
    address: str, small: Reader, asked: list[str], predicates: tuple[ox.NamedNode, ...]
) -> None:
    about = {quad.subject for quad in small.quads(None, None, None, FACTS) if isinstance(quad.subject, ox.NamedNode)}
    with open_reader(Config(store_url=address)) as reader:
        asked.clear()
        for _ in range(2):
            reader.expect(about, predicates)
        for subject, predicate in product(about, predicates or (None, LABEL)):
            expected = set(small.quads(subject, predicate, None, FACTS))
            assert set(reader.quads(subject, predicate, None, FACTS)) == expected
        assert len(asked) == -(-len(about) // 200) > 1
        assert set(reader.quads(ALEPPO)) == set(small.quads(ALEPPO))


def test_lists_of_all_terms_are_the_same_and_ask_for_many_at_once(tmp_path: Path, asked: list[str]) -> None:
    quads = [*labels(300), *(quad for number in range(300) for quad in known(number))]
    with open_writer(tmp_path / "local") as writer:
        writer.commit(Change(add=quads))
    here = create_app(Config(store=tmp_path / "local", workers=1))
    with served(tmp_path / "data", quads) as url:
        far = create_app(Config(store_url=url))
        for path in ("/ns", "/ns.ttl", "/ontology", "/authority", "/authority.nt"):
            pages = [app.test_client().get(path) for app in (here, far)]
            assert pages[0].text == pages[1].text and "known 7" in pages[0].text
    assert len(asked) < 60
    for app in (here, far):
        served_by(app).close()


def known(number: int) -> Iterator[ox.Quad]:
    """Yield what is said of an individual known beforehand, and of a term."""
    for namespace in (AUTHORITY, NS):
        each = ox.NamedNode(f"{namespace}known{number}")
        yield ox.Quad(each, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "NamedIndividual"))
        yield ox.Quad(each, LABEL, ox.Literal(f"known {number}"))
