"""Annotating many articles, in several processes when asked."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from kg.annotation.annotation import JsonObject
from kg.annotation.annotation import annotate as annotation_of
from kg.articles.article import Article
from kg.reader import ArticleReader

BATCH: Final = 16
"""Articles that a process takes at once."""

Annotated = tuple[JsonObject, int]
"""An annotation and how many sentences the text has."""


def annotate_all(reader: ArticleReader, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Annotated]:
    """Yield the annotation of each article, in order, with its number of sentences.

    With more than one worker, processes are forked that share the loaded models.
    """
    if workers == 1:
        yield from _annotate(reader, articles)
        return
    remaining = iter(articles)
    batches = iter(lambda: list(islice(remaining, BATCH)), [])
    with multiprocessing.get_context("fork").Pool(workers, _start_worker, (reader,)) as pool:
        for done in pool.imap(_work, batches):
            yield from done


def _annotate(reader: ArticleReader, articles: Iterable[Article]) -> Iterator[Annotated]:
    for article, mentions, claims in reader.read(articles):
        yield annotation_of(article, mentions, claims, reader.terms), len(mentions.sentences)


_readers: list[ArticleReader] = []


def _start_worker(reader: ArticleReader) -> None:
    # Ctrl-C reaches the whole process group; the parent ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _readers[:] = [reader]


def _work(batch: list[Article]) -> list[Annotated]:
    return list(_annotate(_readers[0], batch))
