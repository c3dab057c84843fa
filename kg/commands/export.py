"""``kg export`` and ``kg fingerprint``: the whole graph as a file, in its own or in another shape, and as a hash."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

import click

from kg.commands.options import config_for, store_option
from kg.store.export import EXPORT_FORMATS
from kg.store.export import export as export_graph
from kg.store.exports.views import VIEWS, export_class, export_view
from kg.store.fingerprint import fingerprint
from kg.store.formats import TRIG, TURTLE, ResultFormat, named_format
from kg.store.reader import open_reader
from kg.store.translation import TRANSLATION_FORMATS, translate, translation


@click.command()
@store_option
@click.option(
    "--format",
    "format_",
    help="nq, trig, nt, turtle, rdf or jsonld; by default trig, with --vocabulary turtle. "
    "Or events as csv, geojson, graphml, gexf, acled, plover, gdelt or stix.",
)
@click.option("--output", "-o", type=click.File("wb"), default="-", help="File to write; by default standard output.")
@click.option("--vocabulary", help="Tell it in cco, ftm, geosparql, oa, org, prov, schema, sem or time.")
@click.option("--class", "cls", metavar="CLASS", help="With --format csv: things of that class instead of events.")
def export(store: str, format_: str | None, output: BinaryIO, vocabulary: str | None, cls: str | None) -> None:
    """Write the whole graph as RDF, or the events in the shape of tables, networks and codebooks.

    In a stream; the same graph gives the same file.

    \b
    kg export --format nq -o graph.nq
    kg export --vocabulary schema --format jsonld -o events.jsonld
    kg export --format csv -o events.csv
    kg export --format csv --class Person -o persons.csv
    """
    config = config_for(store)
    if cls and (vocabulary or format_ != "csv"):
        raise click.UsageError("--class makes a table: give --format csv with it, and no --vocabulary.")
    if format_ and format_ in VIEWS and not vocabulary:
        with open_reader(config) as reader:
            if cls:
                export_class(reader, cls, output)
            else:
                export_view(reader, VIEWS[format_], output)
    elif vocabulary:
        told = translation(vocabulary, config.queries)
        with open_reader(config) as reader:
            translate(reader, told, _format(format_, TRANSLATION_FORMATS, TURTLE), output)
    else:
        with open_reader(config) as reader:
            export_graph(reader, _format(format_, EXPORT_FORMATS, TRIG, others=VIEWS), output)


def _format(
    name: str | None, offers: Sequence[ResultFormat], default: ResultFormat, *, others: Iterable[str] = ()
) -> ResultFormat:
    found = named_format(name, offers) if name else default
    if found is None:
        names = ", ".join([*(offer.name for offer in offers), *others])
        raise click.BadParameter(f"a graph cannot be exported as {name}: choose one of {names}.")
    return found


@click.command("fingerprint")
@store_option
def show_fingerprint(store: str) -> None:
    """Print the hash of the graph: the same articles and ontology give the same hash, in whatever order.

    \b
    kg fingerprint --store store
    """
    with open_reader(config_for(store)) as reader, reader.graph() as graph:
        click.echo(fingerprint(graph, base=reader.base))
