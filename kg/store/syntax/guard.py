"""The guard in front of the engine: lets whole, harmless queries of bearable size through.

The engine follows SERVICE, cannot be stopped from within, and dies of deep nesting; none of these can be switched off
there. It also reads queries without cutting them into tokens first, so that ``trueSERVICEex:a{}`` is a SERVICE to it:
what is refused here is refused wherever the engine could see it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.errors import QueryRefusedError, QuerySyntaxError
from kg.store.query import LocatedSyntaxError, QueryForm, QueryTooLargeError
from kg.store.services.fetching import AllowList
from kg.store.services.routes import route_services
from kg.store.syntax.complexity import check_complexity, check_depth
from kg.store.syntax.operations import Operation, UpdateForm, read_operations
from kg.store.syntax.plain import plain_form
from kg.store.syntax.prologue import LENGTHS
from kg.store.syntax.tokens import Token, significant

_UPDATES: Final = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_OPERANDS: Final = {"variable", "iri", "prefixed", "string", "number", "language", "blank", "word"}
_BEFORE_GRAPH: Final = {"GRAPH", "FROM", "NAMED"}
_DATA: Final = {UpdateForm.INSERT_DATA, UpdateForm.DELETE_DATA}
_TWOFOLD: Final = re.compile("['#]")
"""What begins a string or a comment where an IRI is read as less-than and more."""
_LINE_END: Final = re.compile(r"[\r\n]")


def check_query(text: str, *, longest: int = 1_000_000, services: AllowList | None = None) -> QueryForm:
    """Return the form of a query that may run; ``longest`` is its allowed size in bytes.

    Raises QuerySyntaxError for what is visibly no SPARQL query, QueryRefusedError for SERVICE with a server that is not
    among ``services``, QueryTooComplexError and QueryTooLargeError for too much.
    """
    _check_size(text, longest, "query")
    return plain_form(text) or _check_closely(text, services)


def _check_closely(text: str, services: AllowList | None) -> QueryForm:
    tokens = significant(text)
    _check_characters(text, tokens)
    if "SERVICE" in text.upper():
        _check_services(tokens, may_ask=services is not None)
        if services is not None:
            route_services(text, services)
    check_complexity(tokens)
    if any(token.kind == "iri" and _TWOFOLD.search(token.text) for token in tokens):
        _check_ambiguous(text, tokens)
    return _form(text, tokens)


def check_update(text: str, *, longest: int, base: str | None = None) -> list[Operation]:
    """Return the operations of an update that may run; relative IRIs in it are relative to ``base``.

    Raises what ``check_query`` raises.
    """
    _check_size(text, longest, "update")
    tokens = significant(text)
    _check_characters(text, tokens)
    if "SERVICE" in text.upper():
        _check_services(tokens, may_ask=False, where="in an update: ask with a query, and insert what it answers")
    check_depth(tokens)
    operations = read_operations(text, tokens, base=base)
    starts = [token.start for token in tokens]
    for operation in operations:
        if operation.form not in _DATA:  # which only lists triples, however many
            first, last = bisect_left(starts, operation.start), bisect_left(starts, operation.end)
            check_complexity(tokens[first:last])
    if any(token.kind == "iri" and _TWOFOLD.search(token.text) for token in tokens):
        _check_ambiguous(text, tokens)
    return operations


def query_form(text: str) -> QueryForm:
    """Return the form of a query that another server will run; raise QuerySyntaxError if it visibly has none."""
    tokens = significant(text)
    _check_characters(text, tokens)
    return _form(text, tokens)


def _check_size(text: str, longest: int, what: str) -> None:
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > longest:
        raise QueryTooLargeError(f"the {what} is {size:,} bytes long, {longest:,} are allowed: make it shorter")


def _check_characters(text: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.kind == "unclosed":
            raise LocatedSyntaxError("this string is not closed", text=text, offset=token.start)
        if token.kind == "unknown":
            raise LocatedSyntaxError(f"unexpected character {token.text!r}", text=text, offset=token.start)


def _form(text: str, tokens: Sequence[Token]) -> QueryForm:
    first = _after_prologue(tokens)
    if first is None:
        raise QuerySyntaxError("there is no query: write SELECT, ASK, CONSTRUCT or DESCRIBE")
    if first.keyword in _UPDATES:
        reason = (
            f"{first.keyword} is an update, not a query: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here"
        )
        raise LocatedSyntaxError(reason, text=text, offset=first.start)
    if first.keyword not in QueryForm.__members__:
        reason = f"expected SELECT, ASK, CONSTRUCT or DESCRIBE, found {first.text!r}"
        raise LocatedSyntaxError(reason, text=text, offset=first.start)
    return QueryForm(first.keyword)


def _after_prologue(tokens: Sequence[Token]) -> Token | None:
    place = 0
    while place < len(tokens) and tokens[place].keyword in LENGTHS:
        place += LENGTHS[tokens[place].keyword]
    return tokens[place] if place < len(tokens) else None


def _check_services(
    tokens: Sequence[Token], *, may_ask: bool, where: str = "here: this server asks no other server"
) -> None:
    """Refuse SERVICE, or only what is a SERVICE to nobody but the engine."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        hidden = "SERVICE" in token.keyword and not (may_ask and token.keyword == "SERVICE")
        if hidden or _is_glued_service(before, token, after):
            raise QueryRefusedError(f"SERVICE is not allowed {where}")


def _is_glued_service(before: Token | None, token: Token, after: Token | None) -> bool:
    return (
        token.kind == "prefixed"
        and "SERVICE" in token.text.split(":")[0].upper()
        and after is not None
        and after.text == "{"
        and not (before and before.keyword in _BEFORE_GRAPH)
    )


def _check_ambiguous(text: str, tokens: Sequence[Token]) -> None:
    """Refuse ``?a<#>`` and the like where the engine could read a comment or a string that this scan reads as code."""
    brackets = ["{"]
    for before, token in pairwise(tokens):
        if before.text in {"(", "{", "["}:
            brackets.append(before.text)
        elif before.text in {")", "}", "]"} and len(brackets) > 1:
            brackets.pop()
        follows_operand = before.kind in _OPERANDS or before.text in {")", "]", ">>"}
        if token.kind == "iri" and follows_operand and brackets[-1] == "(" and _is_risky(text, token, tokens):
            reason = "write a space after < here, or put this IRI under a prefix: it can be read in two ways"
            raise LocatedSyntaxError(reason, text=text, offset=token.start)


def _is_risky(text: str, iri: Token, tokens: Sequence[Token]) -> bool:
    if "'" in iri.text:
        return True
    if "#" not in iri.text:
        return False
    end = _LINE_END.search(text, iri.start)
    line_end = end.start() if end else len(text)
    return any(iri.end <= token.start < line_end < token.end for token in tokens)
