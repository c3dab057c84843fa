"""``kg export`` and ``kg fingerprint``: the whole graph as a file, and as a hash."""

from typing import BinaryIO

import click

from kg.commands.options import config_for, store_option
from kg.store.export import EXPORT_FORMATS
from kg.store.export import export as export_graph
from kg.store.fingerprint import fingerprint
from kg.store.formats import named_format
from kg.store.reader import open_reader


@click.command()
@store_option
@click.option("--format", "format_", default="trig", show_default=True, help="nq, trig, nt, turtle, rdf or jsonld.")
@click.option("--output", "-o", type=click.File("wb"), default="-", help="File to write; by default standard output.")
def export(store: str, format_: str, output: BinaryIO) -> None:
    """Write the whole graph as RDF, in a stream; the same graph gives the same N-Quads.

    \b
    kg export --format nq -o graph.nq
    """
    wanted = named_format(format_, EXPORT_FORMATS)
    if wanted is None:
        names = ", ".join(offer.name for offer in EXPORT_FORMATS)
        raise click.BadParameter(f"a graph cannot be exported as {format_}: choose one of {names}.")
    with open_reader(config_for(store)) as reader:
        export_graph(reader, wanted, output)


@click.command("fingerprint")
@store_option
def show_fingerprint(store: str) -> None:
    """Print the hash of the graph: the same articles and ontology give the same hash, in whatever order.

    \b
    kg fingerprint --store store
    """
    with open_reader(config_for(store)) as reader, reader.graph() as graph:
        click.echo(fingerprint(graph, base=reader.base))
