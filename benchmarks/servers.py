"""Servers to measure, each run as a process of its own: Sitrep's, and those that it stands beside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_PROCESSES: Final[dict[int, int]] = {}
"""The process of the server on each port."""


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, settings: Mapping[str, str], *, cwd: Path = ROOT) -> Iterator[int]:
    """Run a server until the block ends, and yield the number of its process once it listens."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    process = subprocess.Popen(  # noqa: S603  # our own
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(port, process)
        _PROCESSES[port] = process.pid
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def sitrep(store: Path, **settings: str) -> Iterator[int]:
    """Serve a store with Sitrep, and yield the port."""
    port = free_port()
    own = {"KG_STORE": str(store), "KG_PORT": str(port), **settings}
    with running([sys.executable, "server.py"], port, own):
        yield port


def memory(port: int) -> float:
    """Return the megabytes that the server on a port and all its processes have to themselves."""
    return sum(_own_memory(process) for process, _ in _processes(port))


def processor_ms(port: int) -> float:
    """Return the milliseconds of processor time that the server on a port and all its processes have had."""
    return sum(milliseconds for _, milliseconds in _processes(port))


def _processes(port: int) -> Iterator[tuple[int, float]]:
    """Yield each process of the session that the server began, with its milliseconds of processor time."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[3]) != _PROCESSES[port]:
                continue
            number = int(file.parent.name)
            own = time.clock_gettime(_clock_of(number)) * 1000
        except OSError:  # it has just ended
            continue
        # And that of its processes that have ended, in ticks: a worker ends after what took long.
        yield number, own + sum(map(int, fields[13:15])) * 1000 / os.sysconf("SC_CLK_TCK")


def _clock_of(process: int) -> int:
    """Return the number of the clock that counts the nanoseconds of processor time of a process, as Linux has it."""
    return (~process << 3) | 2


def _own_memory(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000


def wait_for(port: int, process: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
    """Return when something listens on the port; end the program if the process ends before or takes longer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if listens(port):
            return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}: {process.args!r}")


def listens(port: int) -> bool:
    """Return whether something listens on the port."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def machine() -> str:
    """Return when and on what is measured: date, commit, load of the machine."""
    told = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  # no foreign words
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{time.strftime('%Y-%m-%d %H:%M')}, commit {commit.stdout.strip()}, {os.cpu_count()} cores, load {load}"
