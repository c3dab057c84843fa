import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import small_graph

from kg.config import Config
from kg.errors import StoreError
from kg.store.exports import whole as export_module
from kg.store.exports.whole import EXPORT_FORMATS, export
from kg.store.formats import CSV, JSON_LD, N_QUADS, TRIG, ResultFormat
from kg.store.reader import Reader, open_reader
from kg.store.writer import Change, open_writer


def exported(reader: Reader, format: ResultFormat) -> bytes:
    out = io.BytesIO()
    export(reader, format, out)
    return out.getvalue()


@pytest.mark.parametrize("format", EXPORT_FORMATS, ids=lambda format: format.name)
def test_an_export_holds_the_graph_without_the_ledger(small: Reader, format: ResultFormat) -> None:
    quads = set(ox.parse(exported(small, format), format.graph))
    all_graphs = format in {N_QUADS, TRIG, JSON_LD}
    expected = {
        quad
        for quad in small_graph()
        if (all_graphs or quad.graph_name == ox.DefaultGraph()) and not str(quad.graph_name).endswith("ledger>")
    }
    assert quads == expected


@pytest.mark.parametrize("format", EXPORT_FORMATS, ids=lambda format: format.name)
def test_equal_graphs_give_equal_files(
    small: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: ResultFormat
) -> None:
    with open_writer(tmp_path / "store") as writer:
        for quads in (small_graph()[1000:], small_graph()[:1000]):
            writer.commit(Change(add=quads))
    monkeypatch.setattr(export_module, "_SORTED_AT_ONCE", 100)  # so that parts are merged from disk
    with open_reader(Config(store=tmp_path / "store")) as reader:
        assert exported(reader, format) == exported(small, format)


def test_a_table_holds_no_graph(small: Reader) -> None:
    with pytest.raises(StoreError, match="choose one of nq, trig"):
        exported(small, CSV)
