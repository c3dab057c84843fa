"""``kg explain``: why an article was read as it was."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from kg.articles.article import Article, possible_keys
from kg.articles.metadata import parse_published
from kg.articles.readers import STANDARD_INPUT, Defaults, Failure, read_articles
from kg.commands.options import config_for, ontology_option
from kg.commands.reading import load_reader
from kg.config import Config
from kg.correcting import Correcting
from kg.errors import ArticleError, ConfigError
from kg.explaining.explaining import explain as explanation_of
from kg.explaining.explanation import ExplainedCorrection, Explanation
from kg.explaining.showing import as_html, as_text
from kg.explaining.stored import stored_article
from kg.wording import counted


@click.command()
@click.argument("article")
@click.option("--store", help="Take the article from this store: ARTICLE is its IRI, key, URL or id.")
@click.option("--source", help="Outlet of that article, where it is named by its id.")
@click.option("--published", help="Date of publication, where the article does not tell it: 2025-12-22.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to this file instead.")
@ontology_option
def explain(
    article: str,
    store: str | None,
    source: str | None,
    published: str | None,
    html: Path | None,
    ontology: Path | None,
) -> None:
    """Show why an article is read as it is.

    ARTICLE is a file, or - for standard input; of several articles in it, the first. For each event: which words tell
    it, which grammar gives each role, which rule the date and the place, who says so, whether it is taken as a fact;
    then what was decided against, and why; of an article of a store also what people corrected.

    \b
    kg explain report.txt --published 2025-12-22
    kg explain report.txt --html why.html
    kg explain https://example.org/news/1 --store store
    """
    found = stored_article(article, config_for(store), source) if store else _read(article)
    if published and not found.published:
        found = replace(found, published=parse_published(published))
    _, reader = load_reader(ontology)
    explained = explanation_of(reader, found)
    if store:
        explained = replace(explained, corrections=_corrections(article, source, config_for(store)))
    if html is None:
        click.echo(as_text(explained, colour=sys.stdout.isatty()), nl=False)
        return
    _write_page(explained, html)


def _write_page(explained: Explanation, file: Path) -> None:
    try:
        file.write_text(as_html(explained), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}. Choose another file.") from error
    click.echo(f"{counted(len(explained.events), 'event')} explained in {file}")


def _corrections(name: str, source: str | None, config: Config) -> tuple[ExplainedCorrection, ...]:
    """Return what people decided about an article of a store."""
    keys = possible_keys(name, source)
    return tuple(
        ExplainedCorrection(
            deed=each.deed,
            words=" … ".join(word for passage in each.passages for word in passage.words),
            by=each.by,
            on=f"{each.on:%Y-%m-%d}",
            why=each.why,
        )
        for each in Correcting(config).corrections()
        if any(passage.article in keys for passage in each.passages)
    )


def _read(name: str) -> Article:
    first = next(iter(read_articles([name], defaults=Defaults())), None)
    where = "standard input" if name == STANDARD_INPUT else name
    if first is None:
        raise ArticleError(f"{where} holds no article. Name a file that does.")
    if isinstance(first, Failure):
        raise ArticleError(first.message)
    return first
