"""What commands that read articles without storing them begin with: a reader, and the articles that can be read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kg.articles.article import Article
from kg.articles.readers import Failure
from kg.config import Config
from kg.namespaces import Iris
from kg.ontology.modules import Ontology, load_ontology
from kg.reader import ArticleReader
from kg.resources import ontology_file


def load_reader(ontology: Path | None) -> tuple[Ontology, ArticleReader]:
    """Return the ontology that a command was given, and a reader over it with the settings of the environment."""
    known = load_ontology(ontology_file(ontology))
    return known, ArticleReader.load(known, Iris(), config=Config.from_environment())


def readable(found: Iterable[Article | Failure], failures: list[Failure]) -> Iterator[Article]:
    """Yield the articles; tell of the others on standard error, and add them to ``failures``."""
    for item in found:
        if isinstance(item, Failure):
            failures.append(item)
            click.echo(f"kg: {item.message}", err=True)
        else:
            yield item
