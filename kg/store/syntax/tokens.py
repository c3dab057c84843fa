"""SPARQL text as tokens: what the guard, the templates and the error messages look at."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

# PN_CHARS_BASE, PN_CHARS_U and PN_CHARS of the SPARQL 1.1 grammar, as insides of a character class.
_LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_JOINED: Final = _LETTER + "_0-9\u00b7\u0300-\u036f\u203f\u2040"
_IN_NAME: Final = _JOINED + "\\-"
_ESCAPE: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

# Every repetition is possessive: the scan takes time linear in the text, whatever the text.
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<string>'''(?:'{{0,2}}+(?:[^'\\]|\\.))*+''' | \"\"\"(?:"{{0,2}}+(?:[^"\\]|\\.))*+\"\"\"
               | '(?!'')(?:[^'\\\r\n]|\\[^\r\n])*+' | "(?!"")(?:[^"\\\r\n]|\\[^\r\n])*+")
    | (?P<unclosed>'''.*+ | \"\"\".*+ | ['"][^\r\n]*+)
    | (?P<blank>_:[{_LETTER}_0-9][{_IN_NAME}.]*+)
    | (?P<prefixed>(?:[{_LETTER}][{_IN_NAME}.]*+)?:(?:[{_IN_NAME}:]|{_ESCAPE}|(?<!:)\.)*+)
    | (?P<run>[{_LETTER}][{_IN_NAME}.]*+)
    | (?P<variable>[?$][{_LETTER}_0-9][{_JOINED}]*+)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
    | (?P<number>(?:[0-9]++\.[0-9]*+|\.?[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
    | (?P<punctuation>\^\^|&&|\|\||!=|<=|>=|<<|>>|\{{\||\|\}}|[{{}}()\[\].,;*/+\-=<>!^|?~])
    | (?P<unknown>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PIECE: Final = re.compile(
    r"(?P<word>[A-Za-z][A-Za-z0-9_]*+)|(?P<number>[0-9]++)|(?P<punctuation>[.\-])|(?P<unknown>.)"
)


_EMPTY: Final = {"space", "comment"}


class Token(NamedTuple):
    """A piece of a query: its kind, its text, and where it starts (code points)."""

    kind: str
    """The name of its group in the pattern above: space, comment, iri, string, unclosed …, or word."""
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return where it ends, exclusive."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """Return the word in capitals, ``""`` for any other token."""
        return self.text.upper() if self.kind == "word" else ""


def tokenise(text: str, *, without: Collection[str] = ()) -> Iterator[Token]:
    """Yield all tokens of a query or update but those of some kinds; spaces and comments too are tokens."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind in without:
            continue
        piece, start = match.group(), match.start()
        if kind == "run" and not (piece.isascii() and piece.isalnum()):
            yield from _split(piece, start)
        elif kind in {"prefixed", "blank"} and piece.endswith("."):
            yield from _without_full_stops(kind, piece, start)
        else:
            yield Token("word" if kind == "run" else kind, piece, start)


def _split(run: str, start: int) -> Iterator[Token]:
    for match in _PIECE.finditer(run):
        yield Token(str(match.lastgroup), match.group(), start + match.start())


def _without_full_stops(kind: str, name: str, start: int) -> Iterator[Token]:
    bare = name.rstrip(".")
    escaped = bare.endswith("\\")  # the first full stop is then part of the name
    bare = name[: len(bare) + escaped]
    yield Token(kind, bare, start)
    for place in range(start + len(bare), start + len(name)):
        yield Token("punctuation", ".", place)


def significant(text: str) -> list[Token]:
    """Return the tokens that mean something: all but spaces and comments."""
    return list(tokenise(text, without=_EMPTY))


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return the text with other words in those stretches (start, end, words)."""
    pieces, place = [], 0
    for start, end, words in sorted(changes):
        pieces += [text[place:start], words]
        place = end
    return "".join([*pieces, text[place:]])
