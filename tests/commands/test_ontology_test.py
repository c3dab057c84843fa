"""``kg ontology test`` as a user types it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.resources import resource_folder

WRONG = """
sr:AirStrike sr:positiveExample "The artillery shelled the town."@en , "Nothing of note was said."@en ;
    sr:negativeExample "An air strike hit the town."@en .
"""


def ontology_test(*arguments: str | Path) -> Result:
    words = ["ontology", "test", *map(str, arguments)]
    return CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    shutil.copytree(resource_folder("ontology"), tmp_path / "ontology")
    root = tmp_path / "ontology" / "workbench.ttl"
    root.write_text(root.read_text(encoding="utf-8") + WRONG, encoding="utf-8")
    return root


def test_the_shipped_examples_pass() -> None:
    result = ontology_test("--class", "AirStrike")
    assert result.exit_code == 0
    assert ", 0 fail\n" in result.output


def test_what_fails_is_told_in_words(wrong: Path) -> None:
    result = ontology_test(wrong, "--class", "AirStrike")
    assert result.exit_code == 1
    assert "air strike: not found; instead artillery shelling at 'shelled':\n    The artillery" in result.output
    assert "air strike: not found; nothing was:\n    Nothing of note" in result.output
    assert "air strike: found at 'strike'" in result.output
    assert ", 3 fail\n" in result.output


def test_an_unknown_class_is_a_plain_error() -> None:
    result = ontology_test("--class", "AirStrok")
    assert result.exit_code == 1
    assert "kg: No class AirStrok has an example sentence." in result.output
