import pyoxigraph as ox
import pytest

from kg.namespaces import sr
from kg.store.results import Solutions, parse_solutions, short_form, text_table

ROWS = Solutions(
    ("event", "label", "killed"),
    (
        (sr("AirStrike"), ox.Literal("a\nb", language="en"), ox.Literal(5)),
        (ox.NamedNode("http://example.org/x"), None, ox.BlankNode("b")),
    ),
)


def test_solutions_are_read_from_json() -> None:
    store = ox.Store()
    result = store.query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) ('é'@fr <http://e/>) } }")
    assert isinstance(result, ox.QuerySolutions)
    data = result.serialize(format=ox.QueryResultsFormat.JSON)
    assert data is not None
    solutions = parse_solutions(data)
    assert solutions.variables == ("a", "b")
    assert solutions.rows == ((ox.Literal(1), None), (ox.Literal("é", language="fr"), ox.NamedNode("http://e/")))


def test_the_result_of_an_ask_has_no_rows() -> None:
    with pytest.raises(TypeError):
        parse_solutions(b'{"head":{},"boolean":true}')


def test_rows_are_given_by_name_without_what_is_unbound() -> None:
    assert list(ROWS.texts())[1] == {"event": "http://example.org/x", "killed": "b"}
    assert next(iter(ROWS))["killed"] == ox.Literal(5)
    assert len(ROWS) == 2


def test_terms_are_shortened_for_people() -> None:
    assert short_form(sr("AirStrike")) == "sr:AirStrike"
    assert short_form(ox.NamedNode("http://example.org/x")) == "<http://example.org/x>"
    assert short_form(ox.Literal(5)) == "5"


def test_a_table_of_text() -> None:
    assert text_table(ROWS) == (
        "event                   label  killed\n"
        "──────────────────────  ─────  ──────\n"
        "sr:AirStrike            a b    5\n"
        "<http://example.org/x>         b\n"
    )


def test_a_table_is_aligned_by_what_is_seen_and_cut() -> None:
    wide = Solutions(("x", "y"), ((ox.Literal("東京"), ox.Literal("1")), (ox.Literal("e\u0301"), ox.Literal("2" * 70))))
    lines = text_table(wide).splitlines()
    assert lines[2] == "東京  1"
    assert lines[3] == "e\u0301     " + "2" * 59 + "…"


def test_an_empty_table_has_its_head() -> None:
    assert text_table(Solutions(("x",), ())) == "x\n─\n"
