"""The quick look at shapes: never surer than the thorough one, and sure of what is usual."""

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.conforming import Conforming
from kg.graph.small_graph_facts import Facts

EX = "https://example.org/"
PREFIXES = f"""@prefix : <{EX}> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def suspected(constraints: str, data: str) -> bool:
    """Whether :thing is suspected of not keeping to a shape with these constraints."""
    shapes = rdflib.Graph().parse(data=f"{PREFIXES} :Shape sh:targetClass :Thing ; {constraints} .", format="turtle")
    quads = ox.parse(f"{PREFIXES} :Part rdfs:subClassOf :Thing . :thing a :Part . {data}", format=ox.RdfFormat.TURTLE)
    facts = Facts(quad.triple for quad in quads)
    return ox.NamedNode(EX + "thing") in Conforming(shapes).suspects(facts, {EX + "thing"})


def of(constraint: str) -> str:
    return f"sh:property [ sh:path :p ; {constraint} ]"


@pytest.mark.parametrize(
    ("constraint", "good", "bad"),
    [
        ("sh:minCount 1", ":thing :p 1 .", ""),
        ("sh:maxCount 1", ":thing :p 1 , 1 .", ":thing :p 1 , 2 ."),
        ("sh:class :Thing", ":thing :p :b . :b a :Part .", ":thing :p :b . :b a :Other ."),
        ("sh:class :Thing", "", ':thing :p "text" .'),
        ("sh:datatype xsd:decimal", ":thing :p 1.5 .", ':thing :p "much"^^xsd:decimal .'),
        ("sh:datatype xsd:string", ':thing :p "x" .', ':thing :p "x"@en .'),
        (
            "sh:datatype xsd:dateTime",
            ':thing :p "2025-02-28T00:00:00Z"^^xsd:dateTime .',
            ':thing :p "2025-02-30T00:00:00Z"^^xsd:dateTime .',
        ),
        ('sh:pattern "^[0-9]+$"', ":thing :p 12 .", ":thing :p -1 ."),
        ("sh:nodeKind sh:IRI", ":thing :p :b .", ":thing :p [] ."),
        ("sh:hasValue :b", ":thing :p :b , :c .", ":thing :p :c ."),
        ("sh:in ( :b true )", ":thing :p :b , true .", ":thing :p false ."),
        ("sh:disjoint :q", ":thing :p 1 ; :q 2 .", ":thing :p 1 ; :q 1 ."),
        ("sh:uniqueLang true", ':thing :p "a"@en , "a"@fr .', ':thing :p "a"@en , "b"@en .'),
        ("sh:minInclusive 0", ":thing :p 0 .", ":thing :p -0.5 ."),
        (
            'sh:minInclusive "1800-01-01T00:00:00Z"^^xsd:dateTime',
            ':thing :p "2022-06-07T00:00:00Z"^^xsd:dateTime .',
            ':thing :p "1799-12-31T23:59:59Z"^^xsd:dateTime .',
        ),
        ("sh:maxInclusive 1.0", ":thing :p 1 .", ":thing :p 2 ."),
        ("sh:lessThan :q", ":thing :p 9 ; :q 10 .", ":thing :p 10 ; :q 10 ."),
        ("sh:lessThanOrEquals :q", ":thing :p 10 ; :q 10 .", ":thing :p 10 ; :q 9 ."),
        ("sh:node [ sh:class :Thing ]", ":thing :p :b . :b a :Thing .", ":thing :p :b ."),
        ("sh:not [ sh:class :Thing ]", ":thing :p :b .", ":thing :p :b . :b a :Part ."),
        ("sh:and ( [ sh:class :A ] [ sh:class :B ] )", ":thing :p :b . :b a :A , :B .", ":thing :p :b . :b a :A ."),
        ("sh:xone ( [ sh:class :A ] [ sh:class :B ] )", ":thing :p :b . :b a :A .", ":thing :p :b . :b a :A , :B ."),
        (
            "sh:qualifiedValueShape [ sh:in ( 1 2 ) ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
            ":thing :p 1 , 3 .",
            ":thing :p 1 , 2 .",
        ),
    ],
)
def test_what_keeps_to_a_constraint_is_not_suspected(constraint: str, good: str, bad: str) -> None:
    assert not suspected(of(constraint), good)
    assert suspected(of(constraint), bad)


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        ("( :p :q )", ":thing :p :b . :b :q 1 .", ":thing :p :b ; :q 1 ."),
        ("[ sh:alternativePath ( :p :q ) ]", ":thing :q 1 .", ":thing :r 1 ."),
    ],
)
def test_paths_are_followed(path: str, good: str, bad: str) -> None:
    shape = f"sh:property [ sh:path {path} ; sh:minCount 1 ]"
    assert not suspected(shape, good)
    assert suspected(shape, bad)


def test_any_number_of_steps_up_ends_also_in_a_circle() -> None:
    shape = "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:hasValue :top ]"
    assert not suspected(shape, ":thing :p :b . :b :p :thing , :top .")
    assert suspected(shape, ":thing :p :b . :b :p :thing .")


@pytest.mark.parametrize(
    ("constraint", "data"),
    [
        ("sh:equals :q", ":thing :p 1 ; :q 1 ."),
        ("sh:nodeKind sh:Literal", ":thing :p 1 ."),
        ("sh:datatype xsd:gYear", ':thing :p "2025"^^xsd:gYear .'),
        ("sh:lessThan :q", ':thing :p "2025-01-01T00:00:00"^^xsd:dateTime ; :q "2025-01-02T00:00:00Z"^^xsd:dateTime .'),
        ("sh:minInclusive 0", ":thing :p :b ."),
    ],
)
def test_what_it_does_not_know_it_leaves_to_the_thorough_look(constraint: str, data: str) -> None:
    assert suspected(of(constraint), data)


def test_shapes_that_choose_things_otherwise_are_not_for_it() -> None:
    shapes = rdflib.Graph().parse(data=f"{PREFIXES} :Shape sh:targetSubjectsOf :p .", format="turtle")
    assert not Conforming(shapes).is_able
    assert Conforming(rdflib.Graph()).is_able


def test_what_is_near_is_all_that_the_thorough_look_needs() -> None:
    text = f"{PREFIXES} :A rdfs:subClassOf :B . :thing :p :b . :b :q :c . :c :r :d . :d :s :e . :far :p :thing ."
    facts = Facts(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    near = {triple.subject.value for triple in facts.near([ox.NamedNode(EX + "thing")], 2)}
    assert near == {EX + name for name in ("A", "thing", "b", "c")}
