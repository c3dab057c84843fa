"""Relations between entities that words state ("militia backed by Iran") or that events imply (who fights whom)."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from spacy.tokens import Token

from kg.extraction.language.clauses import children, is_passive, members, objects, subjects
from kg.extraction.mention import Argument, EntityMention, Relation, Span
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

_OF_THINGS: Final = frozenset({NS + "locatedIn", NS + "operatedBy"})
"""Relations whose first end is a place, facility or piece of equipment; that of the others is an agent."""
_UNSURE: Final = frozenset({"MD"})
_ACTOR, _TARGETS = NS + "hasActor", frozenset({NS + "hasTarget", NS + "opposingParty"})
_TAKING_PART: Final = frozenset(NS + role for role in ("hasActor", "hasParticipant", "opposingParty", "hasAddressee"))
_INSIDE: Final = NS + "occurredAt"
_FIGHTING: Final = ("ViolentEvent", "ControlEvent")
_STATIONED: Final = ("ArmedOrganisation", "Militants", "Soldiers")
_FOUND: Final = frozenset({"dependency", "inherited"})


def relations_by_cues(reading: Reading) -> Iterator[Relation]:
    """Yield the relations that a noun, a participle or a verb states."""
    cues = reading.knowledge.lexicon.relation_cues
    for i, forms in enumerate(reading.forms):
        for form in dict.fromkeys(forms):
            for words, relation in cues.get(form, ()):
                token = reading.doc[i]
                for head, tail in _ends(reading, token, words, relation):
                    yield from _related(reading, head, relation, tail, token)


def relations_by_events(reading: Reading) -> Iterator[Relation]:
    """Yield who fights whom, who met whom, and where what was hit lies."""
    for event in reading.events:
        if event.modality == "realised" and reading.is_a(event.cls, *_FIGHTING):
            yield from _fights(reading, event)
            yield from _places_of_targets(reading, event)
        elif event.modality == "realised" and reading.is_a(event.cls, "Meeting"):
            present = [e for e in _played(reading, event, _TAKING_PART) if reading.is_a(e.cls, "Agent")]
            for one, other in combinations(present, 2):
                yield from _pair(reading, one, NS + "metWith", other, event.token)


def _ends(reading: Reading, token: Token, words: tuple[str, ...], relation: str) -> Iterator[tuple[Token, Token]]:
    """Yield the tokens at both ends of the relation that a word states."""
    if any(aux.tag_ in _UNSURE for aux in children(token, "aux")) or children(token, "neg"):
        return
    if _is_doubted(reading, token):
        return
    tails = list(_complements(token, words[1:]))
    if not tails:
        return
    swapped = words[-1] == "by" and any(
        other == (token.lemma_.lower(),) and known == relation
        for other, known in reading.knowledge.lexicon.relation_cues.get(token.lemma_.lower(), ())
    )
    for head in _heads(reading, token):
        for tail in tails:
            yield (tail, head) if swapped else (head, tail)


def _is_doubted(reading: Reading, token: Token) -> bool:
    """Tell whether a verb above denies or only intends what this one says: "refused to back", "denied that it met"."""
    cues = reading.knowledge.lexicon.cues
    while token.dep_ in ("xcomp", "ccomp"):
        token = token.head
        words = (token.lemma_.lower(),)
        if words in cues.get("Modality", {}) or "denies" in cues.get("Stance", {}).get(words, ()):
            return True
    return False


def _complements(token: Token, rest: tuple[str, ...]) -> Iterator[Token]:
    """Yield what a word is followed by: its object, or the objects of the preposition that the cue names."""
    if not rest:
        if token.pos_ == "VERB" and not is_passive(token):
            yield from (member for obj in children(token, "dobj") for member in members(obj))
        elif token.dep_ == "prep":
            yield from (member for obj in children(token, "pobj") for member in members(obj))
        return
    for preposition in children(token, "prep", "agent"):
        if (preposition.lower_,) == rest:
            yield from (member for obj in children(preposition, "pobj") for member in members(obj))


def _heads(reading: Reading, token: Token) -> list[Token]:
    """Return whom the word says it of: itself, the noun beside it, the subject, or what a participle modifies."""
    if token.dep_ == "prep":
        above = token.head
        return [subject for subject, _ in subjects(above)] if above.pos_ == "VERB" else [above]
    if token.pos_ in ("NOUN", "PROPN"):
        if token.i in reading.heads:
            return [token]
        if token.dep_ == "attr":
            return children(token.head, "nsubj")
        return [token.head] if token.dep_ == "appos" else []
    if token.dep_ in ("acl", "relcl", "amod") and not children(token, "nsubj", "nsubjpass"):
        return members(token.head)
    found = objects(token) if is_passive(token) else [subject for subject, _ in subjects(token)]
    return [member for head in found for member in members(head)]


def _related(reading: Reading, head: Token, relation: str, tail: Token, cue: Token) -> Iterator[Relation]:
    one, other = reading.entity_at(head), reading.entity_at(tail)
    if one and other:
        yield from _pair(reading, one, relation, other, cue)


def _pair(reading: Reading, one: EntityMention, relation: str, other: EntityMention, cue: Token) -> Iterator[Relation]:
    """Yield the relation if the ontology lets both ends have it."""
    terms = reading.knowledge.terms
    thing = reading.is_a(one.cls, "SpatialThing", "Equipment") and not reading.is_a(one.cls, "Country")
    agent = reading.is_a(one.cls, "Agent", "Country")
    wanted = terms.ranges.get(relation)
    state = wanted is not None and terms.is_a(wanted, "Agent") and reading.is_a(other.cls, "Country")
    fits = wanted is None or terms.is_a(other.cls, wanted) or state
    if one.id != other.id and fits and (thing if relation in _OF_THINGS else agent):
        yield Relation(one.id, other.id, relation, Span(cue.idx, cue.idx + len(cue)))


def _fights(reading: Reading, event: EventDraft) -> Iterator[Relation]:
    actors = _played(reading, event, frozenset({_ACTOR}))
    for one in actors:
        for other in _played(reading, event, _TARGETS):
            if reading.is_a(other.cls, "Organisation", "Militants", "Soldiers"):
                yield from _pair(reading, one, NS + "fightsAgainst", other, event.token)


def _places_of_targets(reading: Reading, event: EventDraft) -> Iterator[Relation]:
    """Yield where a facility lies or an unnamed unit stands that was hit in a place."""
    places = [e for e in _played(reading, event, frozenset({_INSIDE})) if e.kind == "name"]
    places = [place for place in places if reading.is_a(place.cls, "Place")]
    for target in _played(reading, event, _TARGETS):
        relation = "locatedIn" if reading.is_a(target.cls, "Facility") else "basedIn"
        if target.kind == "nominal" and reading.is_a(target.cls, "Facility", *_STATIONED):
            for place in places[:1]:
                yield from _pair(reading, target, NS + relation, place, event.token)


def _played(reading: Reading, event: EventDraft, roles: frozenset[str]) -> list[EntityMention]:
    def is_stated(argument: Argument) -> bool:
        return argument.role in roles and argument.how in _FOUND

    return [reading.entities[a.entity] for a in event.arguments if is_stated(a) and a.entity is not None]
