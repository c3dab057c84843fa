"""What the builder knows of a remote store, so that it need not ask again: it alone changes it meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Final

import pyoxigraph as ox

from kg.store.quads import Pattern

_MOST: Final = 500_000
"""Quads kept, some 300 MB; then everything is forgotten."""
EVERYTHING: Final[Pattern] = (None, None, None, None)
_CHOICES: Final = tuple(product((True, False), repeat=4))


class KnownQuads:
    """Quads of a store, and the patterns of which all quads are here."""

    def __init__(
        self, fetch: Callable[[Pattern], Iterable[ox.Quad]], is_passing: Callable[[object, object], bool]
    ) -> None:
        self._fetch = fetch
        self._is_passing = is_passing
        self._store = ox.Store()
        self._complete: set[Pattern] = set()
        self._partial: set[object] = set()
        """Graphs of which passing quads were left out."""
        self._size = 0

    def knows(self, pattern: Pattern) -> bool:
        """Return whether all quads of a pattern are here."""
        if self._lacks_some(pattern):
            return pattern in self._complete and not self._partial
        return any(
            tuple(term if keep else None for term, keep in zip(pattern, choice, strict=True)) in self._complete
            for choice in _CHOICES
        )

    def quads(self, pattern: Pattern) -> Iterator[ox.Quad]:
        """Return the quads of a pattern, fetched if they are not here."""
        if not self.knows(pattern):
            found = list(self._fetch(pattern))
            if self._lacks_some(pattern):
                return iter(found)
            self.learn([pattern], found)
        return self._store.quads_for_pattern(*pattern)

    def learn(self, patterns: Iterable[Pattern], quads: Iterable[ox.Quad]) -> None:
        """Take note of all the quads that there are of some patterns."""
        known = list(quads)
        self._make_room(len(known))
        self._store.extend(known)
        self._complete.update(patterns)

    def change(self, add: Iterable[ox.Quad], remove: Iterable[ox.Quad]) -> None:
        """Follow a change that was made; quads that nobody will ask for are not kept."""
        for quad in remove:
            self._store.remove(quad)
        kept = []
        for quad in add:
            if self._is_passing(quad.subject, quad.graph_name):
                self._partial.add(quad.graph_name)
            else:
                kept.append(quad)
        self._make_room(len(kept))
        self._store.extend(kept)

    def _lacks_some(self, pattern: Pattern) -> bool:
        """Return whether quads of a pattern may have been passed over."""
        subject, _, _, graph = pattern
        return (graph is None or graph in self._partial) and (subject is None or self._is_passing(subject, graph))

    def _make_room(self, coming: int) -> None:
        self._size += coming
        if self._size > _MOST:
            self._store = ox.Store()
            self._complete.clear()
            self._partial.clear()
            self._size = coming
