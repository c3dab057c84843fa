"""What the graph must be able to answer: each question has the rows that the samples give.

``UPDATE_COMPETENCY=1 pytest tests/competency`` writes them anew; read the difference before committing it.
"""

import csv
import io
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.resources import resource_folder
from kg.store.layout import open_folder
from kg.store.results import short_form
from kg.store.snapshots import current_snapshot
from kg.store.templates.templates import Template, bind, load_templates

EXPECTED = Path(__file__).parent.parent / "data" / "competency"
QUESTIONS = load_templates(resource_folder("queries") / "competency")


@pytest.fixture(scope="module")
def samples(sample_store: Path) -> ox.Store:
    return ox.Store.read_only(str(current_snapshot(open_folder(sample_store)).path))


def answer(question: Template, samples: ox.Store) -> str:
    """The rows as CSV, with the names of their columns."""
    found = samples.query(bind(question, {}))
    assert isinstance(found, ox.QuerySolutions)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(variable.value for variable in found.variables)
    writer.writerows(["" if term is None else short_form(term) for term in row] for row in found)
    return out.getvalue()


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_has_its_answer(question: Template, samples: ox.Store) -> None:
    fresh = answer(question, samples)
    expected = EXPECTED / f"{question.name}.csv"
    if os.environ.get("UPDATE_COMPETENCY"):
        expected.write_text(fresh, encoding="utf-8")
    assert fresh == expected.read_text(encoding="utf-8")
    assert fresh.count("\n") > 1, "a question without an answer tests nothing"


def test_the_questions_are_many_and_each_is_one() -> None:
    assert len(QUESTIONS) >= 25
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(QUESTIONS)
    assert all(question.summary.endswith("?") and question.tags for question in QUESTIONS.values())


def test_a_question_can_be_asked_from_the_command_line(sample_store: Path) -> None:
    command = ["query", "competency/bases-in-a-country", "--store", str(sample_store), "--param", "country=auth:Iraq"]
    result = CliRunner().invoke(main, [*command, "--format", "csv"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Ain al-Asad air base" in result.output


def test_an_unknown_question_is_answered_with_those_there_are(sample_store: Path) -> None:
    result = CliRunner().invoke(main, ["query", "competency/why", "--store", str(sample_store)])
    assert result.exit_code == 1
    assert "There is no query template competency/why. Name one of" in result.output
    assert "why-this-toll" in result.output
