import pyoxigraph as ox
import pytest

from kg.errors import TemplateError
from kg.namespaces import AUTHORITY, NS, XSD
from kg.store.templates.parameters import DESCRIPTIONS, Parameter, Value, term_of


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "http://example.org/é?a=b#c", ox.NamedNode("http://example.org/é?a=b#c")),
        ("iri", "<urn:a>", ox.NamedNode("urn:a")),
        ("iri", "auth:ISIS", ox.NamedNode(AUTHORITY + "ISIS")),
        ("curie", "sr:AirStrike", ox.NamedNode(NS + "AirStrike")),
        ("class", "AirStrike", ox.NamedNode(NS + "AirStrike")),
        ("string", ' a "b" ', ox.Literal('a "b"')),
        ("text-search", "a\n  b", ox.Literal("a b")),
        ("integer", -12, typed("-12", "integer")),
        ("decimal", 34.6, typed("34.6", "decimal")),
        ("decimal", "35.", typed("35.", "decimal")),
        ("boolean", True, typed("true", "boolean")),
        ("month", "2025-12", ox.Literal("2025-12")),
        ("year", "2025", ox.Literal("2025")),
        ("date", "2024-02-29", typed("2024-02-29", "date")),
        ("dateTime", "2024-02-29", typed("2024-02-29T00:00:00Z", "dateTime")),
        ("dateTime", "2024-02-29T12:00:00+02:00", typed("2024-02-29T12:00:00+02:00", "dateTime")),
    ],
)
def test_values_become_terms_of_their_type(kind: str, value: Value, term: ox.NamedNode | ox.Literal) -> None:
    assert term_of(Parameter(name="x", type=kind), value) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "Syria"),
        ("iri", "http://example.org/> { ?s ?p ?o } #"),
        ("iri", "http://example.org/a b"),
        ("iri", "auth:a b"),
        ("iri", "http://example.org/\u202e"),
        ("curie", "auth:<x>"),
        ("class", "Air Strike"),
        ("integer", "1.5"),
        ("integer", "१"),
        ("integer", "1" * 19),
        ("decimal", "1e500"),
        ("decimal", "."),
        ("boolean", "yes"),
        ("month", "2025-13"),
        ("year", "20o8"),
        ("date", "2025-02-29"),
        ("date", "20250228"),
        ("dateTime", "yesterday"),
        ("string", "a" * 10_001),
        ("string", "\ud800"),
    ],
)
def test_other_values_are_refused_with_what_is_wanted(kind: str, value: str) -> None:
    with pytest.raises(TemplateError) as caught:
        term_of(Parameter(name="x", type=kind, example="E"), value)
    assert f"parameter x cannot be {value[:60]!r}"[:40] in str(caught.value)
    assert DESCRIPTIONS[kind] in str(caught.value)
    assert "for example E" in str(caught.value)


def test_an_enumeration_admits_its_values_only() -> None:
    parameter = Parameter(name="role", type="enum", enum=("actor", "target"), default="actor")
    assert term_of(parameter, "target") == ox.Literal("target")
    assert term_of(parameter, None) == ox.Literal("actor")
    with pytest.raises(TemplateError, match="give one of actor, target"):
        term_of(parameter, "victim")


def test_nothing_given_is_nothing_unless_required() -> None:
    assert term_of(Parameter(name="x", type="iri"), " ") is None
    with pytest.raises(TemplateError, match="x is missing: give a number"):
        term_of(Parameter(name="x", type="decimal", required=True), None)
