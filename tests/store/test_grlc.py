import pyoxigraph as ox
import pytest

from kg.errors import TemplateError
from kg.store.templates.templates import Template, bind, parse_template

HEADER = """\
#+ summary: Things of a name
#+ endpoint: http://elsewhere.example/sparql
#+ method: GET
#+ pagination: 25
#+ defaults:
#+   - label: Palmyra
#+ enumerate:
#+   - kind
#+   - label: [Palmyra, Homs]

"""
BODY = """\
SELECT ?s WHERE {
  ?s a ?_kind_iri ; <urn:label> ?_label_en ; <urn:note> "?_label_en" .
  OPTIONAL { ?s <urn:day> ?__day_xsd_date }
}
"""


def template(body: str = BODY, header: str = HEADER) -> Template:
    return parse_template("old", header + body)


def test_variables_of_grlc_are_parameters_of_their_type() -> None:
    kind, label, day = template().parameters
    assert (kind.name, kind.type, kind.required, kind.enum) == ("kind", "iri", True, ())
    assert (label.type, label.language, label.default, label.enum) == ("string", "en", "Palmyra", ("Palmyra", "Homs"))
    assert (day.type, day.required) == ("date", False)
    assert template().pagination == 25


def test_values_take_their_places_as_terms() -> None:
    text = bind(template(), {"kind": "sr:Event", "label": "Homs", "day": "2025-12-13"})
    assert '<https://w3id.org/sitrep/ns#Event>  ; <urn:label>  "Homs"@en  ; <urn:note> "?_label_en"' in text
    assert '"2025-12-13"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    ox.Store().query(text)


def test_quotes_in_a_value_stay_inside_it() -> None:
    text = bind(template("SELECT * { ?s ?p ?_name }", "#+ summary: x\n"), {"name": '" } DROP ALL #'})
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal('" } DROP ALL #')))
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    assert len(list(found)) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("SELECT * { ?s ?p ?_o_xsd_gYear }", "?_o_xsd_gYear"),
        ("SELECT * { ?s ?_o_iri ?_o_en }", "two types"),
        ("SELECT * { ?s ?p ?o FILTER(?o = ?__o) }", "one name"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(body: str, told: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template(body, "#+ summary: x\n")
    assert told in str(refused.value)


def test_defaults_of_an_unknown_parameter_are_refused() -> None:
    with pytest.raises(TemplateError, match="label"):
        template("SELECT * { ?s ?p ?_name }", "#+ defaults:\n#+   - label: x\n")


def test_a_query_without_a_header_keeps_its_variables() -> None:
    assert template("SELECT * { ?_s ?p ?o }", "").parameters == ()
