"""A gate before the language model: texts whose words cannot tell of conflict need not be analysed.

A trigger alone is in every text ("the market fell, prices hit a record"). A text may pass when a word that triggers an
event of conflict stands together with another that names forces, weapons, military facilities or casualties; a headline
may pass for the first word alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from spacy.language import Language
from spacy.lookups import Lookups

from kg.ontology.lexicon import Lexicon
from kg.ontology.terms import Terms

_EVENTS: Final = (
    "ViolentEvent",
    "ControlEvent",
    "MilitaryActivity",
    "CustodyEvent",
    "CoerciveMeasure",
    "Ceasefire",
    "CivilUnrestEvent",
    "MilitaryCampaign",
    "HumanImpactEvent",
)
_ARMED: Final = (
    "ArmedOrganisation",
    "Casualties",
    "Detainees",
    "Equipment",
    "Militants",
    "MilitaryFacility",
    "PoliceForce",
    "PoliceOfficers",
    "Protesters",
    "Refugees",
    "Soldiers",
    "StateFacility",
)
_CASUALTIES: Final = ("HumanImpactEvent",)
_HEADLINE: Final = 160
"""Characters within which a text may be a headline, which costs little to read and leaves out what is known."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ENDINGS: Final = (("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("ing", ""), ("ing", "e"), ("s", ""), ("d", ""))


class Gate:
    """Tells texts that may hold an event of conflict by their words alone."""

    def __init__(self, nlp: Language, lexicon: Lexicon, terms: Terms) -> None:
        self._lexicon = lexicon
        self._terms = terms
        self._irregular = _irregular_verbs(nlp)
        self._lookup = lru_cache(maxsize=1 << 16)(self._kinds)

    def admits(self, text: str) -> bool:
        """Tell whether a word that tells of conflict stands beside another of forces, or alone in a headline."""
        short = len(text) <= _HEADLINE
        telling, armed = set[str](), set[str]()
        for word in _WORD.findall(text.lower()):
            tells, is_armed = self._lookup(word)
            telling.update([word] if tells else ())
            armed.update([word] if is_armed else ())
            if telling and (short or (armed and len(telling | armed) > 1)):
                return True
        return False

    def _kinds(self, word: str) -> tuple[bool, bool]:
        lemmas = {*_lemmas(word), *self._irregular.get(word, ())}
        return not lemmas.isdisjoint(self._telling), not lemmas.isdisjoint(self._armed)

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(self._triggers(_EVENTS))

    @cached_property
    def _armed(self) -> frozenset[str]:
        nouns = (
            words[0]
            for entries in self._lexicon.head_nouns.values()
            for words, cls in entries
            if len(words) == 1 and any(self._terms.is_a(cls, root) for root in _ARMED)
        )
        return frozenset((*nouns, *self._triggers(_CASUALTIES)))

    def _triggers(self, roots: Iterable[str]) -> Iterator[str]:
        for key, entries in self._lexicon.triggers.items():
            plain = (entry.cls for entry in entries if entry.words == (key,) and not entry.conditions)
            if any(self._terms.is_a(cls, root) for cls in plain for root in roots):
                yield key


def _irregular_verbs(nlp: Language) -> Mapping[str, Sequence[str]]:
    """Return the verbs that irregular forms are of ("withdrew"), as far as the model's own tables tell."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.component_names else None
    if not isinstance(lookups, Lookups) or not lookups.has_table("lemma_exc"):
        return {}
    verbs: Mapping[str, Sequence[str]] = lookups.get_table("lemma_exc").get("verb", {})
    return verbs


def _lemmas(word: str) -> Iterator[str]:
    """Yield the words that a form may be of, the form itself included."""
    yield word
    for ending, lemma_ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem + lemma_ending
            if stem[-1] == stem[-2]:
                yield stem[:-1]
