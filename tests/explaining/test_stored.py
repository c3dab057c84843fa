"""Articles of a store, found again to be explained."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.config import Config
from kg.errors import ArticleError
from kg.explaining.stored import stored_article
from kg.store.reader import open_reader


def some_article(store: Path) -> str:
    with open_reader(Config(store=store)) as reader:
        found = reader.select("SELECT ?a { ?a a <https://w3id.org/sitrep/ns#Article> } ORDER BY ?a LIMIT 1")
    return next(iter(found.texts()))["a"]


def test_an_article_comes_back_by_iri_and_key_as_it_was(sample_store: Path) -> None:
    iri = some_article(sample_store)
    article = stored_article(iri, Config(store=sample_store))
    assert article.text and article == stored_article(iri.rsplit("/", 1)[-1], Config(store=sample_store))


def test_an_unknown_article_is_named(sample_store: Path) -> None:
    with pytest.raises(ArticleError, match="no-such-thing is no article"):
        stored_article("no-such-thing", Config(store=sample_store))


def test_the_command_writes_a_page_of_an_article_of_the_store(sample_store: Path, tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    done = CliRunner().invoke(
        main, ["explain", some_article(sample_store), "--store", str(sample_store), "--html", str(page)]
    )
    assert done.exit_code == 0 and "events explained" in done.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_without_an_article_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = CliRunner().invoke(main, ["explain", str(tmp_path / "empty.txt")])
    assert done.exit_code == 1 and "is empty" in done.output
