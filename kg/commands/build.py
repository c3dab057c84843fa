"""``kg build`` and ``kg remove``: articles into the store, and out of it again."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from kg.articles.metadata import parse_published
from kg.articles.readers import STANDARD_INPUT, Defaults
from kg.build import BuildReport
from kg.build import build as build_graph
from kg.build import remove as remove_articles
from kg.commands.options import (
    FAILED,
    INTERRUPTED,
    PARTLY,
    config_for,
    corrections_option,
    ontology_option,
    store_option,
)
from kg.config import is_url
from kg.errors import ArticleError
from kg.wording import counted

_NAMED: Final = 3
"""Articles that a warning names."""


class Told(TypedDict):
    """What is said of the articles of a build, and how they are to be read."""

    published: str | None
    source: str | None
    again: bool
    corrections: Path | None


@click.command()
@click.argument("paths", nargs=-1, required=True)
@store_option
@ontology_option
@click.option("--published", help="Date of publication of articles that do not tell it: 2025-12-22.")
@click.option("--source", help="Outlet of articles that do not tell it.")
@click.option("--again", is_flag=True, help="Read anew what the store has, as after a change of the ontology.")
@corrections_option
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Processes that read articles; by default KG_BUILD_WORKERS, or one for each core.",
)
def build(paths: tuple[str, ...], store: str, ontology: Path | None, workers: int, **told: Unpack[Told]) -> None:
    """Read articles and store what they say.

    PATHS are text, HTML, JSON, JSON Lines and CSV files, folders of them, or - for standard input. What is already in
    the store is passed over; an article with the URL or id of an earlier one replaces it. Each is stored whole or not
    at all.

    Where --store is the URL of a SPARQL server, or of a server that 'kg serve --allow-update' runs, it is sent there.

    \b
    kg build samples
    kg build report.txt --published 2025-12-22 --source "Harbour Wire" --store mystore
    cat news.jsonl | kg build -
    kg build news --ontology my-ontology/workbench.ttl --again
    """
    if not any(path == STANDARD_INPUT or Path(path).exists() for path in paths):
        raise ArticleError(f"there is no {' and no '.join(paths)}: check the name. Nothing was built.")
    defaults = Defaults(parse_published(told["published"]) if told["published"] else None, told["source"])
    config = config_for(store)
    config = replace(config, build_workers=workers) if workers else config
    config = replace(config, corrections=told["corrections"]) if told["corrections"] else config
    report = build_graph(list(paths), config, defaults=defaults, ontology=ontology, again=told["again"])
    _show_report(report, store)
    if report.interrupted:
        sys.exit(INTERRUPTED)
    if report.failures:
        sys.exit(PARTLY if report.read or report.known else FAILED)


@click.command()
@click.argument("articles", nargs=-1, required=True)
@store_option
@ontology_option
@click.option("--source", help="Outlet of the articles, where they are named by the ids that it gave them.")
def remove(articles: tuple[str, ...], store: str, ontology: Path | None, source: str | None) -> None:
    """Take articles out of the store. It is then as if they had never been read.

    ARTICLES are named by URL, IRI or key, or by id: where they came with a source, together with that. 'kg query
    articles' lists them.

    \b
    kg remove https://example.org/news/1
    kg remove hw-17 --source "Harbour Wire"
    """
    removed = remove_articles(articles, config_for(store), source=source, ontology=ontology)
    click.echo(f"{len(removed)} of {counted(len(articles), 'article')} removed.")
    if len(removed) < len(articles):
        click.echo(
            "kg: what is not removed is not in the store; 'kg query articles' lists what is there. "
            "An id belongs to its source: name that with --source.",
            err=True,
        )
        sys.exit(PARTLY if removed else FAILED)


def _show_report(report: BuildReport, store: str) -> None:
    speed = f", {report.read / report.seconds:.1f} a second" if report.seconds and report.read else ""
    known = report.known + report.repeated
    click.echo(
        f"{counted(report.read, 'article')} read ({report.revised} of them revised), {known} already known, "
        f"{len(report.failures)} failed; {report.seconds:.1f} s{speed}"
    )
    for failure in report.failures:
        click.echo(f"  failed: {failure.message}", err=True)
    for note, is_warning in _notes(report):
        click.echo(note, err=is_warning)
    if report.read:
        _show_content(report)
    if report.interrupted:
        click.echo("Interrupted: what was read is stored; run the same command again to go on.", err=True)
    click.echo(f"Graph {'at' if is_url(store) else 'in'} {store if is_url(store) else os.path.normpath(store)}")


def _show_content(report: BuildReport) -> None:
    reports = counted(sum(report.events.values()), "report of an event", "reports of events")
    entities = counted(len(report.entities), "entity", "entities")
    click.echo(f"{reports}, {entities}, {counted(report.claims, 'claim')}")
    for name, count in sorted(report.events.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {count:6} {name}")


def _notes(report: BuildReport) -> Iterator[tuple[str, bool]]:
    """Yield what is to be known of a build beside its numbers, and whether it is a warning."""
    if report.held_back:
        told = "stored without being analysed: their words cannot tell of conflict (KG_GATE)"
        yield f"{report.held_back} of them {told}", False
    if report.corrected:
        yield f"{report.corrected} of them read again for corrections that came, changed or went", False
    if report.waiting:
        waiting = counted(
            report.waiting,
            "correction no longer finds what it is about: 'kg correct review' lists it.",
            "corrections no longer find what they are about: 'kg correct review' lists them.",
        )
        yield waiting, True
    if report.outdated:
        known = counted(report.outdated, "known one was", "known ones were")
        anew = "'kg build --again' reads known articles anew."
        yield f"The ontology has changed since {known} read: {anew}", True
    if report.replaced:
        names = ", ".join(report.replaced[:_NAMED]) + (" …" if len(report.replaced) > _NAMED else "")
        replaced = counted(len(report.replaced), "article has", "articles have")
        same = "the id or address of an earlier one of this build with another text, and took its place"
        yield f"{replaced} {same}: {names}. Where they are not revisions, give each its own id.", True
    if report.undated:
        undated = counted(report.undated, "of the articles read tells", "of the articles read tell")
        unknown = "no date of publication, so that “Tuesday” is no known day"
        yield f"{undated} {unknown} there: give the date with the article, or with --published.", True
