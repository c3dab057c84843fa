"""A ``#+ page`` line: only what a page shows is looked up, and the pages together are the whole answer."""

from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.resources import resource_folder
from kg.store.templates.templates import Template, bind, load_templates, parse_template

DATA = Path(__file__).parent.parent / "data"
EXAMPLES = (DATA / "example.trig", DATA / "questions.trig")
PAGED = {name: each for name, each in load_templates(resource_folder("queries")).items() if "#+ page" in each.body}
NESTED = "SELECT ?a ?b { SELECT ?a { ?a ?p ?o } ORDER BY ?a\n#+ page\n } ?a ?q ?b } ORDER BY ?a ?b"


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    store = ox.Store()
    for path in EXAMPLES:
        store.load(path=path, format=ox.RdfFormat.TRIG)
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(str(term) for term in row) for row in solutions]


def test_a_page_line_becomes_the_limit_of_all_pages_so_far() -> None:
    template = parse_template("nested", NESTED)
    bound = bind(template, {}, limit=10, offset=30)
    assert "LIMIT 40\n }" in bound
    assert bound.endswith("\nLIMIT 10\nOFFSET 30")
    assert "page" not in bind(template, {})


@pytest.mark.parametrize("template", PAGED.values(), ids=PAGED)
def test_the_pages_together_are_the_whole_answer(template: Template, graph: ox.Store) -> None:
    values = next(case.values for case in template.tests if case.rows)
    whole = rows(graph, bind(template, values, limit=1000))
    pages = [rows(graph, bind(template, values, limit=1, offset=number)) for number in range(len(whole) + 1)]
    assert whole and list(chain.from_iterable(pages)) == whole
