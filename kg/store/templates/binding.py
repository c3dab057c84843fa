"""Putting terms into the text of a query: at the places of its ``$name`` tokens, never by replacing text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import TemplateError
from kg.store.syntax.tokens import Token, significant, tokenise

Term: TypeAlias = ox.NamedNode | ox.Literal

DIRECTIVE: Final = re.compile(r"[ \t]*#\+[ \t]*(if[ \t]+(?P<name>\w+)|end)[ \t]*\r?\n?")
"""A line that says for which parameter the lines up to ``#+ end`` are kept."""
_PAGE: Final = re.compile(r"^[ \t]*#\+[ \t]*page[ \t]*$", re.MULTILINE)
"""A line at the end of a subquery that finds no more things than the rows up to the end of the page may speak of."""
_LISTS: Final = {"VALUES": ("}", " "), "IN": (")", ", ")}
"""Where several terms may stand: up to what, and parted by what."""


def bind_terms(text: str, terms: Mapping[str, Term]) -> str:
    """Return a query or update with those terms in the places of its ``$name`` variables."""
    return bind_lists(text, {name: (term,) for name, term in terms.items()})


def bind_lists(text: str, terms: Mapping[str, Sequence[Term]]) -> str:
    """Return a query with those terms, one or several, in the places of its ``$name`` variables.

    Several may stand only in the braces of VALUES and behind IN.
    """
    return "".join(_bound_tokens(text, terms))


def kept_lines(body: str, given: Mapping[str, object]) -> str:
    """Return the text without the lines that are there only for parameters that are not given."""
    conditions: list[bool] = []
    kept: list[str] = []
    for line in body.splitlines(keepends=True):
        directive = DIRECTIVE.fullmatch(line)
        if directive and directive["name"]:
            conditions.append(directive["name"] in given)
        elif directive and conditions:
            conditions.pop()
        elif all(conditions):
            kept.append(line)
    return "".join(kept)


def paged(text: str, limit: int | None, offset: int) -> str:
    """Return a query whose ``#+ page`` lines let subqueries find as many things as the page and those before show."""
    return _PAGE.sub(f"LIMIT {limit + offset}" if limit is not None else "", text)


def is_parameter(token: Token) -> bool:
    """Return whether a token is the place of a parameter."""
    return token.kind == "variable" and token.text.startswith("$")


def outside_lists(text: str) -> set[str]:
    """Return the names of the parameters that stand where only one term can."""
    return {token.text[1:] for token, separator in _places(text) if is_parameter(token) and not separator}


def has_own_slice(text: str) -> bool:
    """Return whether a query has a LIMIT or OFFSET of its own, those of subqueries left out."""
    depth = 0
    for token in significant(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.keyword in {"LIMIT", "OFFSET"}:
            return True
    return False


def _places(text: str) -> Iterator[tuple[Token, str]]:
    """Yield each token with what parts the terms of the list it stands in, ``""`` outside of lists."""
    end, separator = "", ""
    for token in tokenise(text):
        if token.keyword in _LISTS:
            end, separator = _LISTS[token.keyword]
        elif token.text == end:
            end, separator = "", ""
        yield token, separator


def _bound_tokens(text: str, given: Mapping[str, Sequence[Term]]) -> Iterator[str]:
    counts_rows = False
    for token, separator in _places(text):
        terms = given.get(token.text[1:]) if is_parameter(token) else None
        if terms is None:
            yield token.text
        elif counts_rows:
            yield _row_count(token, terms[0])
        else:
            # Spaces, so that it grows together with nothing, as "<" and "<iri>" would.
            yield f" {(separator or ' ').join(map(str, terms))} "
        if token.kind not in {"space", "comment"}:
            counts_rows = token.keyword in {"LIMIT", "OFFSET"}


def _row_count(token: Token, term: Term) -> str:
    if not term.value.isascii() or not term.value.isdigit():
        raise TemplateError(f"the parameter {token.text[1:]} cannot be {term.value!r}: give a whole number from 0 up")
    return term.value
