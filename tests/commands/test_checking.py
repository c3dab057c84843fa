"""``kg check`` as a user types it: what it says of a sound store and of a broken one."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.namespaces import RDF, SH, SHAPES
from kg.store.writer import Change, open_writer

BASE = "https://w3id.org/sitrep/"
SENTENCE = f"{BASE}id/article/broken#char=0,6"
EVENT = f"{BASE}id/event/broken"
BROKEN = f"""
PREFIX sr: <https://w3id.org/sitrep/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA {{
  GRAPH <{BASE}graph/article/broken> {{
    <{BASE}id/article/broken> a sr:Article ; sr:hasText <{BASE}id/text/broken> .
    <{SENTENCE}> a sr:Sentence ; sr:inArticle <{BASE}id/article/broken> ; sr:sentenceIndex 0 ;
      sr:begin 0 ; sr:end 6 ; sr:exactText "Troops" .
  }}
  GRAPH <{BASE}graph/texts> {{ <{BASE}id/text/broken> sr:content "Rebels fled." }}
  <{EVENT}> a sr:Event ; rdfs:label "raid"@en ; sr:articleCount 1 ; sr:killedLow 9 ; sr:killedHigh 3 .
}}
"""


def check(store: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--store", str(store), *options], catch_exceptions=False)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a sentence that its article does not hold, and an event that nobody tells of."""
    path = tmp_path_factory.mktemp("broken") / "store"
    staged = ox.Store()
    staged.update(BROKEN)
    with open_writer(path) as writer:
        writer.commit(Change(list(staged)))
    return path


def test_a_sound_store_passes(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store"):
        pass
    result = check(tmp_path / "store")
    assert result.exit_code == 0
    assert result.output == "0 violations, 0 warnings, 0 notes in 0 things\n"


def test_a_finding_tells_thing_reason_remedy_and_check(broken: Path) -> None:
    result = check(broken)
    assert result.exit_code == 1
    assert "violation: The words of a mention or sentence are not those that stand" in result.output
    assert "Read the article again" in result.output
    assert f"<{SENTENCE}> → 'Troops'" in result.output
    assert "(1 by words-not-in-text)" in result.output
    assert f"<{EVENT}> (raid) → '9'" in result.output


def test_findings_as_json(broken: Path) -> None:
    report = json.loads(check(broken, "--format", "json").stdout)
    by_check = {entry["check"]: entry for entry in report["checks"]}
    assert by_check[SHAPES + "EventKilled"]["findings"] == [{"thing": EVENT, "value": "9", "thingLabel": "raid"}]
    assert by_check[SHAPES + "ArticleDated"]["severity"] == "warning"
    assert report["violations"] == sum(e["count"] for e in report["checks"] if e["severity"] == "violation")


def test_findings_as_a_shacl_report(broken: Path) -> None:
    written = check(broken, "--format", "turtle").stdout
    report = ox.Store()
    report.load(written, format=ox.RdfFormat.TURTLE)
    about = ox.NamedNode(SH + "focusNode")
    assert list(report.quads_for_pattern(None, about, ox.NamedNode(EVENT)))
    assert list(report.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + "ValidationReport")))
    assert "sh:conforms false" in written


def test_severity_leaves_out_what_is_less_bad(broken: Path) -> None:
    report = json.loads(check(broken, "--severity", "violation", "--format", "json").stdout)
    assert report["warnings"] == report["notes"] == 0
    assert report["violations"] > 0


def test_no_store_no_check(tmp_path: Path) -> None:
    result = check(tmp_path / "nothing")
    assert result.exit_code == 1
    assert "there is no store" in result.output
