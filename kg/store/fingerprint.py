"""The fingerprint of a graph: the same for the same graph, however it was built."""

from collections.abc import Iterable
from hashlib import sha256

import pyoxigraph as ox


def fingerprint(quads: Iterable[ox.Quad], *, base: str) -> str:
    """Return the SHA-256 of the canonical N-Quads (RDFC-1.0) of a store's quads, in hexadecimal.

    The graph of runs, which holds when things were read, and the builder's ledger are left out. ``base`` is the start
    of the store's IRIs.
    """
    left_out = {ox.NamedNode(f"{base}graph/{name}") for name in ("runs", "ledger")}
    dataset = ox.Dataset(quad for quad in quads if quad.graph_name not in left_out)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    total = sha256()
    for line in sorted(f"{quad} .\n" for quad in dataset):
        total.update(line.encode())
    return total.hexdigest()
