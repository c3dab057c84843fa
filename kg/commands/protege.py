"""The part of ``kg export`` that writes a slice to browse in Protégé."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import click

from kg.commands.options import config_for, ontology_option
from kg.protege import write_slice
from kg.resources import ontology_file
from kg.store.reader import open_reader
from kg.store.slices.slice_events import LIMITS, SliceRequest, View
from kg.wording import counted

Function = TypeVar("Function", bound=Callable[..., Any])


class SliceOptions(TypedDict):
    """The options of ``kg export --protege`` as click gives them."""

    view: View
    since: str
    until: str
    place: str
    around: str
    hops: int
    limit: int | None
    ontology: Path | None


_OPTIONS = (
    click.option("--view", type=click.Choice(list(LIMITS)), default="events", help="Without or with the evidence."),
    click.option("--since", default="", metavar="DATE", help="Events that end on that day or later."),
    click.option("--until", default="", metavar="DATE", help="Events that begin on that day or earlier."),
    click.option("--place", default="", metavar="IRI", help="Events in that place or facility, such as auth:Syria."),
    click.option("--around", default="", metavar="IRI", help="Events that this thing or event leads to."),
    click.option("--hops", type=click.IntRange(1, 10), default=1, help="In how many steps; 1 by default."),
    click.option("--limit", type=click.IntRange(1), help="The most events; by default 20,000, in the full view 2,000."),
    ontology_option,
)


def slice_options(function: Function) -> Function:
    """Give a command the options of a slice."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def has_slice_options(options: SliceOptions) -> bool:
    """Return whether any option of a slice was given."""
    named = (options["since"], options["until"], options["place"], options["around"], options["limit"])
    return any(named) or options["view"] != "events" or options["hops"] != 1 or options["ontology"] is not None


def export_slice(store: str, folder: str, class_: str, options: SliceOptions) -> None:
    """Write a slice into a folder and say on standard error what is in it and what is not."""
    if folder == "-":
        raise click.UsageError("--protege writes a folder: name it with --output.")
    ontology = ontology_file(options["ontology"])
    request = SliceRequest(
        view=options["view"],
        since=options["since"],
        until=options["until"],
        class_=class_,
        place=options["place"],
        around=options["around"],
        hops=options["hops"],
        limit=options["limit"],
    )
    with open_reader(config_for(store)) as reader:
        written = write_slice(reader, request, Path(folder), ontology=ontology)
    held = f"{counted(written.events, 'event')}, {counted(written.individuals, 'individual')}"
    click.echo(f"{held}. Open {written.path} in Protégé.", err=True)
    for words in written.left_out:
        click.echo(f"Left out: {words}.", err=True)
