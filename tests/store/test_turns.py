"""Long queries take turns among themselves, and short ones are answered whatever the long ones do."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import KGError, QueryBusyError
from kg.store.query import IS_AWAITED, GivenUpError
from kg.store.reader import Reader, open_reader

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
ALIVE = "ASK { FILTER(RAND() < 2) }"
"""Is evaluated each time; most answers are kept."""
STANDING = """
from kg.store.workers.worker_process import WorkerProcess
worker = WorkerProcess("kg.store.workers.worker", "100", may_stand_still=True)
worker.await_ready()
worker.stand_still()
print(worker._running.process.pid, flush=True)
input()
"""


@contextmanager
def asked(reader: Reader, queries: list[str]) -> Iterator[Counter[str]]:
    """Ask all of these at once, and yield what came of them, which is whole after the block."""
    outcomes: Counter[str] = Counter()

    def ask(query: str) -> None:
        try:
            reader.query(query).read()
            outcomes["answered"] += 1
        except KGError as error:
            outcomes[type(error).__name__] += 1

    threads = [threading.Thread(target=ask, args=(query,)) for query in queries]
    for thread in threads:
        thread.start()
    yield outcomes
    for thread in threads:
        thread.join()


def test_short_queries_are_answered_while_far_more_long_ones_are_asked(small_store: Path) -> None:
    config = Config(store=small_store, workers=1, query_seconds=20, query_wait_seconds=60, threads=6)
    with open_reader(config) as reader, asked(reader, [ENDLESS] * 5) as outcomes:
        time.sleep(0.5)
        for _ in range(10):
            assert reader.ask(ALIVE)
        reader.kill()
    assert outcomes["BrokenResultError"] >= 1 and set(outcomes) <= {"BrokenResultError", "QueryBusyError"}


def test_a_long_query_that_stood_still_goes_on_and_is_answered(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.workers.turns._ASIDE_SECONDS", 0.05)
    some = f"SELECT (COUNT(*) AS ?n) {{ {{ {ENDLESS.replace('(COUNT(*) AS ?n)', '*')} LIMIT 1500000 }} }} #"
    config = Config(store=small_store, workers=1, query_seconds=60, query_wait_seconds=60, threads=8)
    with open_reader(config) as reader, asked(reader, [f"{some}{number}" for number in range(4)]) as outcomes:
        was_still = False
        while outcomes.total() < 4:
            assert reader.ask(ALIVE)
            was_still |= any(worker.still_since < time.monotonic() for worker in reader._pool._turns.workers)
    assert was_still and outcomes == {"answered": 4}


def test_no_more_long_queries_are_kept_than_may_be(small_store: Path) -> None:
    config = Config(store=small_store, workers=1, query_seconds=60, query_wait_seconds=60, threads=2)
    with open_reader(config) as reader, asked(reader, [ENDLESS, ENDLESS]) as outcomes:
        time.sleep(1)
        assert reader.ask(ALIVE)
        reader.kill()
    assert outcomes == {"QueryBusyError": 1, "BrokenResultError": 1}


def test_answers_that_nobody_takes_keep_nobody_waiting(small_store: Path) -> None:
    with open_reader(Config(store=small_store, workers=1, query_wait_seconds=60, threads=8)) as reader:
        answers = [reader.query(LONG) for _ in range(4)]
        assert reader.ask(ALIVE)
        for answer in answers:
            answer.close()
        assert reader.ask(ALIVE)


def test_who_finds_no_place_in_time_is_told_to_try_again(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.workers.turns._ASIDE_SECONDS", 60)
    with open_reader(Config(store=small_store, workers=1, query_wait_seconds=0.2)) as reader:
        with reader.query(LONG), pytest.raises(QueryBusyError, match="try again"):
            reader.query(ALIVE)
        assert reader.ask(ALIVE)


def test_a_query_that_nobody_waits_for_any_more_is_stopped(small_store: Path) -> None:
    until = time.monotonic() + 0.6
    before = IS_AWAITED.set(lambda: time.monotonic() < until)
    with open_reader(Config(store=small_store, workers=1)) as reader, pytest.raises(GivenUpError):
        reader.ask(ENDLESS)
    IS_AWAITED.reset(before)
    assert until < time.monotonic() < until + 20


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
def test_a_process_that_stands_still_ends_with_the_server() -> None:
    command = [sys.executable, "-c", STANDING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        worker = int(server.stdout.readline())
        await_state(worker, {"T"})
        server.kill()
    await_state(worker, {"Z", ""})


def await_state(process: int, states: set[str]) -> None:
    deadline = time.monotonic() + 20
    while state(process) not in states:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def state(process: int) -> str:
    """Return the letter that Linux gives to what a process does, nothing if there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
