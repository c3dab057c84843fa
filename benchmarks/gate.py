"""What the gate keeps of news of conflict, and what it saves on other news (decision 045).

Run: ``python benchmarks/gate.py CORPORA``. CORPORA is a folder of JSON Lines, an annotated document a line. Documents
of conflict are those that have annotated events; the mixed feed has four of local and business news to each of them.
"""

import argparse
import json
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from kg.extraction.gate import Gate
from kg.extraction.language.language_model import load_language_model
from kg.ontology.lexicon import load_lexicon
from kg.ontology.modules import load_ontology
from kg.ontology.terms import load_terms

ROOT = Path(__file__).parent.parent
CONFLICT = ("wikievents", "m2e2", "muc4", "isafpr")
OTHER = ("lgl", "meantime")
"""Local news, and news of business."""
OTHER_TO_ONE = 4


def main() -> None:
    """Read the corpora, ask the gate, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    ontology = load_ontology(ROOT / "ontology" / "workbench.ttl")
    terms = load_terms(ontology)
    gate = Gate(load_language_model(), load_lexicon(ontology, terms), terms)
    conflict = [text for name in CONFLICT for text in texts(corpora, name, eventful=True)]
    others = {name: texts(corpora, name) for name in OTHER}
    start = time.process_time()
    admitted = sum(map(gate.admits, conflict))
    spent = 1000 * (time.process_time() - start) / len(conflict)
    print(f"of {len(conflict)} documents with events {admitted} are admitted: {admitted / len(conflict):.3f}")
    print(f"{spent:.2f} ms a document")
    for name, documents in others.items():
        report(name, gate, documents)
    feed = [text for documents in others.values() for text in documents]
    report("mixed feed", gate, [*conflict, *islice(cycle(feed), OTHER_TO_ONE * len(conflict))])


def texts(corpora: Path, name: str, *, eventful: bool = False) -> list[str]:
    """Return the texts of a corpus, of all its documents or of those with events."""
    lines = (corpora / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    documents = [json.loads(line) for line in lines if line]
    return [document["text"] for document in documents if document.get("events") or not eventful]


def report(name: str, gate: Gate, documents: Sequence[str]) -> None:
    """Print how many documents and characters need not be analysed."""
    skipped = [text for text in documents if not gate.admits(text)]
    share, characters = len(skipped) / len(documents), sum(map(len, skipped)) / sum(map(len, documents))
    print(f"{name}: of {len(documents)} documents {share:.2f} are skipped, {characters:.2f} of the characters")


if __name__ == "__main__":
    main()
