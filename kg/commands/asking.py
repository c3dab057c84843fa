"""Answering a question asked on the command line: a template, a file, or a query, of a store here or elsewhere."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.config import Config
from kg.errors import TemplateError
from kg.resources import resource_folder
from kg.store.formats import GRAPH_FORMATS, JSON, SOLUTION_FORMATS, TURTLE, ResultFormat, named_format
from kg.store.query import QueryForm
from kg.store.reader import open_reader
from kg.store.results import Solutions, parse_solutions, text_table
from kg.store.syntax.guard import check_query
from kg.store.templates.parameters import Value
from kg.store.templates.templates import bind, load_readable_templates, parse_template

TABLE = "table"
_COLLECTIONS: Final = {"competency", "violation"}
"""Shipped folders of questions that the server offers nobody: what the graph must answer, and must not hold."""


@dataclass(frozen=True)
class Question:
    """What to ask: the name of a template, the path of a ``.rq`` file, or ``-`` for standard input; and values."""

    name: str
    values: Mapping[str, Value]


def question_text(question: Question, config: Config) -> str:
    """Return the query of a question, its parameters bound. Raises TemplateError when there is no such question."""
    collection, _, name = question.name.rpartition("/")
    folder = config.queries or resource_folder("queries")
    if collection in _COLLECTIONS:
        folder = resource_folder("queries") / collection
    if question.name == "-":
        return bind(parse_template("standard input", sys.stdin.read()), question.values)
    path = Path(question.name)
    if path.suffix == ".rq" and path.is_file():
        return bind(parse_template(path.stem, path.read_text(encoding="utf-8")), question.values)
    templates, problems = load_readable_templates(folder)
    for problem in problems:
        if str(problem).startswith(f"{folder / name}.rq:"):
            raise problem
    if collection not in {"", *_COLLECTIONS} or name not in templates:
        raise TemplateError(
            f"There is no query template {question.name}. Name one of {', '.join(sorted(templates))}, "
            "a .rq file, or - for standard input."
        )
    return bind(templates[name], question.values)


def answer(question: Question, *, format: str, config: Config) -> bytes:
    """Return the answer in a format: ``table``, or one of SPARQL's results or of RDF.

    Raises QueryError when it is not answered.
    """
    text = question_text(question, config)
    form = check_query(text)
    graph = form.yields_triples
    wanted = (TURTLE if graph else JSON) if format == TABLE else _format(format, graph=graph)
    with open_reader(config) as reader, reader.query(text, format=wanted) as found:
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
