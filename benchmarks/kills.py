"""Whether a store at a server is whole after the build, or the server, was killed in the middle of a change.

    python benchmarks/kills.py [--server oxigraph virtuoso sitrep] [--articles 12] [--changes 4]

Synthetic articles, some of which tell of the same events, and one in a second version, are built into a new store
through a relay that kills (SIGKILL) the building process, or the server, in some of the changes: with half of the
change sent, with all of it sent, and with the answer on its way. The same build is then run again, after the server was
started again where that was killed, and the store compared with one that was built undisturbed: every quad but the
times of runs, the builder's ledger too. One line for each kill; ends with 1 if a store is not the same.
"""

import argparse
import os
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from relay import STAGES, Moment, relay
from servers import ROOT, free_port, listens, machine, wait_for
from synthetic import Maker, Scale, plans
from synthetic_articles import write_article

from kg.build import BuildReport, Storing
from kg.config import Config
from kg.errors import KGError, StoreBusyError
from kg.graph.ontology_facts import ontology_triples
from kg.ledger.ledger import Ledger
from kg.ledger.revision import own_quads
from kg.namespaces import Iris
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import Terms, load_terms
from kg.reader import Outcome
from kg.store.batch import Batch
from kg.store.fingerprint import fingerprint
from kg.store.graph_writer import open_store
from kg.store.reader import open_reader

PARTS: Final = {
    "writing process": b"kg.store.updates.write_worker",
    "query worker": b"kg.store.workers.worker",
    "answering process": b"kg\0serve",
}
"""Processes of our own server, by what their commands hold; the first of the last kind only starts the others."""
SERVERS: Final = ("oxigraph", "virtuoso", "sitrep")
_TOKEN: Final = "token-of-a-trial"  # noqa: S105  # of a server that lives for seconds
_ENOUGH_ONTOLOGY: Final = 5_000
_FAILED, _BROKE = 3, 4
_VIRTUOSO: Final = "/usr/bin/virtuoso-t"
_GRANTS: Final = ('grant SPARQL_UPDATE to "SPARQL";', "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);")


@dataclass(frozen=True)
class Articles:
    """What a build stores, and the terms it needs for it."""

    ontology: list[ox.Triple]
    terms: Terms
    outcomes: list[Outcome]

    @classmethod
    def made(cls, ontology: Ontology, number: int) -> "Articles":
        """Return synthetic articles, the last a second version of the first."""
        told, terms = plans(Scale(number, reports=3)), load_terms(ontology)
        world = Maker(ontology, told, seed=1).world
        days = {event: plan.day for plan in reversed(told) for event in plan.events}
        shorter = replace(told[0], events=told[0].events[:-1] or told[0].events)
        outcomes = []
        for plan in [*told, shorter]:
            happenings = [world.happening(event, world.conflicts[plan.conflict], days[event]) for event in plan.events]
            article, claims = write_article(world, plan, happenings)
            if plan is shorter:
                article = replace(article, title=f"Corrected: {article.title}")
            own = ox.serialize(own_quads(article, claims, world.iris), format=ox.RdfFormat.N_QUADS) or b""
            outcomes.append(Outcome(article, replace(claims, mentions=(), sentences=()), own))
        # Sorted, so that each process sends the same parts.
        triples = sorted(ontology_triples(ontology, terms), key=str)[:_ENOUGH_ONTOLOGY]
        return cls([each for each in triples if isinstance(each, ox.Triple)], terms, outcomes)

    def build(self, config: Config) -> None:
        """Store what is not stored yet, each article in a change of its own."""
        with open_store(config) as writer:
            writer.load_ontology(self.ontology)
            iris = Iris(writer.base)
            with Batch(writer, seconds=0) as batch:
                step = Storing(batch, Ledger.over(batch, self.terms, iris), BuildReport(), iris)
                for some in (self.outcomes[:-1], self.outcomes[-1:]):  # the second version once the first is there
                    wanted = {article.key for article in step.unread(each.article for each in some)}
                    step.store([each for each in some if each.article.key in wanted])


class Place:
    """A server with a store of its own in a folder, which can be killed and started again."""

    def __init__(self, kind: str, folder: Path) -> None:
        self._kind = kind
        self._folder = folder
        self.port = free_port()
        self._sql = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._known = False

    def start(self) -> None:
        """Run it until it listens."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_TOKENS": _TOKEN}
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own
                self._command(), cwd=self._folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_for(self.port, self._process)
        if self._kind == "virtuoso" and not self._known:
            for statement in _GRANTS:
                isql = ["isql-vt", f"127.0.0.1:{self._sql}", "dba", "dba", f"exec={statement}"]
                subprocess.run(isql, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
            self._checkpoint_grants()
        self._known = True

    def kill(self) -> None:
        """End it with all its processes, as a loss of power would end them."""
        if self._process and self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            while listens(self.port):  # the other processes of the group may die a moment later
                time.sleep(0.01)

    def kill_part(self, part: str) -> None:
        """End one process of the server, which goes on without it."""
        first = self._process.pid if self._process else 0
        for process in (int(each.name) for each in Path("/proc").glob("[0-9]*")):
            with suppress(OSError):
                is_one = PARTS[part] in Path(f"/proc/{process}/cmdline").read_bytes()
                if is_one and process != first and os.getsid(process) == first:
                    os.kill(process, signal.SIGKILL)
                    break

    def fingerprint(self) -> str:
        """Return the fingerprint of a store of ours."""
        with open_reader(Config(store=self._folder / "store")) as opened, opened.graph() as graph:
            return fingerprint(graph, base=opened.base)

    def config(self, port: int) -> Config:
        """Return the settings with which a build reaches it through that port."""
        return Config(store_url=f"http://127.0.0.1:{port}", store_token=_TOKEN if self._kind == "sitrep" else None)

    def _checkpoint_grants(self) -> None:
        isql = ["isql-vt", f"127.0.0.1:{self._sql}", "dba", "dba", "exec=checkpoint;"]
        subprocess.run(isql, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own

    def _command(self) -> list[str]:
        store, address = str(self._folder / "store"), f"127.0.0.1:{self.port}"
        if self._kind == "oxigraph":
            program = Path(sysconfig.get_path("scripts")) / "oxigraph"
            return [str(program), "serve", "--location", store, "--bind", address]
        if self._kind == "virtuoso":
            ini, text = self._folder / "virtuoso.ini", (ROOT / "benchmarks" / "virtuoso.ini").read_text("utf-8")
            text = text.replace("340000", "10000").replace("250000", "7000")
            ini.write_text(text.format(port=self._sql, http=self.port, folder=self._folder, files=self._folder))
            return [_VIRTUOSO, "+foreground", "+configfile", str(ini)]
        return [sys.executable, "-m", "kg", "serve", "--store", store, "--port", str(self.port), "--allow-update"]


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """Run a server with an empty store until the block ends."""
    with tempfile.TemporaryDirectory(prefix="kills-", ignore_cleanup_errors=True) as folder:
        made = Place(kind, Path(folder))
        made.start()
        try:
            yield made
        finally:
            made.kill()


def begun(work: Callable[[], None]) -> int:
    """Let a process of its own do some work, and return its number."""
    child = os.fork()
    if child:
        return child
    status = 0
    try:
        work()
    except KGError as error:
        print(f"    the build said: {error}", file=sys.stderr, flush=True)
        status = _FAILED
    except BaseException:  # noqa: BLE001  # it must not go on as a second parent
        traceback.print_exc()
        status = _BROKE
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Return how a process ended: its status, or less than 0 for the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def told_by(config: Config) -> frozenset[ox.Quad]:
    """Return all quads of a store but the times of runs and the parts of the ontology that have no names."""
    with open_reader(config) as opened, opened.graph() as graph:
        runs = ox.NamedNode(opened.graph_iri("runs"))
        named = (quad for quad in graph if not isinstance(quad.subject, ox.BlankNode))
        return frozenset(
            quad for quad in named if quad.graph_name != runs and not isinstance(quad.object, ox.BlankNode)
        )


def undisturbed(kind: str, articles: Articles) -> tuple[frozenset[ox.Quad], int]:
    """Return what a build leaves at a server that nobody kills, and how many changes it takes."""
    with place(kind) as server, relay(server.port) as between:
        articles.build(server.config(between.port))
        return told_by(server.config(server.port)), between.changes


def killed(kind: str, articles: Articles, moment: Moment, victim: str) -> tuple[str, frozenset[ox.Quad]]:
    """Kill the build or the server at a moment, build again; return how the first build ended, and what is stored."""
    with place(kind) as server, relay(server.port) as between:
        config = server.config(between.port)
        child: list[int] = []
        between.expect(moment, server.kill if victim == "server" else lambda: os.kill(child[0], signal.SIGKILL))
        child.append(begun(lambda: articles.build(config)))
        status = ended(child[0])
        if victim == "server":
            server.start()
        between.expect(None, lambda: None)
        resume(articles, config)
        return how_ended(status), told_by(server.config(server.port))


def resume(articles: Articles, config: Config) -> None:
    """Build what is missing, as soon as the server takes another build."""
    while True:
        try:
            return articles.build(config)
        except StoreBusyError:  # the killed build is given up after two minutes
            time.sleep(5)


def how_ended(status: int) -> str:
    """Return how a build ended, in words."""
    return {0: "ended", _FAILED: "gave up"}.get(status, "killed" if status == -signal.SIGKILL else f"broke ({status})")


def moments(changes: int, wanted: int) -> Iterator[Moment]:
    """Yield every stage of so many changes, spread over all, the first and the last among them."""
    steps = max(wanted - 1, 1)
    for change in sorted({1 + (changes - 1) * number // steps for number in range(wanted)}):
        yield from (Moment(change, stage) for stage in STAGES)


def trials(kind: str, articles: Articles, *, changes: int, victims: Sequence[str]) -> int:
    """Print a line for each kill; return after how many the store was another."""
    expected, total = undisturbed(kind, articles)
    print(f"{kind}: {len(expected):,} quads in {total} changes", flush=True)
    wrong = 0
    for moment in moments(total, changes):
        for victim in victims:
            how, found = killed(kind, articles, moment, victim)
            same = found == expected
            wrong += not same
            told = "the same" if same else f"{len(expected - found)} lost, {len(found - expected)} too many"
            print(f"  {victim:6} killed in change {moment.change:3}, {moment.stage:9}: build {how}; {told}", flush=True)
    return wrong


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", nargs="+", choices=SERVERS, default=SERVERS)
    parser.add_argument("--victim", nargs="+", choices=("build", "server"), default=("build", "server"))
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--changes", type=int, default=4, help="in how many of the changes somebody is killed")
    options = parser.parse_args()
    articles = Articles.made(load_ontology(ROOT / "ontology" / "workbench.ttl"), options.articles)
    print(machine())
    wrong = [trials(kind, articles, changes=options.changes, victims=options.victim) for kind in options.server]
    print(f"after {sum(wrong)} kills the store was another")
    print(machine())
    sys.exit(1 if any(wrong) else 0)


if __name__ == "__main__":
    main()
