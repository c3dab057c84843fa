"""The prefixes and the base of a query or update, and what a name means under them."""

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store.syntax.tokens import Token

LENGTHS: Final = {"BASE": 2, "PREFIX": 3, "VERSION": 2}
"""The declarations that may come first, and how many tokens each takes."""


class Prologue:
    """The declarations read so far, after those that every query starts with; names are absolute under them."""

    def __init__(self, base: str | None = None) -> None:
        self._base = base
        self._declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        self._iris: dict[str, str] = {}

    def read(self, tokens: Sequence[Token], place: int) -> int:
        """Read the declarations that stand at that place, and return the place behind them."""
        while place < len(tokens) and (length := LENGTHS.get(tokens[place].keyword)):
            if tokens[place].keyword != "VERSION":
                self._declared += " ".join(token.text for token in tokens[place : place + length]) + "\n"
                self._iris.clear()
            place += length
        return place

    def absolute(self, name: str) -> str:
        """Return the IRI that ``<IRI>`` or ``prefix:name`` stands for; raise SyntaxError if it is none."""
        if name not in self._iris:
            # By the engine's own parser: Turtle has the names of SPARQL and resolves them in the same way.
            document = f"{self._declared}{name} a {name} ."
            triple = next(iter(ox.parse(document, ox.RdfFormat.TURTLE, base_iri=self._base)))
            self._iris[name] = str(triple.subject)[1:-1]
        return self._iris[name]
