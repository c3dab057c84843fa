"""What the role cues of the ontology say of the words around an event: prepositions, light verbs, accusations."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.events.event_places import OCCURRED_AT
from kg.extraction.events.governors import is_infinitive
from kg.extraction.events.quantities import is_counted
from kg.extraction.events.role_players import ACTOR, PARTICIPANT, PLACE_ROLES, TARGET, VICTIM, players
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, is_passive, objects, prepositions, subjects
from kg.extraction.language.noun_phrases import is_of_some, whole_of
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import EventDraft, Reading

_WAR: Final = "war"
_TOPIC: Final = "on"
_ONE: Final = frozenset({"NN", "NNP"})
_AMONG: Final = frozenset({"among", "amongst"})
Carrier = tuple[Word, tuple[str, ...]]
"""A word that governs an event noun, and the words between: ("claim", "responsibility", "for")."""


def introduced_roles(reading: Reading, event: EventDraft, preposition: str, token: Word) -> list[str]:
    """Return the roles that a preposition introduces for such an event, its object's role first.

    What a preposition means after one word ("arrive in", "fire at") stands before what it means after all.
    """
    lexicon = reading.knowledge.lexicon
    taken = lexicon.taken_roles.get(event.cls, frozenset())
    above = (token.head.lemma,) if token.dep == "dobj" else ()
    if _is_hit_already(event, token) and OCCURRED_AT in lexicon.role_cues.get(preposition, ()):
        # Of "shot a man at his door" and "was attacked on the road" it is where.
        taken = taken - {TARGET}
    for word in dict.fromkeys((token.lemma, event.token.lemma, *above)):
        special = [role for role in lexicon.role_cues.get(f"{word} {preposition}", ()) if role in taken]
        # "To blame on" tells who acted in what is blamed, not in the blaming.
        if special:
            return [] if ACTOR in special and reading.is_a(event.cls, "SpeechAct") else special
    verb = token.head if token.dep == "dobj" and token is not event.token else token
    own = verb is event.token and " " not in preposition and _has_doer(verb)
    if _is_active(verb) and (preposition == "by" or own):
        # In "they demand reforms by the government", or "from" it, it is not the government that demands.
        taken = taken - ({ACTOR, lexicon.subject_roles.get(event.cls, ACTOR)} - {PARTICIPANT})
    main = (lexicon.object_roles.get(event.cls), lexicon.subject_roles.get(event.cls))
    cued = (role for role in lexicon.role_cues.get(preposition, ()) if role in taken)
    # Nobody attacks the island in "a clash on the island".
    return sorted(cued, key=lambda role: (role not in main, role not in PLACE_ROLES, role))


def is_topic(reading: Reading, event: EventDraft, preposition: str, noun: Word) -> bool:
    """Tell whether a place is what people talk about, not where: "a meeting on Syria", but "on the island"."""
    place = reading.entity_at(noun) if preposition == _TOPIC and reading.is_a(event.cls, "DiplomaticEvent") else None
    return place is not None and place.kind == "name" and reading.is_a(place.cls, "SpatialThing")


def _is_active(verb: Word) -> bool:
    gerund = verb.tag == "VBG" and not children(verb, "dobj")
    return verb.pos == "VERB" and not gerund and not is_passive(verb) and not children(verb, "agent")


def _has_doer(verb: Word) -> bool:
    """Tell whether a verb has a subject of its own, or the one above as an infinitive: "marched to demand"."""
    return bool(children(verb, "nsubj")) or is_infinitive(verb)


def _is_hit_already(event: EventDraft, token: Word) -> bool:
    above = token.pos == "VERB" or token is not event.token
    return above and any(a.role in (TARGET, VICTIM) and a.how == "dependency" for a in event.arguments)


def phrases_behind(reading: Reading, token: Word) -> Iterator[tuple[str, Word]]:
    """Yield prepositions with their objects; what stands behind the noun of a verb's phrase belongs to the verb.

    The "in Lagos" of "took two men into custody in Lagos" is where they were taken, and custody is nobody.
    """
    lemma = token.lemma
    triggers = reading.knowledge.lexicon.triggers.get(lemma, ())
    for preposition, obj in prepositions(token):
        if is_of_some(obj.head):
            continue
        words = (lemma, preposition, obj.lemma)
        if obj.i not in reading.heads and any(trigger.words == words for trigger in triggers):
            yield from prepositions(obj)
        else:
            yield preposition, obj


def contents_of_object(reading: Reading, event: EventDraft, verb: Word) -> Iterator[Word]:
    """Yield the Y of "took control of Y", which a model hangs on either word."""
    things = [obj for obj in objects(verb) if obj.i not in reading.heads]
    own = f"{verb.lemma} of" in reading.knowledge.lexicon.role_cues
    behind = [] if own else [of for of in children(verb, "prep") if any(of.i == t.right_edge.i + 1 for t in things)]
    behind += [of for thing in things if thing.i <= event.last or event.pattern for of in children(thing, "prep")]
    for obj in (obj for of in behind if of.form == "of" for obj in children(of, "pobj")):
        yield from players(reading, obj)


def light_verb(verb: Word) -> str:
    """Return a verb as the role cues write it: "to carry out"."""
    particles = [child.form for child in children(verb, "prt")]
    return " ".join(("to", verb.lemma, *particles))


def is_suffered(reading: Reading, event: EventDraft, verb: Word) -> bool:
    """Tell whether a subject undergoes what the object of its verb tells: "sustained wounds", "faces charges"."""
    faced = TARGET in reading.knowledge.lexicon.role_cues.get(light_verb(verb), ())
    return faced and (event.first < event.last or reading.is_a(event.cls, "HumanImpactEvent"))


def carrier(noun: Word) -> Carrier | None:
    """Return the verb above an event noun and the words between: ("came", "under"), ("claim", "responsibility", "for").

    None where the noun is governed by none, or where a determiner says that nobody did it ("no group claimed").
    """
    above = noun.head if noun.dep == "conj" and noun.head.pos == "NOUN" else noun
    between: tuple[str, ...] = ()
    if above.dep == "pobj":
        between = (above.head.form,)
        above = above.head
        governed = above.head.pos == "NOUN" and above.head.dep in ("dobj", "nsubjpass")
        if governed or (above.head.pos == "ADJ" and above.head.dep == "acomp"):
            above = above.head
            between = (above.form, *between)
    verb = above.head
    if verb.pos not in ("VERB", "AUX") or any(_is_nobody(subject) for subject, _ in subjects(verb)):
        return None
    return verb, between


def counted_as(reading: Reading, noun: Word) -> Word:
    """Return the noun that only says how many events there were: the series of "a series of raids"."""
    whole = whole_of(noun)
    cues = reading.knowledge.lexicon.cues
    says_more = any((whole.lemma,) in cues.get(kind, {}) for kind in ("Phase", "Modality", "Stance"))
    is_thing = reading.event_at(whole) is not None or reading.entity_at(whole) is not None
    return noun if says_more or is_thing else whole


def behind_relative(verb: Word) -> list[tuple[str, str]]:
    """Return object and preposition of "the raid, for which X claimed responsibility": ("responsibility", "for")."""
    relative = [p for p, obj in prepositions(verb) if obj.tag in RELATIVE_PRONOUNS]
    return [(obj.form, preposition) for preposition in relative for obj in children(verb, "dobj")]


def _is_nobody(noun: Word) -> bool:
    return any(determiner.form == "no" for determiner in children(noun, "det"))


def as_accused(verb: Word, between: tuple[str, ...]) -> list[str]:
    """Return how the cues would write that its object is accused: "blames X for" as "to be blamed for"."""
    lemma = verb.lemma
    regular = f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed"
    return [" ".join(("to", "be", word, *between)) for word in dict.fromkeys((verb.form, regular))]


def leader(reading: Reading, participle: Word) -> Word | None:
    """Return the alliance of "an alliance-led operation": whom it would be "led by"."""
    acts = ACTOR in reading.knowledge.lexicon.role_cues.get(f"{participle.form} by", ())
    return next(iter(children(participle, "npadvmod")), None) if acts and participle.tag == "VBN" else None


def only_tells(reading: Reading, event: EventDraft, verb: Word, between: tuple[str, ...]) -> bool:
    """Tell whether a verb tells what others did: who announces a death, who "said, in a rare assault", no truce."""
    of_others = ("HumanImpactEvent", *(("ViolentEvent",) if between == ("in",) else ()))
    return "asserts" in reading.stances_of(verb) and reading.is_a(event.cls, *of_others)


def described_by(adjective: Word) -> list[Word]:
    """Return whom a word such as "dead" describes: "left 12 dead", "was found dead", "nine were dead", "dead men"."""
    if adjective.dep == "amod":
        return [adjective.head]
    own = children(adjective, "nsubj", "nsubjpass")
    if own:
        return own
    verb = adjective.head
    if verb.pos not in ("VERB", "AUX") or adjective.dep not in ("acomp", "oprd", "attr", "advcl", "ccomp"):
        return []
    if verb.pos == "AUX":
        # "He is dead", "he is believed to be dead".
        return children(verb, "nsubj") or (children(verb.head, "nsubjpass", "nsubj") if verb.dep == "xcomp" else [])
    return objects(verb) or (children(verb, "nsubj", "nsubjpass") if is_passive(verb) else [])


def among_whom(word: Word) -> list[Word]:
    """Return who is said to be one of them: "X was among the dead", "among those killed was X"."""
    those = word.head if word.dep == "acl" else word
    told = those.dep == "pobj" and those.head.form in _AMONG and those.head.head.lemma == "be"
    return children(those.head.head, "nsubj") if told else []


def person_among(word: Word) -> list[Word]:
    """Return the one person who is said to be among the dead; a number is a part of theirs."""
    return [who for who in among_whom(word) if who.tag in _ONE and not is_counted(who)]


def whose(noun: Word) -> list[Word]:
    """Return the noun that "whose" takes up before a noun: the boy of "a boy whose death shook the town"."""
    if not any(word.tag == "WP$" for word in children(noun, "poss")):
        return []
    clause = next((token for token in (noun, *noun.ancestors) if token.dep in ("relcl", "acl")), None)
    return [clause.head] if clause is not None else []


def is_scene(reading: Reading, verb: Word, noun: Word) -> bool:
    """Tell whether a noun is only where something stands of which a relative clause speaks.

    In "the attack in Madrid, Spain, which killed ten" it is not Spain that killed.
    """
    clause = verb
    while clause.dep == "conj":
        clause = clause.head
    entity = reading.entity_at(noun)
    first = _first_of_list(noun)
    if clause.dep != "relcl" or _first_of_list(clause.head) != first or entity is None:
        return False
    placed = first.dep == "pobj" and OCCURRED_AT in reading.knowledge.lexicon.role_cues.get(first.head.form, ())
    return placed and reading.is_a(entity.cls, "SpatialThing")


def _first_of_list(noun: Word) -> Word:
    while noun.dep in ("appos", "conj"):
        noun = noun.head
    return noun


def role_of_kind_before(reading: Reading, event: EventDraft, noun: Word) -> str | None:
    """Return the role of a common noun before an event noun: "embassy bombing", "migrant deaths"."""
    kinds = reading.knowledge.lexicon.head_nouns.get(noun.lemma, ())
    cls = next((cls for words, cls in kinds if len(words) == 1), None)
    if cls is None or noun.dep != "compound":
        return None
    role = reading.knowledge.lexicon.object_roles.get(event.cls)
    wanted = {TARGET: ("Facility",), VICTIM: ("Person", "UnnamedGroup")}.get(role or "", ())
    return role if any(reading.is_a(cls, kind) for kind in wanted) and not event.pattern else None


def is_scene_of(reading: Reading, event: EventDraft, word: Word, place: EntityMention) -> bool:
    """Tell whether a place before an event noun tells where: "the Karm raid", "the Chad invasion", not "U.S. strikes".

    A country acts, unless it is invaded or a war is fought there and nothing behind says against whom.
    """
    if not reading.is_a(place.cls, "SpatialThing"):
        return False
    if not reading.is_a(place.cls, "Country"):
        return True
    written = reading.text_of(place.span)
    if written.isupper() or any(preposition != "in" for preposition, _ in prepositions(event.token)):
        return False
    named = word.dep == "compound" and reading.is_a(event.cls, "GroundOffensive", "MilitaryCampaign")
    return named or (word.dep == "poss" and event.token.lemma == _WAR)


def people_before(reading: Reading, event: EventDraft, entity: EntityMention) -> str | None:
    """Return the role of people named before a noun of what befell somebody: "civilian deaths", "militant arrests"."""
    befalls = reading.knowledge.lexicon.object_roles.get(event.cls) == VICTIM
    people = reading.is_a(entity.cls, "Person", "UnnamedGroup")
    return VICTIM if befalls and people and not event.pattern else None


def agents_behind_things(reading: Reading, verb: Word) -> Iterator[Word]:
    """Yield who acts where the tree hangs "by" on the thing before: "shot outside his home by gunmen"."""
    nouns = [noun for prep in children(verb, "prep") for noun in children(prep, "pobj")]
    nouns += [inner for noun in nouns for prep in children(noun, "prep") for inner in children(prep, "pobj")]
    for noun in nouns:
        if reading.entity_at(noun) is not None:
            for by in children(noun, "prep"):
                yield from children(by, "pobj") if by.form == "by" else ()
