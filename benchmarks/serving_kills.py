"""Whether a served store is whole after its processes were killed, at random moments, while it was written and read.

    python benchmarks/serving_kills.py [--kills 24] [--seed 1]

A server takes articles by SPARQL Update from one client, each as one change of the default graph and of a graph of its
own, and answers queries of others. Meanwhile one process after another is killed (SIGKILL), each kind in turn: a query
worker, the process that writes, the one that answers, and the first one, after which the server is started again. Tells
for each kind how long it took until a query and a change were answered again. In the end the server is stopped and
started once more. Ends with 1 if an article that was confirmed is missing, one is there by half or was ever seen so, a
process is left, or a file is: in the folder for temporary files, in /dev/shm, or in the store.
"""

import argparse
import http.client
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from servers import ROOT, free_port, machine

from kg.namespaces import PREFIXES

SENTENCES: Final = 20
PASSWORD: Final = "of-a-trial"  # noqa: S105  # of a server that lives for a minute
KINDS: Final = {
    "query worker": b"kg.store.workers.worker",
    "writing process": b"kg.store.updates.write_worker",
    "answering process": b"serve",
    "first process": b"serve",
}
PREFIX: Final = f"PREFIX sr: <{PREFIXES['sr']}> "
COUNTED: Final = (
    PREFIX + "SELECT ?a (COUNT(?s) AS ?n) { ?a a sr:Article FILTER(RAND() < 2) "
    "OPTIONAL { GRAPH ?g { ?s sr:inArticle ?a } } } GROUP BY ?a"
)
STARTS: Final = 120
SHARED: Final = Path("/dev/shm")  # noqa: S108  # looked at only
OURS: Final = ("psm_", "sem.", "wgunicorn", "tmp")
"""How names begin of what Python and gunicorn make there."""
STORE_HOLDS: Final = {"format.json", "graph", "snapshots", "current", "search.sqlite", "lock"}


@dataclass
class Seen:
    """What the clients saw: articles that were confirmed, articles by half, and when something was answered last."""

    confirmed: set[str] = field(default_factory=set)
    halves: set[str] = field(default_factory=set)
    read: float = 0.0
    written: float = 0.0
    asked: int = 0
    over: threading.Event = field(default_factory=threading.Event)


class Server:
    """The server over one store, started again after it was killed."""

    def __init__(self, store: Path) -> None:
        self.port = free_port()
        self._store = store
        self._process: subprocess.Popen[bytes] | None = None
        self.known: set[int] = set()

    def start(self) -> None:
        """Start it; what the one before left may keep it from starting for a moment."""
        command = [sys.executable, "-m", "kg", "serve", "--store", str(self._store), "--port", str(self.port)]
        settings = {"KG_ADMIN_PASSWORD": PASSWORD, "KG_WORKERS": "2", "PYTHONPATH": str(ROOT)}
        for _ in range(STARTS):
            process = subprocess.Popen(  # noqa: S603  # our own
                [*command, "--allow-update"],
                cwd=ROOT,
                env={**os.environ, **settings},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            if process.stdout and process.stdout.readline():
                self._process = process
                return
            process.wait()
            time.sleep(0.25)
        sys.exit("the server does not start again")

    def kill(self, kind: str) -> bool:
        """Kill a process of that kind; return whether there was one."""
        family = self.family()
        self.known.update(family)
        chosen = family[:1] if kind == "first process" else [each for each in family[1:] if KINDS[kind] in _words(each)]
        if kind == "answering process":
            chosen = [each for each in chosen if b"-m\0kg.store" not in _words(each)]
        if not chosen:
            return False
        with suppress(ProcessLookupError):
            os.kill(random.choice(chosen), signal.SIGKILL)  # noqa: S311  # chance is all that is wanted
        if kind == "first process" and self._process:
            self._process.wait()
            self.start()
        return True

    def stop(self) -> None:
        """End it as a service is ended."""
        if self._process:
            self._process.terminate()
            self._process.wait(60)

    def family(self) -> list[int]:
        """Return the process and all that it started."""
        return list(_family(self._process.pid)) if self._process else []


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from _family(int(child))


def _words(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def connected(port: int) -> http.client.HTTPConnection:
    """Return a connection to the server, made with the first request."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)


def ask(port: int, text: str) -> list[str] | None:
    """Return the lines of the answer to a query as CSV, None if there was none."""
    path = f"/sparql?format=csv&query={quote(text)}"
    with suppress(OSError, http.client.HTTPException), closing(connected(port)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as response:
            lines = response.read().decode().split("\r\n")
            return lines[1:-1] if response.status == 200 else None
    return None


def change(port: int, text: str) -> bool:
    """Return whether an update was confirmed."""
    secret = b64encode(f"admin:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Content-Type": "application/sparql-update"}
    with suppress(OSError, http.client.HTTPException), closing(connected(port)) as connection:
        connection.request("POST", "/sparql", PREFIX + text, headers)
        with connection.getresponse() as response:
            return response.status == 204
    return False


def write(port: int, seen: Seen, begun: int) -> None:
    """Add one article after another; those that were not confirmed may be there or not."""
    number = begun
    while not seen.over.is_set():
        number += 1
        article = f"http://example.org/article/{number}"
        sentences = " ".join(f"<{article}#{place}> sr:inArticle <{article}> ." for place in range(SENTENCES))
        if change(port, f"INSERT DATA {{ <{article}> a sr:Article . GRAPH <{article}/graph> {{ {sentences} }} }}"):
            seen.confirmed.add(article)
            seen.written = time.monotonic()
        else:
            time.sleep(0.02)


def read(port: int, seen: Seen) -> None:
    """Count the sentences of all articles again and again."""
    while not seen.over.is_set():
        counted = ask(port, COUNTED)
        if counted is None:
            time.sleep(0.02)
        else:
            seen.read = time.monotonic()
            seen.asked += 1
            seen.halves |= {line for line in counted if not line.endswith(f",{SENTENCES}")}


@contextmanager
def clients(port: int, seen: Seen) -> Iterator[None]:
    """Let one client write and three read while the block runs."""
    threads = [threading.Thread(target=write, args=(port, seen, 0))]
    threads += [threading.Thread(target=read, args=(port, seen)) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        seen.over.set()
        for thread in threads:
            thread.join()


def trial(server: Server, seen: Seen, kills: int) -> dict[str, list[float]]:
    """Kill so many processes; return for each kind the seconds until a query and a change were answered again."""
    taken: dict[str, list[float]] = defaultdict(list)
    for number in range(kills):
        time.sleep(random.uniform(0.1, 1.5))  # noqa: S311  # chance is all that is wanted
        kind = list(KINDS)[number % len(KINDS)]
        if not server.kill(kind):
            continue
        killed = time.monotonic()
        while min(seen.read, seen.written) < killed:
            time.sleep(0.01)
            if time.monotonic() > killed + 60:
                sys.exit(f"nothing was answered for a minute after the {kind} was killed")
        taken[kind].append(time.monotonic() - killed)
    return taken


def left_over(store: Path, memory: set[Path], processes: set[int]) -> list[str]:
    """Return what should not be there any more when the server has ended."""
    found = [f"process {each}" for each in processes if b"kg" in _words(each)]
    found += [path.name for path in Path(tempfile.gettempdir()).iterdir() if path != store.parent]
    found += [path.name for path in set(SHARED.iterdir()) - memory if path.name.startswith(OURS)]
    return found + sorted({path.name for path in store.iterdir()} - STORE_HOLDS)


def run(store: Path, kills: int) -> bool:
    """Run the trial and print what happened; return whether all was well."""
    memory, server, seen = set(SHARED.iterdir()), Server(store), Seen()
    store.parent.mkdir()
    server.start()
    with clients(server.port, seen):
        taken = trial(server, seen, kills)
    server.stop()
    server.start()
    counted = ask(server.port, COUNTED) or []
    server.known.update(server.family())
    server.stop()
    time.sleep(1)
    missing = seen.confirmed - {line.rpartition(",")[0] for line in counted}
    halves = seen.halves | {line for line in counted if not line.endswith(f",{SENTENCES}")}
    left = left_over(store, memory, server.known)
    for kind, seconds in taken.items():
        print(f"{kind:18} killed {len(seconds)} times; answered again within {max(seconds):.2f} s")
    print(f"queries   {seen.asked} answered; articles by half {sorted(halves) or 'none'}")
    print(f"articles  {len(seen.confirmed)} confirmed, {len(counted)} there, {len(missing)} missing")
    print(f"left over {left or 'nothing'}")
    return not (missing or halves or left) and sum(map(len, taken.values())) > 0


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        well = run(Path(folder) / "kills" / "store", options.kills)
    print("all well" if well else "NOT WELL")
    sys.exit(not well)


if __name__ == "__main__":
    main()
