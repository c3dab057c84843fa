"""The entity recogniser's decisions, taken for all words of a batch at once (decision 095).

spaCy's recogniser goes from word to word, and asks at each whether each of its actions may be taken. But outside a name
no decision rests on an earlier one, and within a name only two actions are left: to go on, or to end. So the first are
taken for all words in one product of matrices, the others for all names that are begun, step by step.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START  # type: ignore[import-not-found]  # made of C, without types
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from thinc.api import Model

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
_COMPONENT: Final = "sitrep_recogniser"


class BatchRecogniser:
    """Finds the names that a recogniser of spaCy's finds with the same weights, where no name is set beforehand."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._scores = _Scores(recogniser.model)
        moves = recogniser.moves
        self._actions = _Actions([moves.get_class_name(action) for action in range(moves.n_moves)])

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a document."""
        self._recognise([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Yield the documents in their order, their entities set."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]  # spaCy's
            self._recognise(docs)
            yield from docs

    def _recognise(self, batch: Sequence[Doc]) -> None:
        docs = [doc for doc in batch if len(doc)]
        names = iter(self._names(docs) if docs else ())
        name, begin = next(names, None), 0
        for doc in docs:
            spans = []
            while name is not None and name[0] < begin + len(doc):
                first, last, label = name
                spans.append(Span(doc, first - begin, last + 1 - begin, label))
                name = next(names, None)
            doc.set_ents(spans, default="outside")
            begin += len(doc)

    def _names(self, docs: Sequence[Doc]) -> Iterator[tuple[int, int, str]]:
        """Yield first word, last word and label of each name in order, words counted through all documents."""
        vectors = self._scores.vectors(docs)
        space, final = _word_flags(docs)
        taken = self._actions.best(self._scores.outside(vectors), space, final)
        firsts = np.flatnonzero(self._actions.names[taken])
        lasts = self._lasts(vectors, firsts, taken[firsts], final)
        end = -1
        for first, last, action in zip(firsts.tolist(), lasts.tolist(), taken[firsts].tolist(), strict=True):
            if first > end:
                yield first, last, self._actions.labels[action]
                end = last

    def _lasts(self, vectors: Floats, firsts: Ints, taken: Ints, final: Flags) -> Ints:
        """Return the last word of each name that begins with one of these words and actions."""
        lasts = firsts.copy()
        going = np.flatnonzero(self._actions.begins[taken])
        while going.size:
            lasts[going] += 1
            scores = self._scores.inside(vectors, firsts[going], lasts[going])
            rows, begun = np.arange(going.size), taken[going]
            further = scores[rows, self._actions.goes_on[begun]] >= scores[rows, self._actions.ends[begun]]
            going = going[further & ~final[lasts[going]]]
        return lasts


class _Actions:
    """The recogniser's actions: B, I, L and U of each label, and O. All arrays are by action."""

    def __init__(self, moves: Sequence[str]) -> None:
        parts = [move.partition("-")[::2] for move in moves]
        number = {part: action for action, part in enumerate(parts)}
        self.labels: Final = [label for _, label in parts]
        self.begins: Final = np.array([kind == "B" for kind, _ in parts])
        self.names: Final = np.array([kind in ("B", "U") and label != "" for kind, label in parts])
        # For an action, those of the same label that go on in a name, and end it.
        self.goes_on: Final = np.array([number.get(("I", label), 0) for label in self.labels])
        self.ends: Final = np.array([number.get(("L", label), 0) for label in self.labels])
        self._outside: Final = self.names | np.array([kind == "O" for kind, _ in parts])

    def best(self, scores: Floats, space: Flags, final: Flags) -> Ints:
        """Return the action for each word that stands in no name: no name begins with white space, or at an end."""
        scores[:, ~self._outside] = -np.inf
        scores[np.ix_(space, self.names)] = -np.inf
        scores[np.ix_(final, self.begins)] = -np.inf
        return cast(Ints, scores.argmax(axis=1))


class _Scores:
    """What the recogniser's model gives for each action: arrays of words by actions."""

    def __init__(self, model: Model[list[Doc], object]) -> None:
        self._tok2vec = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights: Floats = np.asarray(lower.get_param("W"))
        features, hidden, self._pieces, width = weights.shape
        of_features = weights.reshape((features, hidden * self._pieces, width)).transpose((0, 2, 1))
        self._word, self._first, self._before = of_features
        _, self._no_first, self._none_before = np.asarray(lower.get_param("pad")).reshape((features, -1))
        self._bias: Floats = np.asarray(lower.get_param("b")).reshape(-1)
        self._upper: Floats = np.asarray(upper.get_param("W")).T
        self._upper_bias: Floats = np.asarray(upper.get_param("b"))

    def vectors(self, docs: Sequence[Doc]) -> Floats:
        """Return a vector of each word."""
        return cast(Floats, self._tok2vec.predict(list(docs)))

    def outside(self, vectors: Floats) -> Floats:
        """Return the scores of each word as one that stands in no name."""
        return self._of(vectors @ self._word + self._no_first + self._none_before)

    def inside(self, vectors: Floats, firsts: Ints, words: Ints) -> Floats:
        """Return the scores of some words in names that begin with others; the word before is looked at, too."""
        name = vectors[firsts] @ self._first + vectors[words - 1] @ self._before
        return self._of(vectors[words] @ self._word + name)

    def _of(self, summed: Floats) -> Floats:
        hidden = (summed + self._bias).reshape((len(summed), -1, self._pieces)).max(axis=2)
        return cast(Floats, hidden @ self._upper + self._upper_bias)


def _word_flags(docs: Sequence[Doc]) -> tuple[Flags, Flags]:
    """Return for each word whether it is white space, and whether it is the last of its sentence or document."""
    flags = np.concatenate([doc.to_array([IS_SPACE, SENT_START]).astype(np.int64) for doc in docs])
    final = np.append(flags[1:, 1] == 1, True)
    final[np.cumsum([len(doc) for doc in docs]) - 1] = True
    return flags[:, 0] == 1, final


@Language.factory(_COMPONENT)
def _make(nlp: Language, name: str) -> BatchRecogniser:
    return BatchRecogniser(cast(EntityRecognizer, nlp.get_pipe("ner")))


def recognise_in_batches(nlp: Language) -> None:
    """Let a pipeline's recogniser, once its weights are loaded, decide for all words of a batch at once."""
    nlp.add_pipe(_COMPONENT, before="ner")
    nlp.disable_pipe("ner")
