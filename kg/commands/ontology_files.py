"""``kg ontology fmt`` and what else looks after the ontology's files."""

import sys
from pathlib import Path

import click

from kg.commands.options import FAILED
from kg.ontology.catalog import CATALOG, catalog_text
from kg.ontology.difference import compare
from kg.ontology.formatting import format_file
from kg.ontology.merging import merged_file
from kg.resources import ontology_file, resource_folder
from kg.wording import counted

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a file would change.")
def fmt(files: tuple[Path, ...], check: bool) -> None:
    """Write Turtle files in one form. One statement a line, sorted, so that one edit is one line of a diff.

    Without FILES, all of the ontology, and its catalog. Comments are not kept: say it in an annotation.

    \b
    kg ontology fmt
    kg ontology fmt my/workbench.ttl
    kg ontology fmt --check
    """
    folder = resource_folder("ontology")
    paths = [*(files or sorted(folder.glob("*.ttl"))), *(() if files else (folder / CATALOG,))]
    changed = [path for path in paths if _format(path, check=check)]
    click.echo(f"{len(changed)} of {counted(len(paths), 'file')} {'would change' if check else 'changed'}")
    if check and changed:
        sys.exit(FAILED)


def _format(path: Path, *, check: bool) -> bool:
    """Write a file in its one form at once, or what somebody saves meanwhile is lost; tell whether it changes."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = catalog_text(path.parent) if path.name == CATALOG else format_file(path)
    if text == before:
        return False
    if not check:
        path.write_text(text, encoding="utf-8")
    click.echo(f"{'would change' if check else 'changed'}: {path}")
    return True


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
def diff(old: Path, new: Path) -> None:
    """Say in plain words what changed in an ontology. OLD and NEW are files of it, or folders of them.

    \b
    kg ontology diff released/ ontology/
    kg ontology diff workbench.ttl.before workbench.ttl
    """
    changes = compare(old, new)
    for change in changes:
        name = f"{change.name} ({change.term})" if change.term and change.term != change.name else change.name
        click.echo(f"{change.what}: {name}")
        for detail in change.details:
            click.echo(f"    {detail}")
    click.echo(counted(len(changes), "change") if changes else "no change")


@click.command()
@click.argument("root", required=False, type=_FILE)
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".ttl or .owl")
def merge(root: Path | None, output: Path) -> None:
    """Write an ontology and its imports as one file. Some tools open, and some sites publish, a single one.

    ROOT is the file to begin with, by default the ontology that came with Sitrep.

    \b
    kg ontology merge -o sitrep.ttl
    kg ontology merge my/workbench.ttl -o mine.owl
    """
    data = merged_file(ontology_file(root), output.suffix)
    output.write_bytes(data)
    click.echo(f"merged: {output}")
