"""The whole graph as a file, without the builder's ledger."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import PREFIXES
from kg.store.exports.sorting import sorted_lines
from kg.store.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, ResultFormat
from kg.store.reader import Reader
from kg.store.xml_names import nameable

EXPORT_FORMATS: Final = (N_QUADS, TRIG, JSON_LD, TURTLE, N_TRIPLES, RDF_XML)
"""The first three hold every graph, the others the default graph only."""

_OF_ALL_GRAPHS: Final = {N_QUADS, TRIG, JSON_LD}
_DEFAULT: Final = ox.DefaultGraph()


def export(reader: Reader, format: ResultFormat, out: BinaryIO) -> None:
    """Write the newest snapshot to ``out`` in that format.

    N-Quads and N-Triples are sorted within each graph, so that equal graphs give equal files. In N-Quads the default
    graph comes last: the file begins at once, although that graph is sorted whole. Raises StoreError for a format that
    holds no graphs, UnrepresentableResultError for what RDF/XML cannot hold.
    """
    if format not in EXPORT_FORMATS:
        names = ", ".join(offer.name for offer in EXPORT_FORMATS)
        raise StoreError(f"a graph cannot be exported as {format.label}: choose one of {names}")
    ledger = ox.NamedNode(reader.graph_iri("ledger"))
    with reader.graph() as store:
        named = sorted((graph for graph in store.named_graphs() if graph != ledger), key=str)
        chosen = [_DEFAULT, *named] if format in _OF_ALL_GRAPHS else [_DEFAULT]
        quads = (quad for graph in chosen for quad in store.quads_for_pattern(None, None, None, graph))
        if format is N_QUADS:
            for graph in [*named, _DEFAULT]:
                _write_sorted(store.quads_for_pattern(None, None, None, graph), out)
        elif format is N_TRIPLES:
            _write_sorted((quad.triple for quad in quads), out)
        elif format in _OF_ALL_GRAPHS:
            engine = ox.RdfFormat.STREAMING_JSON_LD if format is JSON_LD else format.graph
            ox.serialize(quads, out, engine, prefixes=PREFIXES)
        else:
            triples = (quad.triple for quad in quads)
            ox.serialize(nameable(triples) if format is RDF_XML else triples, out, format.graph, prefixes=PREFIXES)


def _write_sorted(statements: Iterator[ox.Quad] | Iterator[ox.Triple], out: BinaryIO) -> None:
    for line in sorted_lines(f"{statement} ." for statement in statements):
        out.write(f"{line}\n".encode())
