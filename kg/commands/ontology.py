"""``kg ontology``: look after the ontology."""

import sys
from pathlib import Path
from typing import Final

import click

from kg.commands.lazy_group import LazyGroup
from kg.commands.options import FAILED
from kg.ontology.check import check_ontology
from kg.resources import ontology_file
from kg.wording import counted

LANGUAGE_MODEL: Final = {
    "test": "kg.commands.ontology_test:test",
    "gaps": "kg.commands.ontology_gaps:gaps",
}
"""Commands that read text: they load the language model, and the others need not wait for it."""

FILES: Final = {
    "fmt": "kg.commands.ontology_files:fmt",
    "diff": "kg.commands.ontology_files:diff",
    "merge": "kg.commands.ontology_files:merge",
    "release": "kg.commands.ontology_release:release",
    "docs": "kg.commands.ontology_docs:docs",
}
"""Commands that write, compare or describe the ontology's files: the reasoner need not be loaded for them."""


@click.group(cls=LazyGroup, lazy={**LANGUAGE_MODEL, **FILES})
def ontology() -> None:
    """Look after the ontology."""


@ontology.command("check")
@click.argument("root", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--quick", is_flag=True, help="Leave out the reasoner.")
def check(root: Path | None, *, quick: bool) -> None:
    """Check syntax, imports, terms, lexicon and consistency.

    ROOT is the file to begin with, by default the ontology that came with Sitrep; the reasoner HermiT tells whether it
    is consistent.

    \b
    kg ontology check
    kg ontology check my/workbench.ttl
    """
    findings = check_ontology(ontology_file(root), quick=quick)
    for finding in findings:
        click.echo(f"{finding.severity}: {finding.message}")
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}")
    if errors:
        sys.exit(FAILED)
