"""Kinds of events as against single ones: "militias loot villages every harvest", "reliance on air strikes"."""

from typing import Final

from kg.extraction.language.clauses import children, clause_verb
from kg.extraction.language.words import Word, Words
from kg.extraction.reading import EventDraft, Reading

_PRESENT = frozenset({"VBZ", "VBP"})
_COPULAS: Final = frozenset({"be", "become", "remain"})
_WHENEVER: Final = frozenset({"when", "whenever"})
_SINGLE: Final = frozenset({"CARDINAL", "DATE", "TIME"})
_OPENING: Final = 6
"""Tokens within which a sentence names the person that it is about: "The detained Taliban cell leader"."""


def is_generic(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a word talks of a kind, not an event: a bare noun that nothing places ("reliance on airstrikes")."""
    word = event.token
    if word.tag == "VBG" and word.dep == "pcomp":
        return word.head.form == "of" and word.head.head.pos == "NOUN" and not _is_charged(reading, word.head.head)
    if word.pos == "VERB":
        return _is_custom(reading, word) or _is_trade(reading, event) or _is_of_any_time(word)
    return (
        _is_of_any_time(clause_verb(word))
        or _is_bare(reading, event)
        or (word.dep in ("nsubj", "csubj") and (_is_defined(event) or _is_seldom(reading, word)))
    )


def _is_bare(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a noun is without determiner, actor, time and place."""
    noun = event.token
    if reading.doc[event.first].text in reading.knowledge.lexicon.name_prefixes:
        return False  # "Operation Iron Fist"
    if noun.pos == "NOUN" and _is_record_of_a_person(reading, event, noun):
        return True
    if (noun.dep == "dobj" and _is_effect(reading, noun.head)) or _is_taken_for_granted(reading, noun):
        return False
    if noun.pos not in ("NOUN", "PROPN") or noun.dep not in ("pobj", "conj", "dobj", "compound", "nmod"):
        return False
    words = reading.doc[event.first : event.last + 1]
    determined = any(child.dep in ("det", "poss", "nummod") for word in words for child in word.children)
    determined = determined or (noun.dep == "pobj" and _is_quantity(reading, noun.head.head))
    if not determined and noun.tag == "NNS" and any(kind(reading, noun) for kind in _KINDS):
        return True
    light = noun.dep == "dobj" and any(a.role.endswith(("hasActor", "hasInstrument")) for a in event.arguments)
    # "Came under fire": the subject is who was hit.
    under = noun.dep == "pobj" and noun.head.form == "under" and clause_verb(noun).tag == "VBD"
    harmed = noun.dep == "dobj" and noun.head.tag == "VBD" and any(a.role.endswith("Victim") for a in event.arguments)
    light = light or harmed or (under and any(a.role.endswith("hasTarget") for a in event.arguments))
    anchored = event.time is not None and any(noun.is_ancestor(t) for t in noun.subtree if t.ent_type == "DATE")
    told = any(a.how != "nearest" and a.span.begin > noun.idx for a in event.arguments)
    # "Because of clashes that left two dead"
    past = any(word.tag == "VBD" for verb in children(noun, "relcl") for word in (verb, *children(verb, "aux")))
    return not (determined or light or anchored or told or past)


def _is_effect(reading: Reading, verb: Word) -> bool:
    """Tell whether an event brought it about: "the blast caused damage"."""
    told = [verb, *(children(verb, "nsubj") if verb.tag == "VBD" else [])]
    return any(reading.event_at(token) is not None for token in told)


def _is_taken_for_granted(reading: Reading, noun: Word) -> bool:
    """Tell whether something was done in spite of it or after it: "the market opened despite shelling"."""
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    granted = noun.dep == "pobj" and "realised" in cues.get((noun.head.form,), ())
    return granted and clause_verb(noun).tag == "VBD"


def _is_quantity(reading: Reading, token: Word) -> bool:
    return token.like_num or (token.form,) in reading.knowledge.lexicon.quantities


def _is_habitual(reading: Reading, noun: Word) -> bool:
    """Tell whether a clause in the present tells what somebody does again and again: "he coordinates attacks"."""
    verb = clause_verb(noun)
    return (
        verb.tag in ("VBZ", "VBP")
        and not any(token.ent_type == "DATE" and token.like_num for token in verb.sentence)
        and not reading.stances_of(verb)
        and not children(verb, "nsubjpass")
        and verb.i < noun.i
    )


def _is_record(reading: Reading, noun: Word) -> bool:
    """Tell whether a plural without date is what somebody is known for: "responsible for attacks on convoys"."""
    if noun.dep != "pobj" or noun.head.dep != "prep" or any(token.ent_type == "DATE" for token in noun.subtree):
        return False
    governor = noun.head.head
    passive = governor.tag == "VBN" and not any(child.lemma == "have" for child in children(governor, "aux"))
    passive = passive or bool(children(governor, "auxpass"))
    return governor.pos == "ADJ" or (passive and governor.tag == "VBN" and reading.event_at(governor) is None)


def _is_known_for(reading: Reading, noun: Word) -> bool:
    """Tell whether a plural without date or number tells what a person does: "the leader who led attacks on convoys".

    It stands in a clause about a person, after "responsible for", or as what something is for.
    """
    noun = noun.head if noun.dep == "conj" and noun.head.pos == "NOUN" else noun
    clause = noun.head
    while clause.dep == "conj" and clause.head.pos == "VERB":
        clause = clause.head
    dated = any(token.ent_type == "DATE" for token in clause.subtree)
    if noun.dep != "dobj" or dated or any(_is_quantity(reading, child) for child in noun.children):
        return False
    if clause.tag == "VB":
        return clause.dep in ("xcomp", "advcl", "acl") and bool(children(clause, "aux"))
    if clause.dep == "pcomp":
        return clause.head.head.pos == "ADJ"
    return clause.dep == "relcl" or any(_is_described_person(reading, subject) for subject in children(clause, "nsubj"))


def _is_described_person(reading: Reading, subject: Word) -> bool:
    """Tell whether a subject is somebody told of before: "the leader", "he"."""
    definite = any(child.form == "the" for child in children(subject, "det"))
    entity = reading.entity_at(subject)
    group = entity is not None and not reading.is_a(entity.cls, "Person")
    return subject.form in ("he", "she") or (subject.tag == "NN" and definite and not group)


def _is_use(reading: Reading, noun: Word) -> bool:
    """Tell whether a plural is what something is meant for: "weapons for attacks on convoys", "for use in attacks"."""
    if noun.dep != "pobj" or any(token.ent_type == "DATE" for token in noun.subtree):
        return False
    use = noun.head.form == "in" and noun.head.head.form == "use"
    return use or (noun.head.form == "for" and reading.event_at(noun.head.head) is None)


_KINDS: Final = (_is_habitual, _is_record, _is_known_for, _is_use)
"""Ways in which a bare plural speaks of a kind of events, not of single ones."""


def _is_record_of_a_person(reading: Reading, event: EventDraft, noun: Word) -> bool:
    """Tell whether things without number or date are what a person did of whom was told before.

    "The detained leader coordinated attacks on convoys", "he distributed rockets to fighters". The tree is not asked
    who did it: it takes "coordinated" for an adjective of the attacks as often as not.
    """
    sentence = event.token.sentence
    if event.time is not None or any(token.ent_type == "DATE" for token in sentence):
        return False
    person = _opening_person(reading, sentence)
    return person is not None and person.i < event.first and _is_of_no_number(noun, after=person)


def _opening_person(reading: Reading, sentence: Words) -> Word | None:
    """Return the head of the person with which a sentence opens: "he", "the Taliban cell leader"."""
    if sentence[0].form in ("he", "she"):
        return sentence[0]
    if sentence[0].form != "the":
        return None
    head = next((token for token in sentence[1:_OPENING] if token.i in reading.heads), None)
    if head is None or head.tag != "NN" or head.dep == "pobj":
        return None
    cls = reading.entities[reading.heads[head.i]].cls
    one = reading.is_a(cls, "Militants") or not reading.is_a(cls, "UnnamedGroup")
    return head if one and reading.is_a(cls, "Person", "Militants") else None


def _is_of_no_number(noun: Word, *, after: Word) -> bool:
    """Tell whether a plural is neither counted nor known: "attacks on convoys", "several attacks"."""
    return noun.tag == "NNS" and all(child.i < after.i for child in children(noun, "det", "poss", "nummod"))


def _is_trade(reading: Reading, event: EventDraft) -> bool:
    """Tell whether things without number or date are what somebody deals in: "the network smuggles weapons".

    Past tense tells so of a described person only: "the commander supplied weapons to cells in the north".
    """
    verb = event.token
    things = [verb.head] if verb.dep == "amod" else children(verb, "dobj")
    if not things or event.time is not None or not reading.is_a(event.cls, "MilitaryActivity"):
        return False
    if verb.tag not in _PRESENT or children(verb, "aux") or verb.sentence[-1].text != ".":
        return any(_is_record_of_a_person(reading, event, thing) for thing in things)
    return not any(children(thing, "det", "poss", "nummod") or thing.like_num for thing in things)


def _is_of_any_time(verb: Word) -> bool:
    """Tell whether a sentence says what comes of what each time: "when a soldier is kidnapped, the army goes in".

    One that counts or dates, or a headline, tells a single event: "Six die when a bomb explodes".
    """
    if verb.sentence[-1].text != "." or any(token.ent_type in _SINGLE for token in verb.sentence):
        return False
    while verb.dep == "conj" and verb.head.pos in ("VERB", "AUX"):
        verb = verb.head
    if not _is_present(verb):
        return False
    below = children(verb, "advcl")
    clauses = [verb, *below] if verb.dep == "advcl" and _is_present(verb.head) else below
    openings = (child for clause in clauses if _is_present(clause) for child in children(clause, "advmod", "mark"))
    return any(child.form in _WHENEVER for child in openings)


def _is_present(verb: Word) -> bool:
    helping = children(verb, "aux", "auxpass")
    return (helping[0] if helping else verb).tag in _PRESENT


def _is_charged(reading: Reading, noun: Word) -> bool:
    """Tell whether a noun is whom somebody accuses: "accused the air force of bombing a wedding"."""
    return noun.dep == "dobj" and bool(reading.stances_of(noun.head))


def _is_defined(event: EventDraft) -> bool:
    """Tell whether a sentence says what something is in general: "kidnapping for ransom has become an industry"."""
    noun, verb = event.token, event.token.head
    beside = children(noun, "det", "poss", "nummod", "amod", "compound", "prep")
    bare = all(event.covers(child) for child in beside)
    return bare and verb.lemma in _COPULAS and _is_present(verb) and bool(children(verb, "attr"))


def _is_seldom(reading: Reading, noun: Word) -> bool:
    """Tell whether a bare plural does or is something often or rarely: "raids have rarely failed", "are common"."""
    bare = noun.tag == "NNS" and not children(noun, "det", "poss", "nummod")
    often = any(_is_generic_word(reading, word) for word in children(noun.head, "advmod"))
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    called = (cues.get((word.form + "ly",), ()) for word in children(noun.head, "acomp", "oprd"))
    return bare and (often or any("generic" in found for found in called))


def _is_generic_word(reading: Reading, word: Word) -> bool:
    return "generic" in reading.knowledge.lexicon.cues.get("Modality", {}).get((word.form,), ())


def _is_custom(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb tells what happens again and again: in the present, of a kind of people, nothing named.

    Headlines, which tell single events in the present, end without a full stop.
    """
    while verb.dep == "conj" and verb.head.pos == "VERB" and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    if not _is_present(verb) or children(verb, "aux") or verb.sentence[-1].text != ".":
        return False
    subjects = children(verb, "nsubj", "nsubjpass")
    subjects += [s for clause in children(verb, "csubj", "csubjpass") for s in children(clause, "nsubj")]
    doers = [*subjects, verb.head] if verb.dep == "relcl" else subjects
    words = [t for t in verb.subtree if t.dep in ("det", "predet", "advmod")]
    if any(_is_generic_word(reading, word) for word in (*words, *doers)) or any(map(_are_whoever, subjects)):
        return True
    if children(verb, "auxpass"):
        return False
    plain = [s for s in subjects if s.tag == "NNS" and not children(s, "det", "poss", "nummod") and not s.ent_type]
    named = any(token.ent_type not in ("", "CARDINAL") or token.pos == "PROPN" for token in verb.subtree)
    return bool(plain) and not named


def _are_whoever(subject: Word) -> bool:
    """Tell whether it is those of a kind: "those who refuse to pay are killed"."""
    return subject.form == "those" and any(_is_present(clause) for clause in children(subject, "relcl"))
