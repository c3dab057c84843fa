"""What caused deaths, injuries, flight or damage, where the sentence names it."""

from collections.abc import Iterator

from kg.extraction.events.apart import is_span_of_time, told_apart
from kg.extraction.language.clauses import children, prepositions, subjects
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading

_CAUSES = ("ViolentEvent", "MilitaryAccident", "UnrestSuppression", "Riot", "ControlEvent", "MilitaryCampaign")
_WITHOUT_VIOLENCE = ("ControlEvent", "MilitaryCampaign")
"""Of the causes those that need not harm anybody."""
_SINCE, _ACCORDING = "since", "according"
_OPENS_CAUSE = frozenset({"after", "when", "as"})


def can_cause(reading: Reading, event: EventDraft) -> bool:
    """Tell whether an event is of a kind that kills or destroys, and happened."""
    return event.modality == "realised" and reading.is_a(event.cls, *_CAUSES)


def is_counted_since(verb: Word) -> bool:
    """Tell whether people are counted from some day on: "more than 60,000 have been killed since then"."""
    return any(child.form == _SINCE for child in children(verb, "prep", "mark"))


def named_cause(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Return the event that the words make the cause of this one."""
    below = (reading.event_at(token) for token in _named_causes(event.token))
    named = next((cause for cause in below if cause and can_cause(reading, cause)), None)
    above = (reading.event_at(token) for token in _told_under(event.token))
    return named or next((c for c in above if c and _may_kill(reading, c) and _goes_with(reading, event, c)), None)


def _may_kill(reading: Reading, event: EventDraft) -> bool:
    """Tell the same of an event that a killing is told with: those of whom it says so died when they were shot down."""
    shot_down = event.modality == "realised" and reading.is_a(event.cls, "Interception")
    return shot_down or can_cause(reading, event)


def _goes_with(reading: Reading, event: EventDraft, cause: EventDraft) -> bool:
    """Tell whether harm told under a clause is what that did: "seized the town, and a driver was killed" is not."""
    verb = event.token
    beside = verb.dep == "conj" and verb.head == cause.token and bool(children(verb, "nsubj", "nsubjpass"))
    return not told_apart(reading, verb, cause.token) and not (beside and reading.is_a(cause.cls, *_WITHOUT_VIOLENCE))


def _named_causes(token: Word) -> Iterator[Word]:
    """Yield the words that may name the cause: "the blast killed", "killed in a raid", "died after a bomb exploded"."""
    for subject, _ in subjects(token):
        yield subject
    for preposition, obj in prepositions(token):
        if preposition in ("in", "by", "from", "during", "after", "when"):
            yield obj
    yield from _clauses_of_cause(token)


def _told_under(token: Word) -> Iterator[Word]:
    """Yield the words above: "fired rockets, killing", "a battle in which dozens were killed"."""
    for child in (token, *token.ancestors):
        # What people say "who fled to Chad", according to whom there was a raid, need not be of the raid.
        if child.form == _ACCORDING or (child.dep == "advcl" and children(child, "mark")):
            return
        yield child.head
        # The militia of "the militia, which denies the killings, holds the road" does not kill by holding it.
        if child.dep == "relcl" and child != token and child not in token.conjuncts:
            return


def _clauses_of_cause(token: Word) -> Iterator[Word]:
    """Yield the verbs, and their subjects, of "died after a bomb exploded", but not of "died hours after …"."""
    for clause in (clause for verb in (token, *children(token, "conj")) for clause in children(verb, "advcl")):
        opening = {child.form for child in children(clause, "mark", "advmod")}
        if opening & _OPENS_CAUSE and not any(is_span_of_time(child) for child in clause.children):
            yield clause
            yield from (subject for subject, _ in subjects(clause))
