"""Sentences with their names marked in the text: ``[Jaish al-Nur](organisation) seized [Karm](place)``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LABELS: Final = {
    "organisation": "ORG",
    "person": "PERSON",
    "place": "GPE",
    "region": "LOC",
    "facility": "FAC",
    "nationality": "NORP",
    "weapon": "WEAPON",
    "platform": "PLATFORM",
    "post": "POST",
}
"""Upper classes of the ontology → the labels of the recogniser."""

NEW_LABELS: Final = ("WEAPON", "PLATFORM", "POST")

_MARKED: Final = re.compile(r"\[([^\[\]]+)\]\((\w+)\)")

Span = tuple[int, int, str]
"""First character, the one behind the last, and the label."""


@dataclass(frozen=True)
class Marked:
    """A text and the names in it."""

    text: str
    spans: tuple[Span, ...]


def read_sentences(path: Path) -> Iterator[Marked]:
    """Yield the sentences of a file, one a line; lines that begin with # are remarks.

    Raises ValueError for a class that is none of ours.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield parse(line)


def parse(line: str) -> Marked:
    """Return the bare text of a marked line and where its names stand."""
    text, spans, position = "", [], 0
    for found in _MARKED.finditer(line):
        name, kind = found.groups()
        if kind not in LABELS:
            raise ValueError(f"{kind} is no class that names are marked with: {line}")
        text += line[position : found.start()]
        spans.append((len(text), len(text) + len(name), LABELS[kind]))
        text += name
        position = found.end()
    return Marked(text + line[position:], tuple(spans))
