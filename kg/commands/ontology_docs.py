"""``kg ontology docs``: the ontology as pages to read."""

from pathlib import Path

import click

from kg.ontology.modules import load_ontology
from kg.ontology.pages import ontology_pages
from kg.ontology.terms import load_terms
from kg.resources import ontology_file
from kg.wording import counted


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("root", required=False, type=click.Path(path_type=Path, dir_okay=False))
def docs(folder: Path, root: Path | None) -> None:
    """Write the ontology as Markdown pages.

    FOLDER gets the tree of classes, a page for each term, and the questions. ROOT is the file to begin with, by default
    the ontology that came with Sitrep.

    \b
    kg ontology docs pages
    kg ontology docs pages my/workbench.ttl
    """
    known = load_ontology(ontology_file(root))
    written = 0
    for name, text in ontology_pages(known, load_terms(known)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written += 1
    click.echo(f"{counted(written, 'page')} in {folder}; begin with {folder / 'index.md'}")
