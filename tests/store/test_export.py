import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import small_graph

from kg.config import Config
from kg.errors import StoreError
from kg.store.exports import sorting
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
    monkeypatch.setattr(sorting, "AT_ONCE", 100)  # so that parts are merged from disk
    with open_reader(Config(store=tmp_path / "store")) as reader:
        assert exported(reader, format) == exported(small, format)


def test_long_lines_are_sorted_in_smaller_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{number % 7} {'long ' * number}" for number in range(50)]
    kept: list[int] = []

    def note(part: list[str], _: object) -> Iterator[str]:
        kept.append(sum(map(len, part)))
        return iter(part)

    monkeypatch.setattr(sorting, "LARGEST", 1_000)
    monkeypatch.setattr(sorting, "_on_disk", note)
    assert list(sorting.sorted_lines(lines)) == sorted(lines)
    assert len(kept) > 3 and max(kept) < 1_000 + max(map(len, lines)) + 1


def test_a_table_holds_no_graph(small: Reader) -> None:
    with pytest.raises(StoreError, match="choose one of nq, trig"):
        exported(small, CSV)


def test_n_quads_begin_with_the_small_graphs(small: Reader) -> None:
    graphs = [quad.graph_name for quad in ox.parse(exported(small, N_QUADS), ox.RdfFormat.N_QUADS)]
    default = graphs.index(ox.DefaultGraph())
    assert 0 < default < len(graphs) and set(graphs[default:]) == {ox.DefaultGraph()}
