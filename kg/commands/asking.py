"""Answering a question asked on the command line: a template, a file, or a query, of a store here or elsewhere."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from kg.config import Config
from kg.errors import TemplateError
from kg.resources import resource_folder
from kg.store.formats import GRAPH_FORMATS, JSON, SOLUTION_FORMATS, TURTLE, ResultFormat, named_format
from kg.store.query import QueryForm
from kg.store.reader import open_reader
from kg.store.results import Solutions, parse_solutions, text_table
from kg.store.syntax.guard import query_form
from kg.store.templates.names import unknown_things, without_names
from kg.store.templates.parameters import Value
from kg.store.templates.shipped import template_folders
from kg.store.templates.templates import Template, bind, load_readable_templates, parse_template

TABLE = "table"
_COLLECTIONS: Final = {"competency", "violation"}
"""Shipped folders of questions that the server offers nobody: what the graph must answer, and must not hold."""


@dataclass(frozen=True)
class Question:
    """What to ask: the name of a template, the path of a ``.rq`` file, or ``-`` for standard input; and values."""

    name: str
    values: Mapping[str, Value]


def offered(config: Config) -> str:
    """Return a line for each query template: name, parameters (``[…]`` where they may be left out), summary."""
    templates, _ = load_readable_templates(*template_folders(config))
    rows = []
    for name, template in sorted(templates.items()):
        named = (each.name if each.required else f"[{each.name}]" for each in template.parameters)
        rows.append((name, " ".join(named), template.summary))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:2] or [0, 0]
    return "".join(f"{name:{widths[0]}}  {asked:{widths[1]}}  {summary}\n" for name, asked, summary in rows)


def asked_template(name: str, config: Config) -> Template:
    """Return the query of a question: its name, its file, or standard input; raise TemplateError if there is none."""
    if name == "-":
        return parse_template("standard input", sys.stdin.read().removeprefix("\ufeff"))
    path = Path(name)
    if path.suffix == ".rq" and path.is_file():
        return parse_template(path.stem, path.read_text(encoding="utf-8-sig"))
    return _offered_template(name, config)


def _offered_template(asked: str, config: Config) -> Template:
    collection, _, name = asked.rpartition("/")
    folders = template_folders(config)
    if collection in _COLLECTIONS:
        folders = (resource_folder("queries") / collection,)
    templates, problems = load_readable_templates(*folders)
    for problem in problems:
        if str(problem).startswith(tuple(f"{folder / name}.rq:" for folder in folders)):
            raise problem
    if collection not in {"", *_COLLECTIONS} or name not in templates:
        raise TemplateError(
            f"There is no query template {asked}. Name one of {', '.join(sorted(templates))}, "
            "a .rq file, or - for standard input."
        )
    return templates[name]


def answer(question: Question, *, format: str, config: Config) -> bytes:
    """Return the answer in a format: ``table``, or one of SPARQL's results or of RDF.

    Raises QueryError when it is not answered.
    """
    template = asked_template(question.name, config)
    form = query_form(template.body)
    graph = form.yields_triples
    wanted = (TURTLE if graph else JSON) if format == TABLE else _format(format, graph=graph)
    with open_reader(config) as reader:
        values = without_names(reader, template, question.values)
        text = bind(template, values)
        for thing in unknown_things(reader, template, values):
            click.echo(f"kg: the graph says nothing of {thing}: check the name, or give what it is called", err=True)
        with reader.query(text, format=wanted) as found:
            data = found.read()
    if format != TABLE or graph:
        return data
    if form is QueryForm.ASK:
        return b"true\n" if json.loads(data)["boolean"] else b"false\n"
    return text_table(_readable(parse_solutions(data))).encode()


def _readable(solutions: Solutions) -> Solutions:
    """Leave out the columns of IRIs that have a column of labels beside them."""
    shown = [i for i, name in enumerate(solutions.variables) if f"{name}Label" not in solutions.variables]
    rows = tuple(tuple(row[i] for i in shown) for row in solutions.rows)
    return Solutions(tuple(solutions.variables[i] for i in shown), rows)


def _format(name: str, *, graph: bool) -> ResultFormat:
    offers = GRAPH_FORMATS if graph else SOLUTION_FORMATS
    found = named_format(name, offers)
    if found is None:
        names = ", ".join(offer.name for offer in offers)
        raise TemplateError(f"The answer to this query cannot be {name}. Choose one of table, {names}.")
    return found
