"""Events told apart: "hours after rockets fell on the town, jets bombed the depot"."""

from spacy.tokens import Token

from kg.extraction.language.clauses import children, preposition_forms
from kg.extraction.reading import Reading
from kg.namespaces import NS

_APART = frozenset(NS + relation for relation in ("after", "before", "inResponseTo"))
_AFTER_OR_BEFORE = frozenset({"after", "before"})
_TIME_LABELS = frozenset({"DATE", "TIME"})


def is_span_of_time(token: Token) -> bool:
    """Tell whether a word measures time before a preposition or clause: the hours of "hours after"."""
    return token.dep_ == "npadvmod" and token.ent_type_ in _TIME_LABELS


def told_apart(reading: Reading, one: Token, other: Token) -> bool:
    """Tell whether one stands in a clause or phrase that sets it after, before or against the other."""
    between = reading.doc[min(one.i, other.i) + 1 : max(one.i, other.i)]
    # Seen on the surface too, as the tree of a long sentence may hang the clause elsewhere.
    if any(is_span_of_time(token) and token.nbor().lower_ in _AFTER_OR_BEFORE for token in between):
        return True
    return any(_sets_apart(reading, inner, outer) for inner, outer in ((one, other), (other, one)))


def _sets_apart(reading: Reading, inner: Token, outer: Token) -> bool:
    cues = reading.knowledge.lexicon.role_cues
    for token in (inner, *inner.ancestors):
        if token.is_ancestor(outer) or token == outer:
            return False
        words = [mark.lower_ for mark in children(token, "mark")] if token.dep_ == "advcl" else []
        words += preposition_forms(token.head) if token.dep_ in ("pobj", "pcomp") else []
        if any(role in _APART for word in words for role in cues.get(word, ())):
            return True
    return False
