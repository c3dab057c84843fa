"""Resume the language model's entity recogniser on news of conflict, and write it as a component of its own.

Run: ``python training/train.py CORPORA --output DIR [--further] [--held-out | --with-re3d]``. CORPORA is the folder of
annotated corpora. The recogniser learns from our own sentences, with ``--further`` also from those written later, and
rehearses on openly licensed texts what it knew. With ``--held-out`` every fifth sentence is kept out, and scored beside
the base model as are the documents of re3d by their sources; with ``--with-re3d`` the openly licensed ones of them
train too.
Same inputs, same weights: seeds are fixed, and the hashes of what goes in and comes out are printed.
"""

import argparse
import hashlib
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import spacy
from corpora import OPEN_SOURCES, REHEARSED, Document, annotated, rehearsed
from examples import ExampleMaker
from notation import LABELS, NEW_LABELS, read_sentences
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.scorer import Scorer
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch
from thinc.api import Model
from thinc.types import FloatsXd as Floats

from kg.extraction.language.language_model import DEFAULT_MODEL

ROOT: Final = Path(__file__).parent.parent
SENTENCES: Final = ROOT / "training" / "sentences.txt"
FURTHER: Final = ROOT / "training" / "further_sentences.txt"
SEED: Final = 0
PASSES: Final = 8
DROPOUT: Final = 0.3
LEARNING_RATE: Final = 6e-4
BATCH: Final = 8
SHARE: Final = 0.6
"""How far the weights go from the base model's to the trained ones: a part of the way forgets little."""
NEW_SHARE: Final = 1.2
"""How far those go that choose a new label: they have nothing to forget, and what they weigh went only a part."""
TIMES: Final = 2
"""How often a sentence of ours is read in a pass, a rehearsed text once."""
HELD_OUT: Final = 5
"""Every how many sentences one is kept out."""


def main() -> None:
    """Train, and write the component; or score what was kept out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--further", action="store_true")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--held-out", action="store_true")
    kinds.add_argument("--with-re3d", action="store_true")
    wanted = parser.parse_args()
    fix_random_seed(SEED)
    nlp = spacy.load(DEFAULT_MODEL)
    maker = ExampleMaker(nlp)
    files = [SENTENCES, FURTHER] if wanted.further else [SENTENCES]
    documents, sentences = annotated(wanted.corpora), [s for file in files for s in read_sentences(file)]
    kept_out = sentences[::HELD_OUT] if wanted.held_out else []
    learned = [s for s in sentences if s not in kept_out]
    open_documents = [d for d in documents if wanted.with_re3d and d.source in OPEN_SOURCES]
    print(f"{len(open_documents)} documents, {len(learned)} sentences of ours")
    print(digest([*files, *(wanted.corpora / f"{name}.jsonl" for name in ("re3d", *REHEARSED))]))
    examples = [maker.of_document(document) for document in open_documents]
    examples += [maker.of_sentence(sentence) for sentence in learned] * TIMES
    examples += [maker.of_rehearsal(document.text) for document in rehearsed(wanted.corpora)]
    held = {"our sentences": [maker.of_sentence(s) for s in kept_out], **by_source(maker, documents)}
    held = held if wanted.held_out else {}
    before = {name: figures(nlp, scored) for name, scored in held.items()}
    train(nlp, examples)
    recogniser(nlp).to_disk(wanted.output, exclude=["vocab"])
    for name, scored in held.items():
        print(f"{name:45} base {before[name]}\n{'':45} resumed {figures(nlp, scored)}")
    print(digest(sorted(path for path in wanted.output.iterdir() if path.is_file())))


def recogniser(nlp: Language) -> EntityRecognizer:
    """Return the entity recogniser of a pipeline."""
    found = nlp.get_pipe("ner")
    if not isinstance(found, EntityRecognizer):
        raise TypeError(f"{nlp.meta['name']} has no entity recogniser that can be resumed.")
    return found


def train(nlp: Language, examples: list[Example]) -> None:
    """Resume the recogniser on the examples, then go back part of the way to what it was."""
    ner = recogniser(nlp)
    known = ner.model.get_ref("upper").get_dim("nO")
    for label in NEW_LABELS:
        ner.add_label(label)
    order = random.Random(SEED)  # noqa: S311  # an order that can be repeated, not a secret
    with nlp.select_pipes(enable=["ner"]):
        optimizer = nlp.resume_training()
        optimizer.learn_rate = LEARNING_RATE
        start = weights(ner)
        for number in range(PASSES):
            order.shuffle(examples)
            losses: dict[str, float] = {}
            for batch in minibatch(examples, BATCH):
                nlp.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses)
            print(f"pass {number + 1}: loss {losses['ner']:.0f}", flush=True)
    with ner.model.use_params(optimizer.averages):
        trained = weights(ner)
    for (node, name, old), (_, _, new) in zip(start, trained, strict=True):
        node.set_param(name, old + (new - old) * SHARE)
        if node is ner.model.get_ref("upper"):
            node.get_param(name)[known:] = old[known:] + (new - old)[known:] * NEW_SHARE


def weights(ner: EntityRecognizer) -> list[tuple[Model, str, Floats]]:
    """Return the weights of a recogniser, each with its layer and name."""
    return [
        (node, name, node.get_param(name).copy())
        for node in ner.model.walk()
        for name in node.param_names
        if node.has_param(name)
    ]


def by_source(maker: ExampleMaker, documents: Iterable[Document]) -> dict[str, list[Example]]:
    """Return the examples of each source of re3d."""
    found: dict[str, list[Example]] = {}
    for document in documents:
        found.setdefault(document.source, []).append(maker.of_document(document))
    return found


def figures(nlp: Language, examples: Sequence[Example]) -> str:
    """Return precision, recall and F1 of exact spans with their labels, and the F1 of each label."""
    with nlp.select_pipes(enable=["ner"]):
        found = [Example(nlp(example.reference.text), example.reference) for example in examples]
    scores = Scorer.score_spans(found, "ents", has_annotation=lambda _: True)
    ours = {label: f"{s['f']:.2f}" for label, s in sorted(scores["ents_per_type"].items()) if label in LABELS.values()}
    return f"P {scores['ents_p']:.3f} R {scores['ents_r']:.3f} F {scores['ents_f']:.3f} {ours}"


def digest(paths: Iterable[Path]) -> str:
    """Return the SHA-256 and the name of each file."""
    return "\n".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in paths)


if __name__ == "__main__":
    main()
