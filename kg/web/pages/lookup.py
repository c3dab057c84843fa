"""Looking things up in the graph for the pages: values, names, and how a term is shown."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias, TypeVar

import pyoxigraph as ox
from flask import g

from kg.namespaces import DCTERMS, RDF, RDFS, SKOS, XSD, local_name, sr
from kg.store.quads import Graph
from kg.store.reader import Reader
from kg.web import urls
from kg.web.served import served
from kg.web.urls import Urls

Node: TypeAlias = ox.NamedNode
Value: TypeAlias = ox.NamedNode | ox.Literal
Facts: TypeAlias = Mapping[Node, list[Value]]
"""The values of each property of one thing."""
Expected = TypeVar("Expected", bound=Collection[object])

FACTS: Final = ox.DefaultGraph()
TYPE: Final = ox.NamedNode(RDF + "type")
LABEL: Final = ox.NamedNode(RDFS + "label")
TITLE: Final = ox.NamedNode(DCTERMS + "title")
REPLACED_BY: Final = ox.NamedNode(DCTERMS + "isReplacedBy")
_NOTATION: Final = ox.NamedNode(SKOS + "notation")
_NAMING: Final = (LABEL, TITLE, _NOTATION)
_WORD_START: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_LANGUAGES: Final = ("en", None)
_NUMBERS: Final = {XSD + name for name in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True)
class Cell:
    """A value as a page shows it: its text, where it leads, and what kind of value it is (``number``, ``date``)."""

    text: str
    href: str = ""
    external: bool = False
    kind: str = ""


@dataclass
class Lookup:
    """Answers to small questions about one snapshot; remembers names, so make one for each request."""

    reader: Reader
    urls: Urls
    _names: dict[Node, str] = field(default_factory=dict)

    def values(self, subject: Node, predicate: Node, graph: Graph | None = FACTS) -> list[Value]:
        """Return what the subject has under a property, in a fixed order."""
        found = {quad.object for quad in self.reader.quads(subject, predicate, None, graph)}
        return _in_order(found)

    def first(self, subject: Node, predicate: Node, graph: Graph | None = FACTS) -> Value | None:
        """Return one value of a property, None if there is none."""
        return next(iter(self.values(subject, predicate, graph)), None)

    def text(self, subject: Node, predicate: Node, graph: Graph | None = FACTS) -> str:
        """Return one value of a property as text, ``""`` if there is none."""
        value = self.first(subject, predicate, graph)
        return value.value if value is not None else ""

    def subjects(self, predicate: Node, value: Value, graph: Graph | None = FACTS) -> Iterator[Node]:
        """Yield what has that value under a property."""
        for quad in self.reader.quads(None, predicate, value, graph):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def facts(self, subject: Node, graph: Graph | None = FACTS) -> dict[Node, list[Value]]:
        """Return everything a graph says of a subject, by property."""
        found: dict[Node, set[object]] = {}
        for quad in self.reader.quads(subject, None, None, graph):
            found.setdefault(quad.predicate, set()).add(quad.object)
        return {predicate: _in_order(objects) for predicate, objects in found.items()}

    def name(self, node: Node) -> str:
        """Return what a thing is called: its English or plain label, its title, else the end of its IRI in words.

        A controlled value (``count kind: killed``) goes by its own part of the name.
        """
        if node not in self._names:
            labels = [value for value in self.values(node, LABEL) if isinstance(value, ox.Literal)]
            chosen = [label.value for language in _LANGUAGES for label in labels if label.language == language]
            found = next(iter(chosen), "") or self.text(node, TITLE) or in_words(local_name(node.value))
            is_controlled = ": " in found and self.first(node, _NOTATION) is not None
            self._names[node] = found.partition(": ")[2] if is_controlled else found
        return self._names[node]

    def cell(self, value: Value | None) -> Cell:
        """Return a value as a page shows it: a thing by its name, with a link; a time without seconds."""
        if value is None:
            return Cell("")
        if isinstance(value, ox.NamedNode):
            return self._link(value)
        kind = value.datatype.value
        if kind == XSD + "dateTime":
            return Cell(moment_text(value.value), kind="date")
        if kind == XSD + "anyURI" and value.value.startswith(("http://", "https://")):
            return Cell(value.value, value.value, external=True)
        return Cell(value.value, kind="number" if kind in _NUMBERS else "")

    def cells(self, values: Collection[Value]) -> list[Cell]:
        """Return values as a page shows them."""
        self.expect(values)
        return [self.cell(value) for value in values]

    def named_cells(self, things: Iterable[Node]) -> list[Cell]:
        """Return things as a page shows them, each once, in the order of their names."""
        return [self._link(each) for each in self.by_name(things)]

    def by_name(self, things: Iterable[Node]) -> list[Node]:
        """Return things in the order of their names, each once."""
        return sorted(self.expect(set(things)), key=lambda each: (self.name(each), each.value))

    def expect(self, things: Expected, *more: Node, everything: bool = False) -> Expected:
        """Return the same after getting ready to be asked for their names, and more properties or all they have.

        Where the store is far away, they are fetched together instead of one by one.
        """
        nodes = (each for each in things if isinstance(each, ox.NamedNode))
        self.reader.expect(nodes, () if everything else (*_NAMING, *more))
        return things

    def _link(self, node: Node) -> Cell:
        name = self.name(node)
        if page := self.urls.page(node.value):
            return Cell(name, page)
        if self.first(node, LABEL) is not None:
            return Cell(name, urls.thing(node.value))
        is_web = node.value.startswith(("http://", "https://"))
        return Cell(node.value, node.value if is_web else "", external=True)


def lookup() -> Lookup:
    """Return the look-up of the present request."""
    if "lookup" not in g:
        reader = served().reader
        g.lookup = Lookup(reader, Urls(reader.base))
    found: Lookup = g.lookup
    return found


def in_words(name: str) -> str:
    """Return a name in camel case as words: ``isDefinedBy`` → ``is defined by``, others as they are."""
    if not name[:1].islower():
        return name
    return _WORD_START.sub(" ", name).lower()


def moment(text: str) -> datetime | None:
    """Return an xsd:dateTime, None if it is not one."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def moment_text(text: str) -> str:
    """Return an xsd:dateTime as ``2025-12-20`` or ``2025-12-20 18:00``; midnight is left out."""
    found = moment(text)
    if found is None:
        return text
    return found.strftime("%Y-%m-%d" if (found.hour, found.minute) == (0, 0) else "%Y-%m-%d %H:%M")


def token(value: Value | None, vocabulary: str) -> str:
    """Return the token of a controlled value: ``sr:stanceDenies`` of ``stance`` → ``denies``; ``""`` for None."""
    name = local_name(value.value).removeprefix(vocabulary) if value is not None else ""
    return name[:1].lower() + name[1:]


def _in_order(found: Iterable[object]) -> list[Value]:
    kept = [value for value in found if isinstance(value, ox.NamedNode | ox.Literal)]
    return sorted(kept, key=str)


def one_of(facts: Facts, name: str) -> Value | None:
    """Return one value of a property of ours, None if there is none."""
    return next(iter(facts.get(sr(name), [])), None)


def text_of(facts: Facts, name: str) -> str:
    """Return the text of one value of a property of ours, ``""`` if there is none."""
    value = one_of(facts, name)
    return value.value if value is not None else ""
