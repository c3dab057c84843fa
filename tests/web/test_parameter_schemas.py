"""What the OpenAPI document promises of parameters: every value that its schemas allow is read."""

import json
import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import TemplateError
from kg.namespaces import XSD
from kg.store.templates.parameters import Parameter, term_of
from kg.web.questions.parameter_schemas import parameter_schema

PLACE = Parameter(name="place", type="iri")
KIND = Parameter(name="kind", type="class")
DEGREES = Parameter(name="degrees", type="decimal", minimum=-90, maximum=90)


@settings(deadline=None)
@given(iri=st.from_regex(str(parameter_schema(PLACE)["pattern"]), fullmatch=True))
def test_every_iri_of_the_schema_is_read(iri: str) -> None:
    assert isinstance(term_of(PLACE, iri), ox.NamedNode)


@pytest.mark.parametrize("iri", ["urn:a b", "urn:%zz", "http://a:b/", "urn:a#b#c", "urn:<a>", "urn:a\nb", "urn:", "a"])
def test_what_is_no_iri_is_neither_in_the_schema_nor_read(iri: str) -> None:
    assert not re.search(str(parameter_schema(PLACE)["pattern"]), iri)
    with pytest.raises(TemplateError, match="place cannot be"):
        term_of(PLACE, iri)


def test_letters_that_are_newer_than_this_python_are_read_in_an_iri() -> None:
    assert term_of(PLACE, "http://example.org/\u0378\U000a2ace") == ox.NamedNode("http://example.org/\u0378\U000a2ace")


@given(number=st.floats(-90, 90))
def test_numbers_are_read_as_programs_write_them(number: float) -> None:
    term = term_of(DEGREES, repr(number))
    assert isinstance(term, ox.Literal) and term.datatype.value == XSD + "decimal"
    assert "e" not in term.value and float(term.value) == pytest.approx(number, abs=1e-17)


def test_a_number_that_the_engine_cannot_hold_is_refused() -> None:
    for text in ("1e18", "-1e999", "1e", "e5", "1e1000"):
        with pytest.raises(TemplateError, match="give a number"):
            term_of(Parameter(name="n", type="decimal"), text)


def test_what_may_be_left_out_may_be_empty_too(browser: FlaskClient) -> None:
    document = json.loads(browser.get("/openapi.json").get_data())
    operation = document["paths"]["/queries/claims-of-article.{format}"]["get"]
    empty = {each["name"]: each.get("allowEmptyValue", False) for each in operation["parameters"]}
    assert {"_limit", "_offset"} <= {name for name, allowed in empty.items() if allowed}
    assert not empty["format"] and not empty["article"]
