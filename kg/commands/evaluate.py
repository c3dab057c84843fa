"""``kg evaluate``: annotations against a gold standard."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pyoxigraph as ox

from kg.annotation.annotating import annotate_all
from kg.articles.article import Article
from kg.articles.json_lines import read_json_lines
from kg.commands.options import ontology_option
from kg.commands.reading import load_reader
from kg.errors import ArticleError
from kg.evaluation.gold import read_gold
from kg.evaluation.layers import evaluate as evaluate_layers
from kg.evaluation.names import Names, with_those_of
from kg.evaluation.score import Json, Score
from kg.namespaces import OWL, RDF, local_name
from kg.ontology.modules import load_ontology
from kg.resources import ontology_file

_COLUMNS: Final = ("precision", "recall", "f1")
_DECLARED: Final = ("Class", "ObjectProperty", "DatatypeProperty")


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--annotations",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Score these annotations instead of reading the texts now.",
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@ontology_option
def evaluate(gold: Path, annotations: Path | None, format_: str, ontology: Path | None) -> None:
    """Score what Sitrep reads against texts that people annotated.

    GOLD is JSON Lines in the format that kg annotate writes. Only the layers that a line holds are compared; layers
    listed in its "partial" are scored for recall only.

    \b
    kg evaluate gold.jsonl
    kg evaluate gold.jsonl --format json
    """
    made = read_gold(annotations) if annotations else []
    golds = read_gold(gold, with_those_of(_names(ontology), made))
    found = {document["id"]: document for document in (made or _read(gold, ontology))}
    missing = [document["id"] for document in golds if document["id"] not in found]
    if missing:
        raise ArticleError(f"{annotations} lacks the text {missing[0]}. Annotate the same texts as the gold.")
    scores = evaluate_layers((document, found[document["id"]]) for document in golds)
    click.echo(_as_json(scores) if format_ == "json" else _as_table(scores))


def _names(ontology: Path | None) -> Names:
    """Return the local names of the classes and properties that the ontology declares."""
    kinds: dict[object, set[str]] = {}
    for term, kind in load_ontology(ontology_file(ontology)).pairs(RDF + "type"):
        kinds.setdefault(kind, set()).add(local_name(term))
    classes, *properties = (kinds.get(ox.NamedNode(OWL + kind), set()) for kind in _DECLARED)
    return Names(frozenset(classes), frozenset().union(*properties))


def _read(gold: Path, ontology: Path | None) -> Iterator[Json]:
    _, reader = load_reader(ontology)
    with gold.open("rb") as lines:
        articles = list(read_json_lines(lines))
    readable = [article for article in articles if isinstance(article, Article)]
    if len(readable) < len(articles):
        raise next(found for found in articles if isinstance(found, ArticleError))
    for annotation, _ in annotate_all(reader, readable, workers=min(os.cpu_count() or 1, len(readable))):
        yield annotation


def _figures(score: Score) -> dict[str, float | None]:
    return {name: getattr(score, name) for name in _COLUMNS}


def _as_json(scores: dict[str, Score]) -> str:
    layers = {
        layer: {**_figures(score), "gold": round(score.gold), "found": round(score.found), "right": score.right}
        for layer, score in scores.items()
    }
    return json.dumps(layers, ensure_ascii=False, indent=2)


def _as_table(scores: dict[str, Score]) -> str:
    width = max(map(len, scores), default=0)
    lines = [f"{'':{width}} {'P':>6} {'R':>6} {'F1':>6} {'gold':>7} {'found':>7} {'right':>8}"]
    for layer, score in scores.items():
        figures = " ".join("     -" if value is None else f"{value:6.3f}" for value in _figures(score).values())
        lines.append(f"{layer:{width}} {figures} {score.gold:7.0f} {score.found:7.0f} {score.right:8.1f}")
    return "\n".join(lines)
