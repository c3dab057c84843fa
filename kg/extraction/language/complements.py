"""What somebody is taken as: the hostages of "took 40 workers hostage", in which a model sees a "workers hostage"."""

from collections.abc import Iterable
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Token

_THINGS: Final = frozenset({"dobj", "pobj", "ccomp"})
_HIGHEST: Final = 3
"""Words between such a noun and its verb at most: "took dozens of guests hostage"."""


class Complements:
    """Hangs such a noun on its verb as what is said of the object, and all else on the people or the verb."""

    def __init__(self, pairs: Iterable[tuple[str, str]], nouns: Iterable[str]) -> None:
        self._verbs: dict[str, set[str]] = {}
        self._nouns = frozenset(nouns)
        for verb, noun in pairs:
            self._verbs.setdefault(noun, set()).add(verb)

    def __call__(self, doc: Doc) -> Doc:
        """Mend the tree around each such noun."""
        for token in doc:
            if token.lower_ in self._verbs and token.dep_ in _THINGS:
                self._judge(token)
        return doc

    def _judge(self, noun: Token) -> None:
        verb = next((above for above in [*noun.ancestors][:_HIGHEST] if above.pos_ == "VERB"), None)
        people = noun.nbor(-1) if noun.i > noun.sent.start else None
        if verb is None or people is None or verb.lemma_ not in self._verbs[noun.lower_]:
            return
        known = people.tag_ == "NNS" or (people.tag_ == "NN" and people.lemma_ in self._nouns)
        if known and people.head == noun and people.dep_ in ("compound", "nsubj"):
            _part(people, noun, verb)
        elif noun.head == verb and any(child.dep_ == "dobj" and child.i < noun.i for child in verb.children):
            _hang(noun, verb)


def _part(people: Token, noun: Token, verb: Token) -> None:
    """Give the people the place of the noun in the tree, with all that stands before them."""
    described = [child for child in noun.children if child.i < people.i]
    people.dep_, people.head = ("dobj", verb) if noun.dep_ == "ccomp" else (noun.dep_, noun.head)
    for child in described:
        child.head = people
    _hang(noun, verb)


def _hang(noun: Token, verb: Token) -> None:
    for child in list(noun.rights):
        child.head = verb
    noun.head, noun.dep_, noun.tag_, noun.pos_ = verb, "oprd", "NN", "NOUN"


@Language.factory("sitrep_complements")
def _make_complements(nlp: Language, name: str, pairs: list[tuple[str, str]], nouns: list[str]) -> Complements:
    return Complements(pairs, nouns)


def know_complements(nlp: Language, pairs: Iterable[tuple[str, str]], nouns: Iterable[str]) -> None:
    """Let a pipeline read "took a family hostage" for each verb and noun that tell so, and these nouns for people."""
    nlp.add_pipe("sitrep_complements", last=True, config={"pairs": sorted(set(pairs)), "nouns": sorted(nouns)})
