"""How deep and how long a query is, measured on its tokens before the engine sees it."""

from collections.abc import Sequence
from typing import Final

from kg.store.query import QueryTooComplexError
from kg.store.syntax.tokens import Token

DEEPEST: Final = 100
"""Levels of brackets; the engine's process dies of 1,600 to 3,200."""
LONGEST_CHAIN: Final = 1000
"""Operators and parts of a group, those of the groups around it included; the engine dies of 5,000."""
LONGEST_PATH: Final = 50
"""Steps of a property path; planning 300 takes 1.7 s, and grows with the cube."""
FEW: Final = min(DEEPEST, 2 * LONGEST_PATH, LONGEST_CHAIN)
"""Tokens that cannot be too complex together, whatever they are: each level, step but the last, and link takes one."""

_OPENING: Final = {"(", "{", "["}
_CLOSING: Final = {")", "}", "]"}
_WORDS: Final = {"FILTER", "VALUES"}  # the other parts of a group are seen by their brackets
_SIGNS: Final = {"||", "&&", "+", "-", "*", "/", "!", "|", "^", "=", "!=", "<", ">", "<=", ">=", ".", ";"}
_TERMS: Final = {"variable", "iri", "prefixed", "string", "number", "blank"}
_PATH_ENDS: Final = {".", ";", ",", "{", "}"}
_STEP_STARTS: Final = {"(", "^", "!"}
_STEP_ENDS: Final = {")", "?", "*", "+", "a"}


class _Levels:
    """The open brackets around a token, each with the number of links counted on its level."""

    def __init__(self) -> None:
        self.brackets = ["{"]
        self._links = [0]
        self._total = 0

    def open(self, bracket: str) -> None:
        self.add(int(bracket != "("))
        self.brackets.append(bracket)
        self._links.append(0)
        if len(self.brackets) > DEEPEST + 1:
            raise QueryTooComplexError(f"the query is nested more than {DEEPEST} levels deep: make it flatter")

    def close(self) -> None:
        if len(self.brackets) > 1:
            self.brackets.pop()
            self._total -= self._links.pop()

    def add(self, links: int, *, up: int = 1) -> None:
        self._links[max(-up, -len(self._links))] += links
        self._total += links
        if self._total > LONGEST_CHAIN:
            raise QueryTooComplexError(
                f"the query chains more than {LONGEST_CHAIN:,} patterns or operators: split it, or use VALUES or IN"
            )


def check_complexity(tokens: Sequence[Token]) -> None:
    """Raise QueryTooComplexError for a query that could bring the engine down or keep it planning for ever."""
    if len(tokens) <= FEW:
        return
    levels = _Levels()
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.text in _OPENING:
            levels.open(token.text)
        elif token.text in _CLOSING:
            levels.close()
        elif token.keyword == "AS":
            levels.add(1, up=2)  # "(… AS ?x)" is a part of what stands around the brackets
        else:
            levels.add(int(_is_link(before, token, levels.brackets[-1])))
    _check_paths(tokens)


def check_depth(tokens: Sequence[Token]) -> None:
    """Raise QueryTooComplexError for brackets nested too deep."""
    depth = 0
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > DEEPEST + 1:
            raise QueryTooComplexError(f"the update is nested more than {DEEPEST} levels deep: make it flatter")


def _is_link(before: Token | None, token: Token, bracket: str) -> bool:
    if bracket == "(" and before and before.kind in _TERMS and token.kind in _TERMS:
        return True  # members of a list; those of IN and of a call have commas between them
    return token.keyword in _WORDS or token.text in _SIGNS or (token.text == "," and bracket != "(")


def _check_paths(tokens: Sequence[Token]) -> None:
    steps = 1
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.text in _PATH_ENDS:
            steps = 1
        elif token.text == "/" and _ends_step(before) and _starts_step(after):
            steps += 1
        if steps > LONGEST_PATH:
            raise QueryTooComplexError(f"a property path has more than {LONGEST_PATH} steps: split it")


def _ends_step(token: Token) -> bool:
    return token.kind in {"iri", "prefixed"} or token.text in _STEP_ENDS


def _starts_step(token: Token) -> bool:
    return token.kind in {"iri", "prefixed"} or token.text in _STEP_STARTS or token.text == "a"
