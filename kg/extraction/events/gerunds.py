"""Gerunds behind a preposition: whether what they tell was done, or only might be."""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.mention import Modality
from kg.extraction.reading import Reading

_GERUNDS: Final[Mapping[str, Modality]] = {
    "from": "negated",
    "against": "hypothetical",
    "on": "intended",
    "to": "intended",
    "at": "intended",
    "towards": "intended",
    "toward": "intended",
    "about": "hypothetical",
}
"""What a preposition behind a verb makes of a gerund, unless the verb says otherwise: "barred from entering"."""


def of_gerund(reading: Reading, trigger: Word) -> Iterator[Modality]:
    """Read what stands before a gerund: "close to capturing", "bent on toppling", "barred from entering".

    What somebody is accused of, or said to have been doing, is told; so is what an adjective of guilt is about.
    """
    if trigger.tag != "VBG" or trigger.dep != "pcomp":
        return
    governor = trigger.head.head
    if says_so(reading, governor, kinds=("Phase", "Stance", "SayingWord")):
        return
    if governor.pos in ("ADJ", "ADV"):
        yield "possible"
    elif governor.pos == "VERB" and trigger.head.form in _GERUNDS and not _is_done(reading, trigger):
        yield _GERUNDS[trigger.head.form]


def _is_done(reading: Reading, gerund: Word) -> bool:
    """Tell whether a participle says who was hit, or whence somebody comes: "fired at protesting students"."""
    above = reading.event_at(gerund.head.head)
    return above is not None and (gerund.head.form == "at" or reading.is_a(above.cls, "TransportEvent"))


def says_so(reading: Reading, verb: Word, *, kinds: tuple[str, ...] = ("Phase", "Stance")) -> bool:
    """Tell whether a word says that what hangs on it was done or begun: "managed to", "went on to", "guilty of".

    So do words of saying before a gerund ("admitted bombing"), not before an infinitive ("told them to leave").
    """
    cues = reading.knowledge.lexicon.cues
    lemma = verb.lemma
    keys = [(lemma,), *((lemma, child.form) for child in children(verb, "prt", "prep"))]
    done = any("realised" in cues.get("Modality", {}).get(key, ()) for key in keys)
    return done or any(cues.get(kind, {}).get((lemma,)) for kind in kinds)
