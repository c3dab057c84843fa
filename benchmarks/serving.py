"""How many small queries a second one client gets: Sitrep's server against a bare Flask over the same graph.

    python benchmarks/serving.py [--events 20000] [--rounds 5] [--seconds 2]

Both run under gunicorn with threads, as separate processes; rounds alternate between them, and the middle one counts.
The bare server evaluates in its own process, with no limit of any kind: the price of killable workers and of the guard
is what this measures.
"""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from flask import Flask, Response, request
from gunicorn.app.base import BaseApplication

from kg.namespaces import PREFIXES, RDF, RDFS, sr
from kg.store.writer import Change, open_writer

ROOT = Path(__file__).parent.parent
EX = "http://example.org/"
WANTED = 0.75
PLACES = 500


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

        @app.get("/sparql")
        def sparql() -> Response:
            results = store.query(request.args["query"], prefixes=PREFIXES)
            body = results.serialize(format=ox.QueryResultsFormat.JSON)
            return Response(body, content_type="application/sparql-results+json")

        return app


def events(count: int) -> Iterator[ox.Quad]:
    """Yield four triples for each of so many events."""
    for number in range(count):
        event = ox.NamedNode(f"{EX}event/{number}")
        yield ox.Quad(event, ox.NamedNode(RDF + "type"), sr("Event"))
        yield ox.Quad(event, ox.NamedNode(RDFS + "label"), ox.Literal(f"event number {number}"))
        yield ox.Quad(event, sr("occurredAt"), ox.NamedNode(f"{EX}place/{number % PLACES}"))
        yield ox.Quad(event, sr("month"), ox.Literal(f"2025-{number % 12 + 1:02}"))


def paths() -> Iterator[str]:
    """Yield URLs of small queries without end: the events of one place after another, the first twelve."""
    number = 0
    while True:
        number = (number + 7) % PLACES
        pattern = f"?event sr:occurredAt <{EX}place/{number}> ; sr:month ?month ; rdfs:label ?label"
        yield "/sparql?query=" + quote(f"SELECT ?event ?label WHERE {{ {pattern} }} ORDER BY ?label LIMIT 12")


@contextmanager
def served(command: list[str], port: int, **settings: str) -> Iterator[http.client.HTTPConnection]:
    """Run a server and yield a connection to it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
    try:
        wait_for(port)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            yield connection
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Return when something listens on the port."""
    for _ in range(400):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def rate(connection: http.client.HTTPConnection, urls: Iterator[str], seconds: float) -> float:
    """Return the answers a second that one client gets in so many seconds."""
    answered = 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        connection.request("GET", next(urls))
        response = connection.getresponse()
        body = response.read()
        if response.status != 200 or body.count(b'"label":{') != 12:
            raise SystemExit(f"{response.status}: {body[:300]!r}")
        answered += 1
    taken = time.perf_counter() - began
    connection.close()  # an idle one is closed by the server; the next request opens it again
    return answered / taken


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def compare(store: Path, *, rounds: int, seconds: float) -> list[tuple[float, float]]:
    """Return for each round the rate of Sitrep's server and that of the bare one."""
    ours, bare = free_port(), free_port()
    bare_command = [sys.executable, __file__, "--bare", str(store / "current"), str(bare)]
    with (
        served([sys.executable, "server.py"], ours, KG_STORE=str(store), KG_PORT=str(ours)) as sitrep,
        served(bare_command, bare) as plain,
    ):
        urls = paths()
        for connection in (sitrep, plain):
            rate(connection, urls, 0.5)
        return [(rate(sitrep, urls, seconds), rate(plain, urls, seconds)) for _ in range(rounds)]


def main() -> None:
    """Print both rates and their ratio; end with 1 if it is less than wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--bare", nargs=2, metavar=("STORE", "PORT"), help="be the bare server")
    options = parser.parse_args()
    if options.bare:
        BareServer(*options.bare).run()
        return
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        with open_writer(store) as writer:
            writer.commit(Change(add=list(events(options.events))))
        rates = compare(store, rounds=options.rounds, seconds=options.seconds)
    # Rounds stand beside each other in time, so that what else the machine does weighs on both.
    ratio = statistics.median(ours / bare for ours, bare in rates)
    print(f"Sitrep     {statistics.median(ours for ours, _ in rates):8.0f} queries/s")
    print(f"bare Flask {statistics.median(bare for _, bare in rates):8.0f} queries/s")
    print(f"ratio      {ratio:8.2f}  ({WANTED} is wanted)")
    sys.exit(0 if ratio >= WANTED else 1)


if __name__ == "__main__":
    main()
