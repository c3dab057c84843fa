"""Names in place of IRIs: of a parameter's value, where exactly one thing is called so."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import ALT_LABEL, LABEL, ex

from kg.config import Config
from kg.errors import TemplateError
from kg.namespaces import sr
from kg.store.reader import Reader, open_reader
from kg.store.templates.names import things_called, unknown_things, without_names
from kg.store.templates.templates import parse_template
from kg.store.writer import Change, open_writer

TEMPLATE = parse_template(
    "facts",
    """#+ params:
#+   - {name: thing, type: iri, multiple: true}
#+   - {name: class, type: class}
#+   - {name: word, type: string}
SELECT * { VALUES ?thing { $thing } ?thing a $class ; rdfs:label ?o FILTER(STR(?o) = $word) }""",
)


@pytest.mark.parametrize("name", ["Aleppo", "aleppo ", "HALAB", "Ḥalab"])
def test_the_name_of_one_thing_becomes_its_iri(small: Reader, name: str) -> None:
    assert without_names(small, TEMPLATE, {"thing": name}) == {"thing": ex("aleppo").value}


def test_each_of_several_values_may_be_a_name(small: Reader) -> None:
    given = ["http://example.org/any", "Aleppo", "auth:Syria", "Thing number 7"]
    found = without_names(small, TEMPLATE, {"thing": list(given), "word": "Aleppo"})
    assert found == {"thing": [given[0], ex("aleppo").value, given[2], ex("thing7").value], "word": "Aleppo"}


@pytest.mark.parametrize("name", ["Atlantis", "Alep", "number 7", "Air strike hits Aleppo", ' } ; DROP ALL # "'])
def test_what_nothing_is_called_is_refused_with_what_is_wanted(small: Reader, name: str) -> None:
    with pytest.raises(TemplateError, match=r"thing cannot be .* an IRI.*nothing in this graph is called"):
        without_names(small, TEMPLATE, {"thing": name})


def test_things_of_one_name_are_listed_unless_one_alone_is_a_class(tmp_path: Path) -> None:
    named = [(ex("a"), LABEL), (ex("b"), ALT_LABEL), (sr("Raid"), LABEL)]
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=[ox.Quad(thing, prop, ox.Literal("Raid")) for thing, prop in named]))
    with open_reader(Config(store=tmp_path / "store")) as reader:
        assert len(things_called(reader, "raid")) == 3
        assert without_names(reader, TEMPLATE, {"class": "raid"}) == {"class": sr("Raid").value}
        with pytest.raises(TemplateError, match="several things") as refused:
            without_names(reader, TEMPLATE, {"thing": "raid"})
    assert all(f"{thing}" in str(refused.value) for thing in (ex("a"), ex("b"))) and "sr:Raid" in str(refused.value)


def test_a_thing_that_the_graph_says_nothing_of_is_told(small: Reader) -> None:
    values = {"thing": [ex("aleppo").value, "auth:Sryia"], "word": "Aleppo", "class": "AirStrik"}
    assert unknown_things(small, TEMPLATE, values) == ["auth:Sryia", "sr:AirStrik"]
