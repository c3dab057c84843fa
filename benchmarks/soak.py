"""A server under everything at once: good, slow, huge and hostile queries from many clients while the store is written.

    python benchmarks/soak.py [--seconds 60] [--clients 32] [--articles-per-second 50]

Reports good queries that failed, the times of small ones, how slow and hostile ones were answered, what the server and
its workers have in memory, and what is left when it has ended. Fails if a good query failed, if a slow or hostile one
was answered otherwise than it should be, if an article was lost, or if anything is left.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.config import Config
from kg.namespaces import DEFAULT_BASE, RDF, RDFS, sr
from kg.store.reader import open_reader
from kg.store.snapshots import KEPT
from kg.store.writer import Change, Writer, open_writer

ROOT: Final = Path(__file__).parent.parent
LABEL: Final = ox.NamedNode(RDFS + "label")
FIRST: Final = 500
"""Articles that are there before anybody asks."""
SENTENCES: Final = 20
LIMITS: Final = {"KG_WORKERS": "2", "KG_QUERY_SECONDS": "2", "KG_QUERY_MEMORY_MB": "500", "KG_QUERY_WAIT_SECONDS": "10"}
SLOW: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a = ?i) }"
GREEDY: Final = "SELECT ?a ?e { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
HUGE: Final = "SELECT * { ?a rdfs:label ?c . ?d rdfs:label ?f . ?g rdfs:label ?i }"
HOSTILE: Final = (
    ("SELECT * " + "{" * 5000 + "}" * 5000, 400),
    ("SELECT * { SERVICE <http://127.0.0.1:22/> { ?s ?p ?o } }", 403),
    ("SELECT * { ?s " + "/".join(["rdfs:label"] * 400) + " ?o }", 400),
    ("SELECT ?x { ?x '''", 400),
    ("DROP ALL", 400),
    ("ASK { ?s ?p ?o } #" + "x" * 1_100_000, 413),
)


class Outcomes:
    """What the clients saw; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.small: list[float] = []

    def note(self, kind: str, *, fault: str = "", seconds: float = 0.0) -> None:
        """Note an answer, and what was wrong with it."""
        with self._lock:
            self.counts[kind] += 1
            if fault:
                self.wrong[f"{kind}: {fault}"] += 1
            if kind == "small":
                self.small.append(seconds)


def article(number: int) -> Change:
    """Return an article as the builder would commit it: its label among the facts, its sentences in its graph."""
    iri, graph = f"{DEFAULT_BASE}id/article/{number:016x}", ox.NamedNode(f"{DEFAULT_BASE}graph/article/{number:016x}")
    subject = ox.NamedNode(iri)
    facts = [
        ox.Quad(subject, ox.NamedNode(RDF + "type"), sr("Article")),
        ox.Quad(subject, LABEL, ox.Literal(f"article {number}")),
    ]
    for place in range(SENTENCES):
        sentence = ox.NamedNode(f"{iri}#char={place},{place + 1}")
        facts.append(ox.Quad(sentence, ox.NamedNode(RDF + "type"), sr("Sentence"), graph))
        facts.append(ox.Quad(sentence, sr("exactText"), ox.Literal(f"Sentence {place} of {number}."), graph))
    return Change(add=facts)


def ask(port: int, query: str, *, accept: str = "text/csv", most: int | None = None) -> tuple[int, bytes]:
    """Return status and body of a query's answer; hang up after ``most`` bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        connection.request("POST", "/sparql", urlencode({"query": query}), headers)
        response = connection.getresponse()
        return response.status, response.read() if most is None else response.read(most)
    finally:
        connection.close()


def ask_small(port: int, outcomes: Outcomes) -> None:
    """Ask for one article and all of its sentences: they are there whole or not at all."""
    number = random.randrange(FIRST * 2)  # noqa: S311  # no secret
    graph = f"<{DEFAULT_BASE}graph/article/{number:016x}>"
    begun = time.monotonic()
    status, body = ask(port, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s sr:exactText ?text }} }}")
    right = {b"20"} if number < FIRST else {b"0", b"20"}
    fault = str(status) if status != 200 else "" if body.split()[1] in right else f"counted {body!r}"
    outcomes.note("small", fault=fault, seconds=time.monotonic() - begun)
    time.sleep(0.02)


def ask_slow(port: int, outcomes: Outcomes) -> None:
    """Ask for what takes hours, or all memory."""
    status, _ = ask(port, random.choice((SLOW, GREEDY)))  # noqa: S311  # no secret
    outcomes.note("slow", fault="" if status in {400, 503, 504} else str(status))


def ask_huge(port: int, outcomes: Outcomes) -> None:
    """Ask for what is too much to be read in time, and read on or hang up: it must never end as if it were whole."""
    try:
        status, body = ask(port, HUGE, most=None if random.random() < 0.5 else 2_000_000)  # noqa: S311  # no secret
    except (http.client.IncompleteRead, ConnectionError):
        return outcomes.note("huge")
    fault = "ended as if whole" if status == 200 and len(body) != 2_000_000 else ""
    return outcomes.note("huge", fault=fault)


def ask_hostile(port: int, outcomes: Outcomes) -> None:
    """Ask for what must not be done."""
    query, expected = random.choice(HOSTILE)  # noqa: S311  # no secret
    status, _ = ask(port, query)
    outcomes.note("hostile", fault="" if status == expected else f"{status} for {query[:40]}")
    time.sleep(0.1)


def write(writer: Writer, rate: float, over: threading.Event) -> int:
    """Commit articles until it is over; return how many there are."""
    number = FIRST
    while not over.wait(1 / rate):
        writer.commit(article(number))
        number += 1
    return number


@contextmanager
def served(store: Path) -> Iterator[tuple[int, int]]:
    """Serve the store while the block runs; yield port and process."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **LIMITS}, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own
    try:
        if process.stdout is None or "Sitrep serves" not in process.stdout.readline():
            sys.exit("soak: the server does not start")
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def family(process: int) -> list[int]:
    """Return the process and all that it started."""
    children = Path(f"/proc/{process}/task/{process}/children")
    started = [int(child) for child in children.read_text().split()] if children.exists() else []
    threads = Path(f"/proc/{process}/task").glob("*/children") if children.exists() else []
    started += [int(child) for path in threads if path != children for child in path.read_text().split()]
    return [process, *(each for child in started for each in family(child))]


def megabytes(processes: list[int]) -> float:
    """Return the memory that the processes have in use."""
    total = 0
    for process in processes:
        status = Path(f"/proc/{process}/statm")
        if status.exists():
            total += int(status.read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    return total / 1e6


def clients(count: int, port: int, outcomes: Outcomes, over: threading.Event) -> list[threading.Thread]:
    """Start clients: one slow, one that wants everything, one in ten hostile, the others good."""
    kinds: list[Callable[[int, Outcomes], None]] = [ask_slow, ask_huge, *([ask_hostile] * max(1, count // 10))]
    kinds += [ask_small] * (count - len(kinds))

    def run(kind: Callable[[int, Outcomes], None]) -> None:
        while not over.is_set():
            try:
                kind(port, outcomes)
            except (OSError, http.client.HTTPException) as error:
                outcomes.note(kind.__name__.removeprefix("ask_"), fault=repr(error))

    threads = [threading.Thread(target=run, args=(kind,)) for kind in kinds]
    for thread in threads:
        thread.start()
    return threads


def soak(store: Path, *, seconds: float, count: int, rate: float) -> bool:
    """Run the soak and print what happened; return whether all was well."""
    outcomes, over, written = Outcomes(), threading.Event(), [0]
    memory = []
    with open_writer(store, publish_seconds=1.0) as writer:
        for number in range(FIRST):
            writer.commit(article(number))
        writer.publish()
        with served(store) as (port, process):
            writing = threading.Thread(target=lambda: written.__setitem__(0, write(writer, rate, over)))
            threads = [writing, *clients(count, port, outcomes, over)]
            writing.start()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                time.sleep(min(5, seconds / 6))
                processes = family(process)
                memory.append(megabytes(processes))
            over.set()
            for thread in threads:
                thread.join()
    time.sleep(1)
    left = [each for each in processes if Path(f"/proc/{each}").exists()]
    return report(store, outcomes, memory, articles=written[0], left=left)


def report(store: Path, outcomes: Outcomes, memory: list[float], *, articles: int, left: list[int]) -> bool:
    """Print what happened; return whether all was well."""
    with open_reader(Config(store=store, workers=1)) as reader:
        found = len(reader.select("SELECT ?a { ?a a sr:Article }"))
    snapshots = len(list((store / "snapshots").iterdir()))
    times = statistics.quantiles(outcomes.small, n=1000)
    print(f"answers    {dict(outcomes.counts)}")
    print(f"wrong      {dict(outcomes.wrong) or 'none'}")
    half, most = times[499] * 1000, times[989] * 1000
    print(f"small      p50 {half:.0f} ms, p99 {most:.0f} ms, at most {max(outcomes.small) * 1000:.0f} ms")
    print(f"memory     {memory[0]:.0f} MB at first, {memory[-1]:.0f} MB at last, {max(memory):.0f} MB at most")
    print(f"articles   {articles} committed, {found} found")
    print(f"left over  {len(left)} processes, {snapshots} snapshots (at most {KEPT + 1})")
    return not outcomes.wrong and articles == found and not left and snapshots <= KEPT + 1


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--articles-per-second", type=float, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        well = soak(store, seconds=options.seconds, count=options.clients, rate=options.articles_per_second)
    print("all well" if well else "NOT WELL")
    sys.exit(not well)


if __name__ == "__main__":
    main()
