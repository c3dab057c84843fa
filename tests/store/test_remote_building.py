"""What is built into a store at another server is what is built into a folder: new, revised and removed articles."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from free_ports import free_port
from remote_servers import OXIGRAPH, VIRTUOSO, oxigraph_server, virtuoso_server

from kg.articles.article import Article
from kg.articles.readers import NO_DEFAULTS, read_articles
from kg.build import BuildReport, Storing, remove
from kg.config import Config
from kg.graph.ontology_facts import ontology_triples
from kg.ledger.ledger import Ledger
from kg.namespaces import Iris
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms
from kg.reader import ArticleReader, Outcome
from kg.store.batch import Batch
from kg.store.graph_writer import open_store
from kg.store.reader import open_reader

ROOT = Path(__file__).parent.parent.parent
TOKEN = "token-of-tests"  # noqa: S105  # of the tests
KINDS = [
    pytest.param("oxigraph", marks=pytest.mark.skipif(OXIGRAPH is None, reason="oxigraph is not installed")),
    pytest.param("virtuoso", marks=pytest.mark.skipif(VIRTUOSO is None, reason="virtuoso-opensource is not installed")),
    "served",
]


@pytest.fixture(scope="module")
def outcomes(reader: ArticleReader) -> list[Outcome]:
    """Some articles as read, of which two tell of the same events, and the first in another version."""
    found = read_articles(
        [str(ROOT / "samples" / "harbour-wire.jsonl"), str(ROOT / "samples" / "moskva.html")], defaults=NO_DEFAULTS
    )
    articles = [item for item in found if isinstance(item, Article)][:5]
    longer = replace(articles[0], text=articles[0].text + "\n\nThree soldiers were killed in Kharkiv on Monday.")
    return [reader.outcome(article, claims) for article, _, claims in reader.read([*articles, longer])]


@pytest.fixture(scope="module", params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """An empty store at a server of each kind."""
    folder = tmp_path_factory.mktemp("elsewhere") / "data"
    if request.param == "oxigraph":
        with oxigraph_server(folder) as url:
            yield Config(store_url=url)
    elif request.param == "virtuoso":
        with virtuoso_server(folder) as url:
            yield Config(store_url=url)
    else:
        with served(folder) as url:
            yield Config(store_url=url, store_token=TOKEN)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a new store for updates while the block runs and yield its URL."""
    port = free_port()
    environment = {**os.environ, "KG_TOKENS": TOKEN, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "serve", "--store", str(folder), "--port", str(port), "--allow-update"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline().startswith(b"Sitrep serves")
        yield f"http://127.0.0.1:{port}"
        process.terminate()


class Here:
    """What a builder has at hand."""

    def __init__(self, ontology: Ontology, terms: Terms) -> None:
        self.triples = sorted(ontology_triples(ontology, terms), key=str)[:5_000]  # enough to be sent in parts
        self.terms = terms

    def store(self, outcomes: Sequence[Outcome], config: Config) -> None:
        """Store articles as a build of its own does."""
        with open_store(config) as writer:
            writer.load_ontology(self.triples)
            with Batch(writer) as batch:
                self.fill(batch, Iris(writer.base), outcomes)

    def fill(self, batch: Batch, iris: Iris, outcomes: Sequence[Outcome]) -> None:
        """Store articles in a batch that is open."""
        Storing(batch, Ledger.over(batch, self.terms, iris), BuildReport(), iris).store(outcomes)


@pytest.fixture(scope="module")
def here(ontology: Ontology, terms: Terms) -> Here:
    return Here(ontology, terms)


def told_by(config: Config) -> set[ox.Quad]:
    """Return what is in a store, without the times of runs, and the parts of the ontology that have no names."""
    with open_reader(config) as opened, opened.graph() as graph:
        runs = ox.NamedNode(opened.graph_iri("runs"))
        named = (quad for quad in graph if not isinstance(quad.subject, ox.BlankNode))
        return {quad for quad in named if quad.graph_name != runs and not isinstance(quad.object, ox.BlankNode)}


def test_builds_elsewhere_give_the_same_graph_though_the_first_was_interrupted(
    place: Config, here: Here, outcomes: list[Outcome], tmp_path: Path
) -> None:
    local = Config(store=tmp_path / "store")
    *first, revised = outcomes
    steps: list[Sequence[Outcome]] = [first[:2], first[2:], [revised]]
    with pytest.raises(KeyboardInterrupt), open_store(place) as writer, Batch(writer) as batch:
        here.fill(batch, Iris(writer.base), first[:1])
        raise KeyboardInterrupt
    for config in (place, local):
        for step in steps:
            here.store(step, config)
    there, expected = told_by(place), told_by(local)
    assert (there - expected, expected - there) == (set(), set())
    assert remove([first[2].article.key], place) == remove([first[2].article.key], local) != []
    assert told_by(place) == told_by(local)
