"""How many rows a result may have, told from its bytes."""

import io
from pathlib import Path

import pytest

from kg.config import Config
from kg.store.formats import GRAPH_FORMATS, SOLUTION_FORMATS, ResultFormat
from kg.store.query import QueryTooLargeError
from kg.store.reader import open_reader
from kg.store.workers.sink import RowCounter, Sink, TooManyError

NASTY = '"},{"x":{<result> },{} '


@pytest.mark.parametrize("form", SOLUTION_FORMATS + GRAPH_FORMATS, ids=lambda form: form.name)
def test_a_result_may_have_so_many_rows_and_no_more(form: ResultFormat, small_store: Path) -> None:
    is_graph = form in GRAPH_FORMATS
    head = f"CONSTRUCT {{ ?s a ?o, '''{NASTY}''' }}" if is_graph else f"SELECT ?s ('''{NASTY}''' AS ?text)"
    with open_reader(Config(store=small_store, workers=1, result_rows=8)) as reader:
        query = f"{head} {{ ?s rdfs:label ?o }} LIMIT"
        assert reader.query(f"{query} {4 if is_graph else 8}", format=form).read()
        with pytest.raises(QueryTooLargeError, match="more than 8 rows"):
            reader.query(f"{query} 9", format=form).read()


def test_a_mark_is_seen_across_two_parts() -> None:
    counter = RowCounter("json", allowed=2)
    for part in (b'{"a":{}},', b'{"a":{}}', b",{"):
        counter.count(bytearray(part))
    with pytest.raises(TooManyError):
        counter.count(bytearray(b'"a":{}}'))


def test_what_is_too_much_is_never_ended_as_if_whole() -> None:
    pipe = io.BytesIO()
    sink = Sink(pipe, allowed=1000, xml=False, rows=RowCounter("tsv", allowed=1))
    sink.write(b"?x\n1\n2\n")
    with pytest.raises(TooManyError):
        sink.finish()
    assert not pipe.getvalue()
