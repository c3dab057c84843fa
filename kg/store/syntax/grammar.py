"""Where a query or an update leaves the grammar, and what could have stood there instead."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kg.store.syntax.tokens import Token

_FILE: Final = Path(__file__).with_name("sparql.ebnf")
_PIECE: Final = re.compile(r"'[^']+'|\"[^\"]+\"|\w+|[=|()\[\]{}]")
_KINDS: Final = {
    "IRI": "an IRI in < >",
    "PREFIXED": "a name with a prefix",
    "PREFIX": "a prefix and a colon",
    "VARIABLE": "a variable",
    "STRING": "a string",
    "LANGUAGE": "a language tag",
    "NUMBER": "a number",
    "BLANK": "a blank node",
    "END": "the end",
}


@dataclass(frozen=True)
class Departure:
    """The place of the first token that fits nowhere, what was expected there, and which words would have fitted."""

    place: int
    expected: tuple[str, ...]
    words: tuple[str, ...]


@dataclass
class _Attempt:
    """The tokens, the rules begun so far with their names, and how far any try has come."""

    tokens: Sequence[Token]
    begun: list[tuple[int, str]] = field(default_factory=list)
    furthest: int = 0
    expected: dict[str, None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)

    def miss(self, place: int, wanted: str, word: str = "") -> None:
        """Note that a try failed at that place for want of something; an outer rule that began there tells it."""
        if place > self.furthest:
            self.furthest, self.expected, self.words = place, {}, {}
        if place == self.furthest:
            self.expected[next((name for start, name in self.begun if start == place), wanted)] = None
            if word:
                self.words[word] = None


_Matcher: TypeAlias = Callable[[_Attempt, int], int | None]
"""Takes an attempt and a place, and returns the place behind what it matched, None if it did not match."""


def find_departure(tokens: Sequence[Token], *, start: Literal["Query", "Update"] = "Query") -> Departure | None:
    """Return where these tokens, without spaces and comments, leave the grammar; None if they follow it.

    Raises RecursionError for some sixty levels of brackets.
    """
    attempt = _Attempt(tokens)
    if _grammar()[start](attempt, 0) is not None:
        return None
    return Departure(attempt.furthest, tuple(attempt.expected), tuple(attempt.words))


@lru_cache(maxsize=1)
def _grammar() -> Mapping[str, _Matcher]:
    rules: dict[str, _Matcher] = {}
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pieces = [piece for line in lines if not line.startswith("#") for piece in _PIECE.findall(line)]
    starts = [place for place, piece in enumerate(pieces) if piece == "="]
    heads = [place - 2 if pieces[place - 1].startswith('"') else place - 1 for place in starts]
    for head, start, end in zip(heads, starts, [*heads[1:], len(pieces)], strict=True):
        body = _alternatives(iter([*pieces[start + 1 : end], ")"]), rules)
        label = pieces[head + 1].strip('"') if start - head == 2 else ""
        rules[pieces[head]] = _labelled(body, label) if label else body
    return rules


def _alternatives(pieces: Iterator[str], rules: Mapping[str, _Matcher]) -> _Matcher:
    """Read what stands between brackets, up to and with the closing one."""
    options: list[list[_Matcher]] = [[]]
    for piece in pieces:
        if piece in {")", "]", "}"}:
            break
        if piece == "|":
            options.append([])
        else:
            options[-1].append(_item(piece, pieces, rules))
    sequences = [_sequence(items) for items in options]
    return sequences[0] if len(sequences) == 1 else _choice(sequences)


def _item(piece: str, pieces: Iterator[str], rules: Mapping[str, _Matcher]) -> _Matcher:
    if piece == "(":
        return _alternatives(pieces, rules)
    if piece == "[":
        return _optional(_alternatives(pieces, rules))
    if piece == "{":
        return _repeated(_alternatives(pieces, rules))
    if piece.startswith("'"):
        return _word(piece.strip("'"))
    return _kind(piece) if piece in _KINDS else _rule(piece, rules)


def _labelled(body: _Matcher, label: str) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        attempt.begun.append((place, label))
        end = body(attempt, place)
        attempt.begun.pop()
        return end

    return match


def _rule(name: str, rules: Mapping[str, _Matcher]) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        return rules[name](attempt, place)  # looked up late: rules are about each other

    return match


def _choice(options: Sequence[_Matcher]) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        for option in options:
            end = option(attempt, place)
            if end is not None:
                return end
        return None

    return match


def _sequence(items: Sequence[_Matcher]) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        end: int | None = place
        for item in items:
            if end is None:
                return None
            end = item(attempt, end)
        return end

    return match


def _optional(body: _Matcher) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        end = body(attempt, place)
        return place if end is None else end

    return match


def _repeated(body: _Matcher) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        while (end := body(attempt, place)) is not None and end > place:
            place = end
        return place

    return match


def _word(word: str) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        if place < len(attempt.tokens) and attempt.tokens[place].text.upper() == word.upper():
            return place + 1
        attempt.miss(place, word, word if word.isalpha() else "")
        return None

    return match


def _kind(name: str) -> _Matcher:
    def match(attempt: _Attempt, place: int) -> int | None:
        token = attempt.tokens[place] if place < len(attempt.tokens) else None
        if _is_of_kind(token, name):
            return place + 1
        attempt.miss(place, _KINDS[name])
        return None

    return match


def _is_of_kind(token: Token | None, name: str) -> bool:
    if token is None or name == "END":
        return token is None and name == "END"
    if name == "PREFIX":
        return token.kind == "prefixed" and token.text.endswith(":")
    return token.kind == name.lower()
