"""Where the words of a trigger stand around the word that may tell of an event: "blew the bridge up"."""

from collections.abc import Iterator
from functools import cached_property

from kg.extraction.events.conditions import Surroundings
from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word
from kg.extraction.reading import Reading
from kg.ontology.trigger import Trigger

_ADJECTIVES = frozenset({"acomp", "attr", "oprd", "amod", "pobj", "conj", "ccomp", "advcl", "ROOT", "nsubj", "dobj"})
"""Where an adjective tells of an event: "found dead", "57 soldiers dead", "among the dead", "the toll at 8 dead"."""

_TIMES = frozenset({"DATE", "TIME"})


class TriggerWord:
    """A word that may tell of an event, with what its many triggers ask of the words around it."""

    def __init__(self, reading: Reading, token: Word) -> None:
        self.reading = reading
        self.token = token
        self.lemma, self.form = token.forms
        self.part = token.pos
        self.around = Surroundings(reading, token)

    @cached_property
    def below(self) -> dict[str, list[int]]:
        """Return where the lemmas and forms of the words below a verb stand; of other verbs ("backing") only forms."""
        found: dict[str, list[int]] = {}
        for token in sorted(_near_dependants(self.token), key=lambda token: token.i):
            for form in {token.form} if token.pos == "VERB" else set(token.forms):
                found.setdefault(form, []).append(token.i)
        return found


def extent_of(trigger: Trigger, word: TriggerWord, *, named: bool) -> tuple[int, int] | None:
    """Return the tokens that a trigger's words cover, None where they are not there or the word is another part."""
    fits = _part_fits(trigger, word) or (named and _is_noun(trigger, word.form))
    return _extent(trigger, word) if fits else None


def _is_noun(trigger: Trigger, form: str) -> bool:
    return trigger.part != "verb" and trigger.words[-1] == form


def _part_fits(trigger: Trigger, word: TriggerWord) -> bool:
    if word.part == "VERB":
        return trigger.part != "noun" and (trigger.words[0] == word.lemma or is_hyphened(trigger, word.lemma))
    if word.part == "ADJ":
        return trigger.part == "any" and trigger.words == (word.lemma,) and word.token.dep in _ADJECTIVES
    return trigger.part != "verb" and trigger.words[-1] == word.lemma and word.token.dep != "compound"


def is_hyphened(trigger: Trigger, lemma: str) -> bool:
    """Tell whether a verb ends such a trigger: "test-fired"."""
    return trigger.words[-1] == lemma and trigger.words[-2:-1] == ("-",)


def _extent(trigger: Trigger, word: TriggerWord) -> tuple[int, int] | None:
    """Return the tokens that the trigger's words cover around its head, or None if they are not all there."""
    words, last = trigger.words, word.token.i
    if len(words) == 1:
        return last, last
    if word.part == "VERB" and words[0] == word.lemma:
        return _verb_extent(words[1:], word)
    first = last - len(words) + 1
    return (first, last) if word.reading.reads(first, words) else None


def _verb_extent(rest: tuple[str, ...], word: TriggerWord) -> tuple[int, int] | None:
    """Match particle, object or complement of a verb in their order, also with words between: "blew the bridge up".

    "Is no record of a strike on Y" is not "be on strike"; the object of a passive stands before its verb.
    """
    below, verb = word.below, word.token
    last = at = verb.i
    for form in rest:
        behind = [i for i in below.get(form, ()) if i > at]
        if not behind and not any(i < verb.i for i in below.get(form, ())):
            return None
        last = at = behind[0] if behind else at
    if word.token.doc[last].dep == "compound":
        return None  # "took control measures"
    # An article stands between in "took to the streets"; the noun of "opened an attack" tells of the event by itself.
    longest = len(rest) + (len(rest) > 1 and word.reading.doc[last - 1].dep in ("det", "poss"))
    return verb.i, last if verb.i < last <= verb.i + longest else verb.i


def _near_dependants(verb: Word) -> Iterator[Word]:
    for child in verb.children:
        if child.dep == "nsubj" or (child.dep == "prep" and _tells_when(child)):
            continue
        yield child
        if child.dep == "prep" and child.i < verb.i:
            continue  # "Under the deal, they withdraw from Y" is no withdrawal from the deal
        if child.dep in ("prep", "dobj", "prt", "attr", "nsubjpass", "advmod"):
            for inner in child.children:
                yield inner
                if inner.dep in ("pobj", "prep"):
                    yield from inner.children


def _tells_when(preposition: Word) -> bool:
    """Tell whether a preposition belongs to a time and not to the verb: "seized rifles on Monday" is no "seize on"."""
    return any(obj.ent_type in _TIMES for obj in children(preposition, "pobj"))


def stands_at(words: tuple[str, ...], word: TriggerWord) -> bool:
    """Tell whether words stand in the text with this one among them, or below it where it is a verb."""
    forms, reads = (word.lemma, word.form), word.reading.reads
    for offset, other in enumerate(words):
        first = word.token.i - offset
        if other in forms and reads(first, words) and not _tells_when(word.reading.doc[first + len(words) - 1]):
            return True
    return word.part == "VERB" and words[0] == word.lemma and _verb_extent(words[1:], word) is not None
