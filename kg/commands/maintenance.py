"""``kg backup``, ``kg restore`` and ``kg compact``: looking after a store."""

from pathlib import Path

import click

from kg.commands.options import store_folder, store_option
from kg.store import maintenance

_MEGABYTE = 1_000_000


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option
def backup(target: Path, store: str) -> None:
    """Copy the graph to a new folder. The store may be written and served meanwhile.

    \b
    kg backup backups/2026-11-22 --store store
    """
    snapshot = maintenance.backup(store_folder(store), target)
    click.echo(f"Snapshot {snapshot.number} of {snapshot.published:%Y-%m-%d %H:%M:%S} UTC is in {target}")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@store_option
@click.option("--replace", is_flag=True, help="Put it in the place of a store that is there; that is kept beside it.")
def restore(source: Path, store: str, replace: bool) -> None:
    """Make a store from a backup. A server of the store shows the restored graph at once.

    \b
    kg restore backups/2026-11-22 --store store --replace
    """
    restored = maintenance.restore(source, store_folder(store), replace=replace)
    click.echo(f"{source} is restored to {restored.path}")
    if restored.former:
        click.echo(f"What was there before is in {restored.former}; remove it when you are sure.")


@click.command()
@store_option
def compact(store: str) -> None:
    """Put the files of a store in order: less room, faster answers. The store may be served meanwhile, not written.

    \b
    kg compact --store store
    """
    done = maintenance.compact(store_folder(store))
    click.echo(f"{done.before / _MEGABYTE:,.1f} MB before, {done.after / _MEGABYTE:,.1f} MB after")
    if done.held > _MEGABYTE / 20:
        held = f"{done.held / _MEGABYTE:,.1f} MB of that are earlier snapshots, which a server or an export still reads"
        click.echo(f"{held}: run 'kg compact' again once it has gone on, a server with the next request.")
