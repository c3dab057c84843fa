"""How triggers are written in the ontology: "to shell", "a blast", "to fire object:missile|rocket"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from kg.errors import OntologyError

Words = tuple[str, ...]
Part = Literal["any", "verb", "noun"]
_HYPHEN: Final = re.compile(r"-(?![0-9])|(?<=[0-9])-")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one argument of a trigger must be: ``object:missile|Place`` → relation and alternatives."""

    relation: str
    values: tuple[str, ...]
    classes: frozenset[str] = field(init=False, compare=False, repr=False)
    """Those of the values that name classes."""
    words: frozenset[str] = field(init=False, compare=False, repr=False)
    """The other values."""

    def __post_init__(self) -> None:
        """Part the values once: conditions are asked hundreds of times for each article."""
        classes = frozenset(value for value in self.values if value[0].isupper() or ":" in value)
        object.__setattr__(self, "classes", classes)
        object.__setattr__(self, "words", frozenset(self.values) - classes)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event of a class, as lemmas in lower case."""

    words: Words
    part: Part
    cls: str
    conditions: tuple[Condition, ...] = ()


def words_of(text: str) -> Words:
    """Return words as the language model parts them: a hyphen stands alone, but not in "f-16"."""
    return tuple(_HYPHEN.sub(" - ", text.lower()).split())


def read_trigger(cls: str, text: str) -> Trigger:
    """Return words of which "to" makes a verb, and an article a noun. Raises OntologyError where there are none."""
    words = words_of(text)
    if not words:
        raise OntologyError(f"{cls} has an empty trigger. Remove it or write the word.")
    if words[0] == "to" and len(words) > 1:
        return Trigger(words[1:], "verb", cls)
    if words[0] in ("a", "an", "the") and len(words) > 1:
        return Trigger(words[1:], "noun", cls)
    return Trigger(words, "any", cls)


def read_antitrigger(cls: str, text: str) -> Trigger:
    """Return words by which no event is told: alone, or where arguments fit. Raises OntologyError as the others do."""
    return read_pattern(cls, text) if ":" in text else read_trigger(cls, text)


def read_pattern(cls: str, text: str) -> Trigger:
    """Return words and what their arguments must be. Raises OntologyError where either is missing."""
    words = [word for word in text.split() if ":" not in word]
    conditions = [word.split(":", 1) for word in text.split() if ":" in word]
    if not words or not conditions or not all(values for _, values in conditions):
        raise OntologyError(
            f"{cls} has the trigger pattern '{text}', which is not words and conditions, "
            "as in 'to fire object:missile|rocket'."
        )
    plain = read_trigger(cls, " ".join(words))
    parsed = tuple(Condition(relation.lower(), tuple(values.split("|"))) for relation, values in conditions)
    return Trigger(plain.words, plain.part, cls, parsed)


def trigger_keys(trigger: Trigger) -> Iterable[str]:
    """Yield the lemmas under which a trigger is looked up: first of a verb, last of a noun."""
    if trigger.part != "noun":
        yield trigger.words[0]
    if trigger.part != "verb" and (trigger.part == "noun" or len(trigger.words) > 1):
        yield trigger.words[-1]


def each_word(trigger: Trigger) -> Iterable[str]:
    """Yield every word of an anti-trigger, as any of them may be the one that would tell of an event."""
    yield from set(trigger.words)
