"""How long each export and each command on a whole store takes, and how much memory.

    python benchmarks/exports.py STORE [--formats nq csv …] [--runs 2] [--without-commands]

Each is a command of ``kg`` in a process of its own. Seconds are of the clock and of the processor, memory is the most
that the process had, and the file is what it wrote. Exports are run twice: a star marks one whose second file differs
from the first. ``compact`` puts the files of a copy of STORE in order, made by ``backup`` and ``restore``.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servers import ROOT, machine

from kg.store.exports.views import VIEWS
from kg.store.exports.whole import EXPORT_FORMATS

FORMATS: Final = (*(form.name for form in EXPORT_FORMATS), *VIEWS)
_MOST_EXIT: Final = {"check": 1}
"""``check`` ends with 1 where it finds something."""


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds, megabytes of memory and of what it wrote, and what stands for a file's bytes."""

    clock: float
    processor: float
    memory: float
    size: float
    digest: str


def run(words: Sequence[str], written: Path | None) -> Run:
    """Run a command of ``kg`` in a process of its own, which writes to that file or folder."""
    began = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-m", "kg", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - began
    if not 0 <= process.returncode <= _MOST_EXIT.get(words[0], 0):
        raise SystemExit(f"kg {' '.join(words)} failed")
    return Run(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, *_size_and_digest(written))


def _size_and_digest(written: Path | None) -> tuple[float, str]:
    if written is None:
        return 0.0, ""
    if written.is_dir():
        return sum(file.stat().st_size for file in written.rglob("*") if file.is_file()) / 1e6, ""
    with written.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return written.stat().st_size / 1e6, digest


def show(name: str, runs: Sequence[Run]) -> None:
    """Print a line: the times of the first run, the most memory of any."""
    one, mark = runs[0], "" if len({each.digest for each in runs}) == 1 else " *"
    most = max(each.memory for each in runs)
    print(f"{name:12} {one.clock:8.1f} {one.processor:8.1f} {most:10.0f} {one.size:10.1f}{mark}", flush=True)


def measure_commands(store: Path, folder: Path) -> None:
    """Print a line for each command that reads or copies the whole store."""
    copied, restored = folder / "backup", folder / "restored"
    show("fingerprint", [run(["fingerprint", "--store", str(store)], None)])
    show("check 1000", [run(["check", "--store", str(store), "--sample", "1000"], None)])
    show("backup", [run(["backup", "--store", str(store), str(copied)], copied)])
    show("restore", [run(["restore", str(copied), "--store", str(restored)], restored)])
    show("compact", [run(["compact", "--store", str(restored)], restored)])


def main() -> None:
    """Print a line for each format and each command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--formats", nargs="*", default=FORMATS)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--without-commands", action="store_true")
    options = parser.parse_args()
    print(machine())
    print(f"{'':12} {'clock s':>8} {'CPU s':>8} {'memory MB':>10} {'file MB':>10}")
    store = options.store.resolve()
    with tempfile.TemporaryDirectory(dir=store.parent) as made:
        file = Path(made) / "export"
        for name in options.formats:
            words = ["export", "--store", str(store), "--format", name, "-o", str(file)]
            show(name, [run(words, file) for _ in range(options.runs)])
        file.unlink(missing_ok=True)
        if not options.without_commands:
            measure_commands(store, Path(made))
    print(machine())


if __name__ == "__main__":
    main()
