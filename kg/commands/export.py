"""``kg export`` and ``kg fingerprint``: the whole graph as a file, in its own or in another shape, and as a hash."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Unpack, cast

import click

from kg.commands.options import config_for, store_option
from kg.commands.protege import SliceOptions, export_slice, has_slice_options, slice_options
from kg.config import Config
from kg.store.exports.translation import TRANSLATION_FORMATS, translate, translation
from kg.store.exports.views import VIEWS, export_class, export_view
from kg.store.exports.whole import EXPORT_FORMATS
from kg.store.exports.whole import export as export_graph
from kg.store.fingerprint import fingerprint
from kg.store.formats import TRIG, TURTLE, ResultFormat, named_format
from kg.store.reader import open_reader


@click.command()
@store_option
@click.option(
    "--format",
    "format_",
    help="nq, trig, nt, turtle, rdf or jsonld; by default trig, with --vocabulary turtle. "
    "Or events as csv, geojson, graphml, gexf, acled, plover, gdelt or stix.",
)
@click.option("--output", "-o", type=click.Path(), default="-", help="File to write; by default standard output.")
@click.option("--vocabulary", help="Tell it in cco, ftm, geosparql, oa, org, prov, schema, sem or time.")
@click.option("--protege", is_flag=True, help="A folder to browse in Protégé; the options below choose its events.")
@click.option(
    "--class", "cls", metavar="CLASS", help="With --protege: events of that class. With --format csv: things of it."
)
@slice_options
def export(
    store: str,
    format_: str | None,
    output: str,
    vocabulary: str | None,
    protege: bool,
    cls: str | None,
    **chosen: Unpack[SliceOptions],
) -> None:
    """Write the graph as RDF, as tables, networks or for Protégé.

    RDF is the whole graph; tables, networks and the shapes of codebooks hold its events. All is written in a stream;
    the same graph gives the same file.

    \b
    kg export --format nq -o graph.nq
    kg export --vocabulary schema --format jsonld -o events.jsonld
    kg export --format csv -o events.csv
    kg export --format csv --class Person -o persons.csv
    kg export --protege --place auth:Syria --since 2016-09-01 --until 2016-09-30 -o slice
    """
    if protege:
        if format_ or vocabulary:
            raise click.UsageError("--protege has a format of its own: leave out --format and --vocabulary.")
        export_slice(store, output, cls or "", chosen)
        return
    if has_slice_options(chosen):
        raise click.UsageError("--view, --since, --until, --place, --around and so on go with --protege.")
    if cls and (vocabulary or format_ != "csv"):
        raise click.UsageError("--class makes a table: give --format csv with it, and no --vocabulary.")
    with click.open_file(output, "wb", lazy=True) as out:
        _write(config_for(store), format_, vocabulary, cls, cast("BinaryIO", out))


def _write(config: Config, format_: str | None, vocabulary: str | None, cls: str | None, out: BinaryIO) -> None:
    told = translation(vocabulary, config.queries) if vocabulary else None
    with open_reader(config) as reader:
        if told:
            translate(reader, told, _format(format_, TRANSLATION_FORMATS, TURTLE), out)
        elif cls:
            export_class(reader, cls, out)
        elif format_ and format_ in VIEWS:
            export_view(reader, VIEWS[format_], out)
        else:
            export_graph(reader, _format(format_, EXPORT_FORMATS, TRIG, others=VIEWS), out)


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
    """Print the hash of the graph. The same articles and ontology give the same hash, in whatever order.

    \b
    kg fingerprint --store store
    """
    with open_reader(config_for(store)) as reader, reader.graph() as graph:
        click.echo(fingerprint(graph, base=reader.base))
