"""Queries written for grlc, read as templates: parameters are variables that begin with ``?_`` and end in their type.

    ?_name         required, text           ?_name_iri      an IRI
    ?__name        optional                 ?_name_en       text in English, or in another language of two letters
    ?_name_integer also number, boolean     ?_name_xsd_date also integer, decimal, boolean, string, dateTime

Of the header, ``defaults`` and ``enumerate`` tell of parameters, ``pagination`` is the rows of a page; ``endpoint``,
``endpoint_in_url`` and ``method`` mean nothing here, because the graph that is served is asked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from kg.errors import TemplateError
from kg.store.syntax.tokens import Token, tokenise

Entry: TypeAlias = dict[str, object]
"""A parameter, as a header declares it."""

_FORM: Final = re.compile(
    r"[?$]_(?P<optional>_?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:_(?P<type>[A-Za-z]+))?(?:_(?P<datatype>[A-Za-z]+))?"
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_TYPES: Final = {
    "": "string",
    "literal": "string",
    "string": "string",
    "iri": "iri",
    "integer": "integer",
    "number": "decimal",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": "date",
    "dateTime": "dateTime",
    "int": "integer",
    "long": "integer",
}


def read_grlc(settings: Mapping[str, object], body: str) -> tuple[Mapping[str, object], str]:
    """Return the header and the query as templates have them: parameters declared, and written ``$name``.

    A query without such variables comes back as it is. Raises TemplateError naming a variable that cannot be read.
    """
    entries: dict[str, Entry] = {}
    others: set[str] = set()
    pieces: list[str] = []
    for token in tokenise(body):
        match = _FORM.fullmatch(token.text) if token.kind == "variable" else None
        if match is None:
            others |= {token.text[1:]} if token.kind == "variable" else set()
            pieces.append(token.text)
        else:
            _declare(entries, match, token)
            pieces.append("$" + match["name"])
    if taken := sorted(others & entries.keys()):
        raise TemplateError(
            f"its parameter ?_{taken[0]} and its variable ?{taken[0]} have one name: rename one of them"
        )
    if not entries:
        return settings, body
    _tell(entries, settings, "defaults", "default")
    _tell(entries, settings, "enumerate", "enum")
    return {**settings, "params": list(entries.values())}, "".join(pieces)


def _declare(entries: dict[str, Entry], match: re.Match[str], token: Token) -> None:
    kind = _kind(match, token)
    entry = entries.setdefault(match["name"], {"name": match["name"], "required": False, **kind})
    if {key: entry.get(key) for key in ("type", "language")} != {"language": None, **kind}:
        raise TemplateError(f"its parameter ?_{match['name']} has two types: give it the same one everywhere")
    entry["required"] = bool(entry["required"]) or not match["optional"]


def _kind(match: re.Match[str], token: Token) -> dict[str, object]:
    first, second = match["type"] or "", match["datatype"] or ""
    if second and first == "xsd" and second in _TYPES.keys() - {"iri", "literal", "number"}:
        return {"type": _TYPES[second]}
    if not second and first in _TYPES:
        return {"type": _TYPES[first]}
    if not second and _LANGUAGE.fullmatch(first):
        return {"type": "string", "language": first}
    raise TemplateError(
        f"its parameter {token.text} has a type that is not known here: declare it under params instead"
    )


def _tell(entries: Mapping[str, Entry], settings: Mapping[str, object], key: str, told: str) -> None:
    """Add what a list of ``name: value`` in the header tells of parameters."""
    for name, value in _pairs(settings.get(key) or [], key):
        if name not in entries:
            raise TemplateError(f"its {key} tell of {name}, which is none of its parameters")
        entries[name][told] = value


def _pairs(told: object, key: str) -> Iterator[tuple[str, object]]:
    if not isinstance(told, Sequence) or isinstance(told, str):
        raise TemplateError(f"its {key} must be a list of parameters")
    for each in told:
        if isinstance(each, dict):  # a bare name asks for the values that the data has, of which no list is kept
            yield from ((str(name), value) for name, value in each.items())
