"""What is wrong with a query that the engine cannot parse, told to the person who wrote it.

The engine names every token it could have gone on with, and often a place far behind the mistake.
"""

import difflib
import re
from collections.abc import Sequence
from typing import Final

from kg.namespaces import PREFIXES
from kg.store.query import LocatedSyntaxError
from kg.store.tokens import Token, significant

_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"^[A-Z][a-z]+ [a-z].*")
_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}


def locate_error(text: str, message: str) -> LocatedSyntaxError:
    """Return the error to report for a query and the engine's message about it."""
    tokens = significant(text)
    return _undeclared_prefix(text, tokens) or _unpaired_bracket(text, tokens) or _engine_error(text, message)


def _undeclared_prefix(text: str, tokens: Sequence[Token]) -> LocatedSyntaxError | None:
    declared = dict.fromkeys(PREFIXES)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "prefixed":
            continue
        prefix = token.text.split(":", 1)[0]
        if before and before.keyword == "PREFIX":
            declared[prefix] = None
        elif prefix not in declared:
            near = difflib.get_close_matches(prefix, declared, n=1)
            hint = f"; did you mean {near[0]}: ?" if near else f": add PREFIX {prefix}: <…> at the top"
            return LocatedSyntaxError(f"the prefix {prefix}: is not declared{hint}", text=text, offset=token.start)
    return None


def _unpaired_bracket(text: str, tokens: Sequence[Token]) -> LocatedSyntaxError | None:
    open_brackets: list[Token] = []
    for token in tokens:
        if token.text in _PAIRS:
            open_brackets.append(token)
        elif token.text in _PAIRS.values():
            if not open_brackets:
                return LocatedSyntaxError(f"{token.text} closes nothing", text=text, offset=token.start)
            opened = open_brackets.pop()
            if _PAIRS[opened.text] != token.text:
                reason = f"expected {_PAIRS[opened.text]} to close {opened.text}, found {token.text}"
                return LocatedSyntaxError(reason, text=text, offset=token.start)
    if open_brackets:
        return LocatedSyntaxError(f"{open_brackets[-1].text} is not closed", text=text, offset=open_brackets[-1].start)
    return None


def _engine_error(text: str, message: str) -> LocatedSyntaxError:
    match = _PLACE.match(message)
    if not match:
        return LocatedSyntaxError(message, text=text, offset=0)
    lines = text.splitlines(keepends=True)
    row = min(int(match[1]), len(lines) + 1) - 1
    offset = min(sum(map(len, lines[:row])) + int(match[2]) - 1, len(text))
    sentences = [part for part in match[3].split(", ") if _SENTENCE.match(part)]
    reason = sentences[0] if sentences else "not understood from about here on"
    return LocatedSyntaxError(reason, text=text, offset=offset)
