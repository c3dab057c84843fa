"""Annotating many articles, in several processes when asked."""

from collections.abc import Iterable, Iterator

from kg.annotation.annotation import JsonObject, annotate
from kg.articles.article import Article
from kg.reader import ArticleReader, work_in_parallel

Annotated = tuple[JsonObject, int]
"""An annotation and how many sentences the text has."""


def annotate_all(reader: ArticleReader, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Annotated]:
    """Yield the annotation of each article, in order, with its number of sentences."""
    return work_in_parallel(_annotations, reader, articles, workers=workers)


def _annotations(reader: ArticleReader, batch: list[Article]) -> list[Annotated]:
    return [
        (annotate(article, mentions, claims, reader.terms), len(mentions.sentences))
        for article, mentions, claims in reader.read(batch)
    ]
