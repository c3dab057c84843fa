"""How far the first and the second annotation of the gold sets agree: ``python tests/gold/agreement.py``."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TUNING = Path(__file__).parent
FOLDERS = {"tuning": TUNING, "final": TUNING / "final"}
Line = dict[str, Any]
Items = Callable[[Line], Iterator[tuple[Any, ...]]]


def span(part: Line | None) -> tuple[int, int] | None:
    return (part["start"], part["end"]) if part else None


def attributions(line: Line) -> Iterator[tuple[Any, ...]]:
    for found in line["attributions"]:
        yield span(found["source"]), span(found["content"])


def cues(line: Line) -> Iterator[tuple[Any, ...]]:
    for found in line["attributions"]:
        yield (span(found["cue"]),)


def sources(line: Line) -> Iterator[tuple[Any, ...]]:
    for found in line["attributions"]:
        yield (span(found["source"]),)


def contents(line: Line) -> Iterator[tuple[Any, ...]]:
    for found in line["attributions"]:
        yield (span(found["content"]),)


def counts(line: Line) -> Iterator[tuple[Any, ...]]:
    for event in line["events"]:
        for count in event["counts"]:
            yield count["kind"], count["min"], count["max"]


def relations(line: Line) -> Iterator[tuple[Any, ...]]:
    spans = {entity["id"]: span(entity) for entity in line["entities"]}
    for found in line["relations"]:
        yield spans[found["head"]], found["property"], spans.get(found["tail"]), found.get("post"), found.get("phase")


def facilities(line: Line) -> Iterator[tuple[Any, ...]]:
    for entity in line["entities"]:
        if "Facility" in entity["classes"]:
            yield span(entity), entity["classes"][0]


def events(line: Line) -> Iterator[tuple[Any, ...]]:
    for event in line["events"]:
        yield (span(event["trigger"]),)


def classes(line: Line) -> Iterator[tuple[Any, ...]]:
    for event in line["events"]:
        yield span(event["trigger"]), event["classes"][0]


def modalities(line: Line) -> Iterator[tuple[Any, ...]]:
    for event in line["events"]:
        yield span(event["trigger"]), event["modality"], event["stance"]


def phases(line: Line) -> Iterator[tuple[Any, ...]]:
    for event in line["events"]:
        yield span(event["trigger"]), event["phase"]


COMPARED: dict[str, tuple[Items, ...]] = {
    "attribution": (attributions, cues, sources, contents),
    "counts": (counts,),
    "posts": (relations, facilities),
    "modality": (events, classes, modalities, phases),
}


def read(path: Path) -> dict[str, Line]:
    return {line["id"]: line for line in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def agreement(folder: Path, name: str, items: Items) -> tuple[int, int, int]:
    """How many items both annotations share, exactly, and how many the first and the second have."""
    second = read(folder / "second" / f"{name}.jsonl")
    first = read(folder / f"{name}.jsonl")
    ours = Counter((key, item) for key in second for item in items(first[key]))
    theirs = Counter((key, item) for key, line in second.items() for item in items(line))
    return (ours & theirs).total(), ours.total(), theirs.total()


def main() -> None:
    for part, folder in FOLDERS.items():
        for name, items in ((name, items) for name, compared in COMPARED.items() for items in compared):
            shared, first, second = agreement(folder, name, items)
            f1 = 2 * shared / (first + second)
            numbers = f"F1 {f1:.2f}  ({shared} shared, {first} and {second})"
            sys.stdout.write(f"{part:7} {name:12} {items.__name__:13} {numbers}\n")


if __name__ == "__main__":
    main()
