"""Reading in parallel: in order, a few batches ahead, and ended at any moment."""

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from kg import build
from kg.articles.article import Article
from kg.articles.readers import NO_DEFAULTS
from kg.config import Config
from kg.reader import BATCH, ArticleReader, read_in_parallel


def endless(taken: list[int]) -> Iterator[Article]:
    for number in count():
        taken.append(number)
        yield Article(f"Rebels shelled Manbij for the {number}th time.", url=f"https://example.org/{number}")


def test_workers_give_articles_in_order(reader: ArticleReader) -> None:
    outcomes = list(islice(read_in_parallel(reader, endless([]), workers=2), 3 * BATCH))
    assert [outcome.article.url for outcome in outcomes] == [f"https://example.org/{n}" for n in range(3 * BATCH)]
    assert all(outcome.claims and outcome.own for outcome in outcomes)


def test_ending_early_ends_the_workers_and_reads_only_a_little_ahead(reader: ArticleReader) -> None:
    taken: list[int] = []
    outcomes = read_in_parallel(reader, endless(taken), workers=2)
    next(outcomes)
    outcomes.close()
    assert len(taken) <= 10 * BATCH


def test_a_build_reads_in_its_own_number_of_processes(
    reader: ArticleReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ArticleReader, "load", lambda *_, **__: reader)
    monkeypatch.setattr(build, "read_in_parallel", lambda *_, workers: iter(asked.append(workers) or ()))
    (tmp_path / "raid.txt").write_text("Rebels raided the town of Manbij on Monday.")
    config = Config(store=tmp_path / "store", workers=9, build_workers=3)
    build.build([str(tmp_path / "raid.txt")], config, defaults=NO_DEFAULTS)
    assert asked == [3]
