"""The way in: files, folders and standard input become articles; what cannot be read is reported, never lost."""

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from kg.articles.article import Article
from kg.articles.html import read_html
from kg.articles.json_lines import read_json, read_json_lines
from kg.articles.language import check_english
from kg.articles.metadata import dateline_day
from kg.articles.plain_text import (
    MAX_BYTES,
    bounded_lines,
    check_length,
    check_size,
    decode,
    find_title,
    is_blank,
)
from kg.articles.table import read_table
from kg.errors import ArticleError

TEXT_SUFFIXES: Final = frozenset({".txt", ".text"})
JSON_SUFFIXES: Final = frozenset({".json"})
TABLE_SUFFIXES: Final = frozenset({".csv", ".tsv"})
JSON_LINES_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
KNOWN_SUFFIXES: Final = TEXT_SUFFIXES | JSON_LINES_SUFFIXES | JSON_SUFFIXES | TABLE_SUFFIXES | HTML_SUFFIXES
STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is taken for true of articles that do not say it themselves; ``published`` in UTC."""

    published: datetime | None = None
    source: str | None = None


NO_DEFAULTS: Final = Defaults()


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could not be read: where, and a sentence with name, reason and remedy."""

    path: str
    message: str


def read_articles(paths: Iterable[str | Path], *, defaults: Defaults = NO_DEFAULTS) -> Iterator[Article | Failure]:
    """Yield the articles of files, folders (all files below, in order of their names) and ``-`` (standard input).

    Text files hold one article, JSON Lines one a line, JSON one or a list of them, tables one a row, HTML files a saved
    page; standard input is JSON Lines if it starts with ``{``, else text. Hidden files in folders are passed over. What
    cannot be read yields a Failure and the rest goes on.
    """
    for path in paths:
        for file in _files(str(path)):
            name = "standard input" if file == STANDARD_INPUT else file
            try:
                for found in _read(file):
                    yield _settle(found, name, defaults)
            except OSError as error:
                yield Failure(name, f"{name} cannot be read: {error.strerror}. Check the name and the permissions.")
            except ArticleError as error:
                yield Failure(name, f"{name} {error}")


def _files(path: str) -> Iterator[str]:
    if path == STANDARD_INPUT or not Path(path).is_dir():
        yield path
        return
    empty = True
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            empty = False
            yield str(Path(folder, name))
    if empty:
        yield path


def _settle(found: Article | ArticleError, name: str, defaults: Defaults) -> Article | Failure:
    """Return the article with the defaults filled in, or the day of its dateline, or why it cannot be taken."""
    if isinstance(found, ArticleError):
        return Failure(name, f"{name}, {found}")
    try:
        if not found.text.strip():
            raise ArticleError("is empty. Leave it out or fill it in.")
        check_length(found.text)
        check_english(found.text)
    except ArticleError as error:
        which = f"{name}, article {found.given_id}," if found.given_id else name
        return Failure(name, f"{which} {error}")
    published = found.published or defaults.published or dateline_day(found.text)
    return replace(found, published=published, source=found.source or defaults.source)


def _read(file: str) -> Iterator[Article | ArticleError]:
    if file == STANDARD_INPUT:
        yield from _read_standard_input(sys.stdin.buffer)
        return
    suffix = Path(file).suffix.lower()
    if Path(file).is_dir():
        raise ArticleError("holds no files. Name a folder with articles.")
    if suffix in JSON_LINES_SUFFIXES:
        with Path(file).open("rb") as stream:
            yield from read_json_lines(bounded_lines(stream))
    elif suffix in HTML_SUFFIXES:
        yield read_html(_whole(file))
    elif suffix in JSON_SUFFIXES:
        yield from read_json(_whole(file), file)
    elif suffix in TABLE_SUFFIXES:
        yield from read_table(_whole(file), file)
    elif suffix in TEXT_SUFFIXES:
        yield _text_article(_whole(file), file)
    else:
        Path(file).stat()
        known = ", ".join(sorted(KNOWN_SUFFIXES))
        raise ArticleError(f"is of a kind that is not read. Save it as one of {known}, or take it out of the folder.")


def _whole(file: str) -> bytes:
    with Path(file).open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    check_size(len(data))
    return data


def _text_article(data: bytes, name: str) -> Article:
    text = decode(data, name)
    return Article(text=text, title=find_title(text))


def _read_standard_input(stream: BinaryIO) -> Iterator[Article | ArticleError]:
    lines = bounded_lines(stream)
    start = []
    for line in lines:
        start.append(line)
        if not is_blank(line):
            break
    whole = chain(start, lines)
    if start and start[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from read_json_lines(whole)
    else:
        yield _text_article(_joined(whole), "Standard input")


def _joined(lines: Iterable[bytes]) -> bytes:
    data = bytearray()
    for line in lines:
        data += line
        check_size(len(data))
    return bytes(data)
