"""Precision, recall and F1 of one layer, and the one-to-one matching that they are counted on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Pairs = list[tuple[Json, Json]]


@dataclass(slots=True)
class Score:
    """What was counted in one layer: items of the gold, items found, and those of each that are right.

    ``right`` counts gold items and may hold fractions (B³); ``precise`` counts items found.
    """

    gold: float = 0
    found: float = 0
    right: float = 0
    precise: float = 0
    recall_only: bool = False
    """The gold marks only some of the items, so that what else was found is not wrong."""

    def add(self, gold: float, found: float, right: float, *, precise: float | None = None) -> None:
        """Count the items of one document."""
        self.gold += gold
        self.found += found
        self.right += right
        self.precise += right if precise is None else precise

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found or the gold is partial."""
        return None if self.recall_only or not self.found else self.precise / self.found

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where one of them is."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overlap(one: Json, other: Json) -> int:
    """Return how many characters two spans share."""
    shared: int = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, shared)


def likeness(one: Json, other: Json) -> float:
    """Return the characters that two spans share, as a part of those that they cover together."""
    shared = overlap(one, other)
    return shared / (one["end"] - one["start"] + other["end"] - other["start"] - shared) if shared else 0.0


def matched(
    gold: Sequence[Json],
    found: Sequence[Json],
    fits: Callable[[Json, Json], bool],
    weight: Callable[[Json, Json], float] = likeness,
) -> Pairs:
    """Pair items of the gold with items found, each at most once, the heaviest pairs first."""
    options = sorted(
        ((-weight(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if fits(g, f)),
    )
    used_gold, used_found, pairs = set[int](), set[int](), list[tuple[int, int]]()
    for _, i, j in options:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return [(gold[i], found[j]) for i, j in pairs]
