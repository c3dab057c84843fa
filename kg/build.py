"""The whole way on one page: articles → extraction → fusion → graph → store."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox
from tqdm import tqdm

from kg import __version__
from kg.articles.article import Article, possible_keys
from kg.articles.readers import Defaults, Failure, read_articles
from kg.config import Config
from kg.errors import OntologyError
from kg.fusion.claim import ArticleClaims
from kg.graph.ontology_facts import ontology_triples
from kg.graph.runs import removal_quads, run_quads
from kg.ledger.curation import Curation
from kg.ledger.ledger import Ledger
from kg.ledger.waiting import waiting_corrections
from kg.namespaces import Iris, local_name
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import load_terms
from kg.reader import ArticleReader, Outcome, read_in_parallel
from kg.resources import ontology_file
from kg.store.batch import Batch
from kg.store.graph_writer import GraphWriter, open_store
from kg.store.ontology import holds_ontology
from kg.store.writer import Change


@dataclass
class BuildReport:
    """What a build did; ``seconds`` is wall time."""

    read: int = 0
    revised: int = 0
    known: int = 0
    outdated: int = 0
    """Those of them that were read with another ontology than this build's, as far as this build has changed it."""
    repeated: int = 0
    """Articles that this build found a second time."""
    replaced: list[str] = field(default_factory=list)
    """Addresses or ids under which this build found another text before, which is replaced by the later one."""
    undated: int = 0
    """Articles read of which nothing tells when they were published."""
    held_back: int = 0
    """Articles that were stored without being analysed, since their words cannot tell of conflict."""
    failures: list[Failure] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    """Reports of events that happened, by class."""
    entities: set[str] = field(default_factory=set)
    claims: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    corrected: int = 0
    """Articles of the store that were read again because corrections of them came, changed or went."""
    waiting: int = 0
    """Corrections of articles in the store that are not followed: the words are others, or are read otherwise."""


def build(
    paths: list[str],
    config: Config,
    *,
    defaults: Defaults,
    ontology: Path | None = None,
    again: bool = False,
    same_ontology: bool = False,
) -> BuildReport:
    """Read articles and store what they say, each whole or not at all.

    What is already stored is passed over, or ``again`` read anew and replaced. Articles of which corrections came,
    changed or went are read anew in any case.

    Raises StoreError when the store cannot be written, and OntologyError when the ontology is broken, or is another
    than the store's though it has to be the ``same_ontology``.
    """
    clock, report = time.monotonic(), BuildReport()
    known = load_ontology(ontology_file(ontology))
    terms = load_terms(known)
    with open_store(config) as writer:
        changed = _load_ontology(writer, ontology_triples(known, terms), same=same_ontology)
        iris = Iris(writer.base)
        curation = Curation.of(writer, config.corrections, iris)
        with Batch(writer, seconds=config.publish_seconds) as batch:
            step = Storing(batch, Ledger.over(batch, terms, iris), report, iris)
            found = read_articles(paths, defaults=defaults)
            unread = chain(step.again(curation.touched), step.unread(found, again=again))
            step.store_all(_outcomes(unread, known, curation, config), at_once=writer.ahead)
        # Last, so that a build that is cut short knows what it has still to correct.
        if not report.interrupted:
            report.waiting = _remember(curation, writer)
    report.outdated = report.known if changed else 0
    report.seconds = time.monotonic() - clock
    return report


def _load_ontology(writer: GraphWriter, triples: set[ox.Triple], *, same: bool) -> bool:
    if not same:
        return writer.load_ontology(triples)
    if not holds_ontology(writer.quads, writer.base, triples):
        raise OntologyError("the store holds another ontology than this one: give the one to read with by --ontology")
    return False


def _outcomes(articles: Iterator[Article], ontology: Ontology, curation: Curation, config: Config) -> Iterator[Outcome]:
    """Yield what became of each article; without any, the language model need not be loaded."""
    first = next(articles, None)
    if first is not None:
        reader = ArticleReader.load(ontology, curation.iris, config=config, corrections=curation.corrections)
        shown = tqdm(chain([first], articles), unit=" articles", disable=None)
        yield from read_in_parallel(reader, shown, workers=config.build_workers)


def _remember(curation: Curation, writer: GraphWriter) -> int:
    """Let the store know the corrections that hold in it; return how many of them are not followed."""
    writer.commit(Change(*curation.difference()))
    waiting = waiting_corrections(curation.wanted, writer, curation.iris)
    return sum(not each.is_absent for each in waiting)


def remove(
    articles: Iterable[str], config: Config, *, source: str | None = None, ontology: Path | None = None
) -> list[str]:
    """Take articles out of the store as if they had never been read; return the keys of those that were there.

    Each is named by its key, its IRI, its URL, or the id that its input gave it together with that source.
    """
    terms = load_terms(load_ontology(ontology_file(ontology)))
    removed = []
    with open_store(config) as writer:
        iris = Iris(writer.base)
        ledger = Ledger.over(writer, terms, iris)
        for name in articles:
            key = next((key for key in possible_keys(name, source) if ledger.version(key)), None)
            if key is not None:
                add, gone = ledger.remove(key)
                ended = removal_quads(add, gone, iris, removed=datetime.now(UTC))
                writer.commit(Change([*add, *ended], gone))
                removed.append(key)
    return removed


class Storing:
    """One build in progress: what is new goes into the store, and everything into the report."""

    def __init__(self, batch: Batch, ledger: Ledger, report: BuildReport, iris: Iris) -> None:
        self.batch = batch
        self.ledger = ledger
        self.report = report
        self.iris = iris
        self.started = datetime.now(UTC)

    def unread(self, found: Iterable[Article | Failure], *, again: bool = False) -> Iterator[Article]:
        """Yield the articles that the store does not have in this version, or ``again`` all; note the others."""
        seen: dict[str, set[str]] = {}
        for item in found:
            if isinstance(item, Failure):
                self.report.failures.append(item)
            elif self._is_new(item, seen.setdefault(item.key, set()), again=again):
                yield item

    def _is_new(self, article: Article, seen: set[str], *, again: bool) -> bool:
        """Tell whether to read an article, of which this build has found those versions; note why not."""
        known = self.ledger.version(article.key) == article.version and not again
        if article.version in seen:
            self.report.repeated += 1
            return False
        if seen:
            # The store may know it from the last build, but this one has put another text in its place by now.
            self.report.replaced.append(article.url or article.given_id or article.key)
        elif known:
            self.report.known += 1
        new = bool(seen) or not known
        seen.add(article.version)
        return new

    def again(self, keys: Iterable[str]) -> Iterator[Article]:
        """Yield those articles of the store that have these keys, as they were given."""
        for article in filter(None, map(self.ledger.memory.article, keys)):
            self.report.corrected += 1
            yield article

    def store_all(self, outcomes: Iterator[Outcome], *, at_once: int) -> None:
        """Store what comes, so many articles at a time, until it ends or Ctrl-C is pressed."""
        try:
            while some := list(islice(outcomes, at_once)):
                self.store(some)
        except KeyboardInterrupt:
            self.report.interrupted = True

    def store(self, outcomes: Sequence[Outcome]) -> None:
        """Store some articles, or note why they could not be read."""
        own = [outcome.own_quads() for outcome in outcomes]
        self.batch.expect(list(chain.from_iterable(own)))
        for outcome, quads in zip(outcomes, own, strict=True):
            article = outcome.article
            if outcome.claims is None:
                self.report.failures.append(Failure(article.url or article.title or article.key, outcome.failure))
            else:
                self._add(article, outcome.claims, quads)
                self.report.undated += article.published is None
                self.report.held_back += outcome.is_held_back

    def _add(self, article: Article, claims: ArticleClaims, own: list[ox.Quad]) -> None:
        revised = self.ledger.version(article.key) is not None
        add, gone = self.ledger.add(article, claims, own)
        run = run_quads([article.key], self.iris, started=self.started, version=__version__)
        ended = removal_quads(add, gone, self.iris, removed=self.started)
        self.batch.add(Change([*add, *run, *ended], gone))
        self._note(claims, revised=revised)

    def _note(self, claims: ArticleClaims, *, revised: bool) -> None:
        self.report.read += 1
        self.report.revised += revised
        self.report.claims += len(claims.claims)
        self.report.entities |= {entity.iri for entity in claims.entities}
        self.report.events.update(local_name(report.cls) for report in claims.reports if report.realised)
