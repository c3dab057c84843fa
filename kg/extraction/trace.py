"""What the steps decided against, kept for those who ask why: the words, what they might have been, the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kg.extraction.mention import Span
from kg.ontology.trigger import Trigger

Reason = Literal[
    "antiTrigger",
    "argumentMissing",
    "betterClass",
    "inName",
    "toldByAnother",
    "noSubstance",
    "everydayDomain",
    "roleNotPlayed",
    "figurative",
    "partOfPlace",
    "insideName",
    "idle",
]
Proposal = Literal["event", "role", "mention"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Words that were not taken for what they might have been."""

    proposal: Proposal
    span: Span
    candidate: str
    """The class, role or individual that they might have been, as an IRI."""
    reason: Reason
    detail: str = ""
    """What was asked for and not there, or who was kept instead."""


@dataclass(slots=True)
class Trace:
    """The decisions of reading one text; the steps write to it only where one is asked for."""

    rejected: list[Rejected] = field(default_factory=list)
    triggers: dict[Span, Trigger] = field(default_factory=dict)
    """The characters of each trigger → the entry of the lexicon that chose its class."""
    dates: list[tuple[Span, str]] = field(default_factory=list)
    """The characters of each time expression and the name of the rule that read it."""

    def choose(self, span: Span, trigger: Trigger, classes: Iterable[str]) -> None:
        """Note which trigger won at some words, and which classes lost."""
        self.triggers[span] = trigger
        for cls in sorted(set(classes) - {trigger.cls}):
            self.rejected.append(Rejected("event", span, cls, "betterClass", trigger.cls))


def as_written(trigger: Trigger) -> str:
    """Return a trigger as the ontology writes it: ``to fire object:missile|rocket``."""
    words = " ".join(trigger.words)
    article = "an" if words.startswith(tuple("aeiou")) else "a"
    before = {"verb": "to ", "noun": f"{article} ", "any": ""}[trigger.part]
    return " ".join((before + words, *(f"{c.relation}:{'|'.join(c.values)}" for c in trigger.conditions)))
