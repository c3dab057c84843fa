"""Every shipped query template answers, answers what its header promises, and does not count evidence twice."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.resources import resource_folder
from kg.store.templates.templates import Template, TemplateTest, bind, load_templates

DATA = Path(__file__).parent.parent / "data"
EXAMPLES = (DATA / "example.trig", DATA / "questions.trig")
ARTICLE_GRAPH = "https://w3id.org/sitrep/graph/article/"
TEMPLATES = load_templates(resource_folder("queries"))
CASES = [
    pytest.param(template, case, id=f"{name}-{number}")
    for name, template in TEMPLATES.items()
    for number, case in enumerate(template.tests)
]


def example() -> ox.Store:
    store = ox.Store()
    for path in EXAMPLES:
        store.load(path=path, format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    return example()


@pytest.fixture(scope="module")
def doubled() -> ox.Store:
    """The same facts, with what each article says in a second graph as well."""
    store = example()
    evidence = [quad for quad in store if ARTICLE_GRAPH in str(quad.graph_name)]
    assert len(evidence) > 500
    store.extend(ox.Quad(s, p, o, ox.NamedNode(f"{g.value}-copy")) for s, p, o, g in evidence)
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(str(term) for term in row) for row in solutions]


def test_there_are_templates_and_each_is_tested_with_its_examples() -> None:
    assert len(TEMPLATES) >= 32
    for template in TEMPLATES.values():
        assert template.summary and template.description and template.tags and template.limit
        assert any(case.rows for case in template.tests), f"{template.name} shows no rows on the example"


@pytest.mark.parametrize(("template", "case"), CASES)
def test_a_template_gives_the_rows_it_promises(template: Template, case: TemplateTest, graph: ox.Store) -> None:
    assert len(rows(graph, bind(template, case.values))) == case.rows


@pytest.mark.parametrize(("template", "case"), CASES)
def test_doubled_evidence_changes_no_answer(
    template: Template, case: TemplateTest, graph: ox.Store, doubled: ox.Store
) -> None:
    query = bind(template, case.values)
    assert rows(doubled, query) == rows(graph, query)


def test_a_question_names_who_says_each_of_two_numbers(graph: ox.Store) -> None:
    [row] = graph.query(bind(TEMPLATES["contradictory-counts"], {"month": "2022-04"}))
    assert (row["lower"].value, row["lowerSourceLabel"].value) == ("One sailor", "Ministry of Defence of Russia")
    assert (row["higher"].value, row["higherSourceLabel"].value) == ("About 40 sailors", "Novaya Gazeta Europe")
    assert "27 are missing" in row["lowerSentence"].value


def test_a_class_stands_for_its_subclasses_and_a_place_for_what_lies_in_it(graph: ox.Store) -> None:
    values = {"class": "ViolentEvent", "place": "auth:Syria", "month": "2025-12"}
    found = rows(graph, bind(TEMPLATES["events-by-class-place-month"], values))
    assert [row[1] for row in found] == [
        '"2025-12-13 shooting attack, Palmyra"',
        '"2025-12-20 missile strike, Deir ez-Zor"',
    ]


def test_a_denial_is_told_with_its_speaker(graph: ox.Store) -> None:
    [row] = graph.query(bind(TEMPLATES["disputed-events"], {"year": "2022"}))
    assert (row["stance"].value, row["speakerLabel"].value) == ("denies", "Ministry of Defence of Russia")


def test_a_speaker_is_asked_for_what_it_denied(graph: ox.Store) -> None:
    [row] = graph.query(bind(TEMPLATES["denials-by"], {"speaker": "auth:RussianMinistryOfDefence"}))
    assert row["denied"] == term("MissileStrike")
    assert "denied that missiles had struck" in row["sentence"].value


def test_days_that_disagree_stand_beside_each_other_with_who_says_so(graph: ox.Store) -> None:
    [row] = graph.query(bind(TEMPLATES["changes-of-day"], {"month": "1991-02"}))
    assert (row["earlierDay"].value, row["earlierSourceLabel"].value) == ("1991-02-25", "Harbour Gazette")
    assert (row["laterDay"].value, row["laterSourceLabel"].value) == ("1991-02-26", "Meridian Wire")
    assert "on February 26, 1991" in row["laterSentence"].value


def test_every_mention_of_the_example_stands_in_its_text(graph: ox.Store) -> None:
    texts = {quad.subject: quad.object.value for quad in graph.quads_for_pattern(None, term("content"), None)}
    of_article = {quad.subject: texts[quad.object] for quad in graph.quads_for_pattern(None, term("hasText"), None)}
    spans = list(graph.quads_for_pattern(None, term("exactText"), None))
    assert len(spans) > 60
    for span in spans:
        begin, end = map(int, span.subject.value.partition("#char=")[2].split(","))
        article = ox.NamedNode(span.subject.value.partition("#")[0])
        assert of_article[article][begin:end] == span.object.value


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode("https://w3id.org/sitrep/ns#" + name)


def test_numbers_of_one_sentence_or_of_different_groups_are_no_contradiction() -> None:
    example = EXAMPLES[0].read_text(encoding="utf-8")
    higher = 'sr:countText "About 40 sailors" ;\n        sr:countGroup "sailor"'
    assert example.count(higher) == 1
    others = ox.Store()
    others.load(example.replace(higher, higher.replace('"sailor"', '"child"')).encode(), format=ox.RdfFormat.TRIG)
    assert not rows(others, bind(TEMPLATES["contradictory-counts"], {"month": "2022-04"}))
    joined = ox.Store()
    one, two = "<id/article/e57228dfcec76fe4#char=0,128>", "<id/article/51c60fd08fcf2d52#char=0,108>"
    joined.load(example.replace(two, one).encode(), format=ox.RdfFormat.TRIG)
    assert not rows(joined, bind(TEMPLATES["contradictory-counts"], {"month": "2022-04"}))
