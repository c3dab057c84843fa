"""Whether the store of a server of ours is whole after somebody was killed at any moment of a build sent to it.

    python benchmarks/random_kills.py [--kills 20] [--articles 30] [--seed 1]

As ``benchmarks/kills.py``, without a relay: by turns the building process is killed (SIGKILL), the server with all its
processes, the one of them that writes, the one that answers, and a query worker. Then the same build is run again.
Compared are all quads but the times of runs, the builder's ledger too, and the fingerprints. Ends with 1 if a store is
another.
"""

import argparse
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from kills import PARTS, Articles, Place, begun, ended, how_ended, place, resume, told_by
from servers import ROOT, machine

from kg.ontology.modules import load_ontology

VICTIMS: Final = ("build", "server", *PARTS)


@dataclass(frozen=True)
class Left:
    """What a build has left at a server of ours."""

    quads: frozenset[ox.Quad]
    fingerprint: str

    @classmethod
    def at(cls, server: Place) -> "Left":
        """Return what is there now."""
        return cls(told_by(server.config(server.port)), server.fingerprint())


def killed_sometime(articles: Articles, victim: str, seconds: float) -> tuple[str, Left]:
    """Kill somebody so long after a build has begun, build again; return how the first ended, and what is stored."""
    with place("sitrep") as server:
        config = server.config(server.port)
        child = begun(lambda: articles.build(config))
        time.sleep(seconds)
        if victim == "build":
            os.kill(child, signal.SIGKILL)
        elif victim == "server":
            server.kill()
        else:
            server.kill_part(victim)
        status = ended(child)
        if victim == "server":
            server.start()
        resume(articles, config)
        return how_ended(status), Left.at(server)


def trials(articles: Articles, kills: int) -> int:
    """Print a line for each kill; return after how many the store was another."""
    with place("sitrep") as server:
        began = time.monotonic()
        articles.build(server.config(server.port))
        taken, expected = time.monotonic() - began, Left.at(server)
    print(
        f"sitrep: {len(expected.quads):,} quads in {taken:.1f} s, fingerprint {expected.fingerprint[:12]}", flush=True
    )
    wrong = 0
    for number in range(kills):
        victim, seconds = VICTIMS[number % len(VICTIMS)], random.uniform(0.0, taken)  # noqa: S311  # chance is wanted
        how, found = killed_sometime(articles, victim, seconds)
        wrong += found != expected
        lost, more = len(expected.quads - found.quads), len(found.quads - expected.quads)
        told = "the same" if found == expected else f"{lost} lost, {more} too many, {found.fingerprint[:12]}"
        print(f"  {victim:17} killed after {seconds:4.1f} s: build {how}; {told}", flush=True)
    return wrong


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    articles = Articles.made(load_ontology(ROOT / "ontology" / "workbench.ttl"), options.articles)
    print(machine())
    wrong = trials(articles, options.kills)
    print(f"after {wrong} of {options.kills} kills the store was another")
    print(machine())
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
