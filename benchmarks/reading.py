"""What reading articles costs: seconds and megabytes of each stage, beside the bare pipeline with the same components.

"bare" is the language model as its makers ship it, "pipeline" the same components as Sitrep runs them (decision 091).

Run: ``python benchmarks/reading.py [--articles N]``. The sample articles are repeated until there are N. Ratios are of
CPU seconds, measured in turns in one run, so that other work on the machine disturbs them little; the ratio of two
reading processes to one is of the clock, and says little on a machine that is busy (its load is printed).
"""

import argparse
import gc
import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg.articles.article import Article
from kg.articles.readers import read_articles
from kg.extraction import pipeline
from kg.extraction.language.language_model import DEFAULT_MODEL
from kg.fusion.article_claims import claim_article
from kg.namespaces import Iris
from kg.ontology.modules import load_ontology
from kg.reader import ArticleReader, collect_seldom, read_in_parallel

ROOT = Path(__file__).parent.parent
ROUND = 50
"""Articles of one turn of the comparison."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    wanted = parser.parse_args().articles
    samples = [found for found in read_articles([ROOT / "samples"]) if isinstance(found, Article)]
    articles = list(islice(cycle(samples), wanted))
    words = sum(len(article.text.split()) for article in articles)
    print(f"{wanted} articles, {words} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'start':32}{megabytes(os.getpid()):9.0f} MB")
    start = time.process_time()
    ontology = load_ontology(ROOT / "ontology" / "workbench.ttl")
    loaded("ontology", start)
    start = time.process_time()
    reader = ArticleReader.load(ontology, Iris())
    loaded("model, lexicon, gazetteer", start)
    collect_seldom()
    # First, as what the other model leaves behind in memory is no part of a reading process.
    workers(reader, articles)
    compare(reader, articles)


def loaded(name: str, start: float) -> None:
    """Print what loading took since a moment of CPU time, and how large the process is now."""
    print(f"{name:32}{megabytes(os.getpid()):9.0f} MB{time.process_time() - start:9.1f} s")


def megabytes(process: int) -> float:
    """Return the memory of a process, what it shares with others counted in parts."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def compare(reader: ArticleReader, articles: list[Article]) -> None:
    """Print the CPU seconds of the pipeline alone, of each step of extraction, and of fusion, in turns."""
    seconds: defaultdict[str, float] = defaultdict(float)
    shipped = spacy.load(DEFAULT_MODEL)
    steps = pipeline.STEPS
    pipeline.STEPS = tuple(timed(step.__name__, step, seconds) for step in steps)  # type: ignore[misc]  # put back below
    try:
        for batch in batches(articles):
            start = time.process_time()
            for _ in shipped.pipe(article.text for article in batch):
                pass
            between = time.process_time()
            docs = list(reader.extractor.nlp.pipe(article.text for article in batch))
            seconds["bare"] += between - start
            seconds["pipeline"] += time.process_time() - between
            extraction, fusion = read(reader, batch, docs)
            seconds["extraction"] += extraction
            seconds["fusion"] += fusion
    finally:
        pipeline.STEPS = steps  # type: ignore[misc]  # as it was
    bare, own = seconds["bare"], seconds["pipeline"]
    whole = own + seconds["extraction"] + seconds["fusion"]
    for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"{name:32}{spent:9.2f} s{1000 * spent / len(articles):9.2f} ms an article{100 * spent / bare:7.1f} %")
    print(f"throughput of reading to that of the bare pipeline with the same components: {bare / whole:.2f}")
    print(f"to that of the same components as Sitrep runs them: {own / whole:.2f}")


def batches(articles: list[Article]) -> Iterator[list[Article]]:
    """Yield the articles in turns."""
    yield from (articles[i : i + ROUND] for i in range(0, len(articles), ROUND))


def timed(name: str, step: Callable[..., None], seconds: defaultdict[str, float]) -> Callable[..., None]:
    """Return a step that adds its CPU seconds under its name."""

    def run(reading: object) -> None:
        start = time.process_time()
        step(reading)
        seconds[f"  {name}"] += time.process_time() - start

    return run


def read(reader: ArticleReader, articles: list[Article], docs: list[Doc]) -> tuple[float, float]:
    """Return the CPU seconds of extraction and fusion of articles that the pipeline has analysed."""
    start = time.process_time()
    pairs = zip(docs, articles, strict=True)
    mentions = [reader.extractor.read(doc, article.published) for doc, article in pairs]
    between = time.process_time()
    for article, found in zip(articles, mentions, strict=True):
        claim_article(article.key, reader.outlet(article), found, reader.identifier)
    return between - start, time.process_time() - between


def workers(reader: ArticleReader, articles: list[Article]) -> None:
    """Print how much faster two forked processes are than one, and the largest that one of them was."""
    gc.collect()
    clocks, largest = {}, 0.0
    for count in (1, 2):
        start = time.perf_counter()
        for number, _ in enumerate(read_in_parallel(reader, articles, workers=count)):
            if count > 1 and number % ROUND == 0:
                sizes = [resident(child.pid) for child in multiprocessing.active_children() if child.pid]
                largest = max([largest, *sizes])
        clocks[count] = time.perf_counter() - start
    print(f"two reading processes against one: {clocks[1] / clocks[2]:.2f} (load {os.getloadavg()[0]:.1f})")
    print(f"a reading process: at most {largest:.0f} MB, of which most is shared")


def resident(process: int) -> float:
    """Return the resident memory of a process, what it shares with others included."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
