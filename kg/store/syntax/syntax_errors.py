"""What is wrong with a query that the engine cannot parse, told to the person who wrote it.

The engine names every token it could have gone on with, and often a place far behind the mistake.
"""

import difflib
import re
from collections.abc import Sequence
from typing import Final, Literal

from kg.namespaces import PREFIXES
from kg.store.query import LocatedSyntaxError
from kg.store.syntax.grammar import Departure, find_departure
from kg.store.syntax.tokens import Token, significant

_SENTENCE: Final = re.compile(r"[A-Z][A-Za-z]+(?: [A-Za-z*]+){2,}")
_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}
_ENDING: Final = (".", ";", ",", ")", "}", "]")
_SELDOM_MEANT: Final = {"a language tag", "^^", "?", "*", "+", "/", "|", "IN", "NOT"}
_TERM_KINDS: Final = {"variable", "iri", "prefixed", "blank"}
_MOST_EXPECTED: Final = 5
_UNSAID: Final = (
    "each word stands in its place, but the whole cannot be: is a variable after AS in use before, "
    "a row of VALUES of another length than the others, or a blank node to be deleted?"
)


def locate_error(text: str, message: str) -> LocatedSyntaxError:
    """Return the error to report for a query and the engine's message about it."""
    return _located(text, message, "Query")


def locate_update_error(text: str, message: str) -> LocatedSyntaxError:
    """Return the error to report for an update and the engine's message about it."""
    return _located(text, message, "Update")


def find_error(text: str, *, start: Literal["Query", "Update"] = "Query") -> LocatedSyntaxError | None:
    """Return the first place where a text departs from the grammar, None if it does nowhere."""
    tokens = significant(text)
    found = [_undeclared_prefix(text, tokens), _departure(text, tokens, start)]
    return min((error for error in found if error), key=lambda error: error.offset, default=None)


def _located(text: str, message: str, start: Literal["Query", "Update"]) -> LocatedSyntaxError:
    return find_error(text, start=start) or _engine_error(text, significant(text), message)


def _undeclared_prefix(text: str, tokens: Sequence[Token]) -> LocatedSyntaxError | None:
    declared = dict.fromkeys(PREFIXES)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "prefixed":
            continue
        prefix = token.text.split(":", 1)[0]
        if before and before.keyword == "PREFIX":
            declared[prefix] = None
        elif text.startswith("//", token.start + len(prefix) + 1):
            return LocatedSyntaxError("an IRI stands between < and >", text=text, offset=token.start)
        elif prefix not in declared:
            near = difflib.get_close_matches(prefix, declared, n=1)
            hint = f"; did you mean {near[0]}: ?" if near else f": add PREFIX {prefix}: <…> at the top"
            return LocatedSyntaxError(f"the prefix {prefix}: is not declared{hint}", text=text, offset=token.start)
    return None


def _departure(text: str, tokens: Sequence[Token], start: Literal["Query", "Update"]) -> LocatedSyntaxError | None:
    try:
        departure = find_departure(tokens, start=start)
    except RecursionError:
        return None
    if departure is None:
        return None
    if departure.place >= len(tokens):
        return _unfinished(text, tokens, departure)
    token = tokens[departure.place]
    after = tokens[departure.place + 1] if departure.place + 1 < len(tokens) else None
    return LocatedSyntaxError(_unexpected(token, after, departure), text=text, offset=token.start)


def _unfinished(text: str, tokens: Sequence[Token], departure: Departure) -> LocatedSyntaxError:
    unclosed: list[Token] = []
    for token in tokens:
        if token.text in _PAIRS:
            unclosed.append(token)
        elif token.text in _PAIRS.values() and unclosed:
            unclosed.pop()
    if unclosed:
        return LocatedSyntaxError(f"{unclosed[-1].text} is not closed", text=text, offset=unclosed[-1].start)
    return LocatedSyntaxError(f"expected {_listed(departure)}, found the end", text=text, offset=len(text.rstrip()))


def _unexpected(token: Token, after: Token | None, departure: Departure) -> str:
    near = difflib.get_close_matches(token.keyword, departure.words, n=1, cutoff=0.7) if token.kind == "word" else []
    if near:
        return f"unknown word {token.text}; did you mean {near[0]}?"
    if token.kind == "word" and after and after.text == "(" and "STR" in departure.words:
        return f"there is no function {token.text}"
    if token.text == "<" and not {"<", "an operator"} & set(departure.expected):
        return "an IRI between < and > holds no spaces, quotes or brackets"
    if "." in departure.expected and token.kind in _TERM_KINDS:
        return f"expected '.' or ';' before {token.text}"
    return f"expected {_listed(departure)}, found {token.text}"


def _listed(departure: Departure) -> str:
    likely = [wanted for wanted in departure.expected if wanted not in _SELDOM_MEANT] or departure.expected
    expected = [_shown(wanted) for wanted in sorted(likely, key=_rank)]
    if len(expected) > _MOST_EXPECTED:
        return ", ".join(expected[:_MOST_EXPECTED]) + " …"
    return " or ".join(filter(None, [", ".join(expected[:-1]), expected[-1]]))


def _rank(wanted: str) -> int:
    """Put what ends something first, then things with names of several words, then words."""
    return 0 if wanted in _ENDING else 1 if " " in wanted else 2


def _shown(wanted: str) -> str:
    return wanted if wanted[0].isalpha() else f"'{wanted}'"


def _engine_error(text: str, tokens: Sequence[Token], message: str) -> LocatedSyntaxError:
    """Return the engine's own sentence, which is about the query as a whole."""
    sentence = _SENTENCE.search(message)
    reason = sentence.group() if sentence else _UNSAID
    return LocatedSyntaxError(reason, text=text, offset=tokens[0].start if tokens else 0)
