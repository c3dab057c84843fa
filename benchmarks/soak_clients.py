"""The clients of the soak test: each asks in its own way, again and again, and notes what was wrong with an answer."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from kg.namespaces import DEFAULT_BASE

FIRST: Final = 500
"""Articles that are there before anybody asks."""
SENTENCES: Final = 20
HALF: Final = """SELECT (COUNT(*) AS ?n) { { ?a a sr:Article FILTER NOT EXISTS { GRAPH ?g { ?a a sr:Article } } }
UNION { GRAPH ?g { ?a a sr:Article } FILTER NOT EXISTS { ?a a sr:Article } } }"""
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


def ask(port: int, query: str, *, accept: str = "text/csv", most: int | None = None) -> tuple[int, bytes]:
    """Return status and body of a query's answer; hang up after ``most`` bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        connection.request("POST", "/sparql", urlencode({"query": query}), headers)
        response = connection.getresponse()
        return response.status, response.read() if most is None else response.read(most)
    finally:
        connection.close()


def ask_small(port: int, outcomes: Outcomes) -> None:
    """Ask for the sentences of one article, or for articles that are there by half."""
    number = random.randrange(FIRST)  # noqa: S311  # no secret
    graph = f"<{DEFAULT_BASE}graph/article/{number:016x}>"
    query, expected = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s sr:exactText ?text }} }}", b"20"
    if random.random() < 0.05:  # noqa: S311  # no secret
        query, expected = HALF, b"0"
    limit = f" LIMIT {random.randrange(1, 1 << 32)}"  # noqa: S311  # no secret; an answer that is kept would tell nothing
    begun = time.monotonic()
    status, body = ask(port, query + limit)
    fault = str(status) if status != 200 else "" if body.split()[1] == expected else f"counted {body!r}"
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


def clients(count: int, slow: int, port: int, outcomes: Outcomes, over: threading.Event) -> list[threading.Thread]:
    """Start clients: so many slow ones, one that wants everything, one in ten hostile, the others good."""
    kinds: list[Callable[[int, Outcomes], None]] = [*([ask_slow] * slow), ask_huge]
    kinds += [ask_hostile] * max(1, count // 10)
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
