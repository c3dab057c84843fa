"""A worker seen from the server: started, asked, and killed when it must be."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import BinaryIO, Final, cast

from kg.store.workers.frames import FrameKind, read_frame, write_frame

_PATIENT: Final = 3
"""The priority, as of ``nice``, of what may wait."""


class Place(Enum):
    """What a query that has a worker may do."""

    NONE = auto()
    """There is no query."""
    SHORT = auto()
    """It goes on in one of the places that short ones need."""
    LONG = auto()
    """It goes on beside the short ones."""
    STILL = auto()
    """It does not go on until it gets a place."""


@dataclass(frozen=True)
class _Running:
    process: subprocess.Popen[bytes]
    questions: BinaryIO
    answers: BinaryIO

    def close(self) -> int:
        self.process.kill()
        for pipe in (self.questions, self.answers):
            with contextlib.suppress(OSError):  # a question that the dead process did not take
                pipe.close()
        return self.process.wait()


class WorkerProcess:
    """One worker; started when first asked, and again after each death. One thread at a time may use it.

    It runs a module of ours with those arguments. One that may stand still ends with the server also when it does.
    """

    def __init__(self, module: str, *arguments: str, may_stand_still: bool = False) -> None:
        self._may_stand_still = may_stand_still
        self._command = [sys.executable, "-m", module, *arguments]
        self._running: _Running | None = None
        self._is_ready = False
        self.is_patient = False
        """Whether the process lets others go first."""
        self.reset()

    def reset(self) -> None:
        """Forget the query that the process had."""
        self.place = Place.NONE
        self.begun = float("inf")
        """When the query it has now was begun, by ``time.monotonic``, and how long it stood still later."""
        self.deadline = float("inf")
        """When the query it has now must be stopped, by ``time.monotonic``."""
        self.overdue = False
        """Whether the query it has now was stopped for its time."""
        self.refused = False
        """Whether the query it has now was stopped for want of room."""
        self.given_up = False
        """Whether the query it has now was stopped because nobody waits for the answer."""
        self.is_awaited: Callable[[], bool] = lambda: True
        """What tells whether somebody waits for the answer."""
        self.still_since = float("inf")
        self._stood_still = 0.0

    @property
    def is_running(self) -> bool:
        """Return whether there is a process, as far as is known."""
        return self._running is not None

    @property
    def is_ready(self) -> bool:
        """Return whether the process is known to take questions."""
        return self._is_ready

    def start(self) -> None:
        """Start the process unless it runs; it gets ready by itself meanwhile."""
        if self._running and self._running.process.poll() is not None:
            self.close()
        if self._running is None:
            self._is_ready = self.is_patient = False
            path = os.pathsep.join(entry for entry in sys.path if entry)
            process = subprocess.Popen(  # noqa: S603  # our own module, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path},
                # Of a group of its own the system ends those that stand still when the server has died.
                process_group=0 if self._may_stand_still and sys.platform != "win32" else None,
            )
            self._running = _Running(process, cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout))

    def await_ready(self) -> bytes | None:
        """Start the process unless it runs, and wait until it is ready; return the error that it told instead, if any.

        One that has died while idle is replaced. Raises EOFError if it died meanwhile.
        """
        self.start()
        if self._is_ready:
            return None
        kind, content = self.receive()
        self._is_ready = kind is FrameKind.READY
        if not self._is_ready:
            self.close()
        return None if self._is_ready else content

    def ask(self, question: Mapping[str, object], *attached: bytes) -> None:
        """Send a question and what belongs to it to the process, which must be ready."""
        content = json.dumps(question).encode()
        if self._running:
            with contextlib.suppress(BrokenPipeError):  # it died this moment: reading will tell
                write_frame(self._running.questions, FrameKind.QUERY, content)
                for part in attached:
                    write_frame(self._running.questions, FrameKind.DATA, part)

    def receive(self) -> tuple[FrameKind, bytes]:
        """Return the next frame of the result; raise EOFError if the process has died."""
        if self._running is None:
            raise EOFError
        return read_frame(self._running.answers)

    def yield_time(self) -> None:
        """Let other processes go first, for as long as this one lives; any thread may call it."""
        running = self._running
        self.is_patient = True
        if running and sys.platform != "win32":
            with contextlib.suppress(OSError):  # it has just ended
                os.setpriority(os.PRIO_PROCESS, running.process.pid, _PATIENT)

    def stand_still(self) -> None:
        """Let the process stop where it is, which Windows does not know: there it goes on; any thread may call it."""
        self.still_since = time.monotonic()
        running = self._running
        if running and sys.platform != "win32":
            running.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let the process go on; the time for its query goes on only now, too."""
        more = time.monotonic() - self.still_since
        self._stood_still += more
        self.begun += more
        self.deadline += more
        self.still_since = float("inf")
        running = self._running
        if running and sys.platform != "win32":
            running.process.send_signal(signal.SIGCONT)

    def stood_still(self, now: float) -> float:
        """Return for how long in all the query that stands still has done so."""
        return self._stood_still + now - self.still_since

    def refuse(self) -> None:
        """End the process for want of room."""
        self.refused = True
        self.kill()

    def kill(self) -> None:
        """End the process at once, whatever it does; any thread may call it."""
        running = self._running
        if running:
            running.process.kill()

    def finish(self, seconds: float) -> None:
        """Ask the process to end by itself, and kill it if it has not after that time."""
        running, self._running = self._running, None
        if running:
            with contextlib.suppress(OSError):
                running.questions.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.process.wait(seconds)
            running.close()

    def close(self) -> bool:
        """End the process and wait until it is gone; return whether it had died for want of memory."""
        running, self._running = self._running, None
        return running is not None and running.close() == -signal.SIGABRT
