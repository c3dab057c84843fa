"""A server under everything at once: good, slow, huge and hostile queries from many clients while articles are read.

    python benchmarks/soak.py [--seconds 60] [--clients 32] [--slow 1]

Reports good queries that failed, the times of small ones, how slow and hostile ones were answered, what the server and
its workers have in memory, and what is left when it has ended. Fails if a good query failed or saw an article by half,
if a slow or hostile one was answered otherwise than it should be, if an article was lost, or if anything is left.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from itertools import count as counted
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox
from servers import free_port
from soak_clients import FIRST, HALF, SENTENCES, Outcomes, clients

from kg.config import Config
from kg.namespaces import DEFAULT_BASE, RDF, RDFS, sr
from kg.store.reader import open_reader
from kg.store.snapshots import KEPT
from kg.store.writer import Change, open_writer

ROOT: Final = Path(__file__).parent.parent
LABEL: Final = ox.NamedNode(RDFS + "label")
LIMITS: Final = {"KG_WORKERS": "2", "KG_QUERY_SECONDS": "5", "KG_QUERY_MEMORY_MB": "500", "KG_QUERY_WAIT_SECONDS": "30"}
YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")
READ: Final = re.compile(r"^([0-9]+) articles read", re.MULTILINE)


def article(number: int) -> Change:
    """Return an article as the builder would commit it: its label among the facts, its sentences in its graph."""
    iri, graph = f"{DEFAULT_BASE}id/article/{number:016x}", ox.NamedNode(f"{DEFAULT_BASE}graph/article/{number:016x}")
    subject, kind = ox.NamedNode(iri), ox.NamedNode(RDF + "type")
    facts = [
        ox.Quad(subject, kind, sr("Article")),
        ox.Quad(subject, LABEL, ox.Literal(f"article {number}")),
        ox.Quad(subject, kind, sr("Article"), graph),
    ]
    for place in range(SENTENCES):
        sentence = ox.NamedNode(f"{iri}#char={place},{place + 1}")
        facts.append(ox.Quad(sentence, kind, sr("Sentence"), graph))
        facts.append(ox.Quad(sentence, sr("exactText"), ox.Literal(f"Sentence {place} of {number}."), graph))
    return Change(add=facts)


def news() -> Iterator[str]:
    """Return the sample articles again and again as JSON Lines, in other years, at other addresses."""
    files = sorted((ROOT / "samples").glob("*.jsonl"))
    samples = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    for number in counted():
        for sample in samples:
            earlier = partial(_earlier, years=number % 60)
            changed = {name: YEAR.sub(earlier, sample[name]) for name in ("title", "text", "published")}
            key = {name: f"{sample[name]}/{number}" for name in ("id", "url") if name in sample}
            yield json.dumps({**sample, **changed, **key})


def _earlier(year: re.Match[str], *, years: int) -> str:
    return str(int(year[0]) - years)


@contextmanager
def building(store: Path) -> Iterator[list[int]]:
    """Build from an endless stream of articles while the block runs; the list then gets the number of those read."""
    command = [sys.executable, "-m", "kg", "build", "-", "--store", str(store), "--workers", "1"]
    read: list[int] = []
    over = threading.Event()
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as build:  # noqa: S603  # our own

        def feed() -> None:
            with build.stdin or nullcontext() as articles:
                for line in news():
                    if over.is_set() or articles is None:
                        break
                    articles.write(line + "\n")

        feeding = threading.Thread(target=feed)
        feeding.start()
        yield read
        over.set()
        told = build.stdout.read() if build.stdout else ""
        feeding.join()
        read += [int(found[1]) for found in READ.finditer(told)]


@contextmanager
def served(store: Path) -> Iterator[tuple[int, int]]:
    """Serve the store while the block runs; yield port and process."""
    port = free_port()
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


class Memory(NamedTuple):
    """Memory in MB that is a process's own, and what it has open, at one moment."""

    seconds: float
    server: float
    workers: tuple[float, ...]
    files: int

    @property
    def whole(self) -> float:
        """Return the memory of the server and its workers."""
        return self.server + sum(self.workers)


def anonymous(process: int) -> float:
    """Return the memory in MB that a process shares with no file, 0 if it has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    return 0.0


def measured(server: int, seconds: float) -> Memory:
    """Return what the processes of a server have: gunicorn's master and the server below it, and the workers."""
    processes = family(server)
    workers = {each for each in processes if is_worker(each)}
    served = [each for each in processes if each not in workers]
    files = 0
    for each in served:
        with suppress(OSError):
            files += len(list(Path(f"/proc/{each}/fd").iterdir()))
    return Memory(seconds, sum(map(anonymous, served)), tuple(anonymous(each) for each in sorted(workers)), files)


def is_worker(process: int) -> bool:
    """Return whether a process evaluates queries."""
    with suppress(OSError):
        return b"kg.store.workers.worker" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def soak(store: Path, *, seconds: float, count: int, slow: int) -> bool:
    """Run the soak and print what happened; return whether all was well."""
    outcomes, over = Outcomes(), threading.Event()
    memory: list[Memory] = []
    store.parent.mkdir()
    with open_writer(store) as writer:
        for number in range(FIRST):
            writer.commit(article(number))
    with served(store) as (port, process), building(store) as read:
        threads = clients(count, slow, port, outcomes, over)
        begun = time.monotonic()
        while time.monotonic() < begun + seconds:
            time.sleep(min(5, seconds / 6))
            processes = family(process)
            memory.append(measured(process, time.monotonic() - begun))
        over.set()
        for thread in threads:
            thread.join()
    time.sleep(1)
    left = [each for each in processes if Path(f"/proc/{each}").exists()]
    return report(store, outcomes, memory, articles=FIRST + sum(read), left=left)


def report(store: Path, outcomes: Outcomes, memory: list[Memory], *, articles: int, left: list[int]) -> bool:
    """Print what happened; return whether all was well."""
    with open_reader(Config(store=store, workers=1)) as reader:
        found = len(reader.select("SELECT ?a { ?a a sr:Article }"))
        halves = next(reader.select(HALF).texts())["n"]
    snapshots = len(list((store / "snapshots").iterdir()))
    files = [path.name for path in Path(tempfile.gettempdir()).iterdir() if path != store.parent]
    times = statistics.quantiles(outcomes.small, n=1000)
    half, most = times[499] * 1000, times[989] * 1000
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"machine    {os.cpu_count()} cores, load {load} (1, 5, 15 minutes)")
    print(f"answers    {dict(outcomes.counts)}")
    print(f"wrong      {dict(outcomes.wrong) or 'none'}")
    print(f"small      p50 {half:.0f} ms, p99 {most:.0f} ms, at most {max(outcomes.small) * 1000:.0f} ms")
    print(f"articles   {articles} committed, {found} found, {halves} by half")
    print(f"left over  {len(left)} processes, {snapshots} snapshots (at most {KEPT + 1}), files {files or 'none'}")
    print("memory     MB that are its own: seconds, server, each worker; files open")
    for each in memory:
        workers = " ".join(f"{worker:.0f}" for worker in each.workers)
        print(f"{each.seconds:10.0f} {each.server:6.0f}  {workers:24} {each.files}")
    whole = not outcomes.wrong and articles == found and halves == "0"
    return whole and not left and not files and snapshots <= KEPT + 1


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--slow", type=int, default=1, help="how many of them ask for what takes hours")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # The server and the build put what they write for a while beside the store: nothing of it may be left.
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        well = soak(Path(folder) / "soak" / "store", seconds=options.seconds, count=options.clients, slow=options.slow)
    print("all well" if well else "NOT WELL")
    sys.exit(not well)


if __name__ == "__main__":
    main()
