"""Disjoint groups of numbers: what coreference joins."""


class Groups:
    """Union-find over ``0 … size-1``; a group's representative is its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """Return the representative of an item's group."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low

    def members(self) -> list[tuple[int, ...]]:
        """Return the groups, each sorted, in the order of their representatives."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.find(item), []).append(item)
        return [tuple(group) for _, group in sorted(found.items())]
