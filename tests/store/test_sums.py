"""Saved questions that add up numbers count nobody twice whom the graph knows to be the same."""

import pyoxigraph as ox

from kg.resources import resource_folder
from kg.store.templates.templates import bind, load_templates

STRIKE_WITH_ITS_DEAD = """
@prefix sr: <https://w3id.org/sitrep/ns#> . @prefix ex: <https://example.org/> .
ex:strike sr:occurredIn ex:valley ; sr:month "2020-05" ; sr:killedLow 3 ; sr:killedHigh 5 .
ex:deaths sr:occurredIn ex:valley ; sr:month "2020-05" ; sr:killedLow 3 ; sr:killedHigh 5 ; sr:partOf ex:strike .
ex:ambush sr:occurredIn ex:valley ; sr:month "2020-05" ; sr:killedLow 2 ; sr:partOf ex:campaign .
"""


def test_the_dead_of_an_attack_are_counted_once() -> None:
    store = ox.Store()
    store.load(STRIKE_WITH_ITS_DEAD.encode(), format=ox.RdfFormat.TURTLE)
    asked = bind(load_templates(resource_folder("queries"))["deaths-by-month"], {"place": "https://example.org/valley"})
    found = store.query(asked)
    assert isinstance(found, ox.QuerySolutions)
    assert [[term.value for term in row] for row in found] == [["2020-05", "2", "5", "7"]]
