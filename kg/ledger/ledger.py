"""The ledger: takes the claims of one article after another and says how the graph changes."""

from dataclasses import dataclass

import pyoxigraph as ox

from kg.articles.article import Article
from kg.fusion.claim import ArticleClaims
from kg.graph.rules import Rules
from kg.ledger.memory import Memory, Quads
from kg.ledger.revision import Revision
from kg.namespaces import Iris
from kg.ontology.terms import Terms

Difference = tuple[list[ox.Quad], list[ox.Quad]]
"""Quads to add and quads to remove, in one transaction."""


@dataclass(frozen=True)
class Ledger:
    """Computes the changes of the graph, one article at a time."""

    memory: Memory
    terms: Terms
    rules: Rules

    @classmethod
    def over(cls, store: Quads, terms: Terms, iris: Iris) -> "Ledger":
        """Return a ledger that keeps its memory in a store."""
        return cls(Memory(store, iris), terms, Rules(terms))

    def version(self, key: str) -> str | None:
        """Return the version in which an article is in the store; None when it is not."""
        return self.memory.version(key)

    def add(self, article: Article, claims: ArticleClaims, own: list[ox.Quad]) -> Difference:
        """Return the change for an article that is new, or that replaces its earlier version.

        ``own`` are the article's ``own_quads``.
        """
        return Revision(self.memory, self.terms, self.rules, article.key).add(article, claims, own)

    def remove(self, key: str) -> Difference:
        """Return the change after which the graph is as if the article had never been read."""
        return Revision(self.memory, self.terms, self.rules, key).remove()
