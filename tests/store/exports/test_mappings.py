"""Which code of another codebook an event gets: by condition, relation, and order in the line of its class."""

import pyoxigraph as ox
import pytest

from kg.namespaces import CODES, DEFAULT_BASE, NS
from kg.store.exports.events import read_events
from kg.store.exports.facts import FactReader
from kg.store.exports.mappings import Mapping, mapping_of

PREFIXES = f"""
PREFIX sr: <{NS}>
PREFIX code: <{CODES}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX mine: <https://example.org/mine/>
code:a sr:inCodebook code:acled ; skos:notation "A" .
code:b sr:inCodebook code:acled ; skos:notation "B" .
<urn:event> a sr:Event, sr:Raid ; sr:eventClass sr:Raid .
"""
AXIOM = "[] a owl:Axiom ; owl:annotatedSource sr:Raid ; owl:annotatedProperty skos:{} ; owl:annotatedTarget code:a"


def coded(turtle: str) -> Mapping | None:
    store = ox.Store()
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    reader = FactReader(store, DEFAULT_BASE)
    [event] = read_events(reader)
    return mapping_of(reader, event, "acled")


def notation(turtle: str) -> str:
    found = coded(turtle)
    return found.notation if found else ""


def conditioned(conditions: str, *, relation: str = "narrowMatch") -> str:
    return f"sr:Raid skos:narrowMatch code:a ; skos:closeMatch code:b .\n{AXIOM.format(relation)} ; {conditions} .\n"


@pytest.mark.parametrize("line", ["A; B", "B; A"])
def test_of_equal_codes_the_class_gets_the_one_that_it_names_first(line: str) -> None:
    assert notation(f'sr:Raid skos:broadMatch code:a, code:b ; sr:acledCode "{line}" .') == line[0]


def test_a_code_that_the_class_does_not_name_comes_last_and_else_their_iris_decide() -> None:
    assert notation('sr:Raid skos:broadMatch code:a, code:b ; sr:acledCode "B" .') == "B"
    assert notation("sr:Raid skos:broadMatch code:b, code:a .") == "A"


def test_the_nearer_relation_goes_before_the_order_of_names() -> None:
    assert notation('sr:Raid skos:broadMatch code:a ; skos:closeMatch code:b ; sr:acledCode "A; B" .') == "B"


def test_conditions_of_all_annotations_must_be_met() -> None:
    first, second = (
        conditioned("sr:onlyIfEventIs sr:Fatal"),
        f"{AXIOM.format('narrowMatch')} ; sr:onlyIfEventIs sr:Night .",
    )
    remark = f'{AXIOM.format("narrowMatch")} ; rdfs:comment "seen often" .'
    assert notation(first + remark) == "B"
    assert notation(first + remark + "<urn:event> a sr:Fatal .") == "A"
    assert notation(first + second + "<urn:event> a sr:Fatal .") == "B"
    assert notation(first + second + "<urn:event> a sr:Fatal, sr:Night .") == "A"


def test_a_condition_on_the_event_stands_beside_one_on_a_role() -> None:
    turtle = conditioned("sr:onlyIfEventIs sr:Fatal ; sr:onlyIfRole sr:hasActor ; sr:onlyIfRoleIs sr:Gang")
    actor = "<urn:event> sr:hasActor <urn:gang> . <urn:gang> a sr:Gang ."
    assert notation(turtle + actor) == "B"
    found = coded(turtle + actor + "<urn:event> a sr:Fatal .")
    assert found and found.cells()["mapping_condition"] == "Fatal and hasActor: Gang"


@pytest.mark.parametrize("kind", ["mine:Heist", '"Heist"'])
def test_a_condition_may_name_a_class_of_any_namespace(kind: str) -> None:
    turtle = conditioned(f"sr:onlyIfEventIs {kind}")
    assert (notation(turtle), notation(turtle + "<urn:event> a mine:Heist .")) == ("B", "A")
    turtle = conditioned(f"sr:onlyIfRole mine:led ; sr:onlyIfRoleIs {kind}")
    assert notation(turtle + "<urn:event> mine:led <urn:x> . <urn:x> a mine:Heist .") == "A"


def test_a_role_without_its_class_never_holds() -> None:
    assert notation(conditioned("sr:onlyIfRole sr:hasActor") + "<urn:event> sr:hasActor sr:x . sr:x a sr:Gang .") == "B"


def test_a_condition_on_another_relation_to_the_same_code_is_not_this_ones() -> None:
    turtle = conditioned("sr:onlyIfEventIs sr:Fatal", relation="exactMatch")
    found = coded(turtle)
    assert found and (found.notation, found.conditions) == ("B", ())
    assert notation(turtle + "<urn:event> a sr:Fatal .") == "B"
    assert coded("sr:Raid skos:relatedMatch code:a .") is None
