"""The form of a question: a field for each parameter, with what may be chosen and what was understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.store.results import Term, plain_value
from kg.store.templates.names import things_called
from kg.store.templates.parameters import Parameter, Value, term_of
from kg.store.templates.templates import Template
from kg.web.pages.filters import meant_thing
from kg.web.pages.lookup import Cell, Lookup, lookup
from kg.web.pages.ontology_pages import event_classes
from kg.web.served import served
from kg.web.urls import question

_MOST_OFFERED: Final = 1000
_MOST_NAMESAKES: Final = 10
_INPUTS: Final = {"integer": "number", "decimal": "number", "date": "date", "month": "month"}


@dataclass(frozen=True)
class Option:
    """A choice in a form."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """A parameter of a template as a field of its form."""

    parameter: Parameter
    input: str
    values: Sequence[str]
    """What was given, or what to begin with; several only where the parameter takes several."""
    options: Sequence[Option]
    """Choices of which one is taken, or several."""
    offered: Sequence[Option]
    """Choices beside which anything else may be typed."""
    understood: Sequence[Cell]
    """The things meant by what was typed: names, or IRIs, which say little to a reader."""
    others: Sequence[Cell]
    """Where several things are called as was typed: each, with the path that asks for it."""


def meant_things(template: Template, given: Mapping[str, Value]) -> dict[str, Sequence[str]]:
    """Return, for parameters into which things were typed by name, the IRIs of these things, in their order."""
    find = lookup()
    free = [each.name for each in template.parameters if each.type == "iri" and not each.enum and each.name in given]
    roles = {name: "occurredIn" if name == "place" else "hasParticipant" for name in free}
    found = {
        name: [meant_thing(find, text, role=roles[name]).iri for text in given_texts(given, name)] for name in free
    }
    return {name: iris for name, iris in found.items() if all(iris)}


def given_texts(given: Mapping[str, Value], name: str) -> Sequence[str]:
    """Return what was given for a parameter as texts, none if it was not."""
    value = given.get(name)
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each is not None]


def field_of(
    find: Lookup,
    template: Template,
    parameter: Parameter,
    given: Mapping[str, Value],
    meant: Mapping[str, Sequence[str]],
) -> Field:
    """Return a parameter as a field that holds what was given."""
    typed = given_texts(given, parameter.name)
    values = typed or [parameter.default or example_value(find, parameter)]
    things = meant.get(parameter.name, ())
    options = [Option(choice, _choice_text(find, parameter, choice)) for choice in parameter.enum]
    if parameter.type == "class":
        options = [Option(term.id, term.label) for term in event_classes(find)]
        values = [value.removeprefix("sr:") for value in values]
    return Field(
        parameter=parameter,
        input=_INPUTS.get(parameter.type, "text"),
        values=values if parameter.multiple else values[:1],
        options=options,
        offered=_offered(find, parameter) if parameter.choices else [],
        understood=[find.cell(ox.NamedNode(iri)) for iri in things],
        others=_namesakes(find, template, parameter, given) if len(things) == 1 else [],
    )


def _namesakes(find: Lookup, template: Template, parameter: Parameter, given: Mapping[str, Value]) -> Sequence[Cell]:
    """Return the things that are called as was typed, if several are, each leading to the same question about it."""
    [typed] = given_texts(given, parameter.name)
    hits = things_called(find.reader, typed)
    asking = [question(template.name, **{**given, parameter.name: hit.iri}) for hit in hits[:_MOST_NAMESAKES]]
    return [Cell(hit.text, path) for hit, path in zip(hits, asking, strict=False)] if len(hits) > 1 else []


def _offered(find: Lookup, parameter: Parameter) -> Sequence[Option]:
    """Return the first rows of the query that lists what may be chosen: a value and, if there is one, its name."""
    solutions = served().reader.select(parameter.choices)
    value, *names = solutions.variables
    rows = [row for row in islice(solutions, _MOST_OFFERED) if value in row]
    named = [plain_value(row[names[0]]) if names and names[0] in row else _shown(find, row[value]) for row in rows]
    return [Option(plain_value(row[value]), name) for row, name in zip(rows, named, strict=True)]


def example_value(find: Lookup, parameter: Parameter) -> str:
    """Return the example to begin with, unless it is a thing that this graph does not hold."""
    if not parameter.required:
        return ""
    term = term_of(parameter, parameter.example)
    is_known = not isinstance(term, ox.NamedNode) or any(find.reader.quads(term))
    return parameter.example if is_known else ""


def _shown(find: Lookup, value: Term) -> str:
    return find.cell(value).text if isinstance(value, ox.NamedNode | ox.Literal) else plain_value(value)


def _choice_text(find: Lookup, parameter: Parameter, choice: str) -> str:
    term = term_of(parameter, choice)
    return find.cell(term).text if isinstance(term, ox.NamedNode) else choice
