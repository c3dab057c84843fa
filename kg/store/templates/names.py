"""Names in place of IRIs: what people type for a thing, where exactly one thing of the graph is called so."""

from collections.abc import Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from kg.errors import TemplateError
from kg.namespaces import NS
from kg.store.reader_base import Reader
from kg.store.results import short_form
from kg.store.search import SearchHit, fold
from kg.store.templates.parameters import Parameter, Value, term_of, terms_of
from kg.store.templates.templates import Template

NAMED: Final = frozenset({"iri", "curie", "class"})
"""The types of parameters whose values have names."""
_LOOKED_AT: Final = 200
_LISTED: Final = 10


def things_called(reader: Reader, name: str) -> Sequence[SearchHit]:
    """Return the things whose label or alias is that name, whatever its case and accents.

    Errors as in ``Reader.search``.
    """
    hits = reader.search(name, limit=_LOOKED_AT, kinds=("label", "alias"))
    return [hit for hit in hits if _folded(hit.text) == _folded(name)]


def without_names(reader: Reader, template: Template, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values with the IRI of a thing wherever its name stands for it.

    Raises TemplateError for what is neither an IRI nor a name, and for a name of several things, which are listed.
    """
    named = {each.name: each for each in template.parameters if each.type in NAMED and not each.enum}
    return {name: _each(reader, named[name], value) if name in named else value for name, value in values.items()}


def unknown_things(reader: Reader, template: Template, values: Mapping[str, Value]) -> list[str]:
    """Return those of the IRIs given that the graph says nothing of, in short: with them an answer is likely empty."""
    asked = [each for each in template.parameters if each.type in NAMED and not each.enum]
    terms = {term for parameter in asked for term in terms_of(parameter, values.get(parameter.name))}
    things = [term for term in terms if isinstance(term, ox.NamedNode)]
    return sorted(short_form(thing) for thing in things if not _is_told_of(reader, thing))


def _is_told_of(reader: Reader, thing: ox.NamedNode) -> bool:
    return any(reader.quads(thing)) or any(reader.quads(object=thing)) or any(reader.quads(predicate=thing))


def _each(reader: Reader, parameter: Parameter, value: Value) -> Value:
    if isinstance(value, list):
        return [_iri(reader, parameter, each) for each in value]
    return _iri(reader, parameter, value) if isinstance(value, str) else value


def _iri(reader: Reader, parameter: Parameter, text: str) -> str:
    try:
        term = term_of(parameter, text)
    except TemplateError as refusal:
        return _named(reader, parameter, text, refusal)
    # Any word may be the name of a class: "raid" is one of none, but what the class Raid is called.
    is_class = parameter.type != "class" or not isinstance(term, ox.NamedNode) or any(reader.quads(term))
    found = [] if is_class else _things(reader, parameter, text)
    return found[0].iri if len(found) == 1 else text


def _named(reader: Reader, parameter: Parameter, text: str, refusal: TemplateError) -> str:
    found = _things(reader, parameter, text)
    if len(found) == 1:
        return found[0].iri
    if not found:
        raise TemplateError(f"{refusal}; nothing in this graph is called {text!r} either") from refusal
    listed = "".join(f"\n  {short_form(ox.NamedNode(hit.iri))}  {hit.text}" for hit in found[:_LISTED])
    more = f"\n  and {len(found) - _LISTED} others" if len(found) > _LISTED else ""
    raise TemplateError(
        f"the parameter {parameter.name} cannot be {text!r}: several things are called so; give one of{listed}{more}"
    ) from refusal


def _things(reader: Reader, parameter: Parameter, text: str) -> Sequence[SearchHit]:
    hits = things_called(reader, text)
    return [hit for hit in hits if hit.iri.startswith(NS)] if parameter.type == "class" else hits


def _folded(name: str) -> str:
    return fold(" ".join(name.split()))
