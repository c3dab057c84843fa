"""A copy of a whole remote store in a folder of this machine, for what reads everything: exports, checks, hashes."""

import contextlib
import tempfile
from collections.abc import Iterator
from http.client import HTTPException
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.formats import N_TRIPLES
from kg.store.quads import Graph
from kg.store.query import BrokenResultError
from kg.store.remote.dialect import standard_graph
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.http import detail
from kg.store.remote.patterns import DEFAULT, read_quads

_ROWS_AT_ONCE: Final = 5_000
"""Rows asked for at once: some servers cut off results of more than 10,000."""


@contextlib.contextmanager
def copied(endpoint: Endpoint) -> Iterator[ox.Store]:
    """Copy a remote store into a temporary folder, graph by graph, and yield it while the block runs.

    Raises StoreError if a graph comes with other triples than the server counts, as when it is changed meanwhile.
    """
    with tempfile.TemporaryDirectory(prefix="sitrep-copy-", ignore_cleanup_errors=True) as folder:
        _fill(endpoint, folder)
        yield ox.Store.read_only(folder)  # as one that can be written, it would write while the folder is removed


def _fill(endpoint: Endpoint, folder: str) -> None:
    store = ox.Store(folder)
    small: list[ox.NamedNode] = []
    rows = 0
    for graph, size in sorted(_sizes(endpoint), key=lambda entry: str(entry[0])):
        if size > _ROWS_AT_ONCE or isinstance(graph, ox.DefaultGraph):
            _copy_large(endpoint, store, graph, size)
            continue
        if rows + size > _ROWS_AT_ONCE:
            _copy_small(endpoint, store, small, rows)
            small, rows = [], 0
        small.append(graph)
        rows += size
    _copy_small(endpoint, store, small, rows)
    store.flush()


def _sizes(endpoint: Endpoint) -> Iterator[tuple[Graph, int]]:
    facts = ox.NamedNode(endpoint.facts) if endpoint.facts else None
    for row in endpoint.select("graph-sizes", {}):
        graph = row["graph"]
        if isinstance(graph, ox.NamedNode) and graph != facts and not _is_foreign(endpoint, graph):
            yield graph, int(str(row["triples"].value))  # type: ignore[union-attr]  # a number
    for row in endpoint.select("facts-size", {}):
        yield DEFAULT, int(str(row["triples"].value))  # type: ignore[union-attr]  # a number


def _is_foreign(endpoint: Endpoint, graph: ox.NamedNode) -> bool:
    """Return whether a graph is of the server itself, or of others who share its one default graph."""
    return endpoint.facts is not None and not graph.value.startswith(endpoint.graph_iri(""))


def _copy_small(endpoint: Endpoint, store: ox.Store, graphs: list[ox.NamedNode], rows: int) -> None:
    if not graphs:
        return
    found = list(read_quads(endpoint.select("of-graphs", {"graphs": graphs}), endpoint))
    _check_whole(endpoint, f"{len(graphs)} graphs", len(found), rows)
    store.bulk_extend(found)


def _copy_large(endpoint: Endpoint, store: ox.Store, graph: Graph, size: int) -> None:
    named = endpoint.facts if isinstance(graph, ox.DefaultGraph) else graph.value
    url = endpoint.server.graphs + "?" + (urlencode({"graph": named}) if named else "default")
    reply = endpoint.client.send("GET", url, headers={"Accept": N_TRIPLES.media_types[0]})
    if reply.status == 404 and not size:
        reply.close()
        return
    if reply.status != 200:
        raise StoreError(f"{url} answers {reply.status}: {detail(reply)}; set KG_STORE_GRAPHS_URL")
    with tempfile.SpooledTemporaryFile(50_000_000) as file:
        try:
            file.writelines(reply)
        except (OSError, HTTPException) as error:
            raise BrokenResultError(f"the graph {named or 'default'} broke off: {error}; try again") from error
        finally:
            reply.close()
        file.seek(0)
        count = _Counter()
        store.bulk_extend(count.over(graph, standard_graph(file, endpoint.server.habits)))
    _check_whole(endpoint, str(graph), count.seen, size)


class _Counter:
    """Counts the triples that pass on their way into a graph."""

    def __init__(self) -> None:
        self.seen = 0

    def over(self, graph: Graph, triples: Iterator[ox.Triple]) -> Iterator[ox.Quad]:
        for triple in triples:
            self.seen += 1
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _check_whole(endpoint: Endpoint, what: str, found: int, counted: int) -> None:
    if found < counted:
        raise StoreError(
            f"{endpoint.server.url} sent {found:,} of the {counted:,} triples of {what}: it cuts results off, or is "
            "being written; raise its limit (ResultSetMaxRows in Virtuoso), or try again"
        )
