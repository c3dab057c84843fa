"""Sentences joined without a space, as pages give them when their marks are taken out: "in 2013.Police said"."""

from typing import Final

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # made of C, without types
from spacy.util import compile_infix_regex

_JOINTS: Final = (
    r"""(?<=[0-9)\]%])[.!?](?=["“\[]?[A-Z][a-z])""",
    r"""(?<=[.!?])["”\]](?=[A-Z])""",
    r"""(?<=[a-z])\.(?=\[)""",
    r"""(?<=[a-z0-9])\](?=[A-Z][a-z])""",
    r"""(?<=[a-z]{3})(?=(?:The|An|He|She|They)$)""",
    r"""(?<=[A-Z]\.)-(?=[a-z]{3})""",
)
"""A full stop behind a figure, a quotation mark or bracket behind a sentence, a heading without an end, and
the hyphen of "U.S.-led"; spaCy itself knows only the full stop, and the hyphen, between two words."""


def part_joined_sentences(nlp: Language) -> None:
    """Let a pipeline take such words for two."""
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_JOINTS]).finditer
