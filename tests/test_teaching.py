"""What an analyst adds in Protégé and saves is extracted: a class of events and a militia, by what the how-to says."""

import shutil
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result
from owl_api_turtle import FOOTER, owl_api_turtle
from rdflib.compare import isomorphic

from kg.articles.readers import NO_DEFAULTS
from kg.build import build
from kg.cli import main
from kg.config import Config
from kg.namespaces import NS
from kg.resources import resource_folder
from kg.store.reader import open_reader

WORKBENCH = "https://w3id.org/sitrep/workbench"
TAUGHT = """
@prefix auth: <https://w3id.org/sitrep/authority#> .
<{namespace}CableCutting> a owl:Class ;
    rdfs:subClassOf sr:Sabotage ;
    rdfs:label "cable cutting"@en ;
    skos:definition "Sabotage that severs a cable by which people are supplied with power or speak to each other."@en ;
    sr:trigger "a cable cutting"@en , "to cut cable"@en , "to sever cable"@en ;
    sr:positiveExample "Divers severed two undersea cables off the island on Tuesday."@en ,
        "The cable cutting left the island without power."@en ;
    sr:negativeExample "The firm cut the price of its cable package."@en .
<{namespace}MarshWolves> a owl:NamedIndividual , sr:Militia ;
    rdfs:label "Marsh Wolves"@en ;
    skos:altLabel "Dhiab al-Ahwar"@en , "Wolves of the Marshes"@en .
sr:ShootingAttack sr:trigger "to spray with bullets"@en ;
    sr:positiveExample "Gunmen sprayed the bus with bullets."@en .
"""
ARTICLE = """\
BASRA, Iraq, May 5 (Harbour Wire) — Fighters of the Wolves of the Marshes cut two power cables near Basra on Tuesday, \
officials said.
A spokesman for Dhiab al-Ahwar denied the cable cutting.
"""
PREFIXES = f"PREFIX sr: <{NS}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def graph_of(path: Path, more: str = "") -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(data=path.read_text(encoding="utf-8") + more, format="turtle")


def saved_by_protege(folder: Path, namespace: str) -> Path:
    """Return the workbench of a copy of the ontology after the additions were made and saved."""
    shutil.copytree(resource_folder("ontology"), folder / "ontology")
    root = folder / "ontology" / "workbench.ttl"
    edited = graph_of(root, TAUGHT.format(namespace=namespace))
    root.write_text(owl_api_turtle(edited, WORKBENCH), encoding="utf-8")
    return root


@pytest.fixture(scope="module", params=[NS, WORKBENCH + "#"], ids=["sitrep", "workbench"])
def namespace(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def taught(namespace: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_by_protege(tmp_path_factory.mktemp("taught"), namespace)


def test_the_file_is_saved_in_the_form_of_the_owl_api(taught: Path, namespace: str) -> None:
    text = taught.read_text(encoding="utf-8")
    assert text.endswith(FOOTER)
    assert "CableCutting rdf:type owl:Class ;\n" in text
    assert f"###  {namespace}MarshWolves\n" in text
    assert isomorphic(
        graph_of(taught), graph_of(resource_folder("ontology") / "workbench.ttl", TAUGHT.format(namespace=namespace))
    )


def test_its_examples_pass(taught: Path) -> None:
    result = kg("ontology", "test", taught)
    assert result.exit_code == 0, result.output
    assert result.output.endswith(" 0 fail\n")


def test_what_was_taught_is_extracted(taught: Path, namespace: str, tmp_path: Path) -> None:
    (tmp_path / "cables.txt").write_text(ARTICLE, encoding="utf-8")
    config = Config(store=tmp_path / "store", workers=1)
    report = build([str(tmp_path / "cables.txt")], config, defaults=NO_DEFAULTS, ontology=taught)
    assert report.events == {"CableCutting": 1, "Denial": 1}
    with open_reader(config) as reader:
        pattern = f"?event sr:eventClass <{namespace}CableCutting> ; a sr:Sabotage ; sr:hasActor ?actor"
        rows = list(reader.select(f"{PREFIXES} SELECT ?actor {{ {pattern} }}").texts())
    assert {"actor": f"{namespace}MarshWolves"} in rows
