import pyoxigraph as ox
import pytest

from kg.namespaces import PREFIXES
from kg.store.query import LocatedSyntaxError
from kg.store.syntax.grammar import find_departure
from kg.store.syntax.syntax_errors import locate_error
from kg.store.syntax.tokens import significant

AROUND = "SELECT ?event WHERE {\n  ?event a sr:AirStrike .\n  %s\n}\nORDER BY ?event"


def located(text: str) -> LocatedSyntaxError:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text, prefixes=PREFIXES)
    return locate_error(text, str(caught.value))


@pytest.mark.parametrize(
    ("inside", "column", "reason"),
    [
        ("FILTR(?x > 1)", 3, "unknown word FILTR; did you mean FILTER?"),
        ("FILTER(?x > )", 15, "expected an expression, found )"),
        ("FILTER ?x > 1", 10, "expected a condition in brackets or a function, found ?x"),
        ("FILTER(distance(?x))", 10, "there is no function distance"),
        ("FILTER(?x = 1 AND ?y = 2)", 17, "expected ')' or an operator, found AND"),
        ("FILTER(regex(?x 'a'))", 19, "expected ',', ')' or an operator, found 'a'"),
        ("OPTIONAL ?event sr:month ?m", 12, "expected a group { … }, found ?event"),
        ("?event sr:month .", 19, "expected a value, found ."),
        ("?event sr:month 'a' ?event sr:year 'b'", 23, "expected '.' or ';' before ?event"),
        ("?event foo:bar ?x", 10, "the prefix foo: is not declared: add PREFIX foo: <…> at the top"),
        ("?event rdf:type/sk:broader ?x", 19, "the prefix sk: is not declared; did you mean skos: ?"),
        ("?event a http://example.org/A", 12, "an IRI stands between < and >"),
        ("?event a <http://example.org/a b>", 12, "an IRI between < and > holds no spaces, quotes or brackets"),
        ("BIND(1 ?x)", 10, "expected an operator or AS, found ?x"),
        ("VALUES ?x 1 2", 13, "expected '{', found 1"),
    ],
)
def test_a_mistake_is_found_where_it_is(inside: str, column: int, reason: str) -> None:
    error = located(AROUND % inside)
    assert (error.line, error.column, error.reason) == (3, column, reason)
    assert error.line_text == "  " + inside
    assert str(error) == f"line 3, column {column}: {reason}"


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        ("SELECT * { ?s ?p ?o ", 9, "{ is not closed"),
        ("SELECT * { ?s ?p (1 2 }", 22, "expected ')' or a value, found }"),
        ("SELECT * { ?s ?p ?o } }", 22, "expected"),
        ("SELECT ?x { ?x ?y ?z } ODER BY ?x", 23, "unknown word ODER; did you mean ORDER?"),
        ("SELECT ?x { ?x ?y ?z } LIMIT ten", 29, "expected a number, found ten"),
        ("SELECT ?x { ?x ?y ?z } GROUP BY", 31, "expected a variable, a function or (expression), found the end"),
        ("SELECT ?x, ?y { ?x ?y ?z }", 9, "expected a variable or (expression AS ?variable)"),
        ("ASK {} ASK {}", 7, "expected"),
        ("PREFIX foo <http://example.org/> ASK {}", 7, "expected a prefix and a colon, found foo"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", 0, "The SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?o) }", 0, "each word stands in its place"),
    ],
)
def test_mistakes_around_the_pattern(text: str, offset: int, reason: str) -> None:
    error = located(text)
    assert error.offset == offset
    assert error.reason.startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        "BASE <http://e/> SELECT DISTINCT ?s (COUNT(DISTINCT *) AS ?n) FROM <g> FROM NAMED <h> { ?s ?p ?o } "
        "GROUP BY ?s (?o + 1 AS ?q) STR(?o) HAVING (COUNT(*) > 1) ORDER BY DESC(?n) ?s LIMIT 1 OFFSET 2",
        "CONSTRUCT WHERE { ?s ?p ?o . }",
        "CONSTRUCT { ?s ?p [] ; a 1, -2.5, 'a'@en, 'b'^^xsd:date, true . } WHERE { { ?s ?p ?o } UNION { } MINUS { } }",
        "DESCRIBE <http://e/a> ?x WHERE { ?x ^sr:a/(sr:b|!(sr:c|^a))*/sr:d? 1 }",
        "ASK { GRAPH ?g { [ sr:a (1 2 ()) ] sr:b ?x } OPTIONAL { ?x ?y ?z FILTER(?z IN (1, 2) && !BOUND(?y)) } }",
        "SELECT * { { SELECT ?x { VALUES (?x ?y) { (1 UNDEF) (<a:b> 'c') } } LIMIT 1 } VALUES ?z { } . ?x ?y ?z }",
        "SELECT (IF(EXISTS { ?s ?p ?o }, xsd:integer(1), COALESCE(?x, -?y * (2 - 1) / 3)) AS ?x) { } VALUES ?v { 1 }",
        "SELECT (GROUP_CONCAT(DISTINCT ?x; SEPARATOR=', ') AS ?y) { FILTER NOT EXISTS { ?a a ?b } BIND(now() AS ?c)}",
        "SELECT * { ?s ?p ?o ; . ?a ?b ?c ; sr:d 1 ; ; sr:e 2 FILTER regex(?o, 'x', 'i') ?d ?e ?f . { } }",
        "SELECT * { << ?s ?p ?o >> sr:a ?x }",
    ],
)
def test_the_grammar_knows_what_the_engine_knows(text: str) -> None:
    ox.Store().query(text, prefixes=PREFIXES, base_iri="http://example.org/")
    assert find_departure(significant(text)) is None
