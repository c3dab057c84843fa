"""Coreference of events within a text: one event told several times."""

from kg.extraction.entities.groups import Groups
from kg.extraction.events.apart import apart_in_time, brought_about
from kg.extraction.events.event_kinds import FIRE, TAKEN, are_deeds_besides, is_same_noun, narrow_classes, same_kind
from kg.extraction.events.taking_up import (
    fit_of_noun,
    is_definite,
    is_named_otherwise,
    is_owned,
    is_state_and_deed,
    means_another,
    name_of,
)
from kg.extraction.events.told_on import are_others, died_elsewhere, differ, is_told_on
from kg.extraction.language.clauses import children, objects, subjects
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import EventDraft, Reading

_OCCASION = frozenset({"at", "for", "in", "under"})
_NEAR, _NEAR_AGAIN = 2, 8
"""Sentences back to which a verb may tell again what was told: in other words, and in the same."""
_IN = "in"
_BESIDES = (("also",), ("last",))
"""What parts a deed from the one that was told: "it was last attacked in May"."""
_ASIDE = 6.0
"""How much worse an antecedent is that a relative clause only says of somebody: "a leader who was arrested in May"."""


def find_event_coreference(reading: Reading) -> None:
    """Group event mentions: those that grammar joins, then those that a definite noun or a repetition takes up."""
    groups = Groups(len(reading.events))
    for event in reading.events:
        joined = _joined_by_grammar(reading, event)
        if joined is not None:
            groups.join(joined.id, event.id)
    for event in reading.events:
        if any(groups.find(other.id) == groups.find(event.id) for other in reading.events[: event.id]):
            continue
        antecedent = _antecedent(reading, event, groups)
        if antecedent is not None:
            groups.join(antecedent.id, event.id)
    reading.event_groups = groups.members()
    narrow_classes(reading)


def _joined_by_grammar(reading: Reading, event: EventDraft) -> EventDraft | None:
    """Join "strikes" with "targeting" in "strikes targeting X", "attack" with "hit" in "the attack hit X"."""
    token = event.token
    near: list[Word] = []
    if token.pos == "VERB":
        near += [subject for subject, _ in subjects(token)] + objects(token)
        near += [token.head, *_clause_around(token)] if token.dep in ("acl", "relcl") else []
        near += _absolute_subject(token)
        near += _placed_before(reading, event)
        near += [token.head, *objects(token.head)] if token.dep == "advcl" and token.tag == "VBG" else []
        near += _occasions(reading, event)
    again = token.dep == "conj" and token.lemma == token.head.lemma
    near += [token.head] if token.dep == "appos" or again else []
    near += _told_beside(reading, event)
    for other in near:
        found = reading.event_at(other)
        if found is None or found is event or not same_kind(reading, found, event):
            continue
        if are_deeds_besides(reading, event, found) or differ(reading, "hasActor", event, [found]):
            continue
        if found.modality == event.modality or "generic" in (found.modality, event.modality):
            return found
    return None


def _clause_around(verb: Word) -> list[Word]:
    """Return the verb whose subject a participle describes: the "hit" of "a bomber driving a truck hit a base"."""
    return [verb.head.head] if verb.tag == "VBG" and verb.head.dep == "nsubj" else []


def _occasions(reading: Reading, event: EventDraft) -> list[Word]:
    """Return nouns of the same class behind a preposition of the occasion: "gathered at a rally".

    So is the attack of "bombed a camp, witnesses said, in an attack that": a word for all of its kind.
    """
    verbs = [event.token, *children(event.token, "parataxis")]
    verbs += [event.token.head] if event.token.dep == "ccomp" else []
    behind = [prep for verb in verbs for prep in children(verb, "prep") if prep.form in _OCCASION]
    found = [noun for prep in behind for obj in children(prep, "pobj") for noun in (obj, *children(obj, "conj"))]
    others = ((noun, reading.event_at(noun)) for noun in found if noun.i > event.token.i)
    return [noun for noun, other in others if other is not None and _is_kind_of(reading, event, noun, other)]


def _is_kind_of(reading: Reading, event: EventDraft, noun: Word, other: EventDraft) -> bool:
    general = noun.head.form == _IN and bool(children(noun, "det")) and reading.is_a(other.cls, "ViolentEvent")
    return other.cls == event.cls or (general and other.cls in reading.knowledge.terms.superclasses[event.cls])


def _placed_before(reading: Reading, event: EventDraft) -> list[Word]:
    """Return the participle that tells how the means came there: the "planted" of "a bomb planted there exploded"."""
    means = [
        reading.entities[a.entity] for a in event.arguments if a.role.endswith("hasInstrument") and a.entity is not None
    ]
    heads = (reading.doc[reading.head_of[entity.id]] for entity in means)
    return [verb for head in heads if head.head == event.token for verb in children(head, "acl", "relcl")]


def _told_beside(reading: Reading, event: EventDraft) -> list[Word]:
    """Return a verb beside this one that tells the same event: "arrested a leader and detained two men"."""
    verb, kinds = event.token, TAKEN if event.cls in TAKEN else {event.cls} & FIRE
    while kinds and verb.dep == "conj" and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
        before = reading.event_at(verb)
        if before and before.cls in kinds:
            return [] if differ(reading, "occurredAt", event, [before]) else [verb]
    return []


def _absolute_subject(verb: Word) -> list[Word]:
    """Return the subject of the clause that "with missiles striking …" adds to."""
    if verb.dep == "pcomp" and verb.head.form == "with" and verb.head.head.pos == "VERB":
        return children(verb.head.head, "nsubj", "nsubjpass")
    return []


def _antecedent(reading: Reading, event: EventDraft, groups: Groups) -> EventDraft | None:
    if event.modality != "realised":
        return None
    if name := name_of(reading, event):
        return next((other for other in reading.events[: event.id] if name_of(reading, other) == name), None)
    definite = is_definite(reading, event)
    options = [
        (score, other.id)
        for other in reading.events[: event.id]
        if (score := _score(reading, event, other, groups, definite=definite)) is not None
    ]
    return reading.events[max(options)[1]] if options else None


def _score(reading: Reading, event: EventDraft, other: EventDraft, groups: Groups, *, definite: bool) -> float | None:
    """Return how well an earlier event fits as the antecedent; None when it cannot be."""
    distance = reading.sentence_of[event.token.i] - reading.sentence_of[other.token.i]
    too_far = distance > _NEAR_AGAIN and not definite
    same_clause = distance == 0 and (other.token.is_ancestor(event.token) or event.token.is_ancestor(other.token))
    told = other.modality in ("realised", "generic")
    if too_far or same_clause or not told or _is_another(reading, event, other, definite=definite):
        return None
    same = groups.find(other.id)
    rest = [draft for draft in reading.events if groups.find(draft.id) == same]
    if not _may_be_one(reading, event, rest, definite=definite):
        return None
    shared = _shared_participants(reading, event, rest)
    if definite:
        fit = fit_of_noun(reading, event, other, rest, distance=distance, shared=shared)
        if fit is not None or not is_owned(reading, event):
            return fit
    counted = any(_is_number_of(draft.token) for draft in rest)
    if (event.token.tag != "NNS" and counted) or (_is_number_of(event.token) and not counted):
        return None
    # "They denied that they had attacked the refinery" speaks of the attack that was told, whatever its words.
    again = event.token.lemma == other.token.lemma or event.stance == "denies"
    near = _NEAR_AGAIN if again else _NEAR
    aside = distance + _ASIDE * (other.token.dep == "relcl")
    if shared and distance <= near:
        return 2.0 * shared - aside
    # "Urged X to stop its attacks" speaks of all that X does.
    at_large = event.token.tag == "NNS" and is_owned(reading, event)
    return -aside if not at_large and is_told_on(reading, event, rest, distance) else None


def _is_another(reading: Reading, event: EventDraft, other: EventDraft, *, definite: bool) -> bool:
    """Tell whether words tell that somebody "also attacked" something, or what came of the other event."""
    token, sentences = event.token, reading.sentence_of
    apart = {*_BESIDES, *reading.knowledge.lexicon.cues.get("SeparateWord", {})}
    beside = children(token, "advmod") if token.pos == "VERB" else []
    if reading.is_a(event.cls, "ViolentEvent") and any((child.form,) in apart for child in beside):
        return True
    near = sentences[token.i] == sentences[other.token.i]
    return near and brought_about(token, other.token, known=definite)


def _may_be_one(reading: Reading, event: EventDraft, rest: list[EventDraft], *, definite: bool) -> bool:
    """Tell whether nothing that is told of an event speaks against its being what was told before."""
    alike = definite and any(is_same_noun(reading, event, draft) for draft in rest)
    if not alike and not all(same_kind(reading, event, draft) for draft in rest):
        return False
    if not definite and any(are_deeds_besides(reading, event, draft) for draft in rest):
        return False
    of_people = reading.is_a(event.cls, "HumanImpactEvent")
    if of_people and died_elsewhere(reading, event, rest):
        return False
    other_people = (of_people or reading.is_a(event.cls, "CustodyEvent")) and are_others(reading, event, rest)
    if definite and not of_people and differ(reading, "hasVictim", event, rest):
        return False
    otherwise = is_named_otherwise(reading, event, rest) or is_state_and_deed(reading, event, rest)
    if otherwise or (definite and means_another(event, rest)):
        return False
    return not other_people and not any(_contradict(reading, event, draft) for draft in rest)


def _is_number_of(noun: Word) -> bool:
    """Tell whether a noun counts events: none of "a hundred attacks" is what a verb tells."""
    return noun.tag == "NNS" and bool(children(noun, "nummod"))


def _contradict(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two mentions cannot be one event: other days, other named actors, other named targets."""
    if one.time and other.time and apart_in_time(one.time, other.time):
        return True
    for role in ("hasActor", "hasTarget"):
        mine, theirs = _known(reading, one, role), _known(reading, other, role)
        if mine and theirs and not mine & theirs:
            return True
    return False


def _known(reading: Reading, event: EventDraft, role: str) -> set[str]:
    found = set()
    for argument in event.arguments:
        if argument.role.endswith(role) and argument.entity is not None:
            entity = reading.entities[argument.entity]
            identity = _identity(reading, entity)
            if identity:
                found.add(identity)
    return found


def _shared_participants(reading: Reading, event: EventDraft, rest: list[EventDraft]) -> int:
    mine, theirs = _participants(reading, event), {p for draft in rest for p in _participants(reading, draft)}
    tools = {lemma for draft in rest for lemma, _ in _tools(reading, draft)}
    again = sum(definite and lemma in tools for lemma, definite in _tools(reading, event))
    return len(mine & theirs) + again


def _tools(reading: Reading, event: EventDraft) -> list[tuple[str, bool]]:
    """Return the instruments with whether they are definite: "the bomb exploded" takes up "planted a bomb"."""
    used = (a.entity for a in event.arguments if a.role.endswith("hasInstrument") and a.entity is not None)
    return [(entity.lemma, entity.definite) for entity in map(reading.entities.__getitem__, used)]


def _participants(reading: Reading, event: EventDraft) -> set[tuple[str, str]]:
    found = set()
    for argument in event.arguments:
        role = argument.role.rsplit("#", 1)[-1]
        if argument.entity is not None and role in ("hasActor", "hasTarget", "hasVictim") and argument.how != "nearest":
            entity = reading.entities[argument.entity]
            owner = reading.entities[entity.owner] if entity.owner is not None else entity
            group = reading.group_of(owner.id)
            found.add((role, _identity(reading, owner) or f"group {group[0]}"))
            if role == "hasVictim" and entity.kind == "nominal":
                found.add((role, entity.lemma))
    return found


def _identity(reading: Reading, entity: EntityMention) -> str | None:
    """Return the known individual; a state's forces, its government and its nationality count as the state."""
    individual = entity.individual or entity.country
    return reading.knowledge.lexicon.state_of.get(individual, individual) if individual else None
