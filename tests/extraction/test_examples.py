"""The example sentences of classes: all of the shipped ontology pass, and one that is wrong is told."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extraction.examples import Example, Trial, examples_of, load_examples, try_examples
from kg.namespaces import NS
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import Terms
from kg.reader import ArticleReader


def tried(reader: ArticleReader, name: str, sentence: str, *, positive: bool = True) -> Trial:
    (trial,) = try_examples([Example(NS + name, sentence, positive)], reader.extractor, reader.terms)
    return trial


def test_every_example_of_the_shipped_ontology_passes(reader: ArticleReader, ontology: Ontology) -> None:
    trials = list(try_examples(load_examples(ontology), reader.extractor, reader.terms))
    assert len({trial.example.cls for trial in trials}) > 100
    assert [trial for trial in trials if not trial.passed] == []


@pytest.mark.parametrize(
    ("name", "positive", "passed"),
    [
        ("AirStrike", True, True),
        ("ViolentEvent", True, True),
        ("ArtilleryShelling", True, False),
        ("ArtilleryShelling", False, True),
        ("AirStrike", False, False),
        ("ViolentEvent", False, False),
    ],
)
def test_an_example_passes(reader: ArticleReader, name: str, *, positive: bool, passed: bool) -> None:
    trial = tried(reader, name, "An air strike hit the town.", positive=positive)
    assert trial.passed is passed
    assert ("strike", NS + "AirStrike") in trial.found


def test_an_example_of_a_class_of_things_is_looked_for_among_the_entities(reader: ArticleReader) -> None:
    trial = tried(reader, "AirBase", "The jets took off from Bagram air base.")
    assert [words for words, _ in trial.hits] == ["Bagram air base"]


@pytest.mark.parametrize("name", ["Sabotage", "sabotage", NS + "Sabotage"])
def test_a_class_is_named_by_local_name_label_or_iri(name: str, ontology: Ontology, terms: Terms) -> None:
    assert NS + "Sabotage" in {example.cls for example in examples_of(load_examples(ontology), name, terms)}


def test_the_examples_below_a_class_are_its_own(ontology: Ontology, terms: Terms) -> None:
    classes = {example.cls for example in examples_of(load_examples(ontology), "ViolentEvent", terms)}
    assert NS + "AirStrike" in classes
    assert NS + "Statement" not in classes


def test_a_class_without_examples_is_refused(ontology: Ontology, terms: Terms) -> None:
    with pytest.raises(OntologyError, match="No class Sabotag has an example"):
        examples_of(load_examples(ontology), "Sabotag", terms)


def test_an_example_on_what_is_no_class_is_refused(tmp_path: Path) -> None:
    statements = "<https://example.org/o> a owl:Ontology . sr:AirStrok sr:positiveExample 'Jets struck the town.'@en ."
    prefixes = f"@prefix sr: <{NS}> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
    (tmp_path / "root.ttl").write_text(prefixes + statements)
    with pytest.raises(OntologyError, match="AirStrok has an example sentence but is no class"):
        load_examples(load_ontology(tmp_path / "root.ttl"))
