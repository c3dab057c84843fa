"""Tables of articles: one a row, under a row of the names ``text, title, published, source, url, id``."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from kg.articles.article import Article
from kg.articles.json_lines import article_of
from kg.articles.plain_text import MAX_BYTES, decode
from kg.errors import ArticleError

_DELIMITERS: Final = ",;\t"
"""Tried in this order; programs of some countries write the second into a file of comma-separated values."""


def read_table(data: bytes, name: str = "A text") -> Iterator[Article | ArticleError]:
    """Yield the article of each row, or the error that says what is wrong with it; blank rows are passed over.

    Columns are found by the names in the first row, in any case; others are ignored. Only ``text`` is needed. Raises
    ArticleError where the first row has no such name.
    """
    text = decode(data, name)
    head = text.partition("\n")[0]
    csv.field_size_limit(MAX_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count))
    try:
        columns = [column.strip().casefold() for column in next(rows, [])]
        if "text" not in columns:
            raise ArticleError(
                'has no column "text". Name the columns in the first row: text, title, published, source.'
            )
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _article(columns, row, rows.line_num)
    except csv.Error as error:
        yield ArticleError(f"line {rows.line_num} is no row of a table ({error}). Put quotes around each text.")


def _article(columns: list[str], row: list[str], line: int) -> Article | ArticleError:
    try:
        if len(row) > len(columns):
            raise ArticleError("has more cells than the first row. Put quotes around each text.")
        return article_of(dict(zip(columns, row, strict=False)))
    except ArticleError as error:
        return ArticleError(f"line {line} {error}")
