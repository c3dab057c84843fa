"""The ledger: takes the claims of one article after another and says how the graph changes.

Adding, replacing or removing an article touches its own graph, the clusters that its reports are in or join, and the
entities it names; everything else stays as it is. What it needs to know of earlier articles it reads from the store.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import pyoxigraph as ox

from kg.articles.article import Article
from kg.fusion.blocking import blocking_keys
from kg.fusion.claim import ArticleClaims, Report
from kg.fusion.clustering import cluster
from kg.fusion.facts import fuse
from kg.fusion.matching import match_reasons
from kg.graph.article_graph import ArticleGraph, article_facts
from kg.graph.entities import LABEL, entity_facts, holding_facts, post_facts, preferred_label
from kg.graph.events import event_facts, replaced_fact
from kg.graph.ledger_entry import read_reports, write_reports
from kg.graph.nodes import Fact, Node, as_fact, iri, label, text, value_of
from kg.graph.rules import Rules
from kg.namespaces import AUTHORITY, NS, Iris, local_name
from kg.ontology.terms import Terms

_DEFAULT = ox.DefaultGraph()
_ENTRY, _KEY, _VERSION = iri(NS + "ledgerEntry"), iri(NS + "blockingKey"), iri(NS + "version")
_HAS_REPORT, _HAS_TEXT, _CONTENT = iri(NS + "hasReport"), iri(NS + "hasText"), iri(NS + "content")


class Memory(Protocol):
    """What the ledger reads from the store."""

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the committed quads of a pattern."""


class Ledger:
    """Computes the changes of the graph, one article at a time."""

    def __init__(self, memory: Memory, terms: Terms, iris: Iris) -> None:
        self.memory = memory
        self.terms = terms
        self.iris = iris
        self.rules = Rules(terms)
        self.graph = iri(iris.graph("ledger"))
        self.inferred = iri(iris.graph("inferred"))
        self.texts = iri(iris.graph("texts"))
        self._reports = lru_cache(maxsize=2048)(read_reports)

    def version(self, key: str) -> str | None:
        """Return the version in which an article is in the store; None when it is not."""
        article = iri(self.iris.article(key))
        return next((value_of(q.object) for q in self.memory.quads(article, _VERSION, None, self.graph)), None)

    def reports(self, key: str) -> tuple[Report, ...]:
        """Return the reports of an article in the store."""
        article = iri(self.iris.article(key))
        entry = next((value_of(q.object) for q in self.memory.quads(article, _ENTRY, None, self.graph)), None)
        return self._reports(entry) if entry else ()

    def add(self, article: Article, claims: ArticleClaims) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Return the quads to add and to remove for an article that is new, or that replaces its earlier version."""
        return _Revision(self, article.key).add(article, claims)

    def remove(self, key: str) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Return the quads to add and to remove so that the graph is as if the article had never been read."""
        return _Revision(self, key).remove()


class _Revision:
    """One article's coming, changing or going."""

    def __init__(self, ledger: Ledger, key: str) -> None:
        self.ledger = ledger
        self.iris = ledger.iris
        self.memory = ledger.memory
        self.key = key
        self.article = iri(ledger.iris.article(key))
        self.graph = iri(ledger.iris.graph(f"article/{key}"))
        self.before: set[ox.Quad] = set()
        self.after: set[ox.Quad] = set()
        self.asserted: dict[str, set[Fact]] = {}
        self.described: list[ox.Quad] = []

    def add(self, article: Article, claims: ArticleClaims) -> tuple[list[ox.Quad], list[ox.Quad]]:
        described = self._descriptions(claims)
        facts = list(article_facts(article, claims, self.iris))
        own = set(ArticleGraph(article, claims, self.iris).quads())
        own |= {ox.Quad(iri(s), iri(p), o, self.graph) for s, fs in described.items() for p, o in fs}
        own |= self._memory_of(article, claims)
        self._replace_own(own)
        self._describe(described)
        self._set_subject(self.article.value, set(facts))
        self._recluster(claims.reports)
        return self._difference()

    def remove(self) -> tuple[list[ox.Quad], list[ox.Quad]]:
        self._replace_own(set())
        self._describe({})
        self._set_subject(self.article.value, set())
        self._recluster(())
        return self._difference()

    def _difference(self) -> tuple[list[ox.Quad], list[ox.Quad]]:
        return sorted(self.after - self.before, key=str), sorted(self.before - self.after, key=str)

    def _replace_own(self, own: set[ox.Quad]) -> None:
        """Put the article's graph and what the ledger keeps of it in the place of the earlier version."""
        self.old_graph = list(self.memory.quads(None, None, None, self.graph))
        self.old_reports = self.ledger.reports(self.key)
        self.before |= set(self.old_graph)
        self.before |= set(self.memory.quads(self.article, None, None, self.ledger.graph))
        for report in self.old_reports:
            node = iri(self.iris.thing("report", report.digest))
            self.before |= set(self.memory.quads(node, None, None, self.ledger.graph))
        self.before |= self._unshared_text()
        self.after |= own

    def _unshared_text(self) -> set[ox.Quad]:
        """Return the quad of the earlier text if no other article has it."""
        found = set()
        for known in self.memory.quads(self.article, _HAS_TEXT, None, self.graph):
            stored = iri(value_of(known.object))
            others = self.memory.quads(None, _HAS_TEXT, stored, _DEFAULT)
            if all(quad.subject == self.article for quad in others):
                found |= set(self.memory.quads(stored, _CONTENT, None, self.ledger.texts))
        return found

    def _memory_of(self, article: Article, claims: ArticleClaims) -> set[ox.Quad]:
        ledger, found = self.ledger.graph, set()
        found.add(ox.Quad(self.article, _VERSION, text(article.version), ledger))
        found.add(ox.Quad(self.article, _ENTRY, text(write_reports(claims.reports)), ledger))
        for report in claims.reports:
            node = iri(self.iris.thing("report", report.digest))
            found |= {ox.Quad(node, _KEY, text(key), ledger) for key in blocking_keys(report)}
        stored = iri(self.iris.thing("text", article.text_hash))
        found.add(ox.Quad(stored, _CONTENT, text(article.text), self.ledger.texts))
        return found

    def _descriptions(self, claims: ArticleClaims) -> dict[str, set[Fact]]:
        """Return what the article says of each entity, post and holding."""
        described: dict[str, set[Fact]] = {}
        outlet = [claims.outlet] if claims.outlet else []
        for entity in (*outlet, *claims.entities):
            described.setdefault(entity.iri, set()).update(entity_facts(entity))
        for holding in claims.holdings:
            described.setdefault(holding.iri, set()).update(holding_facts(holding))
            described.setdefault(holding.post, set()).update(post_facts(holding))
        return {subject: facts for subject, facts in described.items() if facts}

    def _describe(self, described: dict[str, set[Fact]]) -> None:
        """Rewrite the entities that the article describes now or described before."""
        earlier: dict[str, set[Fact]] = {}
        for quad in filter(self._is_described, self.old_graph):
            earlier.setdefault(value_of(quad.subject), set()).add(as_fact(quad))
        subjects = sorted({*earlier, *described})
        for subject in subjects:
            self.asserted[subject] = self._supported(
                subject, earlier.get(subject, set()), described.get(subject, set())
            )
        for subject in subjects:
            self._set_subject(subject, self.asserted[subject])

    def _is_described(self, quad: ox.Quad) -> bool:
        """Tell whether a quad of an article graph describes an entity rather than the article's own nodes."""
        subject = value_of(quad.subject)
        own = (self.article.value, self.iris.thing("report", ""), self.iris.thing("claim", ""))
        return not subject.startswith(own)

    def _supported(self, subject: str, earlier: set[Fact], now: set[Fact]) -> set[Fact]:
        """Return what is asserted of an entity: by this article now, and before by others."""
        node = iri(subject)
        known = {as_fact(q) for q in self.memory.quads(node, None, None, _DEFAULT)}
        known -= {as_fact(q) for q in self.memory.quads(node, None, None, self.ledger.inferred)}
        gone = {fact for fact in earlier - now if not self._said_elsewhere(node, fact)}
        facts = (known - gone) | now
        return facts if subject.startswith(AUTHORITY) or not facts else self._with_one_label(node, facts, gone)

    def _with_one_label(self, node: ox.NamedNode, facts: set[Fact], gone: set[Fact]) -> set[Fact]:
        """Choose the label to show among those that all articles give."""
        stored = self.memory.quads(node, iri(LABEL), None, None)
        names = {value_of(quad.object) for quad in stored if quad.graph_name != self.graph}
        names |= {value.value for prop, value in facts if prop == LABEL}
        names -= {value.value for prop, value in gone if prop == LABEL}
        others = {fact for fact in facts if fact[0] != LABEL}
        return others | ({(LABEL, label(preferred_label(sorted(names))))} if names else set())

    def _said_elsewhere(self, node: ox.NamedNode, fact: Fact) -> bool:
        prop, value = fact
        kept = (self.graph, _DEFAULT, self.ledger.inferred)
        return any(q.graph_name not in kept for q in self.memory.quads(node, iri(prop), value, None))

    def _set_subject(self, subject: str, facts: set[Fact]) -> None:
        """Let the default graph say exactly these facts, and what follows from them, of a subject."""
        node = iri(subject)
        self.before |= set(self.memory.quads(node, None, None, _DEFAULT))
        self.before |= set(self.memory.quads(node, None, None, self.ledger.inferred))
        inferred = self.ledger.rules.infer(facts, self._lookup)
        self.after |= {ox.Quad(node, iri(p), o, _DEFAULT) for p, o in facts | inferred}
        self.after |= {ox.Quad(node, iri(p), o, self.ledger.inferred) for p, o in inferred}

    def _lookup(self, subject: str, prop: str) -> Iterable[Node]:
        """Return the values of a property, those of this revision included, and for a transitive one all of them."""
        found = [o for p, o in self.asserted.get(subject, ()) if p == prop]
        found += [as_fact(q)[1] for q in self.memory.quads(iri(subject), iri(prop), None, _DEFAULT)]
        if prop in self.ledger.terms.transitive:
            for value in list(found):
                if subject in self.asserted and value.value != subject:
                    found += self._lookup(value.value, prop)
        return dict.fromkeys(found)

    def _recluster(self, reports: tuple[Report, ...]) -> None:
        """Recompute the clusters of the article's reports and of those that its earlier version was clustered with."""
        known = {report.digest: report for report in reports}
        waiting = [*known.values(), *self._mates()]
        affected: dict[str, Report] = {}
        while waiting:
            report = waiting.pop()
            if report.digest not in affected:
                affected[report.digest] = report
                waiting += self._matches(report, known)
        touched = {*affected, *(report.digest for report in self.old_reports)}
        clusters = [(members, fuse(members)) for members in cluster(affected.values(), self.ledger.terms)]
        said: dict[str, set[Fact]] = {digest: set() for digest in touched}
        for members, event in clusters:
            if event is None:
                continue
            said[event.digest] = set(event_facts(event, self.iris, self.ledger.terms.labels))
            for member in members:
                if member.digest != event.digest:
                    said[member.digest] = {replaced_fact(event, self.iris)}
        for digest in sorted(said):
            self._set_subject(self.iris.thing("event", digest), said[digest])

    def _mates(self) -> list[Report]:
        """Return the reports of other articles that shared an event with the article's earlier version."""
        found = {}
        for report in self.old_reports:
            node = iri(self.iris.thing("report", report.digest))
            for event in self.memory.quads(None, _HAS_REPORT, node, _DEFAULT):
                for member in self.memory.quads(iri(value_of(event.subject)), _HAS_REPORT, None, _DEFAULT):
                    mate = self._report(value_of(member.object))
                    if mate and mate.article != self.key:
                        found[mate.digest] = mate
        return list(found.values())

    def _matches(self, report: Report, known: dict[str, Report]) -> Iterator[Report]:
        """Yield the reports that match one, of this article and of those in the store."""
        keys = map(text, blocking_keys(report))
        candidates = {
            value_of(q.subject) for key in keys for q in self.memory.quads(None, _KEY, key, self.ledger.graph)
        }
        stored = filter(None, map(self._report, sorted(candidates)))
        for other in (*(r for r in stored if r.article != self.key), *known.values()):
            if match_reasons(report, other, self.ledger.terms):
                yield other

    def _report(self, node: str) -> Report | None:
        """Return a report in the store by its IRI."""
        in_article = self.memory.quads(iri(node), iri(NS + "inArticle"), None, None)
        article = next((value_of(quad.object) for quad in in_article), None)
        if article is None:
            return None
        digest = local_name(node)
        return next((r for r in self.ledger.reports(local_name(article)) if r.digest == digest), None)
