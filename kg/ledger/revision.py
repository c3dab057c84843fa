"""One article's coming, changing or going: what it does to the graph.

It touches the article's own graph, the clusters that its reports are in or join, and the entities it names, and what
follows for things that point to those; everything else stays as it is.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

import pyoxigraph as ox

from kg.articles.article import Article
from kg.fusion.blocking import blocking_keys
from kg.fusion.claim import ArticleClaims, EventFacts, Report
from kg.fusion.clustering import cluster
from kg.fusion.facts import fuse
from kg.fusion.matching import match_reasons
from kg.graph.article_graph import ArticleGraph, article_facts
from kg.graph.entities import LABEL, described_entities, preferred_label, told_entities
from kg.graph.events import REPLACED, event_facts, replaced_fact
from kg.graph.ledger_entry import write_article, write_reports
from kg.graph.nodes import Fact, Node, as_fact, iri, label, text, value_of
from kg.graph.rules import Rules
from kg.ledger.memory import CONTENT, DEFAULT, ENTRY, HAS_TEXT, KEY, METADATA, VERSION, Memory
from kg.namespaces import AUTHORITY, NS, Iris, local_name
from kg.ontology.terms import Terms

_HAS_REPORT = iri(NS + "hasReport")


def own_quads(article: Article, claims: ArticleClaims, iris: Iris) -> list[ox.Quad]:
    """Return what stands in the store because of one article alone: its graph, its text, the ledger's memory of it."""
    graph, ledger = iri(iris.graph(f"article/{article.key}")), iri(iris.graph("ledger"))
    node, stored = iri(iris.article(article.key)), iri(iris.thing("text", article.text_hash))
    quads = list(dict.fromkeys(ArticleGraph(article, claims, iris).quads()))
    quads += [ox.Quad(iri(s), iri(p), o, graph) for s, facts in described_entities(claims).items() for p, o in facts]
    quads.append(ox.Quad(node, VERSION, text(article.version), ledger))
    quads.append(ox.Quad(node, ENTRY, text(write_reports(claims.reports)), ledger))
    quads.append(ox.Quad(node, METADATA, text(write_article(article)), ledger))
    quads.append(ox.Quad(stored, CONTENT, text(article.text), iri(iris.graph("texts"))))
    for report in claims.reports:
        told = iri(iris.thing("report", report.digest))
        quads += [ox.Quad(told, KEY, text(key), ledger) for key in blocking_keys(report)]
    return quads


class Revision:
    """Gathers what was said before and what is said after; the difference is the change."""

    def __init__(self, memory: Memory, terms: Terms, rules: Rules, key: str) -> None:
        self.memory = memory
        self.iris = memory.iris
        self.terms = terms
        self.rules = rules
        self.key = key
        self.article = iri(self.iris.article(key))
        self.graph = iri(self.iris.graph(f"article/{key}"))
        self.old_graph = list(memory.quads(None, None, None, self.graph))
        self.old_reports = memory.reports(key)
        self.before: set[ox.Quad] = set()
        self.after: set[ox.Quad] = set()
        self.pending: dict[str, AbstractSet[Fact]] = {}
        """What will be asserted of subjects not settled yet."""
        self.settled: dict[str, AbstractSet[Fact]] = {}
        """What the default graph will say of subjects, with what follows."""

    def add(self, article: Article, claims: ArticleClaims, own: list[ox.Quad]) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Return the quads to add and to remove for an article's new version, whose ``own_quads`` are given."""
        told = told_entities(claims)
        described = {subject: facts for subject, facts in described_entities(claims).items() if subject in told}
        add, gone = self._revise(described, set(article_facts(article, claims, self.iris)), claims.reports)
        if not gone:
            return [*add, *own], gone
        kept = set(own)
        return [*add, *own], [quad for quad in gone if quad not in kept]

    def remove(self) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Return the quads to add and to remove for an article that goes."""
        return self._revise({}, set(), ())

    def _revise(
        self, described: dict[str, set[Fact]], about_article: set[Fact], reports: tuple[Report, ...]
    ) -> tuple[list[ox.Quad], list[ox.Quad]]:
        self._forget()
        self._describe(described)
        self._settle(self.article.value, about_article)
        self._recluster(reports)
        self._reach()
        for subject in self.settled:
            self.memory.forget(subject)
        return list(self.after - self.before), list(self.before - self.after)

    def _forget(self) -> None:
        """Mark what the store holds of the earlier version as said before."""
        ledger = self.memory.ledger
        reports = [iri(self.iris.thing("report", report.digest)) for report in self.old_reports]
        self.before |= set(self.old_graph)
        for node in (self.article, *reports):
            self.before |= set(self.memory.quads(node, None, None, ledger))
        for known in self.memory.quads(self.article, HAS_TEXT, None, self.graph):
            stored = iri(value_of(known.object))
            if all(quad.subject == self.article for quad in self.memory.quads(None, HAS_TEXT, stored, DEFAULT)):
                self.before |= set(self.memory.quads(stored, CONTENT, None, self.memory.texts))

    def _describe(self, described: dict[str, set[Fact]]) -> None:
        """Rewrite the entities that the article describes now or described before."""
        earlier: dict[str, set[Fact]] = {}
        for quad in filter(self._is_description, self.old_graph):
            earlier.setdefault(value_of(quad.subject), set()).add(as_fact(quad))
        for subject in sorted({*earlier, *described}):
            now = described.get(subject, set())
            facts = self._supported(subject, earlier.get(subject, set()) - now, now)
            if facts != self._asserted(subject):
                self.pending[subject] = facts
        for subject, facts in self.pending.items():
            self._settle(subject, facts)

    def _is_description(self, quad: ox.Quad) -> bool:
        """Tell whether a quad of an article graph describes an entity rather than the article's own nodes."""
        own = (self.article.value, self.iris.thing("report", ""), self.iris.thing("claim", ""))
        return not value_of(quad.subject).startswith(own)

    def _supported(self, subject: str, dropped: set[Fact], now: set[Fact]) -> AbstractSet[Fact]:
        """Return what is asserted of an entity: by this article now, and before by others."""
        gone = {fact for fact in dropped if not self.memory.said_elsewhere(subject, fact, self.graph)}
        facts = (self._asserted(subject) - gone) | now
        labels = [fact for fact in facts if fact[0] == LABEL]
        if subject.startswith(AUTHORITY) or not facts or (len(labels) == 1 and not gone):
            return facts
        stored = self.memory.quads(iri(subject), iri(LABEL), None, None)
        names = {value_of(quad.object) for quad in stored if quad.graph_name != self.graph}
        names |= {value.value for _, value in labels}
        names -= {value.value for prop, value in gone if prop == LABEL}
        others = {fact for fact in facts if fact[0] != LABEL}
        return others | ({(LABEL, label(preferred_label(sorted(names))))} if names else set())

    def _asserted(self, subject: str) -> frozenset[Fact]:
        facts, inferred = self.memory.told(subject)
        return facts - inferred

    def _settle(self, subject: str, facts: AbstractSet[Fact]) -> None:
        """Let the default graph say exactly these facts, and what follows from them, of a subject."""
        node, inferred_graph = iri(subject), self.memory.inferred
        stored, stored_inferred = self.memory.told(subject)
        inferred = self.rules.infer(facts, self._lookup)
        settled = facts | inferred
        self.settled[subject] = settled
        for graph, before, after in ((DEFAULT, stored, settled), (inferred_graph, stored_inferred, inferred)):
            self.before |= {ox.Quad(node, iri(p), o, graph) for p, o in before - after}
            self.after |= {ox.Quad(node, iri(p), o, graph) for p, o in after - before}

    def _lookup(self, subject: str, prop: str) -> Iterable[Node]:
        """Return the values of a property, those of this revision included, and for a transitive one all of them."""
        found: dict[Node, None] = {}
        waiting = [subject]
        while waiting:
            current = waiting.pop()
            told = self.settled.get(current) or self.pending.get(current)
            values = [o for p, o in (self.memory.told(current)[0] if told is None else told) if p == prop]
            if prop in self.terms.transitive:
                waiting += [value.value for value in values if value not in found and value.value != subject]
            found |= dict.fromkeys(values)
        return found

    def _recluster(self, reports: tuple[Report, ...]) -> None:
        """Recompute the clusters of the article's reports and of those that its earlier version was clustered with."""
        known = {report.digest: report for report in reports}
        waiting = [*known.values(), *self._mates()]
        affected: dict[str, Report] = {}
        while waiting:
            report = waiting.pop()
            if report.digest not in affected:
                affected[report.digest] = report
                waiting += [*self._matches(report, known), *self._linking(report)]
        events = [event for event in map(fuse, cluster(affected.values(), self.terms)) if event]
        current = {member: event.digest for event in events for member in event.members}
        said: dict[str, set[Fact]] = {digest: set() for digest in affected}
        said |= {report.digest: set() for report in self.old_reports if report.digest not in affected}
        for event in events:
            said |= {member: {replaced_fact(event, self.iris)} for member in event.members}
            linked = replace(event, links=self._current_links(event, current))
            said[event.digest] = set(event_facts(linked, self.iris, self.terms.labels))
        for digest in sorted(said):
            self._settle(self.iris.thing("event", digest), said[digest])

    def _mates(self) -> Iterator[Report]:
        """Yield the reports of other articles that shared an event with the article's earlier version."""
        for report in self.old_reports:
            node = iri(self.iris.thing("report", report.digest))
            for event in self.memory.quads(None, _HAS_REPORT, node, DEFAULT):
                for member in self.memory.quads(iri(value_of(event.subject)), _HAS_REPORT, None, DEFAULT):
                    mate = self.memory.report(value_of(member.object))
                    if mate and mate.article != self.key:
                        yield mate

    def _matches(self, report: Report, known: dict[str, Report]) -> Iterator[Report]:
        """Yield the reports that match one, of this article and of those in the store."""
        stored = self.memory.reports_with(blocking_keys(report))
        for other in (*(r for r in stored if r.article != self.key), *known.values()):
            if match_reasons(report, other, self.terms):
                yield other

    def _linking(self, report: Report) -> Iterator[Report]:
        """Yield the reports of a stored article that link to one of it; this article's own are all at hand."""
        if report.article != self.key:
            for other in self.memory.reports(report.article):
                if any(target == report.digest for _, target in other.links):
                    yield other

    def _current_links(self, event: EventFacts, current: dict[str, str]) -> tuple[tuple[str, str], ...]:
        """Return an event's links to the events that its reports' targets belong to now, none to itself."""
        links = {(relation, current.get(target) or self._stored_event(target)) for relation, target in event.links}
        return tuple(sorted(link for link in links if link[1] != event.digest))

    def _stored_event(self, digest: str) -> str:
        facts, _ = self.memory.told(self.iris.thing("event", digest))
        return next((local_name(value.value) for prop, value in facts if prop == REPLACED), digest)

    def _reach(self) -> None:
        """Let what changed of a thing reach what points to it: a base gets a province, so an event there does."""
        waiting = sorted(subject for subject in self.settled if self._changed(subject))
        while waiting:
            for quad in self.memory.quads(None, None, iri(waiting.pop()), DEFAULT):
                subject = value_of(quad.subject)
                if quad.predicate.value in self.rules.reaching and subject not in self.settled:
                    self._settle(subject, self._asserted(subject))
                    if self._changed(subject):
                        waiting.append(subject)

    def _changed(self, subject: str) -> bool:
        """Tell whether what reaches further from a subject is other than in the store."""
        changed = self.memory.told(subject)[0] ^ self.settled[subject]
        return any(self.rules.reaches(fact) for fact in changed)
