"""Make a store of synthetic articles, as ``kg build`` would have written it, as fast as the disk takes it.

    python benchmarks/synthetic.py STORE [--articles 10000] [--reports 8] [--seed 1] [--workers 2] [--keep FOLDER]

Claims go through the same functions that write article graphs, facts of events, and what follows by the rules; only
reading and clustering are left out, since who tells of which event is known. The same numbers give the same graph, with
however many workers. ``--reports`` is how many events an article tells of on average: 8 as in the samples, 1 for the
short reports of a wire, of which each article holds about a sixth as many quads. ``--keep`` keeps the N-Quads from
which the store was loaded, for other engines.
"""

import argparse
import gc
import multiprocessing
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import pyoxigraph as ox
from synthetic_articles import Plan, alleges, key_of, report_of, write_article
from synthetic_world import CONFLICTS, DAYS, Conflict, World, skewed

from kg.fusion.authority import load_authority
from kg.fusion.claim import ArticleClaims, Report
from kg.fusion.facts import fuse
from kg.graph.article_graph import article_facts
from kg.graph.entities import described_entities, told_entities
from kg.graph.events import event_facts, replaced_fact
from kg.graph.nodes import Fact, Node, as_fact, iri
from kg.graph.ontology_facts import ontology_triples
from kg.graph.rules import Rules
from kg.graph.runs import run_quads
from kg.ledger.revision import own_quads
from kg.namespaces import Iris
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import load_terms
from kg.store.maintenance import compact
from kg.store.writer import open_writer

ROOT: Final = Path(__file__).parent.parent
READ: Final = datetime(2026, 1, 1, tzinfo=UTC)
_REMEMBERED: Final = 40
"""How many events of a conflict are recent enough to be told of again."""


@dataclass(frozen=True)
class Scale:
    """How much is made: articles, events that each tells of on average, and the seed of it all."""

    articles: int
    reports: float = 8
    seed: int = 1


def plans(scale: Scale) -> list[Plan]:
    """Return what each article tells of: more in later years, a quarter of it told before, large events often."""
    chance = Random(f"{scale.seed} plans")  # noqa: S311  # the same numbers each time are what is wanted
    weights = [1 / (number + 1) for number in range(CONFLICTS)]
    recent: list[list[int]] = [[] for _ in range(CONFLICTS)]
    made, found = 0, []
    for number, conflict in enumerate(chance.choices(range(CONFLICTS), weights, k=scale.articles)):
        day = int((DAYS - 1) * (number / scale.articles) ** 0.6)
        events: dict[int, None] = {}
        for _ in range(max(1, round(chance.gammavariate(2, scale.reports / 2)))):
            if recent[conflict] and chance.random() < 0.25:
                events[skewed(chance, recent[conflict])] = None
                continue
            events[made] = None
            # New events push in anywhere, so that a few stay in the news for long.
            recent[conflict].insert(chance.randint(0, len(recent[conflict])), made)
            del recent[conflict][_REMEMBERED:]
            made += 1
        found.append(Plan(number, conflict, day, tuple(events)))
    return found


class Maker:
    """Makes the quads of some conflicts' articles, in the order of their plans."""

    def __init__(self, ontology: Ontology, told: Sequence[Plan], *, seed: int) -> None:
        terms, iris = load_terms(ontology), Iris()
        self.world = World(load_authority(ontology, terms), terms, iris, seed=seed)
        self._rules = Rules(terms)
        self._days: dict[int, int] = {}
        self._tellers: dict[int, list[int]] = defaultdict(list)
        for plan in told:
            for event in plan.events:
                self._days.setdefault(event, plan.day)
                self._tellers[event].append(plan.number)
        self._reports: dict[int, list[Report]] = defaultdict(list)
        self._current: dict[str, str] = {}
        self._known: dict[str, set[Fact]] = defaultdict(set)
        for triple in ontology_triples(ontology, terms):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, (ox.NamedNode, ox.Literal)):
                self._known[triple.subject.value].add((triple.predicate.value, triple.object))

    def quads(self, plan: Plan) -> Iterator[ox.Quad]:
        """Yield what comes into the store with an article, and the events that no later one tells of."""
        iris, conflict = self.world.iris, self.world.conflicts[plan.conflict]
        happenings = [self.world.happening(number, conflict, self._days[number]) for number in plan.events]
        article, claims = write_article(self.world, plan, happenings)
        yield from own_quads(article, claims, iris)
        yield from run_quads([article.key], iris, started=READ, version="synthetic")
        yield from self._say(iris.article(article.key), article_facts(article, claims, iris))
        yield from self._entities(claims, conflict)
        for number, report in zip(plan.events, claims.reports, strict=True):
            self._note(report, plan)
            self._reports[number].append(report)
            if len(self._reports[number]) == len(self._tellers[number]):
                yield from self._event(self._reports.pop(number))

    def _note(self, report: Report, plan: Plan) -> None:
        """Remember to which event the report belongs that another one links to."""
        for _, target in report.links:
            event = next(number for number in plan.events if report_of(report.article, number) == target)
            tellers = [key for key in map(key_of, self._tellers[event]) if not alleges(key, event)]
            self._current[target] = min(report_of(key, event) for key in tellers)

    def _entities(self, claims: ArticleClaims, conflict: Conflict) -> Iterator[ox.Quad]:
        told = told_entities(claims)
        described = {subject: facts for subject, facts in described_entities(claims).items() if subject in told}
        # What others lie in comes before them: what is known of it reaches them.
        for subject in sorted(described, key=lambda subject: (conflict.ranks.get(subject, 0), subject)):
            new = described[subject] - self._known[subject]
            if new:
                facts = new | self._known[subject] if subject.startswith(self.world.iris.base + "id/") else new
                self._known[subject] |= new
                for quad in self._say(subject, facts):
                    self._known[subject].add(as_fact(quad))
                    yield quad

    def _event(self, reports: list[Report]) -> Iterator[ox.Quad]:
        iris = self.world.iris
        event = fuse([report for report in reports if report.realised or report.denied])
        if event is None:
            return
        for member in event.members[1:]:
            yield from self._say(iris.thing("event", member), [replaced_fact(event, iris)])
        links = {(relation, self._current[target]) for relation, target in event.links}
        linked = replace(event, links=tuple(sorted(link for link in links if link[1] != event.digest)))
        yield from self._say(iris.thing("event", event.digest), event_facts(linked, iris, self.world.terms.labels))

    def _say(self, subject: str, facts: Iterable[Fact]) -> Iterator[ox.Quad]:
        """Yield the quads of the default graph about a subject, and of the graph that lists what was inferred."""
        node, asserted = iri(subject), set(facts)
        inferred = self._rules.infer(asserted, self._lookup)
        yield from (ox.Quad(node, iri(prop), value) for prop, value in asserted | inferred)
        listed = iri(self.world.iris.graph("inferred"))
        yield from (ox.Quad(node, iri(prop), value, listed) for prop, value in inferred)

    def _lookup(self, subject: str, prop: str) -> list[Node]:
        return [value for known, value in self._known.get(subject, ()) if known == prop]


def write_quads(scale: Scale, folder: Path, *, workers: int) -> list[Path]:
    """Write all quads but the ontology's as N-Quads, one file for each worker; return the files."""
    shares = _shares(plans(scale), workers)
    files = [folder / f"synthetic-{number}.nq" for number in range(len(shares))]
    jobs = [(share, scale.seed, file) for share, file in zip(shares, files, strict=True)]
    if len(jobs) == 1:
        _write_share(*jobs[0])
    else:
        with multiprocessing.get_context("fork").Pool(len(jobs)) as pool:
            pool.starmap(_write_share, jobs)
    return files


def load_store(path: Path, files: Iterable[Path]) -> None:
    """Make a store of the ontology and these files, with its search index, in order, as readers open it."""
    ontology = load_ontology(ROOT / "ontology" / "workbench.ttl")
    with open_writer(path) as writer:
        writer.load_ontology(ontology_triples(ontology, load_terms(ontology)))
        for file in files:
            writer.alter(partial(_bulk_load, file), searched=True)
    open_writer(path).close()  # which makes the search index anew
    compact(path)  # what is loaded at once lies in many files that overlap: looking up takes four times as long


def _shares(told: list[Plan], workers: int) -> list[list[Plan]]:
    """Return the plans parted by conflict, so that no event is in two parts and all are about as large."""
    sizes = Counter(dict.fromkeys(range(CONFLICTS), 0))
    sizes.update(plan.conflict for plan in told)
    shares: list[tuple[int, set[int]]] = [(0, set()) for _ in range(workers)]
    for conflict, size in sizes.most_common():
        lightest = min(range(workers), key=lambda number: shares[number][0])
        taken, conflicts = shares[lightest]
        shares[lightest] = (taken + size, conflicts | {conflict})
    return [[plan for plan in told if plan.conflict in conflicts] for _, conflicts in shares]


def _write_share(share: Sequence[Plan], seed: int, file: Path) -> None:
    maker = Maker(load_ontology(ROOT / "ontology" / "workbench.ttl"), share, seed=seed)
    gc.freeze()
    gc.disable()  # records make no cycles
    with file.open("wb") as out:
        for plan in share:
            out.write(ox.serialize(maker.quads(plan), format=ox.RdfFormat.N_QUADS) or b"")


def _bulk_load(file: Path, store: ox.Store) -> None:
    store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS, lenient=True)


def main() -> None:
    """Make a store, and print how large it is and what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--reports", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    scale = Scale(options.articles, options.reports, options.seed)
    with tempfile.TemporaryDirectory(dir=options.store.parent) as folder:
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        files = write_quads(scale, kept, workers=options.workers)
        written = time.perf_counter()
        load_store(options.store, files)
    loaded = time.perf_counter()
    quads = len(ox.Store.read_only(str(options.store / "current")))
    print(f"{scale.articles} articles, {quads} quads with the ontology, {quads / scale.articles:.0f} for each article")
    print(f"{written - began:.0f} s to write, {loaded - written:.0f} s to load and index")


if __name__ == "__main__":
    main()
