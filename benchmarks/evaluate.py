"""How well Sitrep reads public annotated corpora that lie outside the project.

Run: ``python benchmarks/evaluate.py CORPORA [--documents N] [--only NAME ...]``. CORPORA is a folder of JSON Lines, one
annotated document a line; the ``adapter.py`` and ``score.py`` that translate and compare lie in the folder above it.
Each text is annotated as it is. The figures go to ``benchmarks/results/``: ``evaluation.txt`` is the latest run as a
table, ``evaluation.tsv`` has a line for each figure of each run with its date and commit.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from kg.annotation.annotating import annotate_all
from kg.articles.article import Article
from kg.articles.metadata import parse_published
from kg.errors import ArticleError
from kg.namespaces import Iris
from kg.ontology.modules import load_ontology
from kg.reader import ArticleReader

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
OF_DOCUMENTS = frozenset({"muc4", "isafpr"})
"""Corpora that annotate the events of a document, not their mentions."""
PARTS = {
    "muc4": {"muc4, mixed case": lambda d: d["split"] == "tst4", "muc4, upper case": lambda d: d["split"] != "tst4"}
}
"""Corpora whose documents are of two kinds."""
ENTITY_LAYERS = ("entity", "relation", "alias")


@dataclass(frozen=True)
class Figures:
    """What one corpus gave."""

    corpus: str
    documents: int
    events_per_sentence: float
    seconds: float
    layers: dict[str, dict[str, float | None]]


def main() -> None:
    """Annotate each corpus, score it, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--documents", type=int, help="at most so many documents of each corpus, spread evenly")
    parser.add_argument("--only", nargs="+", default=[], help="names of corpora")
    wanted = parser.parse_args()
    present = {path.stem for path in wanted.corpora.glob("*.jsonl")}
    if not present:
        parser.error(f"{wanted.corpora} holds no corpora: name a folder of JSON Lines files")
    if unknown := set(wanted.only) - present:
        parser.error(f"no corpus {min(unknown)} in {wanted.corpora}: choose from {', '.join(sorted(present))}")
    reader = ArticleReader.load(load_ontology(ROOT / "ontology" / "workbench.ttl"), Iris())
    found = []
    for name, gold in parts(wanted.corpora, wanted.only):
        figures = evaluate(reader, wanted.corpora.resolve().parent, name, sample(gold, wanted.documents))
        print("\n".join(lines(figures)), flush=True)
        found.append(figures)
    keep(found)


def parts(corpora: Path, only: list[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the corpora, or the parts of them that are of one kind, with their documents."""
    for path in sorted(corpora.glob("*.jsonl")):
        if only and path.stem not in only:
            continue
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        kinds = PARTS.get(path.stem, {path.stem: lambda _: True})
        yield from ((name, [d for d in gold if belongs(d)]) for name, belongs in kinds.items())


def sample(gold: list[dict[str, Any]], size: int | None) -> list[dict[str, Any]]:
    """Return at most so many documents, at even distances."""
    step = max(1, -(-len(gold) // size)) if size else 1
    return list(islice(gold, 0, None, step))


def evaluate(reader: ArticleReader, tools: Path, name: str, gold: list[dict[str, Any]]) -> Figures:
    """Annotate the documents of a corpus and score them."""
    start = time.perf_counter()
    articles = [Article(d["text"], d.get("title") or None, published(d), given_id=d["id"]) for d in gold]
    done = list(annotate_all(reader, articles, workers=os.cpu_count() or 1))
    seconds = time.perf_counter() - start
    events = sum(len(annotation["events"]) for annotation, _ in done)
    sentences = sum(count for _, count in done)
    with tempfile.TemporaryDirectory() as folder:
        layers = score(Path(folder), tools, name.partition(",")[0], gold, [annotation for annotation, _ in done])
    return Figures(name, len(gold), events / max(sentences, 1), seconds, layers)


def published(document: dict[str, Any]) -> datetime | None:
    """Return the day of publication, where the corpus tells one that can be read."""
    try:
        return parse_published(document["date"]) if document.get("date") else None
    except ArticleError:
        return None


def score(
    folder: Path, tools: Path, corpus: str, gold: list[dict[str, Any]], annotations: list[dict[str, Any]]
) -> dict[str, dict[str, float | None]]:
    """Return precision, recall and F1 by layer; those of entities over mentions with a name."""
    write(folder / "gold.jsonl", gold)
    write(folder / "annotations.jsonl", annotations)
    documents = ["--documents"] if corpus in OF_DOCUMENTS else []
    adapted = run(tools / "adapter.py", folder / "annotations.jsonl", *documents)
    (folder / "system.jsonl").write_text(adapted, encoding="utf-8")
    compared = (tools / "score.py", folder / "gold.jsonl", folder / "system.jsonl", "--map", "--json")
    layers: dict[str, dict[str, float | None]] = json.loads(run(*compared))
    named: dict[str, dict[str, float | None]] = json.loads(run(*compared, "--named"))
    return layers | {f"{layer}, named": f for layer, f in named.items() if layer.startswith(ENTITY_LAYERS)}


def write(path: Path, documents: list[dict[str, Any]]) -> None:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")


def run(script: Path, *arguments: object) -> str:
    """Return what a script beside the corpora prints."""
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # the scripts are the user's own
    if done.returncode:
        raise SystemExit(f"{script} failed:\n{done.stderr}")
    return done.stdout


def lines(figures: Figures) -> Iterator[str]:
    """Yield a table of what one corpus gave."""
    yield (
        f"{figures.corpus}: {figures.documents} documents in {figures.seconds:.0f} s, "
        f"{figures.events_per_sentence:.2f} events a sentence"
    )
    for layer, values in figures.layers.items():
        if values["gold"]:
            columns = "".join("      -" if values[k] is None else f"{values[k]:7.3f}" for k in ("P", "R", "F1"))
            yield f"  {layer:44}{columns}   gold {values['gold']:.0f}  found {values['sys']:.0f}"


def keep(found: list[Figures]) -> None:
    """Write the table and add the figures to the history."""
    RESULTS.mkdir(exist_ok=True)
    day, commit = f"{datetime.now(UTC):%Y-%m-%d}", revision()
    table = [line for figures in found for line in lines(figures)]
    (RESULTS / "evaluation.txt").write_text("\n".join([f"{day}, commit {commit}", *table]) + "\n", encoding="utf-8")
    history = RESULTS / "evaluation.tsv"
    columns = ("date", "commit", "corpus", "documents", "layer", "precision", "recall", "f1", "gold", "found")
    if not history.exists():
        history.write_text("\t".join(columns) + "\n", encoding="utf-8")
    with history.open("a", encoding="utf-8") as stream:
        for figures in found:
            start = (day, commit, figures.corpus, str(figures.documents))
            stream.write(
                "\t".join((*start, "events a sentence", "", "", f"{figures.events_per_sentence:.3f}", "", "")) + "\n"
            )
            for layer, values in figures.layers.items():
                cells = ("" if v is None else f"{v:.3f}" for v in map(values.get, ("P", "R", "F1")))
                stream.write("\t".join((*start, layer, *cells, f"{values['gold']:.0f}", f"{values['sys']:.0f}")) + "\n")


def revision() -> str:
    """Return the commit that is measured, marked when there are changes to the code beside it."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or "unknown"  # noqa: S603  # our own command


if __name__ == "__main__":
    main()
