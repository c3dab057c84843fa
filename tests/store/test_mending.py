"""Where the engine departs from the Recommendation and queries are mended so that it does not."""

import pytest

from kg.store.reader import Reader
from kg.store.syntax.mending import mended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT (group_concat(DISTINCT ?x; SEPARATOR=')') AS ?y) {}", "STR(group_concat(DISTINCT ?x; SEPARATOR=')'))"),
        ("SELECT (CONCAT(GROUP_CONCAT(STR(?x)), '') AS ?y) {}", "CONCAT(STR(GROUP_CONCAT(STR(?x))), '')"),
        ("SELECT ('GROUP_CONCAT(' AS ?y) {}", "('GROUP_CONCAT(' AS"),
    ],
)
def test_each_group_concat_and_nothing_else_is_made_a_string(text: str, expected: str) -> None:
    assert expected in mended(text)


def test_group_concat_has_no_language(small: Reader) -> None:
    query = "SELECT (GROUP_CONCAT(?x) AS ?all) { VALUES ?x { 'a'@en 'b'@en } } HAVING (GROUP_CONCAT(?x) = 'a b')"
    (row,) = small.select(query)
    assert str(row["all"]) == '"a b"'


def test_an_unknown_function_is_an_error_of_its_expression_only(small: Reader) -> None:
    query = "SELECT (<x:f>(1) AS ?a) (COALESCE(<x:g>(?a), 2) AS ?b) { FILTER(!BOUND(?a) || <x:f>()) }"
    (row,) = small.select(query).texts()
    assert row == {"b": "2"}
