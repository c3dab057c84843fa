"""Changes of graphs as the writing process makes them: a SPARQL update; put, post and delete of a whole graph.

Each is one transaction of the engine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store.formats import GRAPH_FORMATS, N_QUADS, TRIG

Method = Literal["put", "post", "delete"]

_FORMATS: Final = {form.name: form.graph for form in (*GRAPH_FORMATS, TRIG, N_QUADS)}
_DEFAULT: Final = ox.DefaultGraph()


class NoSuchGraphError(Exception):
    """There is no such graph to delete."""


class SeveralGraphsError(Exception):
    """The document holds graphs of its own, so that it is not one graph."""


@dataclass(frozen=True)
class Document:
    """A file of RDF: its content, the name of its format, and the IRI that its relative IRIs are relative to."""

    content: bytes
    format: str
    base: str


def run_update(store: ox.Store, text: str, base: str | None) -> None:
    """Run a SPARQL update; raises what the engine raises, and has then changed nothing."""
    store.update(text, base_iri=base, prefixes=PREFIXES)


def change_graph(store: ox.Store, method: Method, iri: str | None, documents: Sequence[Document]) -> bool:
    """Replace a graph, add to it, or delete it, the default graph if ``iri`` is None; return whether it is a new one.

    Raises SyntaxError, SeveralGraphsError or NoSuchGraphError, and has then changed nothing.
    """
    graph = ox.NamedNode(iri) if iri else _DEFAULT
    exists = graph == _DEFAULT or store.contains_named_graph(graph)
    if method == "delete":
        if not exists:
            raise NoSuchGraphError(iri)
        store.update(_emptied(graph))
        return False
    triples = [triple for document in documents for triple in read_triples(document)]
    steps = [_emptied(graph)] if method == "put" else []
    if graph != _DEFAULT:
        steps.append(f"CREATE SILENT GRAPH {graph}")
    store.update(";\n".join([*steps, insert_data(triples, graph)]))
    return not exists


def insert_data(triples: Iterable[ox.Triple], graph: ox.NamedNode | ox.DefaultGraph) -> str:
    """Return the operation that puts these triples into a graph."""
    lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return f"INSERT DATA {{ {lines}}}" if graph == _DEFAULT else f"INSERT DATA {{ GRAPH {graph} {{ {lines}}} }}"


def _emptied(graph: ox.NamedNode | ox.DefaultGraph) -> str:
    return "CLEAR DEFAULT" if graph == _DEFAULT else f"DROP SILENT GRAPH {graph}"


def read_triples(document: Document) -> Iterator[ox.Triple]:
    """Yield the triples of a document; raise SyntaxError, or SeveralGraphsError if it names graphs.

    Blank nodes get new names, so that those of two documents are never one.
    """
    quads = ox.parse(document.content, _FORMATS[document.format], base_iri=document.base, rename_blank_nodes=True)
    for quad in quads:
        if quad.graph_name != _DEFAULT:
            raise SeveralGraphsError
        yield quad.triple
