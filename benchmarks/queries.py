"""How long each query template takes at its worst, and a dozen typical queries, beside Virtuoso over the same graph.

    python benchmarks/queries.py STORE [--virtuoso FOLDER] [--rounds 3] [--only NAME]

STORE is one that ``synthetic.py`` made. Every query goes over HTTP to a running server: ours with its guard and its
killable workers, Virtuoso's as it comes. The values of parameters are those with which a template has most to do:
``worst-cases.yaml`` names them, the queries in ``sparql/worst`` find them. The first answer after a server's start is
shown apart, of the others the middle one counts: by the clock, and in milliseconds of the server's processor time, by
which the ratio is told, for on a machine that does other work the clock says little. Virtuoso's database is kept in
FOLDER and loaded when it is new.
"""

import argparse
import http.client
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
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


def ask(port: int, case: Case, graph: str | None) -> int | None:
    """Return how many rows a server gives, None if it does not answer."""
    declared = "".join(f"PREFIX {name}: <{start}>\n" for name, start in PREFIXES.items())
    form = {"query": declared + case.text} | ({"default-graph-uri": graph} if graph else {})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMES_OUT)
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


def timed(port: int, answer: Callable[[], int | None], *, rounds: int) -> Times:
    """Return how long the server on a port takes to answer."""
    taken, used = [], []
    rows = None
    for _ in range(rounds + 1):
        before, began = processor_ms(port), time.perf_counter()
        rows = answer()
        taken.append((time.perf_counter() - began) * 1000)
        used.append(processor_ms(port) - before)
        if rows is None or taken[-1] > _TIMES_OUT * 500:
            break
    return Times(taken[0], statistics.median(taken[1:] or taken), statistics.median(used[1:] or used), rows)


def line(case: Case, ours: Times, theirs: Times | None) -> str:
    """Return one line of the report; a star marks what misses its aim."""
    text = f"{case.name:30} {_columns(ours)}"
    missed = ours.rows is None or ours.processor > MOST_MS
    if theirs:
        ratio = max(ours.processor, 10) / max(theirs.processor, 10)  # of what a tick of the clock can tell
        text += f" | {_columns(theirs)} {ratio:7.2f}"
        missed = missed or (theirs.rows is not None and ratio > MOST_RATIO)
    return text + (" *" if missed else "")


def _columns(times: Times) -> str:
    rows = "-" if times.rows is None else str(times.rows)
    return f"{rows:>6} {times.first:9.0f} {times.usual:9.1f} {times.processor:9.1f}"


def main() -> None:
    """Print a line for each query."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--virtuoso", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--values", type=Path, metavar="FILE", help="keep the values found there, or take them")
    options = parser.parse_args()
    wanted = [case for case in cases(options.store, options.values) if options.only in case.name]
    print(machine())
    with ExitStack() as servers:
        limits = {"KG_QUERY_SECONDS": str(_TIMES_OUT), "KG_QUERY_MEMORY_MB": "4096"}
        ours = servers.enter_context(sitrep(options.store.resolve(), **limits))
        theirs = None
        if options.virtuoso:
            files = options.virtuoso.resolve() / "files"
            if not files.exists():
                write_files(options.store, files)
            theirs = servers.enter_context(virtuoso(options.virtuoso.resolve() / "database", files))
        columns = f"{'rows':>6} {'first ms':>9} {'ms':>9} {'CPU ms':>9}"
        print(f"{'':30} {columns}" + (f" | {columns} {'ratio':>7}" if theirs else ""))
        for case in wanted:
            here = timed(ours, partial(ask, ours, case, None), rounds=options.rounds)
            there = timed(theirs, partial(ask, theirs, case, FACTS), rounds=options.rounds) if theirs else None
            print(line(case, here, there), flush=True)
        print(machine())


if __name__ == "__main__":
    main()
