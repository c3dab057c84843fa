"""What a trigger pattern asks of the words around it: "to fire object:missile", "to say clause:must"."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from kg.extraction.events.armed import is_unarmed
from kg.extraction.language.clauses import children, objects, prepositions, subjects
from kg.extraction.language.noun_phrases import members, whole_of
from kg.extraction.language.words import Word
from kg.extraction.reading import Reading
from kg.namespaces import local_name
from kg.ontology.trigger import Condition


def _marks(clause: Word) -> list[Word]:
    """Return auxiliaries, negation and conjunction of a clause, and the conjunctions of clauses below ("unless")."""
    below = (mark for condition in children(clause, "advcl") for mark in children(condition, "mark"))
    return [*children(clause, "aux", "neg", "mark"), *below]


_OF_CLAUSE: Final[Mapping[str, Callable[[Word], list[Word]]]] = {
    "clause": lambda clause: [clause, *children(clause, "aux")],
    "clausemark": _marks,
    "clausesubject": lambda clause: children(clause, "nsubj", "nsubjpass"),
}
"""What a pattern may ask of the clause that a verb governs: its verb, its auxiliaries and conjunctions, its subject."""


_PEOPLE: Final = frozenset({"UnnamedGroup"})
"""What a number stands for in a subject: "seven are missing", "three were recaptured"."""
_PERSON: Final = frozenset({"Person"})
_OF_PEOPLE: Final = frozenset({"Masc", "Fem"})
"""The genders of the pronouns that stand for a person: "he was held", "militants released her"."""
_NOT_PREPOSITIONS: Final = frozenset({"subject", "object", "modifier", "verb", *_OF_CLAUSE})
_TEXT: Final = "text"
"""What a pattern asks of the whole text, that it be ``unarmed``."""
_TIMES: Final = frozenset({"DATE", "TIME"})
_ACTING: Final = frozenset({"nsubj", "nsubjpass"})


_Described = tuple[frozenset[str], frozenset[str], bool]
"""Of the words in a relation: their lemmas and forms, how the classes of the things are called, if any is no time."""
_NOTHING: Final[_Described] = frozenset(), frozenset(), False


class Surroundings:
    """The words around one trigger; a word such as "attack" has a hundred patterns that ask for the same ones."""

    def __init__(self, reading: Reading, token: Word) -> None:
        self._reading = reading
        self._token = token
        self._known: dict[str, _Described] = {}
        self._behind: list[tuple[str, Word]] | None = None

    def meet(self, condition: Condition) -> bool:
        """Tell whether one of the words in a relation to the trigger is of the values that a pattern asks for."""
        if condition.relation == _TEXT:
            return is_unarmed(self._reading, self._token)
        if condition.relation not in self._known:
            self._known[condition.relation] = self._described(condition.relation)
        forms, classes, anything = self._known[condition.relation]
        if "*" in condition.values:
            return anything
        return not (condition.classes.isdisjoint(classes) and condition.words.isdisjoint(forms))

    def _described(self, relation: str) -> _Described:
        found = list(_related(self._token, relation) if relation in _NOT_PREPOSITIONS else self._objects(relation))
        if not found:
            return _NOTHING
        forms = frozenset(form for token in found for form in token.forms)
        classes = frozenset().union(*(_classes(self._reading, token) for token in found))
        alone = any(token.dep in _ACTING and _is_number(self._reading, token) for token in found)
        anything = any(not _tells_when(relation, token) for token in found)
        return forms, classes | _PEOPLE if alone else classes, anything

    def _objects(self, preposition: str) -> Iterator[Word]:
        """Yield what stands behind a preposition; of a verb behind "out of" for "out" and "of" too."""
        if self._behind is None:
            self._behind = list(prepositions(self._token))
        verb = self._token.pos == "VERB"
        wanted = (preposition, f"out {preposition}", f"{preposition} of") if verb else (preposition,)
        # "Gave five tons of food", "suspended part of a programme".
        whole = objects(self._token) if verb and preposition == "of" else []
        measured = (obj for obj in whole if obj.i not in self._reading.heads and not children(obj, "det", "poss"))
        for words, noun in (*self._behind, *(behind for obj in measured for behind in prepositions(obj))):
            if words in wanted:
                yield from members(noun)


def _tells_when(relation: str, token: Word) -> bool:
    """Tell whether what stands behind a preposition is a time: "fired on Monday", "marched for three hours"."""
    return relation not in _NOT_PREPOSITIONS and token.ent_type in _TIMES


def _related(token: Word, relation: str) -> Iterator[Word]:
    if relation == "modifier":
        yield from _modifiers(token)
    elif relation in _OF_CLAUSE:
        for clause in children(token, "xcomp", "ccomp"):
            yield from _OF_CLAUSE[relation](clause)
    else:
        for head in _heads(token, relation):
            yield from members(head)


def _heads(token: Word, relation: str) -> list[Word]:
    if relation == "subject" and (token.pos == "ADJ" or token.dep == "acomp"):
        return _qualified(token)
    if relation == "subject":
        noun = whole_of(token)
        verb = noun.head if token.pos != "VERB" and noun.dep == "dobj" else token
        return [subject for subject, _ in subjects(verb)]
    if relation == "verb":
        return _verbs_over(token)
    if token.pos == "VERB":
        return objects(token)
    return [obj for preposition, obj in prepositions(token) if preposition == "of"]


def _qualified(adjective: Word) -> list[Word]:
    """Return what an adjective is said of: "the missing miners", "ten are missing", "left ten missing"."""
    above = adjective.head
    if adjective.dep == "amod" or above.pos not in ("VERB", "AUX"):
        return children(adjective, "nsubj") or [above]
    return children(above, "dobj") or children(above, "nsubj", "nsubjpass")


def _is_number(reading: Reading, token: Word) -> bool:
    """Tell whether a word is a number alone, or a counted noun of no class: "two dozen millers"."""
    return token.tag == "CD" or (reading.entity_at(token) is None and bool(children(token, "nummod")))


def _verbs_over(noun: Word) -> list[Word]:
    """Return the verb that a noun is the subject or the agent of: "a bomb killed", "killed by a bomb"."""
    if noun.dep == "nsubj":
        return [noun.head]
    by_passive = noun.dep == "pobj" and noun.head.dep == "agent"
    return [noun.head.head] if by_passive else []


def _modifiers(token: Word) -> Iterator[Word]:
    for child in token.children:
        if child.dep in ("compound", "amod", "nmod", "poss", "npadvmod"):
            yield child
            yield from (inner for inner in child.children if inner.dep in ("compound", "conj"))


def _classes(reading: Reading, token: Word) -> frozenset[str]:
    entity = reading.entity_at(token)
    if entity is None:
        return _PERSON if token.pos == "PRON" and token.feature("Gender") in _OF_PEOPLE else frozenset()
    return _called(reading.knowledge.terms.superclasses.get(entity.cls, (entity.cls,)))


@cache
def _called(classes: tuple[str, ...]) -> frozenset[str]:
    """Return how a condition may name one of these classes: by its IRI or, of any namespace, by its local name."""
    return frozenset(name for cls in classes for name in (cls, local_name(cls)))
