"""``kg check``: whether a store is as it should be."""

import sys
from typing import Final

import click

from kg.checking.checked import SEVERITIES, as_json, as_text, as_turtle
from kg.checking.checking import check_store
from kg.commands.options import FAILED, config_for, store_option
from kg.graph.shapes import Severity

_FORMS: Final = {"text": as_text, "json": as_json, "turtle": as_turtle}


@click.command()
@store_option
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="info",
    show_default=True,
    help="Tell what is at least so bad: info tells everything.",
)
@click.option("--format", "form", type=click.Choice(list(_FORMS)), default="text", show_default=True)
@click.option("--limit", default=10, show_default=True, help="Findings of each check to show; the others are counted.")
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Look at N articles and N things of each class only."
)
def check(store: str, severity: Severity, form: str, limit: int, sample: int | None) -> None:
    """Check whether a store is sound.

    It is held against the SHACL shapes, and against queries that must find nothing. Each finding tells the thing, the
    reason and the remedy, and which shape or query found it. The store is read in slices, so that it may be larger than
    memory; --sample is for one that is large.

    \b
    kg check --store store
    kg check --store store --severity violation --format json

    Exit codes: 0 no violation, 1 at least one; warnings and notes do not count.
    """
    checked = check_store(config_for(store), least=severity, kept=limit, sample=sample)
    click.echo(_FORMS[form](checked), nl=False)
    if checked.count("violation"):
        sys.exit(FAILED)
