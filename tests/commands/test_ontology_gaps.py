"""``kg ontology gaps`` as a user types it."""

from pathlib import Path

from click.testing import CliRunner, Result

from kg.articles.readers import NO_DEFAULTS
from kg.build import build
from kg.cli import main
from kg.config import Config

ARTICLE = "Soldiers vaccinated children near Basra on Monday, officials of the Tamboura Committee said."


def gaps(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["ontology", "gaps", *map(str, arguments)], catch_exceptions=False)


def test_files_and_the_store_of_them_have_the_same_gaps(tmp_path: Path) -> None:
    (tmp_path / "camp.txt").write_text(ARTICLE)
    build(
        [str(tmp_path / "camp.txt")], Config(store=tmp_path / "store", workers=1, build_workers=1), defaults=NO_DEFAULTS
    )
    from_file = gaps(tmp_path / "camp.txt", "--least", "1")
    assert 'sr:trigger "to vaccinate"@en . # nearest class: ' in from_file.output
    assert "/workbench#TambouraCommittee> a owl:NamedIndividual , sr:" in from_file.output
    assert gaps("--store", tmp_path / "store", "--least", "1").output == from_file.output


def test_where_nothing_is_told_often_the_answer_says_so(tmp_path: Path) -> None:
    (tmp_path / "camp.txt").write_text(ARTICLE)
    assert "## Nothing is told so often" in gaps(tmp_path / "camp.txt", "--least", "2").output


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "camp.txt").write_text(ARTICLE)
    result = gaps(tmp_path / "camp.txt", tmp_path / "nothing.txt", "--least", "1", "--limit", "1")
    assert result.exit_code == 3
    assert "nothing.txt cannot be read" in result.output
    assert "## Read: 1 article." in result.output
