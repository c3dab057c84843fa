"""How long each query template takes at its worst, and a dozen typical queries, beside Virtuoso over the same graph.

    python benchmarks/queries.py STORE [--virtuoso FOLDER] [--rounds 5] [--only NAME] [--again]

STORE is one that ``synthetic.py`` made. Every query goes over HTTP to a running server: ours with its guard and its
killable workers, Virtuoso's as it comes. The values of parameters are those with which a template has most to do:
``worst-cases.yaml`` names them, the queries in ``sparql/worst`` find them. Each round asks both servers, with a comment
of its own at the end of the query, so that neither has seen the text: Sitrep keeps answers, Virtuoso plans. With
``--again`` the text is the same in each round. The first answer after a server's start is shown apart, of the others
the middle one counts: by the clock, and in milliseconds of the server's processor time, by which the ratio is told, for
on a machine that does other work the clock says little. "engine" is the least that the engine alone took for the query
and for writing its answer as JSON, in this process. Virtuoso's database is kept in FOLDER and loaded when it is new.
"""

import argparse
import http.client
import json
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox
import yaml
from servers import ROOT, machine, processor_ms, sitrep
from virtuoso import FACTS, virtuoso, write_files

from kg.namespaces import PREFIXES
from kg.store.templates.templates import Template, bind, load_templates

HERE: Final = Path(__file__).parent
MOST_MS, MOST_RATIO = 1000, 3
_FORMAT: Final = ox.QueryResultsFormat.JSON
NOTHING: Final = "urn:x-nothing:"
_TIMES_OUT: Final = 60


@dataclass(frozen=True)
class Case:
    """One query to time."""

    name: str
    text: str


@dataclass(frozen=True)
class Times:
    """How long a server took for a query, in milliseconds, and how many rows it gave; None if it gave no answer."""

    first: float
    usual: float
    processor: float
    rows: int | None


@dataclass(frozen=True)
class Server:
    """A server to ask: its port, the graph to name as default, and whether each question gets a text of its own."""

    port: int
    graph: str | None
    anew: bool


def cases(store: Path, values: Path | None) -> list[Case]:
    """Return the worst cases of all templates, and the typical queries, for the graph in that store."""
    known = {**load_templates(ROOT / "queries"), **load_templates(HERE / "sparql" / "typical")}
    named = yaml.safe_load((HERE / "worst-cases.yaml").read_text(encoding="utf-8"))
    if missing := known.keys() ^ named.keys():
        raise SystemExit(f"worst-cases.yaml and the templates do not agree on {', '.join(sorted(missing))}")
    worst = json.loads(values.read_text(encoding="utf-8")) if values and values.exists() else _worst_values(store)
    if values:
        values.write_text(json.dumps(worst, indent=1), encoding="utf-8")
    return [case for name, settings in named.items() for case in _cases(known[name], settings, worst)]


def _cases(template: Template, settings: list[dict[str, str]], worst: Mapping[str, str]) -> Iterator[Case]:
    for number, values in enumerate(settings):
        found = {name: worst[value[1:]] if value.startswith("@") else value for name, value in values.items()}
        yield Case(template.name + "'" * number, bind(template, found))


def _worst_values(store: Path) -> dict[str, str]:
    graph = ox.Store.read_only(str(store / "current"))
    return {path.stem: _worst(graph, path) for path in sorted((HERE / "sparql" / "worst").glob("*.rq"))}


def _worst(graph: ox.Store, query: Path) -> str:
    solutions = graph.query(query.read_text(encoding="utf-8"))
    if not isinstance(solutions, ox.QuerySolutions):
        raise SystemExit(f"{query} is no SELECT")
    row = next(solutions, None)
    if row is None:  # a graph without facilities, say
        return NOTHING
    value = row["value"]
    return value.value if isinstance(value, (ox.NamedNode, ox.Literal)) else ""


def ask(server: Server, case: Case, number: int) -> int | None:
    """Return how many rows a server gives, None if it does not answer."""
    text = _declared() + case.text + (f"\n# {number}" if server.anew else "")
    form = {"query": text} | ({"default-graph-uri": server.graph} if server.graph else {})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=_TIMES_OUT)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
    try:
        connection.request("POST", "/sparql", urlencode(form), headers)
        response = connection.getresponse()
        body = response.read()
    except TimeoutError:
        return None
    finally:
        connection.close()
    return len(json.loads(body)["results"]["bindings"]) if response.status == 200 else None


def timed(servers: Sequence[Server], case: Case, *, rounds: int) -> list[Times]:
    """Return how long each server takes to answer, asked by turns."""
    measured: list[list[_Answer]] = [[] for _ in servers]
    for number in range(rounds + 1):
        for server, answers in zip(servers, measured, strict=True):
            if not answers or not answers[-1].is_hopeless:
                answers.append(_measured(server, case, number))
    return [_times(answers) for answers in measured]


@dataclass(frozen=True)
class _Answer:
    clock: float
    processor: float
    rows: int | None

    @property
    def is_hopeless(self) -> bool:
        return self.rows is None or self.clock > _TIMES_OUT * 500


def _measured(server: Server, case: Case, number: int) -> _Answer:
    before, began = processor_ms(server.port), time.perf_counter()
    rows = ask(server, case, number)
    clock = (time.perf_counter() - began) * 1000
    return _Answer(clock, processor_ms(server.port) - before, rows)


def _times(answers: Sequence[_Answer]) -> Times:
    later = answers[1:] or answers
    clock = statistics.median(each.clock for each in later)
    return Times(answers[0].clock, clock, statistics.median(each.processor for each in later), answers[-1].rows)


def engine_ms(graph: ox.Store, case: Case, *, rounds: int) -> float:
    """Return the least processor time in which the engine alone answers, in this process."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        found = graph.query(_declared() + case.text)
        if isinstance(found, ox.QuerySolutions):
            found.serialize(format=_FORMAT)
        taken.append((time.process_time() - began) * 1000)
    return min(taken)


def _declared() -> str:
    return "".join(f"PREFIX {name}: <{start}>\n" for name, start in PREFIXES.items())


def ratio_of(ours: Times, theirs: Times) -> float:
    """Return how many times the processor time of theirs ours took."""
    return ours.processor / max(theirs.processor, 0.01)


def line(case: Case, engine: float, ours: Times, theirs: Times | None) -> str:
    """Return one line of the report; a star marks what misses its aim."""
    text = f"{case.name:30} {_columns(ours)} {engine:7.1f}"
    missed = ours.rows is None or ours.processor > MOST_MS
    if theirs:
        ratio = ratio_of(ours, theirs)
        text += f" | {_columns(theirs)} {ratio:7.2f}"
        missed = missed or (theirs.rows is not None and ratio > MOST_RATIO)
        text += "" if ours.rows == theirs.rows else " other rows"
    return text + (" *" if missed else "")


def _columns(times: Times) -> str:
    rows = "-" if times.rows is None else str(times.rows)
    return f"{rows:>6} {times.first:9.0f} {times.usual:9.1f} {times.processor:9.1f}"


def summary(ratios: Sequence[float]) -> str:
    """Return in a line how many queries are faster than at the other server, and how far off the slowest is."""
    faster = sum(ratio < 1 for ratio in ratios)
    slow = sum(ratio > MOST_RATIO for ratio in ratios)
    middle = statistics.median(ratios)
    return f"{faster} of {len(ratios)} faster, {slow} over {MOST_RATIO} times; the middle ratio {middle:.2f}"


def _virtuoso(folder: Path, store: Path) -> AbstractContextManager[int]:
    files = folder.resolve() / "files"
    if not files.exists():
        write_files(store, files)
    return virtuoso(folder.resolve() / "database", files)


def main() -> None:
    """Print a line for each query."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--virtuoso", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--again", action="store_true", help="ask with the same text in each round")
    parser.add_argument("--values", type=Path, metavar="FILE", help="keep the values found there, or take them")
    options = parser.parse_args()
    wanted = [case for case in cases(options.store, options.values) if options.only in case.name]
    graph = ox.Store.read_only(str(options.store / "current"))
    print(machine())
    with ExitStack() as stack:
        limits = {"KG_QUERY_SECONDS": str(_TIMES_OUT), "KG_QUERY_MEMORY_MB": "4096"}
        port = stack.enter_context(sitrep(options.store.resolve(), **limits))
        asked = [Server(port, None, anew=not options.again)]
        if options.virtuoso:
            port = stack.enter_context(_virtuoso(options.virtuoso, options.store))
            asked.append(Server(port, FACTS, anew=not options.again))
        columns = f"{'rows':>6} {'first ms':>9} {'ms':>9} {'CPU ms':>9}"
        print(f"{'':30} {columns}  engine" + (f" | {columns} {'ratio':>7}" if options.virtuoso else ""))
        ratios = []
        for case in wanted:
            ours, *others = timed(asked, case, rounds=options.rounds)
            print(line(case, engine_ms(graph, case, rounds=3), ours, next(iter(others), None)), flush=True)
            ratios += [ratio_of(ours, theirs) for theirs in others]
        if ratios:
            print(summary(ratios))
        print(machine())


if __name__ == "__main__":
    main()
