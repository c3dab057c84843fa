"""Sorting more than fits into memory."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from typing import Final, TextIO

_AT_ONCE: Final = 100_000


def sorted_unique(lines: Iterable[str], *, at_once: int = _AT_ONCE) -> Iterator[str]:
    """Yield lines, none of which may hold a line break, sorted and each once.

    Parts of ``at_once`` lines are sorted in memory and merged from disk.
    """
    rest = iter(lines)
    with ExitStack() as files:
        parts: list[Iterable[str]] = []
        while part := sorted(set(islice(rest, at_once))):
            parts.append(part if len(part) < at_once and not parts else _on_disk(part, files))
        for line, _ in groupby(heapq.merge(*parts)):
            yield line


def _on_disk(lines: list[str], files: ExitStack) -> Iterator[str]:
    file: TextIO = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115  # the stack does
    file.writelines(f"{line}\n" for line in lines)
    file.seek(0)
    return (line.removesuffix("\n") for line in file)
