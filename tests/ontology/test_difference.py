"""What changed in an ontology, in plain words."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import OntologyError
from kg.ontology.difference import Change, compare

HEAD = """\
@prefix sr: <https://w3id.org/sitrep/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/mine> a owl:Ontology .
"""
STRIKE = """\
sr:Attack a owl:Class ; rdfs:label "attack"@en .
sr:AirStrike a owl:Class ; rdfs:label "air strike"@en ; rdfs:subClassOf sr:Attack ; sr:trigger "bomb"@en , "strafe"@en ;
    skos:definition "An attack from the air."@en .
"""
NAME = "sr:AirStrike"


def changes(folder: Path, before: str, after: str) -> list[Change]:
    for name, text in (("old.ttl", before), ("new.ttl", after)):
        (folder / name).write_text(HEAD + text)
    return compare(folder / "old.ttl", folder / "new.ttl")


@pytest.mark.parametrize(
    ("replaced", "by", "detail"),
    [
        ('"air strike"@en', '"airstrike"@en', "label: “air strike” → “airstrike”"),
        ("An attack", "A remote attack", "definition: “An attack from the air.” → “A remote attack from the air.”"),
        ("subClassOf sr:Attack", "subClassOf sr:Event", "superclass: attack → sr:Event"),
        ('"strafe"@en', '"strafe"@en , "dive-bomb"@en', "trigger added: “dive-bomb”"),
        (' , "strafe"@en', "", "trigger removed: “strafe”"),
        ("skos:definition", 'skos:altLabel "sortie"@en ; skos:definition', "alias added: “sortie”"),
    ],
)
def test_a_change_is_told_in_words(replaced: str, by: str, detail: str, tmp_path: Path) -> None:
    (change,) = changes(tmp_path, STRIKE, STRIKE.replace(replaced, by))
    assert (change.what, change.term) == ("changed", NAME)
    assert change.details == (detail,)


def test_terms_come_go_and_end(tmp_path: Path) -> None:
    after = (
        STRIKE.replace("sr:Attack a", "sr:Attack owl:deprecated true ; a") + 'sr:Raid a owl:Class ; rdfs:label "raid" .'
    )
    found = changes(tmp_path, STRIKE + "sr:Old a owl:Class .", after)
    assert [(change.what, change.term) for change in found] == [
        ("removed", "sr:Old"),
        ("deprecated", "sr:Attack"),
        ("added", "sr:Raid"),
    ]
    assert found[2].details == ("label: “raid”", "kind: class")


def test_a_new_name_for_the_same_label_is_a_renaming(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, STRIKE, STRIKE.replace("sr:AirStrike", "sr:AerialStrike"))
    assert (change.what, change.term, change.details) == ("renamed", NAME, ("now sr:AerialStrike",))


def test_another_order_and_layout_is_no_change(tmp_path: Path) -> None:
    shuffled = "\n".join(reversed(STRIKE.replace(" ; ", " ;\n").replace(" .\n", " .\n\n").split("\n\n")))
    assert changes(tmp_path, STRIKE, shuffled) == []


def test_axioms_without_a_name_are_told_too(tmp_path: Path) -> None:
    apart = "[] a owl:AllDisjointClasses ; owl:members ( sr:B sr:A sr:C ) ."
    (change,) = changes(tmp_path, STRIKE, STRIKE + apart)
    assert (change.what, change.name) == ("added", "axiom")
    assert "sr:A sr:B sr:C" in change.details[0]


def test_folders_are_compared_whole(tmp_path: Path) -> None:
    for name, text in (("old", STRIKE), ("new", STRIKE.replace("bomb", "bombard"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "events.ttl").write_text(HEAD + text)
    result = CliRunner().invoke(main, ["ontology", "diff", str(tmp_path / "old"), str(tmp_path / "new")])
    assert result.output == "changed: air strike (sr:AirStrike)\n    trigger: “bomb” → “bombard”\n1 change\n"


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no Turtle file"):
        compare(tmp_path, tmp_path)
