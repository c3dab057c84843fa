"""``kg annotate``: articles in, annotations out."""

import json
import sys
from pathlib import Path

import click

from kg.annotation.annotation import annotate as annotation_of
from kg.articles.readers import Failure, read_articles
from kg.commands.options import PARTLY, ontology_option
from kg.commands.reading import load_reader, readable


@click.command()
@click.argument("paths", nargs=-1)
@ontology_option
def annotate(paths: tuple[str, ...], ontology: Path | None) -> None:
    """Write what is read in articles as JSON. Each article is one line, in a stream.

    \b
    kg annotate - < articles.jsonl > annotations.jsonl
    """
    _, reader = load_reader(ontology)
    failures: list[Failure] = []
    for article, mentions, claims in reader.read(readable(read_articles(paths or ("-",)), failures)):
        line = annotation_of(article, mentions, claims, reader.terms)
        click.echo(json.dumps(line, ensure_ascii=False))
    if failures:
        sys.exit(PARTLY)
