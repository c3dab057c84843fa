"""What the role cues of the ontology say of the words around an event: prepositions, light verbs, accusations."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.events.event_places import OCCURRED_AT
from kg.extraction.events.role_players import ACTOR, PLACE_ROLES, TARGET, VICTIM
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, is_passive, objects, prepositions, subjects
from kg.extraction.mention import EntityMention
from kg.extraction.reading import EventDraft, Reading

Carrier = tuple[Token, tuple[str, ...]]
"""A word that governs an event noun, and the words between: ("claim", "responsibility", "for")."""


def introduced_roles(reading: Reading, event: EventDraft, preposition: str, token: Token) -> list[str]:
    """Return the roles that a preposition introduces for such an event, its object's role first.

    What a preposition means after one word ("arrive in", "fire at") stands before what it means after all.
    """
    lexicon = reading.knowledge.lexicon
    taken = lexicon.taken_roles.get(event.cls, frozenset())
    above = (token.head.lemma_.lower(),) if token.dep_ == "dobj" else ()
    for word in dict.fromkeys((token.lemma_.lower(), event.token.lemma_.lower(), *above)):
        special = [role for role in lexicon.role_cues.get(f"{word} {preposition}", ()) if role in taken]
        # "To blame on" tells who acted in what is blamed, not in the blaming.
        if special and not (ACTOR in special and reading.is_a(event.cls, "SpeechAct")):
            return special
    main = (lexicon.object_roles.get(event.cls), lexicon.subject_roles.get(event.cls))
    cued = (role for role in lexicon.role_cues.get(preposition, ()) if role in taken)
    # Nobody attacks the island in "a clash on the island".
    return sorted(cued, key=lambda role: (role not in main, role not in PLACE_ROLES, role))


def phrases_behind(reading: Reading, token: Token) -> Iterator[tuple[str, Token]]:
    """Yield prepositions with their objects; what stands behind the noun of a verb's phrase belongs to the verb.

    The "in Lagos" of "took two men into custody in Lagos" is where they were taken, and custody is nobody.
    """
    lemma = token.lemma_.lower()
    triggers = reading.knowledge.lexicon.triggers.get(lemma, ())
    for preposition, obj in prepositions(token):
        words = (lemma, preposition, obj.lemma_.lower())
        if obj.i not in reading.heads and any(trigger.words == words for trigger in triggers):
            yield from prepositions(obj)
        else:
            yield preposition, obj


def light_verb(verb: Token) -> str:
    """Return a verb as the role cues write it: "to carry out"."""
    particles = [child.lower_ for child in children(verb, "prt")]
    return " ".join(("to", verb.lemma_.lower(), *particles))


def carrier(noun: Token) -> Carrier | None:
    """Return the verb above an event noun and the words between: ("came", "under"), ("claim", "responsibility", "for").

    None where the noun is governed by none, or where a determiner says that nobody did it ("no group claimed").
    """
    above = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else noun
    between: tuple[str, ...] = ()
    if above.dep_ == "pobj":
        between = (above.head.lower_,)
        above = above.head
        governed = above.head.pos_ == "NOUN" and above.head.dep_ in ("dobj", "nsubjpass")
        if governed or (above.head.pos_ == "ADJ" and above.head.dep_ == "acomp"):
            above = above.head
            between = (above.lower_, *between)
    verb = above.head
    if verb.pos_ not in ("VERB", "AUX") or any(_is_nobody(subject) for subject, _ in subjects(verb)):
        return None
    return verb, between


def behind_relative(verb: Token) -> list[tuple[str, str]]:
    """Return object and preposition of "the raid, for which X claimed responsibility": ("responsibility", "for")."""
    relative = [p for p, obj in prepositions(verb) if obj.tag_ in RELATIVE_PRONOUNS]
    return [(obj.lower_, preposition) for preposition in relative for obj in children(verb, "dobj")]


def _is_nobody(noun: Token) -> bool:
    return any(determiner.lower_ == "no" for determiner in children(noun, "det"))


def as_accused(verb: Token, between: tuple[str, ...]) -> list[str]:
    """Return how the cues would write that its object is accused: "blames X for" as "to be blamed for"."""
    lemma = verb.lemma_.lower()
    regular = f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed"
    return [" ".join(("to", "be", word, *between)) for word in dict.fromkeys((verb.lower_, regular))]


def described_by(adjective: Token) -> list[Token]:
    """Return whom a word such as "dead" describes: "left 12 dead", "was found dead", "nine were dead", "dead men"."""
    if adjective.dep_ == "amod":
        return [adjective.head]
    own = children(adjective, "nsubj", "nsubjpass")
    if own:
        return own
    verb = adjective.head
    if verb.pos_ not in ("VERB", "AUX") or adjective.dep_ not in ("acomp", "oprd", "attr", "advcl", "ccomp"):
        return []
    if verb.pos_ == "AUX":
        return children(verb, "nsubj")
    return objects(verb) or (children(verb, "nsubj", "nsubjpass") if is_passive(verb) else [])


def whose(noun: Token) -> list[Token]:
    """Return the noun that "whose" takes up before a noun: the boy of "a boy whose death shook the town"."""
    if not any(word.tag_ == "WP$" for word in children(noun, "poss")):
        return []
    clause = next((token for token in (noun, *noun.ancestors) if token.dep_ in ("relcl", "acl")), None)
    return [clause.head] if clause is not None else []


def is_scene(reading: Reading, verb: Token, noun: Token) -> bool:
    """Tell whether a noun is only where something stands of which a relative clause speaks.

    In "the attack in Madrid, Spain, which killed ten" it is not Spain that killed.
    """
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    entity = reading.entity_at(noun)
    if clause.dep_ != "relcl" or clause.head != noun or entity is None:
        return False
    first = noun
    while first.dep_ in ("appos", "conj"):
        first = first.head
    placed = first.dep_ == "pobj" and OCCURRED_AT in reading.knowledge.lexicon.role_cues.get(first.head.lower_, ())
    return placed and reading.is_a(entity.cls, "SpatialThing")


def role_of_kind_before(reading: Reading, event: EventDraft, noun: Token) -> str | None:
    """Return the role of a common noun before an event noun: "embassy bombing", "migrant deaths"."""
    kinds = reading.knowledge.lexicon.head_nouns.get(noun.lemma_.lower(), ())
    cls = next((cls for words, cls in kinds if len(words) == 1), None)
    if cls is None or noun.dep_ != "compound":
        return None
    role = reading.knowledge.lexicon.object_roles.get(event.cls)
    wanted = {TARGET: ("Facility",), VICTIM: ("Person", "UnnamedGroup")}.get(role or "", ())
    return role if any(reading.is_a(cls, kind) for kind in wanted) and not event.pattern else None


def people_before(reading: Reading, event: EventDraft, entity: EntityMention) -> str | None:
    """Return the role of people named before a noun of what befell somebody: "civilian deaths", "militant arrests"."""
    befalls = reading.knowledge.lexicon.object_roles.get(event.cls) == VICTIM
    people = reading.is_a(entity.cls, "Person", "UnnamedGroup")
    return VICTIM if befalls and people and not event.pattern else None


def agents_behind_places(reading: Reading, verb: Token) -> Iterator[Token]:
    """Yield who acts where the tree hangs a passive's "by" on the place before: "shot outside his home by gunmen"."""
    nouns = [noun for prep in children(verb, "prep") for noun in children(prep, "pobj")]
    nouns += [inner for noun in nouns for prep in children(noun, "prep") for inner in children(prep, "pobj")]
    for noun in nouns:
        place = reading.entity_at(noun)
        if place is not None and reading.is_a(place.cls, "SpatialThing"):
            for by in children(noun, "prep"):
                yield from children(by, "pobj") if by.lower_ == "by" else ()
