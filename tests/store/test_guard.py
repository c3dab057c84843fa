import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, QueryRefusedError, QuerySyntaxError
from kg.store.query import LocatedSyntaxError, QueryForm, QueryTooComplexError, QueryTooLargeError
from kg.store.syntax.guard import check_query

HIDDEN = "SERVICE <http://127.0.0.1:1/> {}"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# INSERT\nBASE <http://e/> PREFIX a: <b#> PREFIX : <c>\nask{}", "ASK"),
        ("CONSTRUCT WHERE { ?s ?p 'SERVICE <x> {}' }", "CONSTRUCT"),
        ("DESCRIBE <http://e/SERVICE> # SERVICE <x>", "DESCRIBE"),
        ("SELECT ?service { ?service a ex:SERVICE ; service:x 'LOAD' }", "SELECT"),
        ("SELECT * { GRAPH service:g { ?s ?p ?o } }", "SELECT"),
        ("SELECT * { VALUES ?x { " + "1 " * 5000 + "} }", "SELECT"),
        ("SELECT * { FILTER(?x IN (" + ",".join(["<http://e/#a>"] * 5000) + ")) }", "SELECT"),
        ("SELECT * { ?a " + "/".join(["ex:p"] * 50) + " ?b }", "SELECT"),
        ("SELECT * " + "{" * 100 + "}" * 100, "SELECT"),
        ("SELECT (?a < ?b AS ?c) { (1 <http://e/#x>) ex:p ?a }", "SELECT"),
    ],
)
def test_harmless_queries_pass_with_their_form(text: str, form: str) -> None:
    assert check_query(text) is QueryForm(form)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://e/> {} }",
        "SELECT * { sErViCe SILENT ?x {} }",
        "SELECT * { BIND(1 AS ?x)SERVICE?x{} }",
        "PREFIX SERVICEex: <http://e/> SELECT * { SERVICEex:a {} }",
        "SELECT * { SERVICE:a {} }",
        "SELECT * { ?s ?p trueSERVICE ex:a {} }",
        "SELECT * { ?s ?p trueSERVICEex:a # c\n {} }",
        "ASK { FILTER(1<2)SERVICE<http://e/>{} }",
    ],
)
def test_services_are_refused_wherever_the_engine_would_see_one(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE is not allowed"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ VALUES (?a ?b) {{(1 2)}} FILTER(?a<#>'''\n?b) {HIDDEN} #'''\n}}",
        f'SELECT * {{ VALUES (?a ?b) {{(1 2)}} FILTER(?a<#>"""\n?b) {HIDDEN} #"""\n}}',
        f"SELECT * {{ VALUES (?a ?b) {{(1 2)}} FILTER((?a)<#>'''\n?b) {HIDDEN} #'''\n}}",
        f"SELECT * {{ FILTER('b'<'b'&&'>'<'''\n') {HIDDEN} #'''\n}}",
        f'SELECT * {{ FILTER(1<"""\'""") {HIDDEN} }}',
    ],
)
def test_services_are_not_hidden_by_what_reads_in_two_ways(text: str) -> None:
    with pytest.raises(QueryError):
        check_query(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "there is no query"),
        ("PREFIX a: <b>", "there is no query"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT is an update"),
        ("# c\nWITH <a:g> DELETE {} WHERE {}", "WITH is an update"),
        ("LOAD <http://e/>", "LOAD is an update"),
        ("SELEC * {}", "found 'SELEC'"),
        ("SELECT * { ?s ?p 'a }", "not closed"),
        ("SELECT * {\u00a0}", "unexpected character"),
    ],
)
def test_what_is_no_query_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(QuerySyntaxError, match=reason):
        check_query(text)


def test_a_refusal_says_where() -> None:
    with pytest.raises(LocatedSyntaxError) as caught:
        check_query("SELECT *\nWHERE { ?s ?p 'é }")
    error = caught.value
    assert (error.line, error.column, error.offset, error.line_text) == (2, 15, 23, "WHERE { ?s ?p 'é }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 101 + "}" * 101,
        "SELECT ((" + "(" * 100 + "1" + ")" * 101 + " AS ?x) {}",
        "SELECT * { FILTER(" + "!" * 1001 + "true) }",
        "SELECT * { FILTER(1" + "+1" * 1001 + ") }",
        "SELECT * { FILTER(true" + "&&true" * 1001 + ") }",
        "SELECT * { {}" + " UNION {}" * 1001 + " }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o }" * 1001 + " }",
        "SELECT * { " + "?s ?p ?o . " * 1001 + " }",
        "SELECT * { ?s ?p " + ",".join(["1"] * 1002) + " }",
        "SELECT * { ?s ?p (" + "1 " * 1002 + ") }",
        "SELECT " + " ".join(f"(1 AS ?x{number})" for number in range(1001)) + " {}",
        "SELECT * { ?a " + "/".join(["ex:p"] * 51) + " ?b }",
        "SELECT * { ?a (ex:p/" + "(ex:p/" * 25 + "ex:p" + ")" * 25 + "/ex:p" * 25 + ") ?b }",
        "SELECT * {" + "{ ?s ?p ?o OPTIONAL { ?a ?b ?c } " * 40 + "?s ?p ?o . " * 990 + "}" * 41,
    ],
)
def test_what_could_bring_the_engine_down_is_refused(text: str) -> None:
    with pytest.raises(QueryTooComplexError):
        check_query(text)


def test_a_long_text_is_refused_by_its_bytes() -> None:
    assert check_query("ASK {} # é", longest=11) is QueryForm.ASK
    with pytest.raises(QueryTooLargeError, match="12 bytes long, 11 are allowed"):
        check_query("ASK {} # éé"[:-1] + "a", longest=11)


FRAGMENTS = st.sampled_from(
    [
        *[
            "SELECT",
            "{",
            "}",
            "FILTER(",
            "?a",
            "<",
            ">",
            "<#>",
            "#",
            "'''",
            '"""',
            "'",
            '"',
            ")",
            "(",
            "1",
            "&&",
            "true",
            "ex:",
            "ex:a",
            "SERVICE",
            ".",
            "<http://e/#a>",
            "\\",
        ],
        *("SELECT * { ", "\n", " ", "BIND(1 AS ?z)", "SERVICE ex:a {}", "VALUES ?a {1}"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_no_service_that_the_engine_sees_passes_the_guard(inside: str) -> None:
    text = f"PREFIX ex: <http://127.0.0.1:1/> SELECT * {{ {inside} }}"
    try:
        check_query(text)
    except QueryError:
        return
    try:
        list(ox.Store().query(text))
    except (SyntaxError, RuntimeError):
        return
    except OSError as error:
        raise AssertionError(f"the engine made a request: {text!r}") from error
