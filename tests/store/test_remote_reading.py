"""A store at the Oxigraph server is read as one in a folder is."""

import io
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from remote_servers import OXIGRAPH, oxigraph_server
from small_graph import small_graph

from kg.config import Config
from kg.namespaces import RDFS
from kg.store.exports.whole import export
from kg.store.fingerprint import fingerprint
from kg.store.formats import CSV, N_QUADS
from kg.store.query import QueryRequest
from kg.store.reader import Reader, open_reader

pytestmark = pytest.mark.skipif(OXIGRAPH is None, reason="the Oxigraph server is not installed: pip install oxigraph")
LABEL = ox.NamedNode(RDFS + "label")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("oxigraph") / "data"
    store = ox.Store(str(folder))
    store.extend(small_graph())
    store.flush()
    del store
    with oxigraph_server(folder) as url, open_reader(Config(store_url=url)) as opened:
        yield opened


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
