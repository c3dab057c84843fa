"""Sorting more than fits into memory: in parts, which are merged from disk."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from typing import Final, TextIO

AT_ONCE: Final = 200_000
"""Lines that are sorted in memory; of a graph of 27 million quads there are then 135 files open."""
LARGEST: Final = 50_000_000
"""Characters that are sorted in memory, but for the last line: the texts of articles are long."""


def sorted_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, none of which may hold a line break, in the order of their text."""
    rest = iter(lines)
    with ExitStack() as files:
        parts: list[Iterable[str]] = []
        while part := sorted(_enough(rest)):
            is_all = not parts and len(part) < AT_ONCE and sum(map(len, part)) <= LARGEST
            parts.append(part if is_all else _on_disk(part, files))
        yield from heapq.merge(*parts)


def sorted_unique(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as ``sorted_lines`` does, each once."""
    return (line for line, _ in groupby(sorted_lines(lines)))


def _enough(lines: Iterator[str]) -> Iterator[str]:
    """Yield as many lines as are sorted in memory."""
    size = 0
    for line in islice(lines, AT_ONCE):
        yield line
        size += len(line)
        if size > LARGEST:
            return


def _on_disk(lines: list[str], files: ExitStack) -> Iterator[str]:
    file: TextIO = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115  # the stack does
    file.writelines(f"{line}\n" for line in lines)
    file.seek(0)
    return (line.removesuffix("\n") for line in file)
