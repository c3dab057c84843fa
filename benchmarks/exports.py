"""How long each export takes and how much memory, and whether doing it again gives the same file.

    python benchmarks/exports.py STORE [--formats nq csv …]

Each is the command ``kg export`` in a process of its own, run twice. Seconds are of the clock and of the processor,
memory is the most that the process had. A star marks an export whose second file differs from the first.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servers import ROOT, machine

from kg.store.exports.views import VIEWS
from kg.store.exports.whole import EXPORT_FORMATS

FORMATS: Final = (*(form.name for form in EXPORT_FORMATS), *VIEWS)


@dataclass(frozen=True)
class Export:
    """One run of an export: seconds, megabytes of memory and of the file, and what stands for the file's bytes."""

    clock: float
    processor: float
    memory: float
    size: float
    digest: str


def run(store: Path, name: str, file: Path) -> Export:
    """Export a store in a format, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "kg", "export", "--store", str(store), "--format", name]
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([*command, "-o", str(file)], env=environment)  # noqa: S603  # our own
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg export --format {name} failed")
    with file.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    taken = time.perf_counter() - began
    return Export(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, file.stat().st_size / 1e6, digest)


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--formats", nargs="+", default=FORMATS)
    options = parser.parse_args()
    print(machine())
    print(f"{'format':10} {'clock s':>8} {'CPU s':>8} {'memory MB':>10} {'file MB':>10}")
    with tempfile.TemporaryDirectory(dir=options.store.resolve().parent) as folder:
        for name in options.formats:
            one, other = (run(options.store, name, Path(folder) / "export") for _ in range(2))
            mark = "" if one.digest == other.digest else " *"
            most = max(one.memory, other.memory)
            print(f"{name:10} {one.clock:8.1f} {one.processor:8.1f} {most:10.0f} {one.size:10.1f}{mark}", flush=True)
    print(machine())


if __name__ == "__main__":
    main()
