"""The record of one saying: who says what, in tokens."""

from dataclasses import dataclass

from kg.extraction.language.words import Word
from kg.extraction.mention import Stance


@dataclass(slots=True)
class Saying:
    """A cue with its speaker, the tokens of what is said, and whether nobody is named because it is passive."""

    cue: tuple[int, int]
    speaker: Word | None
    content: list[Word]
    stance: Stance
    told: bool = True
    """False for what somebody could not confirm: nobody says it, yet it is disputed."""
    cited: bool = False
    """Whether another saying of the same content names its origin here: "said, citing X"."""
    granted: bool = False
    """Whether nobody doubts that it happened: "denied responsibility for the blast"."""
