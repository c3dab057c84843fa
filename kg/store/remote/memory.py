"""What adding articles reads of a store, fetched in a few queries for several articles at once."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.namespaces import NS, Iris, local_name
from kg.store.quads import Graph, Pattern
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.known import EVERYTHING, KnownQuads
from kg.store.remote.patterns import DEFAULT, fetch_pattern, read_quads

Named = TypeVar("Named", ox.NamedNode, ox.Literal)

_KEY: Final = ox.NamedNode(NS + "blockingKey")
_VERSION: Final = ox.NamedNode(NS + "version")
_IN_ARTICLE: Final = ox.NamedNode(NS + "inArticle")
_AT_ONCE: Final = 300
"""Terms that one query asks for."""


class RemoteMemory:
    """The quads of a remote store as the ledger asks for them."""

    def __init__(self, endpoint: Endpoint, *, is_empty: bool) -> None:
        self._endpoint = endpoint
        self._iris = Iris(endpoint.base)
        self._ledger = ox.NamedNode(self._iris.graph("ledger"))
        self._inferred = ox.NamedNode(self._iris.graph("inferred"))
        self._texts = ox.NamedNode(self._iris.graph("texts"))
        self._passing = (f"{endpoint.base}id/claim/", f"{endpoint.base}id/text/")
        self.known = KnownQuads(lambda pattern: fetch_pattern(endpoint, pattern), self._is_passing)
        if is_empty:
            self.known.learn([EVERYTHING], ())
        else:
            # Which articles are there is asked of each article that comes.
            next(self.known.quads((None, _VERSION, None, self._ledger)), None)

    def expect(self, own: Sequence[ox.Quad]) -> None:
        """Fetch what the ledger will ask to add articles, whose own quads these are."""
        if self.known.knows((ox.NamedNode(self._iris.base), None, None, None)):
            return
        self._expect_subjects(self._subjects(own))
        keys = {quad.object for quad in own if quad.predicate == _KEY and isinstance(quad.object, ox.Literal)}
        articles = self._expect_keys(sorted(keys, key=str))
        self._expect_entries(sorted(articles, key=str))

    def _is_passing(self, subject: object, graph: object) -> bool:
        """Return whether what a graph says of a subject is hardly ever asked for: mentions, claims, texts."""
        name = subject.value if isinstance(subject, ox.NamedNode) else ""
        return "#char=" in name or name.startswith(self._passing) or graph == self._texts

    def _subjects(self, own: Iterable[ox.Quad]) -> list[ox.NamedNode]:
        """Return what the articles tell of: the things they describe, themselves, and the events they report."""
        found: dict[ox.NamedNode, None] = {}
        for quad in own:
            if isinstance(quad.subject, ox.NamedNode) and not self._is_passing(quad.subject, quad.graph_name):
                found[quad.subject] = None
            if quad.predicate == _KEY and isinstance(quad.subject, ox.NamedNode):
                found[ox.NamedNode(self._iris.thing("event", local_name(quad.subject.value)))] = None
        return [subject for subject in found if not self.known.knows((subject, None, None, DEFAULT))]

    def _expect_subjects(self, subjects: Sequence[ox.NamedNode]) -> None:
        graphs = [self._inferred, self._ledger]
        for some in _parts(subjects):
            rows = self._endpoint.select("of-subjects", {"subjects": some, "graphs": graphs})
            told = list(read_quads(rows, self._endpoint))
            about = {quad.subject for quad in told if quad.graph_name == DEFAULT}
            homes: list[Graph] = [DEFAULT, *graphs]
            patterns: list[Pattern] = [(subject, None, None, graph) for subject in some for graph in homes]
            self.known.learn(patterns, told)
            # What is new is settled next, and then asked for what points to it.
            new = [subject for subject in some if subject not in about]
            if new:
                rows = self._endpoint.select("of-objects", {"objects": new})
                self.known.learn([(None, None, thing, DEFAULT) for thing in new], read_quads(rows, self._endpoint))

    def _expect_keys(self, keys: Sequence[ox.Literal]) -> set[ox.NamedNode]:
        """Fetch which reports have these keys, and return the articles that those are of."""
        articles: set[ox.NamedNode] = set()
        unknown = [key for key in keys if not self.known.knows((None, _KEY, key, self._ledger))]
        for some in _parts(unknown):
            rows = self._endpoint.select("of-keys", {"keys": some, "ledger": [self._ledger]})
            found, reports = [], set()
            for row in rows:
                report, key, article, graph = row["report"], row["key"], row["article"], row["graph"]
                found.append(ox.Quad(report, _KEY, key, self._ledger))  # type: ignore[arg-type]  # reports are IRIs
                found.append(ox.Quad(report, _IN_ARTICLE, article, graph))  # type: ignore[arg-type]  # as above
                reports.add(report)
                if isinstance(article, ox.NamedNode):
                    articles.add(article)
            patterns: list[Pattern] = [(None, _KEY, key, self._ledger) for key in some]
            patterns += [(report, _IN_ARTICLE, None, None) for report in reports]  # type: ignore[misc]  # as above
            self.known.learn(patterns, found)
        return articles

    def _expect_entries(self, articles: Sequence[ox.NamedNode]) -> None:
        unknown = [article for article in articles if not self.known.knows((article, None, None, self._ledger))]
        for some in _parts(unknown):
            terms = {"subjects": some, "graphs": [self._ledger]}
            rows = self._endpoint.select("of-subjects-in-graphs", terms)
            self.known.learn([(a, None, None, self._ledger) for a in some], read_quads(rows, self._endpoint))


def _parts(terms: Sequence[Named]) -> list[list[Named]]:
    return [list(terms[start : start + _AT_ONCE]) for start in range(0, len(terms), _AT_ONCE)]
