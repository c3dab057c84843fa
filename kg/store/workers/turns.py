"""Who may go on: a short query finds a worker soon, long ones take turns, so that they keep no short one waiting."""

import threading
import time
from typing import Final

from kg.config import Config
from kg.errors import QueryBusyError
from kg.store.query import IS_AWAITED
from kg.store.workers.worker_process import Place, WorkerProcess

_WATCH_SECONDS: Final = 0.05
_ASIDE_SECONDS: Final = 0.25
"""Time after which a query is long: it makes room for short ones, and goes on beside them if it may."""
_LONG_SECONDS: Final = 1.0
"""Time after which it goes on with what time they leave it, in a process that ends with it."""


class Turns:
    """Gives workers to queries, and takes care that none has one for too long; threads share it.

    As many queries run at once as ``config.workers`` says, and as many long ones beside them. Further long ones run in
    places that nobody waits for; otherwise they stand still until a long one has ended, for the time that a query may
    wait. They hold no more than half of the server's threads: beyond that a long one is refused where another waits.
    """

    def __init__(self, command: tuple[str, ...], config: Config) -> None:
        self._places = self._free = config.workers
        self._most_long = max(1, config.threads // 2)
        self._most_beside = min(config.workers, self._most_long)
        self._wait_seconds = config.query_wait_seconds
        self.workers = [WorkerProcess(*command, may_stand_still=True) for _ in range(self._places + self._most_long)]
        self._idle = list(self.workers)
        """Those that are ready are last, before them those that are just starting, first those that do not run."""
        self._queue: list[object] = []
        """Those that wait for a place, first who came first."""
        self._changed = threading.Condition()
        self._closed = threading.Event()
        self._watch: threading.Thread | None = None

    def start(self) -> None:
        """Start as many workers as have places, now instead of when they are first asked."""
        for worker in self._idle[-self._places :]:
            worker.start()

    def take(self) -> WorkerProcess:
        """Return a worker for a query; raise QueryBusyError if none gets free in time."""
        with self._changed:
            if self._watch is None or not self._watch.is_alive():  # also after a fork, which takes no threads along
                self._watch = threading.Thread(target=self._watch_all, name="query-watch", daemon=True)
                self._watch.start()
            self._await_place()
            worker = self._idle.pop()
            worker.place, worker.is_awaited = Place.SHORT, IS_AWAITED.get()
            return worker

    def _await_place(self) -> None:
        me = object()
        self._queue.append(me)
        found = self._changed.wait_for(lambda: self._free and self._queue[0] is me, self._wait_seconds)
        self._queue.remove(me)
        self._changed.notify_all()  # another is the first now
        if not found:
            raise QueryBusyError("all query workers are busy: try again in a few seconds")
        self._free -= 1

    def begin(self, worker: WorkerProcess, seconds: float) -> None:
        """Let the time run that a query has."""
        with self._changed:
            worker.begun = time.monotonic()
            worker.deadline = worker.begun + seconds

    def extend(self, worker: WorkerProcess, seconds: float) -> None:
        """Let a query have so much time since it began."""
        with self._changed:
            worker.deadline = worker.begun + seconds

    def give_back(self, worker: WorkerProcess, *, whole: bool) -> None:
        """Take a worker back from a query, which has come to its end unless it is not whole."""
        with self._changed:
            worker.begun = worker.deadline = float("inf")
            if worker.place is Place.STILL:
                worker.go_on()
                worker.place = Place.LONG
            is_spare = sum(each.is_running for each in self._idle) >= 2 * self._places
        if worker.is_patient or is_spare or not whole:
            worker.close()
            if not is_spare and not self._closed.is_set():
                worker.start()
        with self._changed:  # no sooner may another have its place: there would be room, and no worker
            if worker.place is Place.SHORT:
                self._make_room()
            worker.reset()
            self._idle.append(worker)
            self._idle.sort(key=lambda each: each.is_running + each.is_ready)

    def close(self) -> None:
        """End all workers; queries that still run break off."""
        self._closed.set()
        for worker in self.workers:
            worker.close()

    def _watch_all(self) -> None:
        while not self._closed.wait(_WATCH_SECONDS):
            with self._changed:
                now = time.monotonic()
                for worker in self.workers:
                    self._watch_one(worker, now)
                self._put_aside(now)
                waiting = len(self._queue)
                if waiting > self._free:
                    self._take_places(waiting - self._free, now)
                elif self._free > waiting + 1:  # one stays free for who comes next
                    self._lend_place()

    def _watch_one(self, worker: WorkerProcess, now: float) -> None:
        if worker.begun < now - _ASIDE_SECONDS and not worker.is_awaited():
            worker.given_up = True
            worker.kill()
        elif worker.place is Place.STILL:
            if worker.stood_still(now) > self._wait_seconds:
                worker.refuse()
        elif worker.deadline < now:
            worker.overdue = True
            worker.kill()
        elif worker.place is Place.LONG and not worker.is_patient and worker.begun < now - _LONG_SECONDS:
            worker.yield_time()

    def _put_aside(self, now: float) -> None:
        """Let long queries go on beside the short ones, as many as may; first those that have stood still longest."""
        still, long = self._standing_still(), self._long(now)
        for worker in [*still, *long][: max(0, self._most_beside - self._count(Place.LONG))]:
            if worker.place is Place.STILL:
                worker.go_on()
            else:
                self._make_room()
            worker.place = Place.LONG

    def _take_places(self, most: int, now: float) -> None:
        """Let others have the places of so many long queries, of those that began last."""
        for worker in self._long(now)[-most:]:
            if self._count(Place.LONG) + self._count(Place.STILL) < self._most_long:
                worker.stand_still()
                self._make_room()
                worker.place = Place.STILL
            else:
                worker.refuse()

    def _lend_place(self) -> None:
        """Let the query that has stood still longest go on where nobody needs the place."""
        for worker in self._standing_still()[:1]:
            worker.go_on()
            self._free -= 1
            worker.place = Place.SHORT

    def _make_room(self) -> None:
        self._free += 1
        self._changed.notify_all()

    def _long(self, now: float) -> list[WorkerProcess]:
        """Return the long queries that have the places of short ones, those first that began first."""
        here = [each for each in self.workers if each.place is Place.SHORT and not each.refused]
        return sorted((each for each in here if each.begun < now - _ASIDE_SECONDS), key=lambda each: each.begun)

    def _standing_still(self) -> list[WorkerProcess]:
        here = [each for each in self.workers if each.place is Place.STILL and not each.refused]
        return sorted(here, key=lambda each: each.still_since)

    def _count(self, place: Place) -> int:
        return sum(each.place is place for each in self.workers)
