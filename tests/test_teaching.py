"""What an analyst adds in Protégé and saves is extracted, by the steps of docs/how-to/teach-in-protege.md."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from owl_api_turtle import FOOTER, owl_api_turtle
from rdflib.compare import isomorphic

from kg.cli import main
from kg.config import Config
from kg.namespaces import NS
from kg.resources import resource_folder
from kg.store.reader import open_reader

WORKBENCH = "https://w3id.org/sitrep/workbench"
HOW_TO = (Path(__file__).parent.parent / "docs" / "how-to" / "teach-in-protege.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.DOTALL)


TAUGHT, ARTICLE = blocks("turtle")[0], blocks("text")[0]
SESSIONS = [session.split("\n") for block in blocks("console") for session in block.strip("$ \n").split("\n$ ")]


def graph_of(path: Path, more: str = "") -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(data=path.read_text(encoding="utf-8") + more, format="turtle")


def saved_by_protege(folder: Path, taught: str) -> Path:
    """Return the workbench of a copy of the ontology after the additions were made and saved."""
    shutil.copytree(resource_folder("ontology"), folder / "my-ontology")
    root = folder / "my-ontology" / "workbench.ttl"
    root.write_text(owl_api_turtle(graph_of(root, taught), WORKBENCH), encoding="utf-8")
    return root


@pytest.fixture(scope="module", params=[WORKBENCH + "#", NS], ids=["workbench", "sitrep"])
def namespace(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def taught(namespace: str) -> str:
    return TAUGHT.replace(WORKBENCH + "#", namespace)


@pytest.fixture(scope="module")
def folder(taught: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taught")
    saved_by_protege(folder, taught)
    (folder / "cables.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_the_file_is_saved_in_the_form_of_the_owl_api(folder: Path, namespace: str, taught: str) -> None:
    text = (folder / "my-ontology" / "workbench.ttl").read_text(encoding="utf-8")
    assert text.endswith(FOOTER)
    assert "CableCutting rdf:type owl:Class ;\n" in text
    assert f"###  {namespace}MarshWolves\n" in text
    shipped = resource_folder("ontology") / "workbench.ttl"
    assert isomorphic(graph_of(folder / "my-ontology" / "workbench.ttl"), graph_of(shipped, taught))


def test_the_commands_answer_as_the_how_to_shows(folder: Path, namespace: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KG_WORKERS", "1")
    for command, *shown in SESSIONS:
        result = CliRunner().invoke(main, shlex.split(command)[1:], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        for line in shown:
            words = line.replace(WORKBENCH + "#", namespace).replace(f"<{NS}CableCutting>", "sr:CableCutting").split()
            assert " ".join(words) in " ".join(result.output.split())


def test_what_was_taught_is_in_the_graph(folder: Path, namespace: str) -> None:
    pattern = (
        f"?event a <{namespace}CableCutting> , sr:Sabotage ; sr:hasActor <{namespace}MarshWolves> ; sr:disputed true"
    )
    with open_reader(Config(store=folder / "cables")) as reader:
        rows = list(reader.select(f"PREFIX sr: <{NS}> SELECT ?event {{ {pattern} }}").texts())
    assert len(rows) == 1


def test_words_for_a_class_of_ours_count_too(tmp_path: Path) -> None:
    words = """sr:ShootingAttack sr:trigger "to spray with bullets"@en ;
        sr:positiveExample "Gunmen sprayed the bus with bullets."@en ."""
    root = saved_by_protege(tmp_path, words)
    result = CliRunner().invoke(
        main, ["ontology", "test", str(root), "--class", "ShootingAttack"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
