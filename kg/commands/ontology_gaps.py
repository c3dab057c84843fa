"""``kg ontology gaps``: what articles tell and the ontology does not catch, as Turtle to paste."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pyoxigraph as ox

from kg.articles.article import Article
from kg.articles.readers import Failure, read_articles
from kg.commands.options import PARTLY, config_for, ontology_option, store_option
from kg.commands.reading import load_reader, readable
from kg.gaps.gaps import find_gaps
from kg.gaps.suggestions import suggestion_lines
from kg.namespaces import sr
from kg.ontology.lexicon import load_lexicon
from kg.store.reader import open_reader


@click.command()
@click.argument("paths", nargs=-1)
@store_option
@ontology_option
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Leave out what is rarer.")
@click.option("--limit", type=click.IntRange(1), default=25, show_default=True, help="Words, and names, at most.")
def gaps(paths: tuple[str, ...], store: str, ontology: Path | None, least: int, limit: int) -> None:
    """Tell what the ontology does not catch yet.

    That is words of armed actors that are no class's, and names that are no individual's. PATHS are articles as for 'kg
    build'; without any, the texts in the store are read. The answer is Turtle whose suggestions are commented out:
    delete the # in front of those you want, correct the class, and paste them into workbench.ttl.

    \b
    kg ontology gaps samples
    kg ontology gaps --store mystore --least 10 > suggestions.ttl
    """
    known, reader = load_reader(ontology)
    failures: list[Failure] = []
    articles = readable(read_articles(paths), failures) if paths else _stored(store)
    found = find_gaps(articles, reader, load_lexicon(known, reader.terms), least=least)
    shown = replace(found, words=found.words[:limit], names=found.names[:limit])
    for line in suggestion_lines(shown, known.modules[-1].iri, reader.terms):
        click.echo(line)
    if failures:
        sys.exit(PARTLY)


def _stored(store: str) -> Iterator[Article]:
    with open_reader(config_for(store)) as opened:
        for quad in opened.quads(None, sr("content"), None, ox.NamedNode(opened.graph_iri("texts"))):
            if isinstance(quad.object, ox.Literal):
                yield Article(quad.object.value)
