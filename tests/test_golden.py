"""Golden graphs: an article in, its graph out, compared by isomorphism.

``UPDATE_GOLDEN=1 pytest tests/test_golden.py`` writes them anew; read the difference before committing it.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.articles.article import Article
from kg.graph.ontology_facts import ontology_triples
from kg.ledger.ledger import Ledger
from kg.ledger.revision import own_quads
from kg.namespaces import PREFIXES, Iris
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms
from kg.reader import ArticleReader

GOLDEN = Path(__file__).parent / "golden"
LEDGER = ox.NamedNode(Iris().graph("ledger"))


class Store:
    """The ontology, and nothing else."""

    def __init__(self, ontology: Ontology, terms: Terms) -> None:
        self.store = ox.Store()
        self.store.extend(ox.Quad(*triple) for triple in ontology_triples(ontology, terms))
        self.quads = self.store.quads_for_pattern


def graph_of(text: str, reader: ArticleReader, store: Store) -> list[ox.Quad]:
    article = Article(text, published=datetime(2024, 2, 20, tzinfo=UTC), source="Harbour Wire")
    ((_, _, claims),) = reader.read([article])
    ledger = Ledger.over(store, reader.terms, Iris())
    added, _ = ledger.add(article, claims, own_quads(article, claims, Iris()))
    return [quad for quad in added if quad.graph_name != LEDGER and quad not in store.store]


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """Return a dataset that equals another exactly when the two are isomorphic (RDFC-1.0)."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_article_gives_its_golden_graph(name: str, reader: ArticleReader, ontology: Ontology, terms: Terms) -> None:
    quads = graph_of((GOLDEN / f"{name}.txt").read_text(), reader, Store(ontology, terms))
    expected = GOLDEN / f"{name}.trig"
    if os.environ.get("UPDATE_GOLDEN"):
        ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
        written = ox.serialize(ordered, format=ox.RdfFormat.TRIG, prefixes={**PREFIXES, "id": f"{Iris().base}id/"})
        expected.write_bytes(written or b"")
    golden = ox.parse(path=str(expected), format=ox.RdfFormat.TRIG)
    assert canonical(quads) == canonical(golden)
