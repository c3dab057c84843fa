"""The command ``kg``: one thin function for each thing one can do."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.annotation import annotate as annotation_of
from kg.articles.article import Article
from kg.articles.metadata import parse_published
from kg.articles.readers import Defaults, Failure, read_articles
from kg.build import BuildReport
from kg.build import build as build_graph
from kg.build import remove as remove_articles
from kg.config import Config
from kg.errors import KGError
from kg.namespaces import Iris
from kg.ontology.check import check_ontology
from kg.ontology.modules import load_ontology
from kg.reader import ArticleReader
from kg.resources import resource_folder

FAILED, PARTLY, INTERRUPTED = 1, 3, 130

_store = click.option(
    "--store",
    envvar="KG_STORE",
    default="store",
    show_default=True,
    help="Folder of the store (or set KG_STORE).",
)
_ontology = click.option(
    "--ontology",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ontology file to read with; by default the one that came with Sitrep.",
)


class _Group(click.Group):
    """Turns Sitrep's errors into a message and an exit code; keeps examples in help texts as they are."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own signature
        try:
            return super().invoke(ctx)
        except KGError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(FAILED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    r"""Build a knowledge graph of military events from news, and ask it.

    \b
    kg build samples --store store        read articles into a graph
    kg query events --store store         ask a saved question
    kg serve --store store                open it at http://127.0.0.1:8000

    Exit codes: 0 done, 1 not done, 2 wrong usage, 3 done but for some articles, 130 interrupted.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True)
@_store
@_ontology
@click.option("--published", help="Date of publication of articles that do not tell it: 2025-12-22.")
@click.option("--source", help="Outlet of articles that do not tell it.")
@click.option("--workers", type=click.IntRange(1), help="Processes that read articles; by default one for each core.")
def build(
    paths: tuple[str, ...], store: str, ontology: Path | None, published: str | None, source: str | None, workers: int
) -> None:
    r"""Read articles and store what they say.

    PATHS are text, JSON Lines and HTML files, folders of them, or - for standard input. What is already in the store is
    passed over; a changed article replaces its earlier version. Each article is stored whole or not at all.

    \b
    kg build samples
    kg build report.txt --published 2025-12-22 --source "Harbour Wire" --store mystore
    cat news.jsonl | kg build -
    """
    defaults = Defaults(parse_published(published) if published else None, source)
    config = _config(store)
    config = replace(config, workers=workers) if workers else config
    report = build_graph(list(paths), config, defaults=defaults, ontology=ontology)
    _show_report(report, store)
    if report.interrupted:
        sys.exit(INTERRUPTED)
    if report.failures:
        sys.exit(PARTLY if report.read or report.known else FAILED)


@main.command()
@click.argument("articles", nargs=-1, required=True)
@_store
@_ontology
def remove(articles: tuple[str, ...], store: str, ontology: Path | None) -> None:
    r"""Take articles out of the store, as if they had never been read.

    ARTICLES are named by URL, id, key or IRI.

    \b
    kg remove https://example.org/news/1
    """
    removed = remove_articles(articles, _config(store), ontology=ontology)
    click.echo(f"{len(removed)} of {len(articles)} articles removed.")
    if len(removed) < len(articles):
        click.echo("kg: the others are not in the store; 'kg query articles' lists what is there.", err=True)
        sys.exit(PARTLY if removed else FAILED)


@main.command()
@click.argument("paths", nargs=-1)
@_ontology
def annotate(paths: tuple[str, ...], ontology: Path | None) -> None:
    r"""Read articles and write what was found in each as one line of JSON, in a stream.

    \b
    kg annotate - < articles.jsonl > annotations.jsonl
    """
    known = load_ontology(ontology or resource_folder("ontology") / "workbench.ttl")
    reader = ArticleReader.load(known, Iris())
    failed = 0

    def readable() -> Iterator[Article]:
        nonlocal failed
        for found in read_articles(paths or ("-",)):
            if isinstance(found, Failure):
                failed += 1
                click.echo(f"kg: {found.message}", err=True)
            else:
                yield found

    for article, mentions, claims in reader.read(readable()):
        line = annotation_of(article, mentions, claims, reader.terms)
        click.echo(json.dumps(line, ensure_ascii=False))
    if failed:
        sys.exit(PARTLY)


@main.group()
def ontology() -> None:
    """Look after the ontology."""


@ontology.command("check")
@click.argument("root", required=False, type=click.Path(path_type=Path, dir_okay=False))
def check(root: Path | None) -> None:
    r"""Check an ontology: syntax, imports, terms, lexicon, and consistency under HermiT.

    \b
    kg ontology check
    kg ontology check my/workbench.ttl
    """
    findings = check_ontology(root or resource_folder("ontology") / "workbench.ttl")
    for finding in findings:
        click.echo(f"{finding.severity}: {finding.message}")
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if errors:
        sys.exit(FAILED)


def _config(store: str) -> Config:
    return replace(Config.from_environment(), store=Path(store))


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
    click.echo(f"Graph in {os.path.normpath(store)}")


COMMANDS: tuple[Callable[..., Any], ...] = (build, remove, annotate, ontology)
