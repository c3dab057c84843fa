"""The dumps of a served store, taken over HTTP: when they begin, what they cost the server, whether they are whole.

    python benchmarks/dumps.py STORE [--names graph.trig graph.nq.gz …] [--kills 3]

Each dump that the description of the dataset links to is parsed while it comes and its quads are counted; a star marks
a number that differs from that of the store, its ledger left out. Seconds until the first bytes, of the longest wait
within, and of all are of the clock, the parsing included; CPU and memory are those of all processes of the server.
Then the server is killed (SIGKILL) in the middle of each dump, so many times: a client must see that it was cut.
"""

import argparse
import gzip
import http.client
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox
from servers import machine, memory, processor_ms, sitrep

from kg.config import Config
from kg.store.formats import JSON_LD, N_QUADS, TRIG
from kg.store.reader import open_reader

FORMATS: Final = {form.name: form.graph for form in (TRIG, N_QUADS, JSON_LD)}
NAMES: Final = [f"graph.{name}{packed}" for name in FORMATS for packed in ("", ".gz")]
LOOK_SECONDS: Final = 0.5


class Coming:
    """The body of an answer as a file; notes when its parts come, and what the server has in memory meanwhile."""

    def __init__(self, port: int, name: str) -> None:
        self._port = port
        self._asked = self._last = self._looked = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request("GET", f"/dumps/{name}")
        self._response = connection.getresponse()
        self.first, self.longest, self.size, self.most = 0.0, 0.0, 0, 0.0

    def read(self, size: int = -1) -> bytes:
        """Return the next part."""
        asked = time.monotonic()
        part = self._response.read(size)
        now = time.monotonic()
        if not self.size:
            self.first = now - self._asked
        else:
            self.longest = max(self.longest, now - asked)
        self.size += len(part)
        if now > self._looked + LOOK_SECONDS:
            self._looked, self.most = now, max(self.most, memory(self._port))
        return part

    @property
    def seconds(self) -> float:
        """Return the time since it was asked for."""
        return time.monotonic() - self._asked


def quads_in(coming: Coming, name: str, *, most: int | None = None) -> int:
    """Return the number of quads in a dump, or stop at so many; raise what a client would see if it is cut."""
    content = cast(BinaryIO, coming)
    if name.endswith(".gz"):
        content = cast(BinaryIO, gzip.GzipFile(fileobj=content))
    number = 0
    for number, _ in enumerate(ox.parse(content, format=FORMATS[name.split(".")[1]]), start=1):
        if number == most:
            break
    return number


def stored(store: Path) -> int:
    """Return the number of quads in a store, without the builder's ledger."""
    with open_reader(Config(store=store)) as reader, reader.graph() as graph:
        ledger = graph.quads_for_pattern(None, None, None, ox.NamedNode(reader.graph_iri("ledger")))
        return len(graph) - sum(1 for _ in ledger)


def take(port: int, name: str, expected: int) -> bool:
    """Take a dump and print a line; return whether it was whole."""
    before, idle = processor_ms(port), memory(port)
    coming = Coming(port, name)
    found = quads_in(coming, name)
    mark = "" if found == expected else " *"
    times = f"{coming.first:8.2f} {coming.longest:8.2f} {coming.seconds:8.1f}"
    spent = f"{(processor_ms(port) - before) / 1000:8.1f} {idle:8.0f} {max(coming.most, idle):8.0f}"
    print(f"{name:18}{times} {spent} {coming.size / 1e6:10.1f} {found:12,}{mark}", flush=True)
    return found == expected


def cut(store: Path, name: str, expected: int) -> bool:
    """Kill the server in the middle of a dump; return whether the client saw that there is more."""
    with sitrep(store) as port:
        coming = Coming(port, name)
        quads_in(coming, name, most=random.randint(1, expected // 4))  # noqa: S311  # chance is all that is wanted
        for process in _answering(port):
            os.kill(process, signal.SIGKILL)
        with suppress(http.client.HTTPException, OSError, EOFError):
            while coming.read(1 << 20):
                pass
            return False
    return True


def _answering(port: int) -> Sequence[int]:
    """Return the processes that hold a connection of that port, but for this one."""
    wanted, found = f":{port:04X}", []
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    sockets = {line.split()[9] for line in lines if line.split()[1].endswith(wanted)}
    for process in (int(each.name) for each in Path("/proc").glob("[0-9]*")):
        with suppress(OSError):
            opened = {str(each.readlink()) for each in Path(f"/proc/{process}/fd").iterdir()}
            if process != os.getpid() and opened & {f"socket:[{number}]" for number in sockets - {"0"}}:
                found.append(process)
    return found


def main() -> None:
    """Print a line for each dump, and one for the kills."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--names", nargs="+", default=NAMES)
    parser.add_argument("--kills", type=int, default=1, help="of each dump")
    options = parser.parse_args()
    store = options.store.resolve()
    expected = stored(store)
    print(machine())
    print(f"{expected:,} quads")
    print(
        f"{'':18}{'first s':>8} {'wait s':>8} {'all s':>8} {'CPU s':>8} {'MB idle':>8} {'MB most':>8} {'file MB':>10}"
    )
    with sitrep(store) as port:
        whole = [take(port, name, expected) for name in options.names]
    told = [cut(store, name, expected) for name in options.names for _ in range(options.kills)]
    print(f"killed in the middle {len(told)} times; the client saw it {sum(told)} times")
    print(machine())
    sys.exit(0 if all([*whole, *told]) else 1)


if __name__ == "__main__":
    main()
