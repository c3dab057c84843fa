"""``kg build`` and ``kg remove``: articles into the store, and out of it again."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from kg.articles.metadata import parse_published
from kg.articles.readers import Defaults
from kg.build import BuildReport
from kg.build import build as build_graph
from kg.build import remove as remove_articles
from kg.commands.options import FAILED, INTERRUPTED, PARTLY, config_for, ontology_option, store_option
from kg.config import is_url


@click.command()
@click.argument("paths", nargs=-1, required=True)
@store_option
@ontology_option
@click.option("--published", help="Date of publication of articles that do not tell it: 2025-12-22.")
@click.option("--source", help="Outlet of articles that do not tell it.")
@click.option("--workers", type=click.IntRange(1), help="Processes that read articles; by default one for each core.")
def build(
    paths: tuple[str, ...], store: str, ontology: Path | None, published: str | None, source: str | None, workers: int
) -> None:
    """Read articles and store what they say.

    PATHS are text, JSON Lines and HTML files, folders of them, or - for standard input. What is already in the store is
    passed over; a changed article replaces its earlier version. Each article is stored whole or not at all.

    Where --store is the URL of a SPARQL server, or of a server that 'kg serve --allow-update' runs, it is sent there.

    \b
    kg build samples
    kg build report.txt --published 2025-12-22 --source "Harbour Wire" --store mystore
    cat news.jsonl | kg build -
    """
    defaults = Defaults(parse_published(published) if published else None, source)
    config = config_for(store)
    config = replace(config, workers=workers) if workers else config
    report = build_graph(list(paths), config, defaults=defaults, ontology=ontology)
    _show_report(report, store)
    if report.interrupted:
        sys.exit(INTERRUPTED)
    if report.failures:
        sys.exit(PARTLY if report.read or report.known else FAILED)


@click.command()
@click.argument("articles", nargs=-1, required=True)
@store_option
@ontology_option
def remove(articles: tuple[str, ...], store: str, ontology: Path | None) -> None:
    """Take articles out of the store, as if they had never been read.

    ARTICLES are named by URL, id, key or IRI.

    \b
    kg remove https://example.org/news/1
    """
    removed = remove_articles(articles, config_for(store), ontology=ontology)
    click.echo(f"{len(removed)} of {len(articles)} articles removed.")
    if len(removed) < len(articles):
        click.echo("kg: the others are not in the store; 'kg query articles' lists what is there.", err=True)
        sys.exit(PARTLY if removed else FAILED)


def _show_report(report: BuildReport, store: str) -> None:
    speed = f", {report.read / report.seconds:.1f} a second" if report.seconds and report.read else ""
    click.echo(
        f"{report.read} articles read ({report.revised} of them revised), {report.known} already known, "
        f"{len(report.failures)} failed; {report.seconds:.1f} s{speed}"
    )
    for failure in report.failures:
        click.echo(f"  failed: {failure.message}", err=True)
    if report.read:
        click.echo(f"{sum(report.events.values())} reports of events, {len(report.entities)} entities, ", nl=False)
        click.echo(f"{report.claims} claims")
        for name, count in sorted(report.events.items(), key=lambda item: (-item[1], item[0])):
            click.echo(f"  {count:6} {name}")
    if report.interrupted:
        click.echo("Interrupted: what was read is stored; run the same command again to go on.", err=True)
    click.echo(f"Graph {'at' if is_url(store) else 'in'} {store if is_url(store) else os.path.normpath(store)}")
