"""The lexicon: what the ontology's annotations say about words, compiled to dictionaries.

The annotations and what they mean are described in ``docs/reference/lexicon.md``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.namespaces import NS, RDFS, SKOS
from kg.ontology.modules import Ontology
from kg.ontology.terms import Terms
from kg.ontology.trigger import (
    Trigger,
    Words,
    each_word,
    read_antitrigger,
    read_pattern,
    read_trigger,
    trigger_keys,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a known individual; ``exact`` names are matched only in this case."""

    text: str
    individual: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number word: ``dozens`` → 24 to 99."""

    minimum: int
    maximum: int | None


@dataclass(frozen=True)
class Lexicon:
    """All words of the ontology, each list under the lemma that is looked up first."""

    triggers: Mapping[str, tuple[Trigger, ...]]
    """By the lemma of the trigger's head: first word of a verb, last word of a noun."""
    antitriggers: Mapping[str, tuple[Trigger, ...]]
    head_nouns: Mapping[str, tuple[tuple[Words, str], ...]]
    """By last lemma: the words and the class they name, longest first."""
    name_suffixes: Mapping[str, tuple[tuple[Words, str], ...]]
    """By last word in lower case, longest first."""
    name_prefixes: Mapping[str, str]
    """First word of a name, as it is written → the class that it tells: "HMS"."""
    names: tuple[Name, ...]
    demonyms: Mapping[str, str]
    """Nationality adjective in lower case → country."""
    metonyms: Mapping[str, str]
    state_of: Mapping[str, str]
    """Government or armed forces → the country whose they are."""
    role_cues: Mapping[str, tuple[str, ...]]
    """Preposition, or ``to`` + light verb, → role properties."""
    relation_cues: Mapping[str, tuple[tuple[Words, str], ...]]
    """By first word: the words that state a relation between entities, and its property."""
    inverse_relation_cues: Mapping[str, tuple[tuple[Words, str], ...]]
    """The same for words that state the relation the other way round: a coalition "includes" its members."""
    subject_roles: Mapping[str, str]
    object_roles: Mapping[str, str]
    taken_roles: Mapping[str, frozenset[str]]
    """The roles that events of a class have: its own, its subject's and object's, and those of the classes above."""
    cues: Mapping[str, Mapping[Words, tuple[str, ...]]]
    """Vocabulary (``Modality`` …) → words → tokens."""
    quantities: Mapping[Words, Quantity]
    approximators: Mapping[Words, str]
    """``at least`` → ``lower bound``."""
    numbers: Mapping[str, int]
    day_offsets: Mapping[Words, int]
    named_days: Mapping[str, str]
    directions: Mapping[str, str]
    """``last`` → ``past``."""
    units: Mapping[str, int]
    """Calendar unit → days."""
    seasons: Mapping[str, int]
    """Season → its first month."""
    rank_words: frozenset[str]
    """The words of ranks in lower case, without full stops: "brig", "gen"."""
    enlisted_words: frozenset[str]
    """The last words of ranks below an officer's: "sgt"."""
    post_names: Mapping[Words, tuple[str, ...]]
    """Names of posts and kinds of posts in lower case → posts (individuals) or classes of posts."""


def _without_articles(cue: str) -> str:
    """Return a cue as the tree tells it, whose prepositions have no article between: "in wake of"."""
    return cue.lower().replace(" the ", " ")


def load_lexicon(ontology: Ontology, terms: Terms) -> Lexicon:
    """Compile the lexicon of an ontology. Raises OntologyError for an annotation that cannot be understood."""
    return Lexicon(
        triggers=_grouped(_triggers(ontology), trigger_keys),
        antitriggers=_grouped([read_antitrigger(*pair) for pair in _texts(ontology, NS + "antiTrigger")], each_word),
        head_nouns=_class_words(_texts(ontology, NS + "headNoun")),
        name_suffixes=_class_words(_texts(ontology, NS + "nameSuffix")),
        name_prefixes={text: cls for cls, text in _texts(ontology, NS + "namePrefix")},
        names=tuple(_names(ontology, terms)),
        demonyms={text.lower(): country for country, text in _texts(ontology, NS + "demonym")},
        metonyms={text: individual for individual, text in _texts(ontology, NS + "metonym")},
        state_of=_state_of(ontology),
        role_cues=_many((_without_articles(text), role) for role, text in _texts(ontology, NS + "roleCue")),
        relation_cues=_first_words(_texts(ontology, NS + "relationCue")),
        inverse_relation_cues=_first_words(_texts(ontology, NS + "inverseRelationCue")),
        subject_roles=_inherited(ontology, terms, NS + "subjectRole"),
        object_roles=_inherited(ontology, terms, NS + "objectRole"),
        taken_roles=_taken_roles(ontology, terms),
        cues=_cues(ontology, terms),
        quantities=_quantities(ontology),
        approximators=_approximators(ontology),
        numbers={word: int(value) for word, value in _cued(ontology, NS + "numericValue")},
        day_offsets={tuple(word.split()): int(value) for word, value in _cued(ontology, NS + "dayOffset")},
        named_days=dict(_cued(ontology, NS + "calendarDay")),
        directions=dict(_cued(ontology, NS + "directionWord")),
        units={word: int(value) for word, value in _cued(ontology, NS + "unitDays")},
        seasons={word: int(value) for word, value in _cued(ontology, NS + "firstMonth")},
        rank_words=frozenset(word for words in _titles(ontology, terms, "Rank") for word in words),
        enlisted_words=frozenset(words[-1] for words in _titles(ontology, terms, "EnlistedRank")),
        post_names=_post_names(ontology, terms),
    )


def _texts(ontology: Ontology, predicate: str) -> list[tuple[str, str]]:
    return [(s, o.value.strip()) for s, o in ontology.pairs(predicate) if isinstance(o, ox.Literal)]


def _triggers(ontology: Ontology) -> Iterable[Trigger]:
    yield from (read_trigger(cls, text) for cls, text in _texts(ontology, NS + "trigger"))
    yield from (read_pattern(cls, text) for cls, text in _texts(ontology, NS + "triggerPattern"))


def _state_of(ontology: Ontology) -> dict[str, str]:
    return {
        body: country.value
        for predicate in ("governmentOf", "armedForcesOf")
        for body, country in ontology.pairs(NS + predicate)
        if isinstance(country, ox.NamedNode)
    }


def _grouped(triggers: Iterable[Trigger], keys: Callable[[Trigger], Iterable[str]]) -> dict[str, tuple[Trigger, ...]]:
    groups: dict[str, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        for key in keys(trigger):
            groups[key].append(trigger)
    return {key: tuple(group) for key, group in groups.items()}


def _class_words(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[Words, str], ...]]:
    groups: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for cls, text in pairs:
        words = words_of(text)
        groups[words[-1]].append((words, cls))
    return {key: tuple(sorted(group, key=lambda item: -len(item[0]))) for key, group in groups.items()}


def _first_words(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[Words, str], ...]]:
    groups: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for relation, text in pairs:
        words = words_of(text)
        groups[words[0]].append((words, relation))
    return {key: tuple(group) for key, group in groups.items()}


def _many(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in groups.items()}


def _names(ontology: Ontology, terms: Terms) -> Iterable[Name]:
    nameable = [NS + root for root in ("Agent", "SpatialThing", "Equipment")]
    for predicate, exact in (
        (RDFS + "label", False),
        (SKOS + "altLabel", False),
        (SKOS + "hiddenLabel", False),
        (NS + "caseSensitiveName", True),
    ):
        for individual, text in _texts(ontology, predicate):
            classes = terms.types.get(individual, ())
            if any(terms.is_a(cls, root) for cls in classes for root in nameable):
                yield Name(text, individual, exact or len(text) < 4)


def _inherited(ontology: Ontology, terms: Terms, predicate: str) -> dict[str, str]:
    own = {cls: role.value for cls, role in ontology.pairs(predicate) if isinstance(role, ox.NamedNode)}
    return {
        cls: next(own[ancestor] for ancestor in ancestors if ancestor in own)
        for cls, ancestors in terms.superclasses.items()
        if any(ancestor in own for ancestor in ancestors)
    }


def _taken_roles(ontology: Ontology, terms: Terms) -> dict[str, frozenset[str]]:
    own: dict[str, set[str]] = defaultdict(set)
    for predicate in ("takesRole", "subjectRole", "objectRole"):
        for cls, role in ontology.pairs(NS + predicate):
            own[cls].add(getattr(role, "value", ""))
    return {
        cls: frozenset(role for ancestor in ancestors for role in own.get(ancestor, ()))
        for cls, ancestors in terms.superclasses.items()
    }


def _cues(ontology: Ontology, terms: Terms) -> dict[str, dict[Words, tuple[str, ...]]]:
    notation = dict(_texts(ontology, SKOS + "notation"))
    found: dict[str, dict[Words, tuple[str, ...]]] = defaultdict(dict)
    for individual, text in _texts(ontology, NS + "cue"):
        if individual in notation:
            for cls in terms.types.get(individual, ()):
                words = tuple(text.lower().removeprefix("to ").split())
                known = found[cls.removeprefix(NS)].get(words, ())
                found[cls.removeprefix(NS)][words] = (*known, notation[individual])
    return dict(found)


def _quantities(ontology: Ontology) -> dict[Words, Quantity]:
    minimum = dict(_texts(ontology, NS + "quantityMin"))
    maximum = dict(_texts(ontology, NS + "quantityMax"))
    return {
        tuple(text.lower().split()): Quantity(int(minimum[word]), int(maximum[word]) if word in maximum else None)
        for word, text in _texts(ontology, NS + "cue")
        if word in minimum
    }


def _cued(ontology: Ontology, predicate: str) -> list[tuple[str, str]]:
    values = dict(_texts(ontology, predicate))
    return [(text.lower(), values[word]) for word, text in _texts(ontology, NS + "cue") if word in values]


def _approximators(ontology: Ontology) -> dict[Words, str]:
    return {tuple(words.split()): kind for words, kind in _cued(ontology, NS + "approximation")}


def _post_names(ontology: Ontology, terms: Terms) -> dict[Words, tuple[str, ...]]:
    named: list[tuple[str, str]] = []
    for predicate in (RDFS + "label", SKOS + "altLabel", NS + "headNoun"):
        for term, text in _texts(ontology, predicate):
            is_post = any(terms.is_a(cls, "Post") for cls in (term, *terms.types.get(term, ())))
            if is_post:
                named.append((text.lower(), term))
    return {words_of(text): posts for text, posts in _many(named).items()}


def _titles(ontology: Ontology, terms: Terms, kind: str) -> Iterator[list[str]]:
    for rank, text in _texts(ontology, NS + "titleWord"):
        if any(terms.is_a(cls, kind) for cls in terms.types.get(rank, ())):
            yield [word.strip(".") for word in text.lower().replace("-", " ").split()]
