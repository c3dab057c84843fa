"""What an update changes, read from its text."""

import pytest

from kg.errors import QueryRefusedError, QuerySyntaxError
from kg.store.query import QueryTooComplexError, QueryTooLargeError
from kg.store.syntax.guard import check_update
from kg.store.syntax.operations import ANY_GRAPH, DEFAULT_GRAPH, Operation, with_dataset
from kg.store.syntax.tokens import replaced

BASE = "http://example.org/"


def operations(text: str) -> list[Operation]:
    return check_update(text, longest=100_000, base=BASE)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", set()),
        ("PREFIX ex: <http://example.org/>", set()),
        ("INSERT DATA { ex:a ex:b 1 . GRAPH ex:g { ex:a ex:b 2 } . ex:c ex:d 3 }", {DEFAULT_GRAPH, "ex:g"}),
        ("INSERT DATA { GRAPH <g> { <a> <b> '}' } }", {"ex:g"}),
        ("DELETE DATA { GRAPH ex:g {} }", {"ex:g"}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {ANY_GRAPH}),
        ("WITH ex:g DELETE { ?s ?p ?o } INSERT { GRAPH ex:h { ?s ?p ?o } } WHERE { ?s ?p ?o }", {"ex:g", "ex:h"}),
        ("INSERT { GRAPH ex:g { ?s a ex:T } } USING ex:d WHERE { { ?s ?p ?o } UNION { ?o ?p ?s } }", {"ex:g"}),
        ("DELETE {} INSERT { ?s a ex:T } WHERE { ?s ?p ?o }", {DEFAULT_GRAPH}),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }; DROP GRAPH ex:g", {DEFAULT_GRAPH, "ex:g"}),
        ("LOAD <doc>", {DEFAULT_GRAPH}),
        ("LOAD SILENT <doc> INTO GRAPH ex:g", {"ex:g"}),
        ("CLEAR DEFAULT", {DEFAULT_GRAPH}),
        ("drop silent all", {ANY_GRAPH}),
        ("CLEAR NAMED", {ANY_GRAPH}),
        ("CREATE GRAPH ex:g", {"ex:g"}),
        ("COPY ex:g TO GRAPH ex:h", {"ex:h"}),
        ("ADD DEFAULT TO ex:h", {"ex:h"}),
        ("MOVE GRAPH ex:g TO DEFAULT", {"ex:g", DEFAULT_GRAPH}),
        ("PREFIX ex: <http://example.org/x/> CLEAR GRAPH ex:g", {"ex:x/g"}),
        ("CLEAR GRAPH ex:g; BASE <http://example.org/y/> CLEAR GRAPH <../\\u0067>;", {"ex:g"}),
        (r"CLEAR GRAPH ex:g\-1", {"ex:g-1"}),
    ],
)
def test_the_graphs_that_an_update_changes_are_known(text: str, changed: set[str]) -> None:
    found = operations(f"PREFIX ex: <{BASE}> {text}")
    assert {graph for each in found for graph in each.writes} == {name.replace("ex:", BASE) for name in changed}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {}",
        "INSERT DATA { <a> <b> 1",
        "INSERT DATA { <a> <b> 1 } }",
        "INSERT DATA { { <a> <b> 1 } }",
        "INSERT DATA { GRAPHex:g { <a> <b> 1 } }",
        "INSERT DATA { GRAPH <g> { <a> <b> 1 GRAPH <h> { <a> <b> 1 } } }",
        "INSERT { <a> <b> 1 }",
        "CLEARGRAPH <g>",
        "CLEAR <g>",
        "CREATE DEFAULT",
        "DROP GRAPH ?g",
        "DROP GRAPH none:g",
        "COPY <g> <h>",
        "LOAD <a> INTO <g>",
        "DROP ALL DROP ALL",
        "DELETE WHERE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE {}",
    ],
)
def test_what_is_no_update_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="line 1, column"):
        operations(text)


def test_no_update_asks_another_server() -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        operations("INSERT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")


def test_data_may_be_long_but_neither_deep_nor_without_end() -> None:
    assert operations(f"INSERT DATA {{ {'<a> <b> 1 . ' * 3000} }}")
    with pytest.raises(QueryTooComplexError, match="nested"):
        operations(f"INSERT DATA {{ <a> <b> {'[ <b> ' * 200}1{']' * 200} }}")
    with pytest.raises(QueryTooComplexError, match="chains"):
        operations(f"INSERT {{ <a> <b> 1 }} WHERE {{ {'<a> <b> 1 . ' * 3000} }}")
    with pytest.raises(QueryTooLargeError, match="100,000 are allowed"):
        operations(" " * 100_001)


def test_a_dataset_is_written_before_each_pattern() -> None:
    text = "INSERT { ?s a <T> } WHERE { ?s ?p ?o }; DELETE WHERE { ?s ?p 1 }; DROP GRAPH <g>"
    changes = with_dataset(text, operations(text), default=["u:a"], named=["u:b"])
    assert replaced(text, changes) == (
        "INSERT { ?s a <T> } USING <u:a> USING NAMED <u:b> WHERE { ?s ?p ?o }; "
        "DELETE { ?s ?p 1 } USING <u:a> USING NAMED <u:b> WHERE { ?s ?p 1 }; DROP GRAPH <g>"
    )


@pytest.mark.parametrize("text", ["WITH <g> DELETE {} WHERE {}", "DELETE {} USING NAMED <g> WHERE {}"])
def test_a_dataset_that_is_given_twice_is_an_error(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="given twice"):
        with_dataset(text, operations(text), default=["u:a"], named=[])
