"""Checks of the words: whether the lexicon compiles, and whether each word leads to one meaning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import NS, OWL, local_name
from kg.ontology.declarations import declared
from kg.ontology.finding import Finding, short
from kg.ontology.lexicon import Lexicon, load_lexicon
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms
from kg.ontology.trigger import Condition, Trigger, Words

_TRIGGERS: Final = ("trigger", "triggerPattern", "antiTrigger")
_WORDS: Final = (
    *_TRIGGERS,
    *(
        "headNoun",
        "namePrefix",
        "nameSuffix",
        "roleCue",
        "relationCue",
        "cue",
        "caseSensitiveName",
        "demonym",
        "metonym",
        "titleWord",
    ),
    *("positiveExample", "negativeExample"),
)
_FUNCTION_WORD: Final = "FunctionWord"


def check_vocabulary(ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    """Yield what the extractor would stumble over.

    Kinds: ``lexicon``, ``unknown-class``, ``ambiguous-class``, ``shared-trigger``, ``stray-trigger``,
    ``badly-written``, ``shared-alias``, ``common-word``.
    """
    try:
        lexicon = load_lexicon(ontology, terms)
    except OntologyError as error:
        yield Finding("error", "lexicon", local_name(str(error).split()[0]), str(error))
        return
    triggers = {trigger for group in lexicon.triggers.values() for trigger in group}
    barring = {trigger for group in lexicon.antitriggers.values() for trigger in group}
    yield from _unknown_classes(triggers | barring, declared(ontology, OWL + "Class"))
    yield from _shared_triggers(triggers, terms)
    yield from _stray_triggers(ontology, terms)
    yield from _badly_written(ontology)
    yield from _shared_aliases(lexicon)
    yield from _common_words(ontology, terms, lexicon)


def _unknown_classes(triggers: Iterable[Trigger], classes: set[str]) -> Iterator[Finding]:
    known: dict[str, list[str]] = defaultdict(list)
    for cls in sorted(classes):
        known[cls].append(cls)
        known[local_name(cls)].append(cls)
    named = {(t.cls, value) for t in triggers for condition in t.conditions for value in condition.values}
    for cls, value in sorted(named):
        if (value[:1].isupper() or ":" in value) and value not in known:
            yield Finding(
                "error", "unknown-class", cls,
                f"A trigger pattern of {short(cls)} names the class {value}, which is declared nowhere. "
                "Correct the name, or write a word in lower case.",
            )  # fmt: skip
        elif len(known.get(value, ())) > 1:
            bearers = " and ".join(map(short, known[value]))
            yield Finding(
                "warning", "ambiguous-class", cls,
                f"A trigger pattern of {short(cls)} names the class {value}, as {bearers} are called: either of them "
                "fits. Write the IRI of the one that is meant, as in object:https://….",
            )  # fmt: skip


def _shared_triggers(triggers: Iterable[Trigger], terms: Terms) -> Iterator[Finding]:
    by_words: dict[tuple[str, ...], list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        by_words[trigger.words].append(trigger)
    for words, group in sorted(by_words.items()):
        for one, other in combinations(sorted(group, key=lambda trigger: (trigger.cls, repr(trigger))), 2):
            common = _common(one.conditions, other.conditions)
            meet = "any" in (one.part, other.part) or one.part == other.part
            if meet and common is not None and not terms.compatible(one.cls, other.cls):
                said = " ".join((*words, *common))
                yield Finding(
                    "error", "shared-trigger", one.cls,
                    f"'{said}' triggers both {short(one.cls)} and {short(other.cls)}, and nothing decides between "
                    "them. Leave it on one, or tell them apart with sr:triggerPattern.",
                )  # fmt: skip


def _common(one: tuple[Condition, ...], other: tuple[Condition, ...]) -> list[str] | None:
    """Return the conditions under which both fit, if they ask the same of the same arguments."""
    values, others = ({c.relation: set(c.values) for c in conditions} for conditions in (one, other))
    if values.keys() != others.keys():
        return None
    both = {relation: values[relation] & others[relation] for relation in sorted(values)}
    if not all(both.values()):
        return None
    return [f"{relation}:{'|'.join(sorted(common))}" for relation, common in both.items()]


def _stray_triggers(ontology: Ontology, terms: Terms) -> Iterator[Finding]:
    for name in _TRIGGERS:
        for cls in sorted({cls for cls, _ in ontology.pairs(NS + name) if not terms.is_a(cls, "Event")}):
            yield Finding(
                "error", "stray-trigger", cls,
                f"{short(cls)} has an sr:{name}, but is no class of events, so that nobody reads it. "
                "Put it below sr:Event, or use sr:headNoun.",
            )  # fmt: skip


def _badly_written(ontology: Ontology) -> Iterator[Finding]:
    for name in _WORDS:
        for term, value in ontology.pairs(NS + name):
            if isinstance(value, ox.Literal) and (not value.language or " ".join(value.value.split()) != value.value):
                fault = "has blanks to spare" if value.language else "has no language tag"
                yield Finding(
                    "warning", "badly-written", term,
                    f"The sr:{name} '{value.value}' of {short(term)} {fault}. Write it with single blanks between "
                    "words, none around them, and the language of the words.",
                )  # fmt: skip


def _shared_aliases(lexicon: Lexicon) -> Iterator[Finding]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in lexicon.names:
        bearers[name.text if name.exact else name.text.casefold()].add(name.individual)
    for text, individuals in sorted(bearers.items()):
        if len(individuals) > 1:
            first, *others = sorted(individuals)
            yield Finding(
                "warning", "shared-alias", first,
                f"The name '{text}' belongs to {short(first)} and also to {', '.join(map(short, others))}, so that the "
                "extractor cannot tell which is meant. Remove it from all but one.",
            )  # fmt: skip


def _common_words(ontology: Ontology, terms: Terms, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield names that any text holds without meaning their bearer: function words, and single words of the lexicon."""
    functional = {
        text.value.lower()
        for word, text in ontology.pairs(NS + "cue")
        if NS + _FUNCTION_WORD in terms.types.get(word, ()) and isinstance(text, ox.Literal)
    }
    single = {words[0] for words in _lexicon_words(lexicon) if len(words) == 1}
    for name in lexicon.names:
        common = _begins_sentences(name.text, functional) if name.exact else name.text.lower() in functional | single
        if common:
            yield Finding(
                "warning", "common-word", name.individual,
                f"The name '{name.text}' of {short(name.individual)} is an everyday word, so that it would be found "
                "where it is not meant. Remove it, or make it an sr:caseSensitiveName if only its capitals are meant.",
            )  # fmt: skip


def _begins_sentences(name: str, functional: set[str]) -> bool:
    """Tell whether a name that is matched in its case is a function word, or one as sentences begin with it."""
    return name in functional or (name == name.capitalize() and name.lower() in functional)


def _lexicon_words(lexicon: Lexicon) -> Iterator[Words]:
    yield from (words for group in lexicon.head_nouns.values() for words, _ in group)
    yield from (trigger.words for group in lexicon.triggers.values() for trigger in group)
