from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import TemplateError
from kg.store.syntax.tokens import significant
from kg.store.templates.parameters import Value
from kg.store.templates.templates import Template, bind, load_templates, parse_template

HEADER = """\
#+ summary: What happened
#+ description: >-
#+   Events in a place,
#+   with a name.
#+ tags: [events]
#+ params:
#+   - {name: place, type: iri, required: true, example: "auth:Syria"}
#+   - {name: name, type: string, description: Part of the name.}
#+   - {name: month, type: month}
#+   - {name: most, type: integer, default: 10}
#+ limit: 500
#+ tests:
#+   - {params: {place: "auth:Syria", month: "2025-12"}, rows: 3}
"""
BODY = """\
PREFIX sr: <https://w3id.org/sitrep/ns#>
SELECT ?event WHERE { # $place in a comment, "$place"
  ?event sr:occurredIn $place ; sr:note "$place", '''$name''' .
  FILTER(1<$most)
#+ if name
  FILTER(CONTAINS(?label, $name) || $name = "")
#+ end
  #+ if month
  ?event sr:month $month .
  #+ end
  OPTIONAL { ?event rdfs:label $name }
}
"""


def template() -> Template:
    return parse_template("what-happened", HEADER + "\n" + BODY)


def shape(text: str) -> list[str]:
    return [token.text if token.kind != "string" else '""' for token in significant(text)]


def test_the_header_is_read() -> None:
    read = template()
    assert (read.summary, read.tags, read.limit) == ("What happened", ("events",), 500)
    assert read.description == "Events in a place, with a name."
    assert [parameter.name for parameter in read.parameters] == ["place", "name", "month", "most"]
    assert read.parameter("place").required
    assert (read.tests[0].values["month"], read.tests[0].rows) == ("2025-12", 3)


def test_values_take_the_places_of_parameters_only() -> None:
    bound = bind(template(), {"place": "auth:Syria", "name": "Homs", "month": "2025-12"})
    assert bound.count("<https://w3id.org/sitrep/authority#Syria>") == 1
    assert "\"$place\", '''$name'''" in bound
    assert 'CONTAINS(?label,  "Homs" )' in bound
    assert 'sr:month  "2025-12"  .' in bound
    assert bound.endswith("\nLIMIT 500")
    ox.Store().query(bound, prefixes={"rdfs": "http://example.org/"})


def test_what_is_not_given_stays_a_variable_or_takes_its_lines_along() -> None:
    bound = bind(template(), {"place": "auth:Syria", "name": "", "month": None})
    assert "CONTAINS" not in bound
    assert "sr:month" not in bound
    assert "OPTIONAL { ?event rdfs:label $name }" in bound


def test_a_default_takes_the_place_of_what_is_not_given() -> None:
    assert '1< "10"^^<' in bind(template(), {"place": "auth:Syria"})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, r"parameter place is missing: give an IRI.*for example auth:Syria"),
        ({"place": "auth:Syria", "moth": "x"}, r"no parameter moth: it knows place, name, month, most"),
        ({"place": "no iri"}, r"parameter place cannot be 'no iri'"),
        ({"place": "auth:Syria", "month": "12/2025"}, r"parameter month cannot be '12/2025': give a month as YYYY-MM"),
        ({"place": "auth:Syria", "most": "1; DROP ALL"}, r"parameter most .*: give a whole number"),
    ],
)
def test_wrong_values_are_refused_by_name(values: dict[str, Value], message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        bind(template(), values)


@settings(deadline=None)
@given(name=st.text(min_size=1).filter(str.strip), place=st.text())
def test_hostile_values_are_inert(name: str, place: str) -> None:
    plain = shape(bind(template(), {"place": "auth:Syria", "name": "Homs"}))
    try:
        bound = bind(template(), {"place": f"http://example.org/{place}", "name": name})
    except TemplateError:
        return
    syria = "<https://w3id.org/sitrep/authority#Syria>"
    changed = [(was, now) for was, now in zip(plain, shape(bound), strict=True) if was != now]
    assert all(was == syria and now.startswith("<http://example.org/") for was, now in changed)
    ox.Store().query(bound, prefixes={"rdfs": "http://example.org/"})


@settings(deadline=None)
@given(name=st.text(min_size=1).filter(str.strip))
def test_text_arrives_as_it_was_given(name: str) -> None:
    echo = parse_template("echo", "#+ params: [{name: name, type: string}]\nSELECT ($name AS ?x) {}")
    try:
        bound = bind(echo, {"name": name})
    except TemplateError:
        return
    (row,) = ox.Store().query(bound)  # type: ignore[union-attr]  # a SELECT has rows
    assert row["x"] == ox.Literal(name.strip())


def test_rows_are_counted_in_plain_numbers() -> None:
    counting = parse_template("few", "#+ params: [{name: n, type: integer}]\nSELECT * { ?s ?p ?o } LIMIT $n OFFSET $n")
    assert bind(counting, {"n": 3}).endswith("LIMIT 3 OFFSET 3")
    with pytest.raises(TemplateError, match="whole number from 0 up"):
        bind(counting, {"n": -3})


def test_the_limit_and_the_offset_can_be_chosen_unless_the_query_has_its_own() -> None:
    values: dict[str, Value] = {"place": "auth:Syria"}
    assert bind(template(), values, limit=21, offset=40).endswith("}\n\nLIMIT 21\nOFFSET 40")
    inner = parse_template("inner", "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 1 } }")
    assert bind(inner, {}, limit=5).endswith("\nLIMIT 5")
    own = parse_template("own", "#+ limit: 7\nSELECT * { ?s ?p ?o } LIMIT 1")
    assert bind(own, {}, limit=5).endswith("LIMIT 1")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("#+ summary: a: b\nASK {}", "not YAML"),
        ("#+ - a\nASK {}", "not a list of"),
        ("#+ params: x\nASK {}", "params must be a list"),
        ("#+ params: [{type: iri}]\nASK {}", "needs a name"),
        ("#+ params: [{name: a, type: colour}]\nASK { ?s ?p $a }", "unknown type colour"),
        ("#+ params: [{name: a, requird: true}]\nASK { ?s ?p $a }", "unknown keys: requird"),
        ("#+ params: [{name: a}]\nASK {}", "declares a without using it"),
        ("ASK { ?s ?p $a }", "uses \\$a without declaring it"),
        ("#+ limit: many\nASK {}", "limit must be a whole number"),
        ("#+ pagination: 0\nASK {}", "pagination must be a whole number"),
        ("#+ formats: [csv, doc]\n#+ params: []\nSELECT * { ?s ?p ?o }", "formats cannot hold doc"),
        ("#+ formats: [csv]\n#+ params: []\nCONSTRUCT WHERE { ?s ?p ?o }", "choose from ttl"),
        ("#+ view: pie\nASK {}", "choose one of table, bars"),
        ("#+ params: [{name: a, enum: 'ASK { }'}]\nASK { ?s ?p $a }", "enum of its parameter a is an ASK"),
        ("#+ params: [{name: a, enum: 'yes or no'}]\nASK { ?s ?p $a }", "enum of its parameter a is no query"),
        ("#+ params: [{name: a, type: integer, example: x}]\nASK { ?s ?p $a }", "a cannot be 'x'"),
    ],
)
def test_a_wrong_template_is_refused_with_the_reason(source: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        parse_template("wrong", source)


def test_a_folder_of_templates(tmp_path: Path) -> None:
    (tmp_path / "b.rq").write_text("ASK {}")
    (tmp_path / "a.rq").write_text(HEADER + BODY)
    (tmp_path / "notes.txt").write_text("#+ {")
    assert list(load_templates(tmp_path)) == ["a", "b"]
    assert load_templates(tmp_path)["b"].summary == "b"


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "wrong.rq").write_text("#+ limit: 0\nASK {}")
    with pytest.raises(TemplateError, match=r"wrong\.rq: its limit"):
        load_templates(tmp_path)
    with pytest.raises(TemplateError, match="no folder"):
        load_templates(tmp_path / "nowhere")


MANY = """\
#+ params:
#+   - {name: kind, type: class, multiple: true}
SELECT ?event WHERE {
"""


def test_several_values_are_listed_where_a_list_may_stand() -> None:
    read = parse_template("many", MANY + "VALUES ?class { $kind } FILTER(?x IN ($kind) && ?y = 1) }")
    bound = bind(read, {"kind": ["sr:Threat", "sr:AirStrike", "sr:Threat"]})
    one, other = "<https://w3id.org/sitrep/ns#Threat>", "<https://w3id.org/sitrep/ns#AirStrike>"
    assert f"{{  {one} {other}  }}" in bound and f"(  {one}, {other}  )" in bound.replace("( ", "(  ").replace(
        " )", "  )"
    )


def test_several_values_may_stand_nowhere_else() -> None:
    with pytest.raises(TemplateError, match="kind is multiple"):
        parse_template("many", MANY + "VALUES ?x { 1 } ?event a $kind }")
