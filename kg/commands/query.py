"""``kg query``: a question to a store or an endpoint."""

import sys
from collections.abc import Sequence

import click

from kg.commands.asking import TABLE, Question, answer, offered
from kg.commands.options import config_for, store_option
from kg.store.templates.parameters import Value


@click.command()
@click.argument("question", required=False)
@store_option
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Value of a parameter, repeated for more.")
@click.option("--format", "format_", default=TABLE, show_default=True, help="table, json, csv, tsv, xml, turtle …")
def query(question: str | None, store: str, params: tuple[str, ...], format_: str) -> None:
    """Ask the graph a question. Without one, list the query templates with their parameters.

    QUESTION is the name of a query template, a .rq file, or - for a query on standard input. --store may also be the
    URL of a SPARQL endpoint. A thing is given by its IRI, or by its name if the graph has one thing of that name.

    \b
    kg query
    kg query contradictory-counts
    kg query events-by-class-place-month --param class=AirStrike --param place=Syria --param month=2016-09
    kg query articles --format csv
    echo "SELECT (COUNT(*) AS ?n) { ?e a sr:Event }" | kg query -
    """
    if question is None:
        click.echo(offered(config_for(store)), nl=False)
        return
    found = answer(Question(question, _values(params)), format=format_, config=config_for(store))
    sys.stdout.buffer.write(found)


def _values(params: Sequence[str]) -> dict[str, Value]:
    """Return the value of each parameter, a list where it is given several times."""
    found: dict[str, list[str]] = {}
    for name, value in map(_assignment, params):
        found.setdefault(name, []).append(value)
    return {name: list(values) if len(values) > 1 else values[0] for name, values in found.items()}


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.BadParameter(f"{text} is not NAME=VALUE.", param_hint="--param")
    return name, value
