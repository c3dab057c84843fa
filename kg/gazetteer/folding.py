"""Spellings of a place name brought to one key, so that "Deir ez-Zor" and "Deir Ezzor" meet."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from kg.gazetteer.place import Kind

# fmt: off
ARABIC_SCRIPT_COUNTRIES: Final = frozenset({
    "AE", "AF", "BH", "DZ", "EG", "IQ", "IR", "JO", "KW", "LB", "LY",
    "MA", "MR", "OM", "PK", "PS", "QA", "SA", "SD", "SY", "TN", "YE",
})
# fmt: on
"""Countries whose names reach English in many transliterations."""

_LETTERS: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
    }
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_ARTICLE: Final = re.compile(r"^(?:(?:a|e)(?:dh|sh|th|[dlnrstz])|ul)[\W_]+(?=\w)", re.IGNORECASE)
_DIGRAPHS: Final = (
    ("dzh", "j"),
    ("dj", "j"),
    ("ch", "sh"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ou", "u"),
)
_ALIKE: Final = str.maketrans(
    {"q": "k", "c": "k", "p": "b", "v": "w", "e": "", "a": "", "i": "", "o": "", "u": "", "y": ""}
)
_DOUBLED: Final = re.compile(r"(.)\1+")


def fold(name: str) -> str:
    """Return the name in lower case without accents, spaces, hyphens and apostrophes; "" unless in Latin letters."""
    if name.isascii():
        return _NO_LETTER.sub("", name.lower())
    letters = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    key = _NO_LETTER.sub("", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return key if key.isascii() else ""


def without_article(name: str) -> str:
    """Return the name without a leading Arabic article: "Ash Shaddadi" → "Shaddadi"."""
    return _ARTICLE.sub("", name, count=1)


def skeleton(name: str) -> str:
    """Return the consonants of a transliterated Arabic name, "" if there are fewer than three.

    "Ash Shaddadi" and "Ash Shaddādah" both give "shdd".
    """
    key = _DOUBLED.sub(r"\1", fold(without_article(name)))
    for spelled, sound in _DIGRAPHS:
        key = key.replace(spelled, sound)
    bones = key.removesuffix("h").translate(_ALIKE)
    return bones if len(bones) >= 3 else ""


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of this package's tables (tab-separated, ``#`` starts a comment line)."""
    text = files("kg.gazetteer").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _generic_words() -> tuple[re.Pattern[str], dict[str, Kind]]:
    kinds: dict[str, Kind] = {"province": "province", "settlement": "settlement", "airport": "airport"}
    words = {row["words"]: kinds[row["kind"]] for row in read_table("generic_words.tsv")}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\s+({'|'.join(map(re.escape, longest_first))})$", re.IGNORECASE), words


def split_kind(name: str) -> tuple[str, Kind | None]:
    """Return the name without a closing generic word, and the kind it stands for: "Goma airport" → "Goma", airport."""
    pattern, kinds = _generic_words()
    found = pattern.search(name)
    return (name[: found.start()], kinds[found[1].casefold()]) if found else (name, None)
