"""The fingerprint: canonical N-Quads of everything, though only what has blank nodes is canonicalised."""

from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.exports import sorting
from kg.store.fingerprint import fingerprint

BASE = "https://w3id.org/sitrep/"
DATA = Path(__file__).parent.parent / "data"
BLANK = """
_:a <http://e/p> _:b <http://e/g> .
_:b <http://e/p> _:a <http://e/g> .
_:b <http://e/q> "1" .
_:c <http://e/p> <http://e/s> _:g .
<http://e/s> <http://e/p> "2" .
"""


def quads(blank: str) -> list[ox.Quad]:
    example = ox.parse(path=DATA / "example.trig", format=ox.RdfFormat.TRIG)
    return [*example, *ox.parse(blank, format=ox.RdfFormat.N_QUADS)]


def canonical(found: list[ox.Quad]) -> str:
    left_out = {ox.NamedNode(f"{BASE}graph/{name}") for name in ("runs", "ledger")}
    dataset = ox.Dataset(quad for quad in found if quad.graph_name not in left_out)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sha256("".join(sorted(f"{quad} .\n" for quad in dataset)).encode()).hexdigest()


def test_it_is_that_of_all_canonical_quads(monkeypatch: pytest.MonkeyPatch) -> None:
    found = quads(BLANK)
    assert fingerprint(found, base=BASE) == canonical(found)
    monkeypatch.setattr(sorting, "AT_ONCE", 100)  # parts on disk
    assert fingerprint(found, base=BASE) == canonical(found)


def test_neither_labels_nor_order_matter_but_every_quad_does() -> None:
    known = fingerprint(quads(BLANK), base=BASE)
    assert fingerprint(reversed(quads(BLANK.replace("_:a", "_:z"))), base=BASE) == known
    lines = BLANK.strip().splitlines()
    others = ["\n".join(lines[:number] + lines[number + 1 :]) for number in range(len(lines))]
    assert known not in {fingerprint(quads(other), base=BASE) for other in others}
