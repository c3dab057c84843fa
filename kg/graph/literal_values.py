"""What literals are worth, where that is beyond doubt: what only a thorough look can tell is an error."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Final, NoReturn

import pyoxigraph as ox

from kg.graph.small_graph_facts import Term
from kg.namespaces import RDF, XSD

_NUMBERS: Final = {XSD + "integer", XSD + "nonNegativeInteger", XSD + "decimal"}
_TEXTS: Final = {XSD + "string", RDF + "langString"}
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


class UnsureError(Exception):
    """Only a thorough look can tell."""


def order(one: Term, other: Term) -> int:
    """Return less than 0, 0 or more, as one literal is smaller than another, as large or larger.

    Raises UnsureError for what are not two numbers or two moments.
    """
    first, second = _measured(one), _measured(other)
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return (first > second) - (first < second)
    if isinstance(first, datetime) and isinstance(second, datetime):
        return (first > second) - (first < second)
    return unsure()


def _measured(term: Term) -> Decimal | datetime:
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        return Decimal(term.value) if _is_number(term.value) else unsure()
    if isinstance(term, ox.Literal) and has_datatype(term, XSD + "dateTime"):
        return datetime.fromisoformat(term.value)
    return unsure()


def has_datatype(value: Term, wanted: str) -> bool:
    """Return whether a term is a literal of a datatype, and well formed; raise UnsureError in doubt."""
    if not isinstance(value, ox.Literal) or value.datatype.value != wanted:
        return False
    if wanted == XSD + "dateTime":
        return _is_moment(value.value) or unsure()
    return wanted in _TEXTS or (wanted == XSD + "decimal" and _is_number(value.value)) or unsure()


def _is_moment(text: str) -> bool:
    try:
        return _MOMENT.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:  # a thirtieth of February
        return False


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def text_of(value: Term) -> str:
    """Return the text of a literal, or an IRI; raise UnsureError for anything else."""
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else unsure()


def unsure() -> NoReturn:
    """Raise UnsureError."""
    raise UnsureError
