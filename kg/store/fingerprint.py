"""The fingerprint of a graph: the same for the same graph, however it was built."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain

import pyoxigraph as ox

from kg.store.exports.sorting import sorted_lines


def fingerprint(quads: Iterable[ox.Quad], *, base: str) -> str:
    """Return the SHA-256 of the canonical N-Quads (RDFC-1.0) of a store's quads, in hexadecimal.

    The graph of runs, which holds when things were read, and the builder's ledger are left out. ``base`` is the start
    of the store's IRIs. Only quads with blank nodes are held in memory, for the labels of these depend on no others.
    """
    left_out = {ox.NamedNode(f"{base}graph/{name}") for name in ("runs", "ledger")}
    blank = ox.Dataset()

    def named() -> Iterator[str]:
        for quad in quads:
            if quad.graph_name in left_out:
                continue
            if _is_blank(quad.subject) or _is_blank(quad.object) or _is_blank(quad.graph_name):
                blank.add(quad)
            else:
                yield f"{quad} ."

    def labelled() -> Iterator[str]:
        blank.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        yield from (f"{quad} ." for quad in blank)

    total = sha256()
    for line in sorted_lines(chain(named(), labelled())):
        total.update(f"{line}\n".encode())
    return total.hexdigest()


def _is_blank(term: object) -> bool:
    """Return whether a term is a blank node or speaks of one."""
    if isinstance(term, ox.Triple):
        return _is_blank(term.subject) or _is_blank(term.object)
    return isinstance(term, ox.BlankNode)
