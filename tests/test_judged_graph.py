"""The graph is a function of articles and corrections: not of their order, nor of which came first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pyoxigraph as ox
import pytest

from kg.articles.article import Article
from kg.curation.correction import REPORT, Correction, Corrections, Deed, Passage, Said
from kg.fusion.claim import ArticleClaims, Claim
from kg.fusion.standing import said
from kg.graph.ontology_facts import ontology_triples
from kg.ledger.ledger import Ledger
from kg.ledger.revision import own_quads
from kg.namespaces import NS, Iris
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms
from kg.reader import ArticleReader

PUBLISHED, NOON = datetime(2019, 5, 6, tzinfo=UTC), datetime(2019, 5, 7, 12, tzinfo=UTC)
TEXTS = (
    "A Turkish air strike killed 12 people in Aleppo on Sunday, officials said.",
    "Turkish jets bombed a fuel depot in Aleppo on Sunday, killing at least 20 people, rescuers said.",
    "Turkish planes carried out an air strike in Aleppo on Sunday.",
    "Rebels shelled the town of Manbij on Saturday.",
)
ARTICLES = [Article(text, published=PUBLISHED, url=f"https://example.org/{n}") for n, text in enumerate(TEXTS)]


class Graph:
    """A store in memory that takes the ledger's changes."""

    def __init__(self, ontology: Ontology, terms: Terms) -> None:
        self.store = ox.Store()
        self.store.extend(ox.Quad(*triple) for triple in ontology_triples(ontology, terms))
        self.known = set(self.store)
        self.terms = terms
        self.ledger = Ledger.over(self, terms, Iris())

    def empty(self) -> "Graph":
        for quad in self.data():
            self.store.remove(quad)
        self.ledger = Ledger.over(self, self.terms, Iris())
        return self

    def quads(self, *pattern: object) -> Iterable[ox.Quad]:
        return self.store.quads_for_pattern(*pattern)

    def apply(self, change: tuple[list[ox.Quad], list[ox.Quad]]) -> None:
        for quad in set(change[1]) - self.known:
            self.store.remove(quad)
        self.store.extend(change[0])

    def add(self, told: Iterable[tuple[Article, ArticleClaims]]) -> "Graph":
        for article, claims in told:
            self.apply(self.ledger.add(article, claims, own_quads(article, claims, Iris())))
        return self

    def data(self) -> set[ox.Quad]:
        return set(self.store) - self.known

    def events(self) -> list[int]:
        """How many reports each strike and shelling has."""
        classes = [ox.NamedNode(NS + name) for name in ("AirStrike", "ArtilleryShelling")]
        found = [q.subject for cls in classes for q in self.quads(None, ox.NamedNode(NS + "eventClass"), cls, None)]
        return sorted(len(list(self.quads(event, ox.NamedNode(NS + "hasReport"), None, None))) for event in found)


Told = list[tuple[Article, ArticleClaims]]


def occurrence(told: Told, number: int) -> tuple[Article, Claim]:
    article, claims = told[number]
    return article, next(c for c in claims.claims if (c.cls or "").endswith(("Strike", "Shelling")))


def passage(article: Article, claim: Claim) -> Passage:
    characters = tuple(sorted(set(claim.evidence)))
    return Passage(article.key, characters, tuple(article.text[b:e] for b, e in characters), article.text)


def judge(told: Told, deed: Deed, *numbers: int) -> Correction:
    passages = tuple(passage(*occurrence(told, number)) for number in numbers)
    about = Said(REPORT, "", "") if len(numbers) > 1 else said(occurrence(told, *numbers)[1])
    return Correction(f"{deed}-{''.join(map(str, numbers))}", deed, passages, about, "Ada", NOON, "So it is.")


@pytest.fixture(scope="module")
def plain(reader: ArticleReader) -> Told:
    return [(article, claims) for article, _, claims in reader.read(ARTICLES)]


JUDGED = {
    "split": ([("split", 0, 1)], [1, 1, 2]),
    "split from both": ([("split", 0, 1, 2)], [1, 1, 2]),
    "merge": ([("merge", 0, 3)], [4]),
    "merge and split": ([("split", 0, 1), ("merge", 1, 3)], [1, 3]),
    "veto": ([("veto", 2)], [1, 2]),
}


@pytest.fixture(scope="module")
def graph(ontology: Ontology, terms: Terms) -> Graph:
    return Graph(ontology, terms)


@pytest.mark.parametrize(("made", "events"), JUDGED.values(), ids=JUDGED)
def test_neither_order_nor_time_of_corrections_matters(
    made: list[tuple[Deed, int]], events: list[int], plain: Told, reader: ArticleReader, graph: Graph
) -> None:
    corrections = Corrections(tuple(judge(plain, *each) for each in made))
    read = replace(reader, corrections=corrections).read(ARTICLES)
    judged = [(article, claims) for article, _, claims in read]
    uncorrected = graph.empty().add(plain).data()
    assert graph.events() == [1, 3]
    corrected = graph.empty().add(judged).data()
    assert graph.events() == events
    for order in list(permutations(judged))[::7]:
        assert graph.empty().add(order).data() == corrected
        assert graph.empty().add(plain).add(order).data() == corrected
        assert graph.add(plain).data() == uncorrected


def test_a_split_ends_with_the_article_that_it_is_about(plain: Told, reader: ArticleReader, graph: Graph) -> None:
    corrections = Corrections((judge(plain, "split", 0, 1),))
    judged = [(article, claims) for article, _, claims in replace(reader, corrections=corrections).read(ARTICLES)]
    for gone, rest in [(0, judged[1:]), (1, [judged[0], *judged[2:]]), (2, [*judged[:2], judged[3]])]:
        graph.empty().add(judged)
        graph.apply(graph.ledger.remove(ARTICLES[gone].key))
        left = graph.data()
        assert graph.empty().add(rest).data() == left
