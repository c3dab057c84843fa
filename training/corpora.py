"""Openly licensed texts to train with: annotated ones, and texts that keep up what the recogniser knew before."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from notation import Span

OPEN_SOURCES: Final = frozenset(
    {"UK Government", "US State Department", "CENTCOM", "Australian Department of Foreign Affairs", "European Union"}
)
"""Sources of re3d whose texts may be used freely; BBC (CC BY-NC) and Wikipedia (CC BY-SA) are none."""
REHEARSED: Final = {"gum_news": 4, "geovirus": 8, "meantime": 8}
"""Corpora of Wikinews (CC BY) → every how many documents are rehearsed; their annotations are not used."""
RE3D: Final = {
    "Organisation": "ORG",
    "Person": "PERSON",
    "Location": "GPE",
    "Nationality": "NORP",
    "MilitaryPlatform": "PLATFORM",
    "Vehicle": "PLATFORM",
    "Weapon": "WEAPON",
}
_NAMED: Final = re.compile(r"\b[A-Z][\w'’.-]*|\b[a-z]{2,3}-[A-Z]\w+")
_BEFORE: Final = re.compile(
    r"^(?:(?:the|a|an|his|her|its|their|our|all|some|many|several|two|three)\s+)+", re.IGNORECASE
)


@dataclass(frozen=True)
class Document:
    """A text, its names, and the spans of which nothing is said."""

    text: str
    spans: tuple[Span, ...] = ()
    unsaid: tuple[tuple[int, int], ...] = ()
    source: str = ""


def annotated(corpora: Path) -> list[Document]:
    """Return the documents of re3d, all of them; only those of ``OPEN_SOURCES`` may train what is shipped."""
    return [_document(raw) for raw in _lines(corpora / "re3d.jsonl")]


def rehearsed(corpora: Path) -> list[Document]:
    """Return texts whose names the recogniser is to find as it did before."""
    return [
        Document(raw["text"], source=name)
        for name, step in REHEARSED.items()
        for raw in list(_lines(corpora / f"{name}.jsonl"))[1::step]
    ]


def _document(raw: dict[str, Any]) -> Document:
    spans, unsaid = [], []
    for entity in raw["entities"]:
        begin, end = entity["start"], entity["end"]
        label = RE3D.get(entity["type"])
        if begin < 0 or label is None:
            continue
        article = _BEFORE.match(raw["text"][begin:end])
        begin += article.end() if article else 0
        if begin < end and _NAMED.match(raw["text"][begin:end]):
            spans.append((begin, end, label))
        else:
            unsaid.append((begin, end))
    return Document(raw["text"], tuple(spans), tuple(unsaid), raw["source"])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())
