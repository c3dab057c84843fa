"""How many small queries a second clients get, and how long they wait: Sitrep's server beside two others.

    python benchmarks/serving.py [--events 20000] [--rounds 3] [--seconds 2] [--clients 1 8 32]

The others are a bare Flask that evaluates in its own process, without limits of any kind, under gunicorn as ours is,
and the Oxigraph server, where there is its program ``oxigraph``. All serve the same graph, each as a process of its
own, Sitrep with its access log. Rounds alternate between them, so that what else the machine does weighs on all; of the
ratios to the bare Flask the middle one counts. Ends with 1 if one is less than wanted. Asked once with queries that are
all different, which Sitrep evaluates, and once with the same ones again, whose answers it has kept.

    python benchmarks/serving.py --rows 1000000

shows instead how fast a result of so many rows comes, and what the server and its workers have in memory meanwhile.
"""

import argparse
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from flask import Flask, Response, request
from gunicorn.app.base import BaseApplication
from servers import free_port, machine, memory, running, sitrep

from kg.namespaces import PREFIXES, RDF, RDFS, sr
from kg.store.writer import Change, open_writer

EX: Final = "http://example.org/"
WANTED: Final = {1: 0.75}
WANTED_BY_MANY: Final = 0.8
PLACES: Final = 500
REPEATED: Final = 50
_OURS, _BARE, _ENGINE = "Sitrep", "bare Flask", "oxigraph serve"


class BareServer(BaseApplication):
    """The least that answers SPARQL over HTTP: Flask, and the engine in the same process."""

    def __init__(self, store: str, port: str) -> None:
        self.store = store
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """Run it as ours is run."""
        for name, value in (("bind", f"127.0.0.1:{self.port}"), ("worker_class", "gthread"), ("threads", 32)):
            self.cfg.set(name, value)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)

    def load(self) -> Flask:
        """Return the application."""
        app = Flask(__name__)
        store = ox.Store.read_only(self.store)

        @app.get("/query")
        def sparql() -> Response:
            results = store.query(request.args["query"], prefixes=PREFIXES)
            body = results.serialize(format=ox.QueryResultsFormat.JSON)
            return Response(body, content_type="application/sparql-results+json")

        return app


@dataclass
class Round:
    """What the clients of one server saw in one round: seconds that each answer took."""

    taken: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Return the answers a second of all clients together."""
        return len(self.taken) / self.seconds

    def within(self, share: int) -> float:
        """Return the milliseconds within which so many of a hundred answers came."""
        return statistics.quantiles(self.taken, n=100)[share - 1] * 1000


def events(wanted: int) -> Iterator[ox.Quad]:
    """Yield four triples for each of so many events."""
    for number in range(wanted):
        event = ox.NamedNode(f"{EX}event/{number}")
        yield ox.Quad(event, ox.NamedNode(RDF + "type"), sr("Event"))
        yield ox.Quad(event, ox.NamedNode(RDFS + "label"), ox.Literal(f"event number {number}"))
        yield ox.Quad(event, sr("occurredAt"), ox.NamedNode(f"{EX}place/{number % PLACES}"))
        yield ox.Quad(event, sr("month"), ox.Literal(f"2025-{number % 12 + 1:02}"))


def requests(path: str, client: int, *, again: bool) -> Iterator[bytes]:
    """Yield requests of small queries without end: the events of one place after another, the first twelve.

    Unless they are asked ``again``, no query is ever the same as another one of any client.
    """
    declared = f"PREFIX sr: <{PREFIXES['sr']}> PREFIX rdfs: <{RDFS}>"
    for number in count(client * 11):
        event = "?event" if again else f"?event_{client}_{number}"
        place = number * 7 % (REPEATED if again else PLACES)
        pattern = f"{event} sr:occurredAt <{EX}place/{place}> ; sr:month ?month ; rdfs:label ?label"
        query = quote(f"{declared} SELECT {event} ?label WHERE {{ {pattern} }} ORDER BY ?label LIMIT 12")
        accept = "Accept: application/sparql-results+json"
        yield f"GET {path}?query={query} HTTP/1.1\r\nHost: 127.0.0.1\r\n{accept}\r\n\r\n".encode()


class Client:
    """One client with one connection; it does as little as it can, so that the servers are what is measured."""

    def __init__(self, port: int, path: str, number: int, *, again: bool) -> None:
        self._address = ("127.0.0.1", port)
        self._requests = requests(path, number, again=again)
        self._socket = socket.create_connection(self._address)

    def ask(self) -> None:
        """Ask one query and read the whole answer; end the program if it is not right."""
        wanted = next(self._requests)
        received = self._begin(wanted)
        if not received:  # the server closed a connection that was idle
            self._socket = socket.create_connection(self._address)
            received = self._begin(wanted)
        while not _is_whole(received):
            more = self._socket.recv(65_536)
            received += more
            if not more:
                break
        if received[9:12] != b"200" or received.count(b'"label":{') != 12:
            raise SystemExit(f"wrong answer: {received[:500]!r}")

    def _begin(self, wanted: bytes) -> bytes:
        """Ask, and return how the answer begins; nothing where the connection is closed, in whichever way it shows."""
        try:
            self._socket.sendall(wanted)
            return self._socket.recv(65_536)
        except ConnectionError:
            return b""


def _is_whole(received: bytes) -> bool:
    head, parted, body = received.partition(b"\r\n\r\n")
    if not parted:
        return False
    lower = head.lower()
    if b"chunked" in lower:
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(lower.partition(b"content-length:")[2].split(b"\r\n")[0])


def load(clients: list[Client], seconds: float) -> Round:
    """Let clients ask one query after another for so many seconds."""
    seen = Round()
    began = time.perf_counter()

    def run(client: Client) -> None:
        while (start := time.perf_counter()) - began < seconds:
            client.ask()
            seen.taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen.seconds = time.perf_counter() - began
    return seen


def start(store: Path, servers: ExitStack) -> dict[str, tuple[int, str]]:
    """Start all servers over a store; return port and path of each."""
    bare, engine = free_port(), free_port()
    data = str((store / "current").resolve())
    log = str(store.parent / "access.log")
    found = {_OURS: (servers.enter_context(sitrep(store, KG_ACCESS_LOG=log)), "/sparql")}
    servers.enter_context(running([sys.executable, __file__, "--bare", data, str(bare)], bare, {}))
    found[_BARE] = (bare, "/query")
    if program := shutil.which("oxigraph"):
        bind = ["--location", data, "--bind", f"127.0.0.1:{engine}"]
        servers.enter_context(running([program, "serve-read-only", *bind], engine, {}))
        found[_ENGINE] = (engine, "/query")
    return found


def compare(store: Path, *, clients: int, rounds: int, seconds: float, again: bool) -> dict[str, list[Round]]:
    """Return what so many clients saw of each server, round by round."""
    with ExitStack() as servers:
        addresses = start(store, servers)
        numbers = range(clients)
        asking = {
            name: [Client(*address, number, again=again) for number in numbers] for name, address in addresses.items()
        }
        for those in asking.values():
            load(those, 0.5)
        seen: dict[str, list[Round]] = {name: [] for name in asking}
        for _ in range(rounds):
            for name, those in asking.items():
                seen[name].append(load(those, seconds))
    return seen


def report(clients: int, seen: Mapping[str, list[Round]]) -> bool:
    """Print the lines of so many clients; return whether Sitrep gave as many answers as wanted."""
    for name, rounds in seen.items():
        rate, half, most = (
            statistics.median(values)
            for values in zip(*((each.rate, each.within(50), each.within(99)) for each in rounds), strict=True)
        )
        ratio = statistics.median(one.rate / bare.rate for one, bare in zip(rounds, seen[_BARE], strict=True))
        print(f"{clients:7} {name:15} {rate:10.0f} {half:8.2f} {most:8.2f} {ratio:10.2f}", flush=True)
    wanted = WANTED.get(clients, WANTED_BY_MANY)
    ours = statistics.median(one.rate / bare.rate for one, bare in zip(seen[_OURS], seen[_BARE], strict=True))
    print(f"{'':7} {'wanted':15} {'':10} {'':8} {'':8} {wanted:10.2f}{'' if ours >= wanted else '  missed'}")
    return ours >= wanted


def heading(*kinds: bool) -> Iterator[bool]:
    """Yield what is to be measured, each below a line that tells it."""
    for again in kinds:
        print(f"The same {REPEATED} queries again and again:" if again else "No query twice:")
        print(f"{'clients':7} {'server':15} {'queries/s':>10} {'p50 ms':>8} {'p99 ms':>8} {'of Flask':>10}")
        yield again


def stream(store: Path, rows: int) -> None:
    """Print how fast rows come, and the memory of the server's processes before, at most, and after."""
    query = quote("SELECT ?a ?p ?b { ?a ?p ?b . ?c a sr:Event } " + f"LIMIT {rows}")
    with sitrep(store, KG_QUERY_SECONDS="600", KG_RESULT_BYTES="4000000000") as port:
        before = most = memory(port)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"GET /sparql?query={query} HTTP/1.0\r\nAccept: text/csv\r\n\r\n".encode())
            began, received, lines, looked = time.perf_counter(), 0, 0, 0.0
            while part := connection.recv(1_000_000):
                received += len(part)
                lines += part.count(b"\r\n")
                if time.perf_counter() - looked > 0.5:
                    looked = time.perf_counter()
                    most = max(most, memory(port))
        taken = time.perf_counter() - began
        print(f"about {lines} rows, {received / 1e6:.0f} MB in {taken:.1f} s: {lines / taken:.0f} rows/s")
        told = f"{before:.0f} MB before, {most:.0f} at most, {memory(port):.0f} after"
        print(f"memory of the server and its workers: {told}")


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--bare", nargs=2, metavar=("STORE", "PORT"), help="be the bare server")
    options = parser.parse_args()
    if options.bare:
        BareServer(*options.bare).run()
        return
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        with open_writer(store) as writer:
            writer.commit(Change(add=list(events(options.events))))
        if options.rows:
            stream(store, options.rows)
            return
        kept = [
            report(
                clients, compare(store, clients=clients, rounds=options.rounds, seconds=options.seconds, again=again)
            )
            for again in heading(False, True)
            for clients in options.clients
        ]
    print(machine())
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
