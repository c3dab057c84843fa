"""Coreference of events within a text: one event told several times."""

from spacy.tokens import Token

from kg.extraction.entities.groups import Groups
from kg.extraction.events.event_kinds import FIRE, TAKEN, is_same_noun, narrow_classes, same_kind
from kg.extraction.events.told_on import are_others, differ, is_told_on
from kg.extraction.language.clauses import children, objects, preposition_forms, subjects
from kg.extraction.mention import EntityMention, TimeExpression
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_GENERIC = 10.0
"""How much worse an antecedent that is only talked about in general is: worse than ten sentences of distance."""
_SAME_WORD = 4.0
"""How much better an antecedent told with the same noun is: as much as four sentences nearer."""
_OCCASION_OF = 6.0
"""How much worse an antecedent is that its sentence names only as the occasion of what it tells."""
_BESIDE = 4
"""Characters between a noun and its day at most: " on "."""
_ORDERS = frozenset({NS + "after", NS + "before", NS + "inResponseTo"})
_STEM = 3
"""Letters that a verb and its noun have in common at least."""
_OCCASION = frozenset({"at", "for", "in", "under"})
_NEAR, _NEAR_AGAIN = 2, 8
"""Sentences back to which a verb may tell again what was told: in other words, and in the same."""
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
    near: list[Token] = []
    if token.pos_ == "VERB":
        near += [subject for subject, _ in subjects(token)] + objects(token)
        near += [token.head, *_clause_around(token)] if token.dep_ in ("acl", "relcl") else []
        near += _absolute_subject(token)
        near += _placed_before(reading, event)
        near += [token.head, *objects(token.head)] if token.dep_ == "advcl" and token.tag_ == "VBG" else []
        near += _occasions(reading, event)
    again = token.dep_ == "conj" and token.lemma_ == token.head.lemma_
    near += [token.head] if token.dep_ == "appos" or again else []
    near += _told_beside(reading, event)
    for other in near:
        found = reading.event_at(other)
        alike = found and found is not event and same_kind(reading, found, event)
        if alike and found and differ(reading, "hasActor", event, [found]):
            continue
        if alike and found and (found.modality == event.modality or "generic" in (found.modality, event.modality)):
            return found
    return None


def _clause_around(verb: Token) -> list[Token]:
    """Return the verb whose subject a participle describes: the "hit" of "a bomber driving a truck hit a base"."""
    return [verb.head.head] if verb.tag_ == "VBG" and verb.head.dep_ == "nsubj" else []


def _occasions(reading: Reading, event: EventDraft) -> list[Token]:
    """Return nouns of the same class behind a preposition of the occasion: "gathered at a rally"."""
    behind = [prep for prep in children(event.token, "prep") if prep.lower_ in _OCCASION]
    found = [noun for prep in behind for obj in children(prep, "pobj") for noun in (obj, *children(obj, "conj"))]
    others = ((noun, reading.event_at(noun)) for noun in found)
    return [noun for noun, other in others if other is not None and other.cls == event.cls]


def _placed_before(reading: Reading, event: EventDraft) -> list[Token]:
    """Return the participle that tells how the means came there: the "planted" of "a bomb planted there exploded"."""
    means = [
        reading.entities[a.entity] for a in event.arguments if a.role.endswith("hasInstrument") and a.entity is not None
    ]
    heads = (reading.doc[reading.head_of[entity.id]] for entity in means)
    return [verb for head in heads if head.head == event.token for verb in children(head, "acl", "relcl")]


def _told_beside(reading: Reading, event: EventDraft) -> list[Token]:
    """Return a verb beside this one that tells the same event: "arrested a leader and detained two men"."""
    verb, kinds = event.token, TAKEN if event.cls in TAKEN else {event.cls} & FIRE
    while kinds and verb.dep_ == "conj" and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
        before = reading.event_at(verb)
        if before and before.cls in kinds:
            return [] if differ(reading, "occurredAt", event, [before]) else [verb]
    return []


def _absolute_subject(verb: Token) -> list[Token]:
    """Return the subject of the clause that "with missiles striking …" adds to."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "with" and verb.head.head.pos_ == "VERB":
        return children(verb.head.head, "nsubj", "nsubjpass")
    return []


def _antecedent(reading: Reading, event: EventDraft, groups: Groups) -> EventDraft | None:
    if event.modality != "realised":
        return None
    definite = event.token.pos_ != "VERB" and _is_definite(event.token)
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
    if too_far or same_clause or other.modality not in ("realised", "generic"):
        return None
    same = groups.find(other.id)
    rest = [draft for draft in reading.events if groups.find(draft.id) == same]
    if not _may_be_one(reading, event, rest, definite=definite):
        return None
    shared = _shared_participants(reading, event, rest)
    described = _description(event)
    overlap = len(described & {lemma for draft in rest for lemma in _surrounding_lemmas(draft.token)})
    if definite:
        if described and not overlap and not shared:
            return None
        generic = all(draft.modality == "generic" for draft in rest)
        same_word = any(_same_word(draft.token, event.token) for draft in rest)
        several = event.token.tag_ == "NN" and other.token.tag_ == "NNS"
        worse = distance + _GENERIC * (generic or several) + _OCCASION_OF * _is_occasion(reading, other.token)
        return 3.0 * overlap + 2.0 * shared + _SAME_WORD * same_word - worse
    # "They denied that they had attacked the refinery" speaks of the attack that was told, whatever its words.
    again = event.token.lemma_ == other.token.lemma_ or event.stance == "denies"
    near = _NEAR_AGAIN if again else _NEAR
    aside = distance + _ASIDE * (other.token.dep_ == "relcl")
    if shared and distance <= near:
        return 2.0 * shared - aside
    return -aside if is_told_on(reading, event, rest, distance) else None


def _may_be_one(reading: Reading, event: EventDraft, rest: list[EventDraft], *, definite: bool) -> bool:
    """Tell whether nothing that is told of an event speaks against its being what was told before."""
    alike = definite and any(is_same_noun(reading, event, draft) for draft in rest)
    if not alike and not all(same_kind(reading, event, draft) for draft in rest):
        return False
    if reading.is_a(event.cls, "HumanImpactEvent"):
        other_people = are_others(reading, event, rest)
    else:
        other_people = definite and differ(reading, "hasVictim", event, rest)
    if definite and _is_named_by_its_day(event) and not any(draft.time for draft in rest):
        return False
    return not other_people and not any(_contradict(reading, event, draft) for draft in rest)


def _is_named_by_its_day(event: EventDraft) -> bool:
    """Tell whether a definite noun says itself which one is meant: "the ambush on 4 May", "the 4 May ambush"."""
    if event.time is None:
        return False
    day, noun = event.time.span, event.token
    return 0 <= day.begin - noun.idx - len(noun) <= _BESIDE or 0 <= noun.idx - day.end <= _BESIDE


def _is_occasion(reading: Reading, noun: Token) -> bool:
    """Tell whether a sentence names an event only as what was answered or came before: "after a raid on Erbil"."""
    cues = reading.knowledge.lexicon.role_cues
    words = preposition_forms(noun.head) if noun.dep_ == "pobj" else []
    return any(_ORDERS & set(cues.get(word, ())) for word in words)


def _same_word(one: Token, other: Token) -> bool:
    """Tell whether two lemmas are one word, or its verb and noun: "bomb" and "bombing", "explode" and "explosion"."""
    short, long = sorted((one.lemma_.lower(), other.lemma_.lower()), key=len)
    return long.startswith(short[: max(_STEM, len(short) - 2)])


def _is_definite(noun: Token) -> bool:
    head = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else noun
    return any(child.lower_ in _DETERMINERS for child in (*noun.children, *head.children) if child.dep_ == "det")


def _description(event: EventDraft) -> frozenset[str]:
    """Return the lemmas that narrow down a definite noun, without those that only say it was told of."""
    noun = event.token
    if noun.pos_ == "VERB":
        return frozenset()
    below = [t for child in children(noun, "compound", "nmod", "poss") for t in child.subtree if t.is_alpha]
    return frozenset(t.lemma_.lower() for t in below if not event.first <= t.i <= event.last)


def _surrounding_lemmas(token: Token) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in token.subtree if t.is_alpha)


def _contradict(reading: Reading, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two mentions cannot be one event: other days, other named actors, other named targets."""
    if one.time and other.time and _apart_in_time(one.time, other.time):
        return True
    for role in ("hasActor", "hasTarget"):
        mine, theirs = _known(reading, one, role), _known(reading, other, role)
        if mine and theirs and not mine & theirs:
            return True
    return False


def _apart_in_time(one: TimeExpression, other: TimeExpression) -> bool:
    """Tell whether two times have no moment in common: a day in May and April."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


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
