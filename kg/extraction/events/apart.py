"""Events told apart: "hours after rockets fell on the town, jets bombed the depot"."""

from kg.extraction.language.clauses import children, preposition_forms
from kg.extraction.language.words import Word
from kg.extraction.mention import TimeExpression
from kg.extraction.reading import Reading
from kg.namespaces import NS

_APART = frozenset(NS + relation for relation in ("after", "before", "inResponseTo"))
_AFTER_OR_BEFORE = frozenset({"after", "before"})
_TIME_LABELS = frozenset({"DATE", "TIME"})


def is_span_of_time(token: Word) -> bool:
    """Tell whether a word measures time before a preposition or clause: the hours of "hours after"."""
    return token.dep == "npadvmod" and token.ent_type in _TIME_LABELS


def apart_in_time(one: TimeExpression, other: TimeExpression) -> bool:
    """Tell whether two times have no moment in common: a day in May and April."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def told_apart(reading: Reading, one: Word, other: Word) -> bool:
    """Tell whether one stands in a clause or phrase that sets it after, before or against the other."""
    between = reading.doc[min(one.i, other.i) + 1 : max(one.i, other.i)]
    # Seen on the surface too, as the tree of a long sentence may hang the clause elsewhere.
    if any(is_span_of_time(token) and token.neighbour().form in _AFTER_OR_BEFORE for token in between):
        return True
    return any(_sets_apart(reading, inner, outer) for inner, outer in ((one, other), (other, one)))


def brought_about(noun: Word, cause: Word, *, known: bool) -> bool:
    """Tell whether a verb says what came of an event: "a raid prompted air strikes", "…, triggering air strikes".

    What is added behind may tell of it again where the noun is of something known: "…, condemning the raid".
    """
    verb = noun.head
    if noun.dep != "dobj" or verb.pos != "VERB":
        return False
    added = verb.dep == "advcl" and verb.tag == "VBG" and cause.i < verb.i
    causes = children(verb, "nsubj")
    return (added and not known) or any(subject is cause or subject.is_ancestor(cause) for subject in causes)


def _sets_apart(reading: Reading, inner: Word, outer: Word) -> bool:
    cues = reading.knowledge.lexicon.role_cues
    for token in (inner, *inner.ancestors):
        if token.is_ancestor(outer) or token == outer:
            return False
        words = [mark.form for mark in children(token, "mark")] if token.dep == "advcl" else []
        words += preposition_forms(token.head) if token.dep in ("pobj", "pcomp") else []
        if any(role in _APART for word in words for role in cues.get(word, ())):
            return True
    return False
