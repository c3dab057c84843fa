"""Who did not do what the tree of a sentence makes them do, and whose an event is."""

from typing import Final

from kg.extraction.events.event_places import OCCURRED_AT
from kg.extraction.events.governors import is_infinitive
from kg.extraction.events.role_players import ACTOR, ADDRESSEE, VICTIM
from kg.extraction.language.clauses import children, is_passive, objects, prepositions, subjects
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import EventDraft, Reading

_LINKED: Final = ("conj", "pcomp", "prep")
"""Labels of what goes on behind a verb: "and seized", "after seizing"."""


_ASKED: Final = frozenset({"on", "upon"})
_AIMED: Final = frozenset({"of", "on", "against"})
"""What leads from a deed to whom it was done."""


def doers(reading: Reading, event: EventDraft, verb: Word) -> list[tuple[Word, bool]]:
    """Return the subjects of a verb, each with whether it was inherited, but none that the words rule out."""
    found = _accused(reading, verb) or _asked(reading, verb) or _told_on(reading, event, verb) or _aside(reading, verb)
    found = found or _behind_gerund(verb) or _responsible(verb) or _before_participle(reading, verb)
    found = found or _right_before(reading, verb) or [*_before_comma(reading, verb), *subjects(verb)]
    own = verb == event.token
    return [
        (s, inherited) for s, inherited in found if not (inherited and own and _is_done_by_nearer(reading, event, s))
    ]


def bursts(reading: Reading, verb: Word) -> bool:
    """Tell whether something explodes or crashes: the bus of "the bus exploded, killing two" kills nobody itself."""
    above = reading.event_at(verb)
    return above is not None and reading.is_a(above.cls, "ExplosiveAttack", "MilitaryAccident") and not objects(verb)


def _accused(reading: Reading, verb: Word) -> list[tuple[Word, bool]]:
    """Return who is accused of a deed, as an inherited subject: "accused the junta of bombing a monastery"."""
    noun = verb.head.head if verb.dep == "pcomp" and verb.head.form == "of" else verb
    said = reading.event_at(noun.head) if noun.dep == "dobj" else None
    return [(noun, True)] if said is not None and reading.is_a(said.cls, "SpeechAct") else []


def _asked(reading: Reading, verb: Word) -> list[tuple[Word, bool]]:
    """Return who is asked to act: the army of "the minister called on the army to free the hostages"."""
    demand = reading.event_at(verb.head) if verb.dep in ("advcl", "xcomp") and is_infinitive(verb) else None
    if demand is None or not reading.is_a(demand.cls, "Demand") or children(verb.head, "dobj"):
        return []
    asked = (a.entity for a in demand.arguments if a.role == ADDRESSEE and a.entity is not None)
    known = [(reading.doc[reading.head_of[entity]], True) for entity in asked]
    return known or [(noun, True) for preposition, noun in prepositions(verb.head) if preposition in _ASKED]


def _behind_gerund(verb: Word) -> list[tuple[Word, bool]]:
    """Return the sides of "a halt to shelling by both sides"."""
    gerund = verb.tag == "VBG" and verb.dep == "pcomp"
    behind = children(verb, "prep", "agent") if gerund else []
    return [(doer, False) for by in behind if by.form == "by" for doer in children(by, "pobj") if not doer.ent_type]


def _responsible(verb: Word) -> list[tuple[Word, bool]]:
    """Return of whom an adjective tells a deed: the leader of "detained a leader responsible for arming cells"."""
    adjective = verb.head.head
    described = verb.dep == "pcomp" and adjective.pos == "ADJ" and adjective.dep == "amod"
    return [(adjective.head, True)] if described else []


def _before_participle(reading: Reading, verb: Word) -> list[tuple[Word, bool]]:
    """Return the country of "Iran test-fired two missiles", where a model takes the verb for a participle.

    Nouns that belong to a noun stand behind its adjectives.
    """
    beside = children(verb.head, "compound", "nmod") if verb.dep == "amod" else []
    named = ((noun, reading.entity_at(noun)) for noun in beside if noun.i < verb.left_edge.i)
    return [(noun, False) for noun, entity in named if entity and reading.is_a(entity.cls, "Agent", "Country")][:1]


def _told_on(reading: Reading, event: EventDraft, verb: Word) -> list[tuple[Word, bool]]:
    """Return who acts behind a speaker put in between: "rebels entered X, residents said, after seizing its airport".

    A model takes what follows for something that the speaker does; what speakers do themselves is speaking.
    """
    clause = verb
    while clause.dep in _LINKED and not reading.stances_of(clause.head):
        clause = clause.head
    saying = clause.head
    told = [other for other in children(saying, "ccomp") if other.right_edge.i < saying.i]
    parted = any(token.text == "," for token in reading.doc[saying.i + 1 : clause.left_edge.i])
    speaks = reading.is_a(event.cls, "SpeechAct") or bool(children(verb, "nsubj", "nsubjpass")) or is_passive(verb)
    if clause.dep not in (*_LINKED, "advcl") or not reading.stances_of(saying) or not told or not parted or speaks:
        return []
    return [(subject, True) for subject, _ in subjects(told[-1])]


def _aside(reading: Reading, verb: Word) -> list[tuple[Word, bool]]:
    """Return who acts beyond a circumstance: "rebels hit a base after people had eaten, killing six"."""
    circumstance = verb.head
    parted = verb.dep == circumstance.dep == "advcl" and verb.tag == "VBG" and reading.doc[verb.i - 1].text == ","
    if not parted or reading.event_at(circumstance) or not reading.event_at(circumstance.head):
        return []
    return [(subject, True) for subject, _ in subjects(circumstance.head)]


def _right_before(reading: Reading, verb: Word) -> list[tuple[Word, bool]]:
    """Return who stands right before a verb that a tree lists with one before: "after the army and rebels withdrew"."""
    alone = verb.dep == "conj" and verb.tag == "VBD" and not children(verb, "nsubj", "nsubjpass", "aux", "auxpass")
    noun = verb.doc[verb.i - 1] if alone and verb.i else None
    entity = reading.entities[reading.heads[noun.i]] if noun is not None and noun.i in reading.heads else None
    known = noun is not None and noun.dep == "dobj" and entity is not None and reading.is_a(entity.cls, "Agent")
    return [(noun, False)] if known and noun is not None else []


def _before_comma(reading: Reading, verb: Word) -> list[tuple[Word, bool]]:
    """Return the troops of the headline "Troops, rebels clash", which a model takes for a circumstance."""
    edges = {subject.left_edge.i for subject in children(verb, "nsubj")}
    beside = [t for t in children(verb, "npadvmod") if t.right_edge.i + 2 in edges]
    return [(t, False) for t in beside if reading.doc[t.right_edge.i + 1].text == ","]


def _is_done_by_nearer(reading: Reading, event: EventDraft, subject: Word) -> bool:
    """Tell whether what others did stands nearer: "police seek whoever left a bag that exploded, killing two"."""
    verb = event.token
    impact = verb.dep == "advcl" and reading.is_a(event.cls, "HumanImpactEvent")
    if not impact or reading.event_at(verb.head) is not None:
        return False
    between = (reading.event_at(token) for token in reading.doc[verb.head.i + 1 : verb.i])
    violent = (other for other in between if other and reading.is_a(other.cls, "ViolentEvent"))
    told = (other.token for other in violent if other.token.pos == "VERB")
    doers = ([token for token, _ in subjects(nearer)] for nearer in told)
    # A pronoun may well stand for the subject: "the bus was passing when it exploded, killing two".
    return any(subject not in found and not any(token.tag == "PRP" for token in found) for found in doers)


def is_blamed(reading: Reading, noun: Word, preposition: str) -> bool:
    """Tell whether a verb says that somebody is accused of an event: "blamed the attack on X"."""
    cue = f"{noun.head.lemma} {preposition}"
    return noun.dep == "dobj" and ACTOR in reading.knowledge.lexicon.role_cues.get(cue, ())


def role_of_owner(reading: Reading, event: EventDraft, owner: EntityMention) -> str:
    """Return the role of whose event it is: "X's murder", "Mali's massacres", "their attacks on civilians"."""
    if reading.is_a(event.cls, "HumanImpactEvent"):
        return VICTIM
    if any(preposition in _AIMED and obj.ent_type != "DATE" for preposition, obj in prepositions(event.token)):
        return ACTOR
    if reading.is_a(owner.cls, "SpatialThing"):
        return OCCURRED_AT
    return ACTOR if reading.is_a(owner.cls, "Organisation") else VICTIM
