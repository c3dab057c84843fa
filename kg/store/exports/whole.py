"""The whole graph as a file, without the builder's ledger."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO, Final, TextIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import PREFIXES
from kg.store.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, ResultFormat
from kg.store.reader import Reader

EXPORT_FORMATS: Final = (N_QUADS, TRIG, JSON_LD, TURTLE, N_TRIPLES, RDF_XML)
"""The first three hold every graph, the others the default graph only."""

_OF_ALL_GRAPHS: Final = {N_QUADS, TRIG, JSON_LD}
_SORTED_AT_ONCE: Final = 500_000
_DEFAULT: Final = ox.DefaultGraph()


def export(reader: Reader, format: ResultFormat, out: BinaryIO) -> None:
    """Write the newest snapshot to ``out`` in that format.

    N-Quads and N-Triples are sorted, so that equal graphs give equal files. Raises StoreError for a format that holds
    no graphs.
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
            for graph in chosen:
                _write_sorted(map(str, store.quads_for_pattern(None, None, None, graph)), out)
        elif format is N_TRIPLES:
            _write_sorted((str(quad.triple) for quad in quads), out)
        elif format in _OF_ALL_GRAPHS:
            engine = ox.RdfFormat.STREAMING_JSON_LD if format is JSON_LD else format.graph
            ox.serialize(quads, out, engine, prefixes=PREFIXES)
        else:
            ox.serialize((quad.triple for quad in quads), out, format.graph, prefixes=PREFIXES)


def sorted_lines(statements: Iterator[str]) -> Iterator[str]:
    """Yield statements as lines in the order of their text: parts sorted in memory, then merged from disk."""
    with ExitStack() as files:
        parts: list[Iterable[str]] = []
        while part := sorted(f"{statement} .\n" for statement in islice(statements, _SORTED_AT_ONCE)):
            parts.append(part if len(part) < _SORTED_AT_ONCE else _on_disk(part, files))
        yield from heapq.merge(*parts)


def _write_sorted(statements: Iterator[str], out: BinaryIO) -> None:
    for line in sorted_lines(statements):
        out.write(line.encode())


def _on_disk(lines: Iterable[str], files: ExitStack) -> TextIO:
    file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115  # the stack does
    file.writelines(lines)
    file.seek(0)
    return file
