"""What a server must be able to do before anything is built into a store there."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from remote_servers import OXIGRAPH, VIRTUOSO, oxigraph_server, virtuoso_server

from kg.config import Config
from kg.errors import ConfigError, StoreError
from kg.store.graph_writer import open_store
from kg.store.reader import open_reader
from kg.store.writer import Change

needs_oxigraph = pytest.mark.skipif(
    OXIGRAPH is None, reason="the Oxigraph server is not installed: pip install oxigraph"
)
needs_virtuoso = pytest.mark.skipif(
    VIRTUOSO is None, reason="Virtuoso is not installed: apt install virtuoso-opensource"
)
N = ox.NamedNode


@needs_oxigraph
def test_a_server_that_only_reads_is_told(tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "data"):
        pass  # makes an empty store
    with (
        oxigraph_server(tmp_path / "data", read_only=True) as url,
        pytest.raises(StoreError, match=r"\(Oxigraph\) takes no graphs .* Give it the right to write"),
    ):
        open_store(Config(store_url=url))


@needs_oxigraph
def test_addresses_may_be_given_one_by_one(tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "data") as url:
        config = Config(store_url=url, store_query_url=f"{url}/query", store_update_url=f"{url}/nowhere")
        with pytest.raises(StoreError, match=r"takes no updates: .*/nowhere answers 404"):
            open_store(config)
        with open_store(Config(store_url=f"{url}/query")) as writer:
            writer.commit(Change([ox.Quad(N("urn:a"), N("urn:b"), N("urn:c"))]))
        with open_reader(config) as reader:
            assert [quad.object for quad in reader.quads(N("urn:a"))] == [N("urn:c")]


@needs_oxigraph
def test_an_ontology_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "data") as url:
        config = Config(store_url=url)
        for text, changed in (("<urn:a> <urn:b> [] .", True), ("<urn:a> <urn:c> [], 2 .", True)):
            with open_store(config) as writer:
                assert writer.load_ontology(ox.parse(text, ox.RdfFormat.TURTLE)) is changed
                assert writer.load_ontology(ox.parse(text, ox.RdfFormat.TURTLE)) is False
        with open_store(config) as writer:
            writer.commit(Change((), [ox.Quad(N("urn:a"), N("urn:c"), ox.Literal(2))]))
            found = {str(quad.predicate) for quad in writer.quads(N("urn:a"), None, None, ox.DefaultGraph())}
        assert found == {"<urn:c>"}
        with open_reader(config) as reader:
            assert reader.ask("ASK { <urn:a> <urn:c> 2 }")
            assert not reader.ask("ASK { <urn:a> <urn:b> ?x }")


@needs_virtuoso
def test_virtuoso_is_spoken_to_in_its_own_way(tmp_path: Path) -> None:
    graphs = [N("urn:g1"), N("urn:g2")]
    quads = [
        ox.Quad(N(f"urn:s{i}"), N("urn:p"), ox.Literal(f"{i}", language="en"), g) for i in range(1200) for g in graphs
    ]
    fact = ox.Quad(
        N("urn:s1"), N("urn:q"), ox.Literal("true", datatype=N("http" + "://www.w3.org/2001/XMLSchema#boolean"))
    )
    with virtuoso_server(tmp_path / "data") as url:
        config = Config(store_url=url)
        with open_store(config) as writer:
            writer.commit(Change([*quads, fact]))
            writer.commit(Change((), quads[4:]))
        with open_reader(config) as reader:
            assert set(reader.quads(None, N("urn:p"))) == set(quads[:4])
            assert list(reader.quads(N("urn:s1"), N("urn:q"))) == [fact]
            assert reader.ask("ASK { ?s <urn:q> ?o . GRAPH <urn:g1> { ?s <urn:p> ?name } }")
            assert not reader.ask("ASK { ?s <urn:p> ?o }")
            with reader.graph() as graph:
                assert set(graph) == {fact}


@needs_virtuoso
def test_virtuoso_without_the_right_is_told(tmp_path: Path) -> None:
    with (
        virtuoso_server(tmp_path / "data", writable=False) as url,
        pytest.raises(StoreError, match=r"\(Virtuoso\) takes no"),
    ):
        open_store(Config(store_url=url))


def test_a_store_that_is_no_address_is_told() -> None:
    with pytest.raises(ConfigError, match="KG_STORE_QUERY_URL='here' is not a web address"):
        Config.from_environment({"KG_STORE": "http://127.0.0.1:9", "KG_STORE_QUERY_URL": "here"})
    assert Config.from_environment({"KG_STORE": "http://127.0.0.1:9"}).store_url == "http://127.0.0.1:9"
