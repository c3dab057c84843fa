"""How fast ``kg build`` is beside the bare spaCy pipeline on the same articles, measured side by side in one run.

Run: ``python benchmarks/build.py [--articles N]``. Both read the sample articles, repeated until there are N, each time
as published 400 days later, so that most copies tell of other days. Times leave out loading models and ontology, which
is done once; they include everything that a build does for an article: extraction, fusion, rules, the transaction, the
search index and the snapshots.
"""

import argparse
import os
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

import spacy
from spacy.language import Language

from kg.articles.article import Article
from kg.articles.readers import read_articles
from kg.config import Config
from kg.extraction.language.language_model import DEFAULT_MODEL
from kg.graph.ontology_facts import ontology_triples
from kg.ledger.ledger import Ledger
from kg.namespaces import Iris
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import load_terms
from kg.reader import ArticleReader, read_in_parallel
from kg.store.batch import Batch
from kg.store.writer import Change, open_writer

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=400)
    wanted = parser.parse_args().articles
    samples = [found for found in read_articles([ROOT / "samples"]) if isinstance(found, Article)]
    articles = [later(article, number // len(samples)) for number, article in enumerate(islice(cycle(samples), wanted))]
    ontology = load_ontology(ROOT / "ontology" / "workbench.ttl")
    reader = ArticleReader.load(ontology, Iris())
    words = sum(len(article.text.split()) for article in articles)
    print(f"{wanted} articles, {words} words, {os.cpu_count()} cores")
    bare = consume(spacy.load(DEFAULT_MODEL), articles)
    report("bare nlp.pipe, one process", bare, bare, wanted)
    for workers in sorted({1, os.cpu_count() or 1}):
        seconds = build(reader, ontology, articles, workers)
        report(f"kg build, {workers} reading process(es)", seconds, bare, wanted)


def later(article: Article, copy: int) -> Article:
    """Return a copy of an article under another name, published later."""
    published = article.published and article.published + timedelta(days=400 * copy)
    return replace(article, url=f"https://example.org/{copy}/{article.key}", published=published)


def consume(nlp: Language, articles: list[Article]) -> float:
    """Return how many seconds the bare pipeline, as its makers ship it, takes for the texts."""
    start = time.perf_counter()
    for _ in nlp.pipe(article.text for article in articles):
        pass
    return time.perf_counter() - start


def build(reader: ArticleReader, ontology: Ontology, articles: list[Article], workers: int) -> float:
    """Return how many seconds it takes to do what ``kg build`` does with new articles."""
    terms = load_terms(ontology)
    with tempfile.TemporaryDirectory() as folder, open_writer(Path(folder) / "store") as writer:
        writer.load_ontology(ontology_triples(ontology, terms))
        writer.publish()
        start = time.perf_counter()
        with Batch(writer) as batch:
            ledger = Ledger.over(batch, terms, Iris(writer.base))
            for outcome in read_in_parallel(reader, articles, workers=workers):
                if outcome.claims is None:
                    raise SystemExit(outcome.failure)
                batch.add(Change(*ledger.add(outcome.article, outcome.claims, outcome.own_quads())))
        writer.publish()
        return time.perf_counter() - start


def report(name: str, seconds: float, bare: float, articles: int) -> None:
    """Print one line: articles a second, and the ratio to the bare pipeline."""
    print(f"{name:32} {seconds:7.2f} s {articles / seconds:7.1f} articles/s   ratio {bare / seconds:.2f}")


if __name__ == "__main__":
    print(f"at least {Config().publish_seconds:g} s between snapshots")
    main()
