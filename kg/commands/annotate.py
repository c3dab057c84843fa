"""``kg annotate``: articles in, annotations out."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.annotation.annotation import annotate as annotation_of
from kg.articles.article import Article
from kg.articles.readers import Failure, read_articles
from kg.commands.options import PARTLY, ontology_option
from kg.config import Config
from kg.namespaces import Iris
from kg.ontology.modules import load_ontology
from kg.reader import ArticleReader
from kg.resources import ontology_file


@click.command()
@click.argument("paths", nargs=-1)
@ontology_option
def annotate(paths: tuple[str, ...], ontology: Path | None) -> None:
    """Read articles and write what was found in each as one line of JSON, in a stream.

    \b
    kg annotate - < articles.jsonl > annotations.jsonl
    """
    known = load_ontology(ontology_file(ontology))
    reader = ArticleReader.load(known, Iris(), config=Config.from_environment())
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
