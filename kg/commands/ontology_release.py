"""``kg ontology release``: the ontology at a new version."""

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.ontology.catalog import write_catalog
from kg.ontology.modules import load_ontology
from kg.ontology.releasing import released_files, released_names
from kg.resources import ontology_file
from kg.wording import counted


@click.command()
@click.argument("version")
@click.argument("root", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the change (default: today, UTC).")
@click.option("--names", type=click.Path(path_type=Path, dir_okay=False), help="Write what is declared into this file.")
def release(version: str, root: Path | None, day: datetime | None, names: Path | None) -> None:
    """Move all modules to a new version.

    That is version IRI, version info, prior version and date of the modules beside ROOT (by default those that came
    with Sitrep), and the catalog. The names that are declared now can be written to a file: those of a release may be
    deprecated later, never deleted.

    \b
    kg ontology release 0.4.0 --names tests/data/released-0.3.0.txt
    """
    start = ontology_file(root)
    files = released_files(start.parent, version, (day or datetime.now(UTC)).date())
    if names is not None:
        names.write_text("\n".join(released_names(load_ontology(start))) + "\n", encoding="utf-8")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    write_catalog(start.parent)
    click.echo(f"{counted(len(files), 'module is', 'modules are')} at version {version}")
