"""``kg ontology test``: whether the extractor finds what the ontology's example sentences tell."""

import sys
from pathlib import Path

import click

from kg.commands.options import FAILED
from kg.extraction.examples import Trial, examples_of, load_examples, try_examples
from kg.extraction.pipeline import Extractor
from kg.namespaces import local_name
from kg.ontology.lexicon import load_lexicon
from kg.ontology.modules import load_ontology
from kg.ontology.terms import Terms, load_terms
from kg.resources import ontology_file
from kg.wording import counted


@click.command()
@click.argument("root", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--class", "name", help="Only the examples of this class and of those below it.")
def test(root: Path | None, name: str | None) -> None:
    """Read every class's example sentences and tell which fail.

    A positive example must be found to tell of its class or of one below it, a negative example must not. ROOT is the
    file to begin with, by default the ontology that came with Sitrep.

    \b
    kg ontology test
    kg ontology test my/workbench.ttl --class CableCutting
    """
    known = load_ontology(ontology_file(root))
    terms = load_terms(known)
    examples = load_examples(known)
    if name is not None:
        examples = examples_of(examples, name, terms)
    trials = list(try_examples(examples, Extractor.load(load_lexicon(known, terms), terms), terms))
    failed = [trial for trial in trials if not trial.passed]
    for trial in failed:
        click.echo(_failure(trial, terms))
    click.echo(f"{counted(len(trials), 'example sentence')}, {counted(len(failed), 'fails', 'fail')}")
    if failed:
        sys.exit(FAILED)


def _failure(trial: Trial, terms: Terms) -> str:
    wanted = _label(trial.example.cls, terms)
    if not trial.example.positive:
        words = ", ".join(f"'{words}'" for words, _ in trial.hits)
        return f"{wanted}: found at {words}, though this is a negative example:\n    {trial.example.sentence}"
    instead = ", ".join(f"{_label(cls, terms)} at '{words}'" for words, cls in trial.found)
    return f"{wanted}: not found; {f'instead {instead}' if instead else 'nothing was'}:\n    {trial.example.sentence}"


def _label(cls: str, terms: Terms) -> str:
    return terms.labels.get(cls, local_name(cls))
