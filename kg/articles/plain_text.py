"""Plain text: its encoding and, where it has one, its title."""

import codecs
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from kg.errors import ArticleError

LOGGER = logging.getLogger(__name__)

MAX_BYTES: Final = 10_000_000
"""An article larger than this is no article but a collection of them."""
MAX_CHARACTERS: Final = 500_000
"""The same of its text, some eighty thousand words: the language model needs memory for a text as a whole."""
LONGEST_TITLE: Final = 150
_HEAD: Final = 4000

_OTHER_FORMATS: Final = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or an Office document", b"\x1f\x8b": "gzipped"}
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ABBREVIATION: Final = re.compile(r"\b(?:[A-Z]\.)+")


def check_size(size: int) -> None:
    """Raise ArticleError if an article of so many bytes is too large."""
    if size > MAX_BYTES:
        raise ArticleError(
            f"is larger than {MAX_BYTES // 1_000_000} MB. Split it into articles, as JSON Lines for example."
        )


def check_length(text: str) -> None:
    """Raise ArticleError if a text is too long to be analysed."""
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"has a text of {len(text):,} characters, more than the {MAX_CHARACTERS:,} of an article. "
            "Split it into articles, as JSON Lines for example."
        )


def is_blank(line: bytes) -> bool:
    """Tell whether a line holds nothing but white space and, at the start of a file, a byte order mark."""
    return not line.removeprefix(codecs.BOM_UTF8).strip()


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; of a line too large for an article only as much as shows that it is."""
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES)


def decode(data: bytes, name: str = "A text") -> str:
    """Return the text of a file, unchanged but for a byte order mark, which belongs to the encoding.

    UTF-8, or UTF-16 with its mark; anything else is read as Windows-1252 or Latin-1, with a warning in the log that
    names the file.
    Raises ArticleError where the bytes are no text.
    """
    for start, kind in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise ArticleError(f"is {kind}, not text. Convert it to plain text first.")
    if data.startswith(_UTF16):
        return _checked(data.decode("utf-16", errors="replace"))
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = _checked(_decode_western(data))
    LOGGER.warning("%s is not UTF-8 and was read as a Western European encoding: %.60r", name, text)
    return text


def _decode_western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _checked(text: str) -> str:
    if "\0" in text:
        raise ArticleError("is binary, not text. Convert it to plain text first.")
    return text


def find_title(text: str) -> str | None:
    """Return the first line if it is clearly a title, else None.

    A title is short, starts with a capital or digit, is no sentence, and a blank line and a longer paragraph follow.
    """
    lines = text[:_HEAD].lstrip().splitlines()
    if len(lines) < 3 or lines[1].strip():
        return None
    title = lines[0].strip()
    paragraph = next((line for line in lines[2:] if line.strip()), "")
    if len(title.split()) < 3 or len(title) > LONGEST_TITLE or len(paragraph) <= len(title):
        return None
    if not (title[0].isupper() or title[0].isdigit()):
        return None
    without_abbreviations = _ABBREVIATION.sub("", title)
    return None if "." in without_abbreviations or title.endswith(tuple("!:;,–—-")) else title
