"""Typed values of query parameters: text from a form in, one RDF term out, or a message that tells what is wanted."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import TemplateError
from kg.namespaces import NS, PREFIXES, XSD

One: TypeAlias = str | int | float | bool | None
Value: TypeAlias = One | list[str]
"""What a parameter may be given as; None, the empty string and the empty list mean: not given."""

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(
    r"[+-]?(?:[0-9]{1,18}(?:\.(?P<part>[0-9]{0,99}))?|\.[0-9]{1,18})(?P<power>[eE][+-]?[0-9]{1,3})?"
)
LARGEST: Final = 10**18 - 1
"""The largest number, to either side, of which the engine has every digit."""
_SMALLEST: Final = Decimal("1e-18")
_DIGITS: Final = Context(prec=40)
_PLACES: Final = 18
"""Digits behind the point that the engine holds."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Unicode's categories of signs that nobody sees: with them one IRI looks like another."""
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_YEAR: Final = re.compile(r"[0-9]{4}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOCAL_NAME: Final = re.compile(r"[A-Za-z_][\w.\-]*")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:.")
_LONGEST: Final = 10_000
_MOST: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of a template, as its header declares it."""

    name: str
    type: str
    required: bool = False
    default: str = ""
    enum: tuple[str, ...] = ()
    choices: str = ""
    """A SELECT whose rows are offered: values, and their names. Others may be given too: the graph may grow."""
    example: str = ""
    description: str = ""
    label: str = ""
    minimum: float | None = None
    maximum: float | None = None
    multiple: bool = False
    """Whether it may be given several times."""
    language: str = ""
    """The language tag that a string gets."""


def terms_of(parameter: Parameter, value: Value) -> tuple[ox.NamedNode | ox.Literal, ...]:
    """Return the terms for what a user gives, several only of a parameter that is multiple; none if it is not given.

    Errors as in ``term_of``, and TemplateError for several values of a parameter that takes one.
    """
    values: list[One] = list(value) if isinstance(value, list) else [value]
    if len(values) > 1 and not parameter.multiple:
        raise TemplateError(f"the parameter {parameter.name} is given {len(values)} times: give it once")
    if len(values) > _MOST:
        raise TemplateError(f"the parameter {parameter.name} is given {len(values)} times: give at most {_MOST} values")
    found = (term_of(parameter, each) for each in values or [None])
    return tuple(dict.fromkeys(term for term in found if term is not None))


def term_of(parameter: Parameter, value: One) -> ox.NamedNode | ox.Literal | None:
    """Return the term for a value given by a user, None if it is not given, has no default and is optional.

    Raises TemplateError naming the parameter, what it expects and an example.
    """
    text = _text(value).strip() or parameter.default
    if not text:
        if parameter.required:
            raise TemplateError(f"the parameter {parameter.name} is missing: {_wanted(parameter)}")
        return None
    if parameter.enum and text not in parameter.enum:
        raise _refusal(parameter, text)
    try:
        if len(text) > _LONGEST:
            raise ValueError(text)
        term = _READERS[parameter.type](text)
        if not _in_range(parameter, text):
            raise ValueError(text)
        return ox.Literal(term.value, language=parameter.language) if parameter.language else term
    except ValueError as error:
        raise _refusal(parameter, text) from error


def _in_range(parameter: Parameter, text: str) -> bool:
    low, high = parameter.minimum, parameter.maximum
    if low is None and high is None:
        return True
    return (low is None or float(text) >= low) and (high is None or float(text) <= high)


def _text(value: One) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refusal(parameter: Parameter, text: str) -> TemplateError:
    shown = text if len(text) <= 80 else text[:80] + "…"
    return TemplateError(f"the parameter {parameter.name} cannot be {shown!r}: {_wanted(parameter)}")


def _wanted(parameter: Parameter) -> str:
    wanted = "one of " + ", ".join(parameter.enum) if parameter.enum else DESCRIPTIONS[parameter.type]
    wanted += f" from {parameter.minimum:g} up" if parameter.minimum is not None else ""
    wanted += f" up to {parameter.maximum:g}" if parameter.maximum is not None else ""
    return f"give {wanted}" + (f", for example {parameter.example}" if parameter.example else "")


def _iri(text: str) -> ox.NamedNode:
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return _named(PREFIXES[prefix] + local)
    bare = text.removeprefix("<").removesuffix(">")
    if not _SCHEME.match(bare):
        raise ValueError(text)
    return _named(bare)


def _named(iri: str) -> ox.NamedNode:
    node = ox.NamedNode(iri)
    hidden = any(unicodedata.category(sign) in _HIDDEN for sign in iri)
    if hidden or any(sign in iri for sign in '<>"{}|^`\\ '):
        raise ValueError(iri)
    return node


def _class(text: str) -> ox.NamedNode:
    return _named(NS + text) if _LOCAL_NAME.fullmatch(text) else _iri(text)


def _string(text: str) -> ox.Literal:
    return ox.Literal(text)


def _boolean(text: str) -> ox.Literal:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return _typed(text, "boolean")


def _matching(pattern: re.Pattern[str], datatype: str) -> Callable[[str], ox.Literal]:
    def read(text: str) -> ox.Literal:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return _typed(text, datatype)

    return read


def _decimal(text: str) -> ox.Literal:
    found = _DECIMAL.fullmatch(text)
    if not found or abs(Decimal(text)) > LARGEST:
        raise ValueError(text)
    exact = not found["power"] and len(found["part"] or "") <= _PLACES
    return _typed(text if exact else f"{Decimal(text).quantize(_SMALLEST, context=_DIGITS):f}", "decimal")


def _date(text: str) -> ox.Literal:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return _typed(date.fromisoformat(text).isoformat(), "date")


def _date_time(text: str) -> ox.Literal:
    moment = datetime.fromisoformat(text)
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _typed(known.isoformat().replace("+00:00", "Z"), "dateTime")


def _words(text: str) -> ox.Literal:
    return ox.Literal(" ".join(text.split()))


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


_READERS: Final[dict[str, Callable[[str], ox.NamedNode | ox.Literal]]] = {
    "iri": _iri,
    "curie": _iri,
    "class": _class,
    "string": _string,
    "enum": _string,
    "text-search": _words,
    "integer": _matching(_INTEGER, "integer"),
    "decimal": _decimal,
    "boolean": _boolean,
    "month": _matching(_MONTH, "string"),
    "year": _matching(_YEAR, "string"),
    "date": _date,
    "dateTime": _date_time,
}

DESCRIPTIONS: Final = {
    "iri": "an IRI, or a name with a known prefix such as auth:Syria",
    "curie": "a name with a known prefix such as auth:Syria, or an IRI",
    "class": "a class of the ontology",
    "string": "text",
    "enum": "one of the listed values",
    "text-search": "words",
    "integer": "a whole number",
    "decimal": "a number",
    "boolean": "true or false",
    "month": "a month as YYYY-MM",
    "year": "a year as YYYY",
    "date": "a day as YYYY-MM-DD",
    "dateTime": "a moment as YYYY-MM-DDThh:mm:ss",
}
"""What each type of parameter accepts, in words that follow "give"."""
