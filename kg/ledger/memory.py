"""What the ledger reads back from the store: quads, and the reports of earlier articles."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import pyoxigraph as ox

from kg.articles.article import Article
from kg.fusion.claim import Report
from kg.graph.ledger_entry import read_article, read_reports
from kg.graph.nodes import Fact, as_fact, iri, text, value_of
from kg.namespaces import NS, Iris, local_name

DEFAULT = ox.DefaultGraph()
ENTRY, KEY, VERSION = iri(NS + "ledgerEntry"), iri(NS + "blockingKey"), iri(NS + "version")
METADATA, HAS_TEXT, CONTENT = iri(NS + "ledgerMetadata"), iri(NS + "hasText"), iri(NS + "content")
_KEPT = 20_000
"""Subjects remembered at once: the same countries, forces and towns are named again and again."""


class Quads(Protocol):
    """What the ledger reads from the store."""

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the committed quads of a pattern."""


class Memory:
    """The store as the ledger sees it."""

    def __init__(self, store: Quads, iris: Iris) -> None:
        self.quads = store.quads
        self.iris = iris
        self.ledger = iri(iris.graph("ledger"))
        self.inferred = iri(iris.graph("inferred"))
        self.texts = iri(iris.graph("texts"))
        self._parsed = lru_cache(maxsize=2048)(read_reports)
        self._told: dict[str, tuple[frozenset[Fact], frozenset[Fact]]] = {}

    def version(self, key: str) -> str | None:
        """Return the version in which an article is in the store; None when it is not."""
        return self._value(self.iris.article(key), VERSION)

    def article(self, key: str) -> Article | None:
        """Return an article of the store as it was given, to be read once more; None where the store lacks it."""
        metadata, content = self._value(self.iris.article(key), METADATA), self.text(key)
        return None if metadata is None or content is None else read_article(metadata, content)

    def text(self, key: str) -> str | None:
        """Return the text of an article; None where the store lacks it."""
        for known in self.quads(iri(self.iris.article(key)), HAS_TEXT, None, DEFAULT):
            for quad in self.quads(iri(value_of(known.object)), CONTENT, None, self.texts):
                return value_of(quad.object)
        return None

    def reports(self, key: str) -> tuple[Report, ...]:
        """Return the reports of an article in the store."""
        entry = self._value(self.iris.article(key), ENTRY)
        return self._parsed(entry) if entry else ()

    def report(self, node: str) -> Report | None:
        """Return a report in the store by its IRI."""
        told = self.quads(iri(node), iri(NS + "inArticle"), None, None)
        article = next((value_of(quad.object) for quad in told), None)
        digest = local_name(node)
        return next((r for r in self.reports(local_name(article)) if r.digest == digest), None) if article else None

    def reports_with(self, keys: Iterable[str]) -> list[Report]:
        """Return the reports in the store that have one of these blocking keys, sorted by IRI."""
        nodes = {value_of(q.subject) for key in keys for q in self.quads(None, KEY, text(key), self.ledger)}
        return [report for report in map(self.report, sorted(nodes)) if report]

    def told(self, subject: str) -> tuple[frozenset[Fact], frozenset[Fact]]:
        """Return what the default graph says of a subject, and which of that was inferred."""
        if subject not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            graphs = (self.quads(iri(subject), None, None, graph) for graph in (DEFAULT, self.inferred))
            facts, inferred = (frozenset(as_fact(quad) for quad in quads) for quads in graphs)
            self._told[subject] = facts, inferred
        return self._told[subject]

    def forget(self, subject: str) -> None:
        """Read a subject anew next time, because the store is about to say something else of it."""
        self._told.pop(subject, None)

    def said_elsewhere(self, subject: str, fact: Fact, article_graph: ox.NamedNode) -> bool:
        """Tell whether the graph of another article, or another named graph, says a fact too."""
        prop, value = fact
        kept = (article_graph, DEFAULT, self.inferred)
        return any(quad.graph_name not in kept for quad in self.quads(iri(subject), iri(prop), value, None))

    def _value(self, subject: str, predicate: ox.NamedNode) -> str | None:
        return next((value_of(q.object) for q in self.quads(iri(subject), predicate, None, self.ledger)), None)
