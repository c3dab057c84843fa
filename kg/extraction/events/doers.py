"""Who did not do what the tree of a sentence makes them do, and whose an event is."""

from spacy.tokens import Token

from kg.extraction.events.event_places import OCCURRED_AT
from kg.extraction.events.governors import is_infinitive
from kg.extraction.events.role_players import ACTOR, ADDRESSEE, VICTIM
from kg.extraction.language.clauses import children, objects, prepositions, subjects
from kg.extraction.mention import EntityMention
from kg.extraction.reading import EventDraft, Reading


def doers(reading: Reading, event: EventDraft, verb: Token) -> list[tuple[Token, bool]]:
    """Return the subjects of a verb, each with whether it was inherited, but none that the words rule out."""
    found = _accused(reading, verb) or _asked(reading, verb) or subjects(verb)
    own = verb == event.token
    return [
        (s, inherited) for s, inherited in found if not (inherited and own and _is_done_by_nearer(reading, event, s))
    ]


def bursts(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb tells of what explodes: the bus of "the bus exploded, killing two" kills nobody itself."""
    above = reading.event_at(verb)
    return above is not None and reading.is_a(above.cls, "ExplosiveAttack") and not objects(verb)


def _accused(reading: Reading, verb: Token) -> list[tuple[Token, bool]]:
    """Return who is accused of a deed, as an inherited subject: "accused the junta of bombing a monastery"."""
    noun = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "of" else verb
    said = reading.event_at(noun.head) if noun.dep_ == "dobj" else None
    return [(noun, True)] if said is not None and reading.is_a(said.cls, "SpeechAct") else []


def _asked(reading: Reading, verb: Token) -> list[tuple[Token, bool]]:
    """Return who is asked to act: the army of "the minister called on the army to free the hostages"."""
    demand = reading.event_at(verb.head) if verb.dep_ in ("advcl", "xcomp") and is_infinitive(verb) else None
    if demand is None or not reading.is_a(demand.cls, "Demand") or children(verb.head, "dobj"):
        return []
    asked = (a.entity for a in demand.arguments if a.role == ADDRESSEE and a.entity is not None)
    return [(reading.doc[reading.head_of[entity]], True) for entity in asked]


def _is_done_by_nearer(reading: Reading, event: EventDraft, subject: Token) -> bool:
    """Tell whether what others did stands nearer: "police seek whoever left a bag that exploded, killing two"."""
    verb = event.token
    impact = verb.dep_ == "advcl" and reading.is_a(event.cls, "HumanImpactEvent")
    if not impact or reading.event_at(verb.head) is not None:
        return False
    between = (reading.event_at(token) for token in reading.doc[verb.head.i + 1 : verb.i])
    violent = (other for other in between if other and reading.is_a(other.cls, "ViolentEvent"))
    told = (other.token for other in violent if other.token.pos_ == "VERB")
    doers = ([token for token, _ in subjects(nearer)] for nearer in told)
    # A pronoun may well stand for the subject: "the bus was passing when it exploded, killing two".
    return any(subject not in found and not any(token.tag_ == "PRP" for token in found) for found in doers)


def is_blamed(reading: Reading, noun: Token, preposition: str) -> bool:
    """Tell whether a verb says that somebody is accused of an event: "blamed the attack on X"."""
    cue = f"{noun.head.lemma_.lower()} {preposition}"
    return noun.dep_ == "dobj" and ACTOR in reading.knowledge.lexicon.role_cues.get(cue, ())


def role_of_owner(reading: Reading, event: EventDraft, owner: EntityMention) -> str:
    """Return the role of whose event it is: "X's murder", "Mali's massacres", "the group's abduction of pupils"."""
    if reading.is_a(event.cls, "HumanImpactEvent"):
        return VICTIM
    if any(preposition == "of" for preposition, _ in prepositions(event.token)):
        return ACTOR
    return OCCURRED_AT if reading.is_a(owner.cls, "SpatialThing") else VICTIM
