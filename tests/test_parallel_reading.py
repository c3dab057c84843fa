"""Reading in parallel: in order, a few batches ahead, and ended at any moment."""

from collections.abc import Iterator
from itertools import count, islice

from kg.articles.article import Article
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
