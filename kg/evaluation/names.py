"""The names that a gold file may use: a misspelt class or property would be found nowhere, and count as missed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from kg.evaluation.score import Json

_WITH_CLASSES: Final = ("entities", "events")
_WITH_PROPERTY: Final = ("relations", "eventRelations")


@dataclass(frozen=True)
class Names:
    """Local names of classes and properties that something can be annotated with."""

    classes: frozenset[str]
    properties: frozenset[str]

    def unknown(self, document: Json) -> Iterator[str]:
        """Yield in words each class and property of a gold's document that has no such name."""
        for name in _classes(document):
            if name not in self.classes:
                yield f"there is no class {name}{_near(name, self.classes)}"
        for name in _properties(document):
            if name not in self.properties:
                yield f"there is no property {name}{_near(name, self.properties)}"


def with_those_of(names: Names, annotated: Iterable[Json]) -> Names:
    """Return names together with those that annotations use which were made elsewhere."""
    documents = list(annotated)
    classes = {name for document in documents for name in _classes(document)}
    properties = {name for document in documents for name in _properties(document)}
    return Names(names.classes | classes, names.properties | properties)


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; is {near[0]} meant?" if near else "."


def _classes(document: Json) -> Iterator[str]:
    for layer in _WITH_CLASSES:
        for item in document.get(layer, ()):
            yield from item["classes"]


def _properties(document: Json) -> Iterator[str]:
    for layer in _WITH_PROPERTY:
        yield from (item["property"] for item in document.get(layer, ()))
    for event in document.get("events", ()):
        yield from (argument["property"] for argument in event.get("arguments", ()))
