"""Full-text search over labels, titles and sentences."""

import re
import sqlite3
import time
import unicodedata
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import QueryTimeoutError, StoreError
from kg.store.search_index import KINDS, DocumentKind

WORD: Final = re.compile(r"\w+")
_MOST_WORDS: Final = 20
_SECONDS: Final = 5.0
_CHECK_EVERY: Final = 100_000
_FIND: Final = Path(__file__).with_name("search-find.sql")


@dataclass(frozen=True)
class SearchHit:
    """A thing or sentence that bears the words: its IRI, the kind of text, the text, and where the words stand in it.

    ``marks`` are pairs of offsets into ``text``, end exclusive.
    """

    iri: str
    kind: DocumentKind
    text: str
    marks: tuple[tuple[int, int], ...]


def search(path: Path, text: str, *, limit: int = 20, kinds: Collection[DocumentKind] = KINDS) -> list[SearchHit]:
    """Return at most ``limit`` hits that hold all words of ``text``, the last one perhaps only begun, best first.

    Each IRI comes once, with the text that fits best. Anything but words and digits is ignored. Raises StoreError if
    the store has no index, QueryTimeoutError if it takes more than 5 s.
    """
    words = WORD.findall(text)[:_MOST_WORDS]
    if not words:
        return []
    pattern = " ".join(f'"{word}"' for word in words) + "*"
    parameters = {"pattern": pattern, "limit": limit, "kinds": ",".join(kinds)}
    try:
        with closing(_open(path)) as database:
            rows = database.execute(_FIND.read_text(encoding="utf-8"), parameters).fetchall()
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            raise QueryTimeoutError(f"the search took longer than {_SECONDS:g} s: search for rarer words") from error
        raise StoreError(f"cannot search in {path}: {error}; run 'kg build' to make the index anew") from error
    return [SearchHit(iri, kind, found, marked(found, words)) for iri, kind, found in rows]


def _open(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    try:
        database = sqlite3.connect(f"{address}?mode=ro", uri=True)
        database.execute("SELECT 1 FROM document").fetchone()
    except sqlite3.OperationalError:
        # A folder that may not be written has no room for the reader's lock; nobody else writes there either.
        database = sqlite3.connect(f"{address}?immutable=1", uri=True)
    deadline = time.monotonic() + _SECONDS
    database.set_progress_handler(lambda: int(time.monotonic() > deadline), _CHECK_EVERY)
    return database


def marked(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where words stand in a text, the last one perhaps only begun, as pairs of offsets, end exclusive."""
    wanted = {fold(word) for word in words}
    begun = fold(words[-1])
    found = ((match.span(), fold(match.group())) for match in WORD.finditer(text))
    return tuple(span for span, word in found if word in wanted or word.startswith(begun))


def fold(word: str) -> str:
    """Return text in the form in which it is compared: small letters without marks."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
