"""The graph is a function of the articles in it: not of their order, nor of what was there before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pyoxigraph as ox
import pytest

from kg.articles.article import Article
from kg.fusion.claim import ArticleClaims
from kg.graph.ontology_facts import ontology_triples
from kg.ledger.ledger import Ledger
from kg.ledger.revision import own_quads
from kg.namespaces import NS, Iris
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms
from kg.reader import ArticleReader

PUBLISHED = datetime(2019, 5, 6, tzinfo=UTC)
FIRST = Article(
    "A Turkish air strike killed 12 people in Aleppo on Sunday, officials said. The strike hit a fuel depot.",
    published=PUBLISHED,
    source="Harbour Wire",
    url="https://example.org/1",
)
SECOND = Article(
    "Turkish jets bombed a fuel depot in Aleppo on Sunday, killing at least 20 people, rescuers said.",
    published=PUBLISHED,
    source="The Meridian Courier",
    url="https://example.org/2",
)
OTHER = Article(
    "Rebels shelled the town of Manbij on Saturday. The Syrian Arab Army withdrew from a base near Tabqa.",
    published=PUBLISHED,
    source="Harbour Wire",
    url="https://example.org/3",
)
REVISED = Article(
    "A Turkish air strike killed 15 people in Aleppo on Sunday, officials said.",
    published=PUBLISHED,
    source="Harbour Wire",
    url="https://example.org/1",
)


class Graph:
    """A store in memory that takes the ledger's changes."""

    def __init__(self, ontology: Ontology, terms: Terms) -> None:
        self.store = ox.Store()
        self.store.extend(ox.Quad(*triple) for triple in ontology_triples(ontology, terms))
        self.own = set(self.store)
        self.ledger = Ledger.over(self, terms, Iris())

    def quads(self, *pattern: object) -> Iterable[ox.Quad]:
        return self.store.quads_for_pattern(*pattern)

    def apply(self, change: tuple[list[ox.Quad], list[ox.Quad]]) -> None:
        for quad in change[1]:
            if quad not in self.own:
                self.store.remove(quad)
        self.store.extend(change[0])

    def data(self) -> set[ox.Quad]:
        return set(self.store) - self.own


@pytest.fixture(scope="module")
def claims(reader: ArticleReader) -> dict[Article, ArticleClaims]:
    return {article: told for article, _, told in reader.read([FIRST, SECOND, OTHER, REVISED])}


@pytest.fixture
def graph(ontology: Ontology, terms: Terms) -> Graph:
    return Graph(ontology, terms)


def add(graph: Graph, claims: dict[Article, ArticleClaims], *articles: Article) -> Graph:
    for article in articles:
        graph.apply(graph.ledger.add(article, claims[article], own_quads(article, claims[article], Iris())))
    return graph


def events(graph: Graph, name: str) -> list[ox.Quad]:
    cls = ox.NamedNode(NS + name)
    return list(graph.quads(None, ox.NamedNode(NS + "eventClass"), cls, ox.DefaultGraph()))


def test_two_articles_tell_of_one_event(graph: Graph, claims: dict[Article, ArticleClaims]) -> None:
    add(graph, claims, FIRST, SECOND)
    (event,) = events(graph, "AirStrike")
    reports = list(graph.quads(event.subject, ox.NamedNode(NS + "hasReport"), None, ox.DefaultGraph()))
    assert len(reports) == 2
    assert [q.object.value for q in graph.quads(event.subject, ox.NamedNode(NS + "disputed"), None, None)] == ["true"]


def test_order_does_not_matter(ontology: Ontology, terms: Terms, claims: dict[Article, ArticleClaims]) -> None:
    graphs = [add(Graph(ontology, terms), claims, *order).data() for order in permutations([FIRST, SECOND, OTHER])]
    assert all(data == graphs[0] for data in graphs)


@pytest.mark.parametrize("gone", [FIRST, SECOND, OTHER], ids=["first", "second", "other"])
def test_removed_article_leaves_nothing(
    ontology: Ontology, terms: Terms, claims: dict[Article, ArticleClaims], gone: Article
) -> None:
    everything = add(Graph(ontology, terms), claims, FIRST, SECOND, OTHER)
    everything.apply(everything.ledger.remove(gone.key))
    rest = [article for article in (FIRST, SECOND, OTHER) if article != gone]
    assert everything.data() == add(Graph(ontology, terms), claims, *rest).data()


def test_revised_article_replaces_the_earlier_version(
    ontology: Ontology, terms: Terms, claims: dict[Article, ArticleClaims]
) -> None:
    revised = add(Graph(ontology, terms), claims, FIRST, SECOND, REVISED)
    assert revised.data() == add(Graph(ontology, terms), claims, SECOND, REVISED).data()


def test_last_article_leaves_an_empty_graph(graph: Graph, claims: dict[Article, ArticleClaims]) -> None:
    add(graph, claims, FIRST)
    graph.apply(graph.ledger.remove(FIRST.key))
    assert graph.data() == set()


def test_merged_event_iris_lead_to_the_event(graph: Graph, claims: dict[Article, ArticleClaims]) -> None:
    add(graph, claims, FIRST, SECOND)
    (event,) = events(graph, "AirStrike")
    replaced = graph.quads(None, ox.NamedNode("http://purl.org/dc/terms/isReplacedBy"), event.subject, None)
    assert len(list(replaced)) == 1


def test_every_mention_quotes_its_characters(graph: Graph, claims: dict[Article, ArticleClaims]) -> None:
    add(graph, claims, FIRST)
    quotes = list(graph.quads(None, ox.NamedNode(NS + "exactText"), None, None))
    assert quotes
    for quote in quotes:
        begin, end = (
            int(next(iter(graph.quads(quote.subject, ox.NamedNode(NS + name), None, None))).object.value)
            for name in ("begin", "end")
        )
        assert FIRST.text[begin:end] == quote.object.value


@pytest.mark.parametrize("url", [f"https://example.org/{number}" for number in range(20, 26)])
@pytest.mark.parametrize("turned", [False, True])
def test_links_lead_to_the_event_as_it_is_now(graph: Graph, reader: ArticleReader, url: str, *, turned: bool) -> None:
    articles = [FIRST, replace(SECOND, url=url)]
    claims = {article: told for article, _, told in reader.read(articles)}
    add(graph, claims, *(reversed(articles) if turned else articles))
    links = graph.quads(None, ox.NamedNode(NS + "partOf"), None, ox.DefaultGraph())
    (event,) = events(graph, "AirStrike")
    assert {link.object for link in links} == {event.subject}
