"""The way through the dependency tree from one word to another, as steps that a template puts into words."""

from dataclasses import dataclass

from kg.extraction.language.words import Word, Words, root_of, words_at
from kg.extraction.mention import Span


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of the tree: ``word`` hangs on ``head`` as ``relation`` (spaCy's label)."""

    word: str
    relation: str
    head: str


def token_at(doc: Words, span: Span) -> Word | None:
    """Return the word that heads some characters."""
    found = words_at(doc, span)
    return root_of(found) if found else None


def path(start: Word | None, goal: Word | None) -> tuple[Step, ...]:
    """Return the edges from one word up to where the two meet, then those from the goal up to there.

    Empty where they are the same word, stand in different sentences, or one is unknown.
    """
    if start is None or goal is None or start.sentence != goal.sentence:
        return ()
    goal_line = [goal, *goal.ancestors]
    meeting = next((t for t in (start, *start.ancestors) if t in goal_line), None)
    if meeting is None:
        return ()
    return (*_climb(start, meeting), *_climb(goal, meeting))


def _climb(word: Word, top: Word) -> tuple[Step, ...]:
    line = [word, *word.ancestors]
    return tuple(Step(token.text, token.dep, token.head.text) for token in line[: line.index(top)])
