"""Modality: whether an event happened, or is only meant, feared, supposed, denied or told of in general."""

from collections.abc import Iterator
from typing import Final, cast, get_args

from kg.extraction.events.frames import framed
from kg.extraction.events.genericity import is_generic
from kg.extraction.events.gerunds import of_gerund, says_so
from kg.extraction.events.governors import (
    Cues,
    brings_about,
    governors,
    is_answer,
    is_asked,
    is_indefinite,
    is_infinitive,
    is_order,
    is_outstanding,
    is_question,
    meanings,
    phrase_meanings,
)
from kg.extraction.events.negation import nobody_is_meant, waits
from kg.extraction.events.phases import characterisation_of, phase_of
from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import is_definite, whole_of
from kg.extraction.language.words import Word
from kg.extraction.mention import Modality
from kg.extraction.reading import EventDraft, Reading

_STRENGTH: Final[tuple[Modality, ...]] = ("negated", "hypothetical", "intended", "possible", "generic", "realised")
_MODALITIES: Final = frozenset(get_args(Modality))
_INVERTED: Final = frozenset({"had", "were", "should"})
_UNREAL: Final = frozenset({"would", "could", "should"})
_PREDICATES: Final = frozenset({"oprd", "acomp", "attr"})
_TOLD_OF: Final = frozenset({"dobj", "nsubj", "nsubjpass", "attr"})
"""What the verb above tells of, in "there should be a truce" too."""
_UNSURE: Final = frozenset({"possible", "hypothetical", "intended"})
_MARKING: Final = frozenset({"neg", "aux", "mark", "det", "advmod", "amod", "preconj"})
_BARE_AUXILIARIES: Final = frozenset({"to", "has", "have", "had", "is", "was", "were", "are"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})


def find_factuality(reading: Reading) -> None:
    """Set modality and phase of every event from negation, auxiliaries, and the words that govern it."""
    for event in reading.events:
        found = set(_modalities(reading, event)) - {"realised"}
        if not found and is_generic(reading, event):
            found = {"generic"}
        if not found:
            found = set(_left_open(reading, event.token)) or set(_of_the_described(reading, event))
        event.modality = next(m for m in _STRENGTH if m in found or m == "realised")
        event.phase = phase_of(reading, event)
        event.characterisation = characterisation_of(reading, event)


def _of_the_described(reading: Reading, event: EventDraft) -> Iterator[Modality]:
    """Read the modality of the event that a participle describes: "plans for attacks targeting hotels"."""
    if event.token.dep == "acl" and event.token.tag == "VBG":
        described = reading.event_at(event.token.head)
        if described is not None and described.id < event.id:
            yield described.modality


def _modalities(reading: Reading, event: EventDraft) -> Iterator[Modality]:
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    trigger = event.token
    predicate = trigger.head if trigger.dep == "nsubj" else trigger
    for governor, whole in governors(reading, trigger):
        if whole and governor.pos in ("VERB", "AUX"):
            yield from _of_the_clause(governor, cues)
            if governor.dep == "ROOT" and is_asked(governor):
                yield "hypothetical"
        if governor.pos == "NOUN" and governor != trigger and (governor.lemma,) not in cues:
            yield from _unconfirmed(reading, governor, cues)
            continue
        marks = _own_marks(governor, cues)
        yield from marks if whole else (m for m in marks if m in _UNSURE)
        if whole and governor != trigger and _is_being_negotiated(reading, governor):
            yield "hypothetical"
        if whole and governor not in (trigger, predicate) and not _is_sister(governor, trigger):
            yield from _valid(meanings(governor, trigger, cues))
    yield from framed(reading, event, cues)
    yield from _of_the_words(reading, event, cues)
    yield from _of_the_sentence(reading, trigger, cues)


def _of_the_words(reading: Reading, event: EventDraft, cues: Cues) -> Iterator[Modality]:
    """Read the trigger's own words, its mark, and the phrase before it."""
    trigger = event.token
    if event.first < event.last and trigger.pos == "NOUN":
        # "A ceasefire proposal" is one trigger; an attempt of which the class tells has been made.
        yield from (m for m in _valid(cues.get((trigger.lemma,), ())) if m in ("hypothetical", "possible"))
    if (trigger.pos in ("VERB", "ADJ") or trigger.dep == "oprd") and nobody_is_meant(trigger, cues):
        yield "negated"
    if trigger.dep == "advcl" and any(mark.form == "until" for mark in children(trigger, "mark")):
        yield from _of_unreal(reading, trigger.head)
    yield from _valid(phrase_meanings(trigger, cues))
    if _is_agreed_on(reading, trigger):
        yield "intended"


def _valid(found: tuple[str, ...]) -> Iterator[Modality]:
    yield from (cast(Modality, m) for m in found if m in _MODALITIES)


def _of_unreal(reading: Reading, verb: Word) -> Iterator[Modality]:
    """Read what a verb still to come waits for: "vowed to fight until he resigned"."""
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    above = [governor.token for governor in governors(reading, verb) if governor.whole]
    meant = {m for word in above if word != verb for m in meanings(word, verb, cues)}
    if (meant | {m for word in above for m in _own_marks(word, cues)}) & _UNSURE:
        yield "hypothetical"


def _is_agreed_on(reading: Reading, trigger: Word) -> bool:
    """Tell whether an event is what talks or an agreement are about: "a deal on the withdrawal of troops"."""
    about = reading.event_at(trigger.head.head) if trigger.dep == "pobj" and trigger.head.form == "on" else None
    return about is not None and about.token.pos == "NOUN" and reading.is_a(about.cls, "DiplomaticEvent")


def _is_being_negotiated(reading: Reading, verb: Word) -> bool:
    """Tell whether talks go on about what hangs on a verb: "a prisoner exchange is being negotiated"."""
    above = reading.event_at(verb)
    goes_on = verb.tag == "VBG" or any(child.form == "being" for child in children(verb, "auxpass"))
    return above is not None and goes_on and reading.is_a(above.cls, "Negotiation")


def _is_sister(verb: Word, trigger: Word) -> bool:
    """Tell whether a verb stands beside a clause, not above it: "vowed revenge and named a successor"."""
    below = trigger
    while below.head not in (verb, below):
        below = below.head
    return below.dep == "conj" and below.head == verb and below.pos == verb.pos == "VERB"


def _of_the_clause(clause: Word, cues: Cues) -> Iterator[Modality]:
    """Read conditions and questions: "if", "had the shell hit", "the guard would have fired", "did they fire?"."""
    for condition in children(clause, "advcl"):
        yield from (m for mark in children(condition, "mark") for m in _marked(mark, cues) if m == "hypothetical")
    helping = [child for child in children(clause, "aux", "auxpass") if child.i < clause.i]
    subject = next(iter(children(clause, "nsubj", "nsubjpass")), None)
    if helping and subject is not None and helping[0].i < subject.i:
        asked = is_question(clause) and all(token.is_punct for token in clause.doc[clause.left_edge.i : helping[0].i])
        if asked or helping[0].form in _INVERTED:
            yield "hypothetical"
    conditional = clause.dep == "ccomp" and clause.head.form == "had" and clause.head.dep == "advcl"
    if conditional and clause.head.left_edge == clause.head and not children(clause.head, "nsubj", "mark"):
        yield "hypothetical"
    if any(child.form in _UNREAL for child in helping) and any(child.form == "have" for child in helping):
        yield "hypothetical"
    tensed = next(iter(children(clause, "aux", "auxpass")), clause)
    if tensed.tag in _PRESENT and clause.dep == "advcl" and children(clause, "mark", "advmod"):
        # "Will leave when the army shells the town", "urged them to leave before it is shelled": not yet.
        ahead = any("intended" in _marked(aux, cues) for aux in children(clause.head, "aux"))
        if ahead or is_infinitive(clause.head):
            yield "intended"


def _of_the_sentence(reading: Reading, trigger: Word, cues: Cues) -> Iterator[Modality]:
    """Read what the words above an event say of it: "a war is possible", "are feared dead", "fear that more will die".

    What a saying tells is another matter: "warned that rebels had attacked".
    """
    head = trigger.head
    if trigger.dep == "nsubj" and head.pos == "AUX":
        yield from (m for word in children(head, "acomp") for m in _marked(word, cues) if m == "possible")
        yield from _valid(_predicate_phrase(head, cues))
    if trigger.dep in _PREDICATES and trigger.pos == "ADJ":
        yield from (m for m in _valid(cues.get((head.lemma,), ())) if m in _UNSURE)
    clause = trigger if trigger.pos in ("VERB", "ADJ") else head
    if clause.dep == "conj" and clause.tag == "VB" and clause.head.tag in ("VB", "VBP"):
        clause = clause.head  # "demanded that they withdraw and hand over the base"
    kinds, lemma = reading.knowledge.lexicon.cues, (clause.head.lemma,)
    yield from _of_what_it_would_mean(trigger, clause, cues)
    if clause.dep == "ccomp" and lemma not in kinds.get("Stance", {}):
        # "Determined to leave" is an aim, "determined that they left" none.
        meant = _UNSURE - {"intended"} if lemma in kinds.get("SayingWord", {}) else _UNSURE
        yield from (m for m in _valid(cues.get(lemma, ())) if m in meant)
    if clause.dep in ("ccomp", "acl") and clause.head.pos == "NOUN":
        noun = clause.head
        above = [noun.head.lemma] if noun.dep == "dobj" else []
        pairs = ((word, noun.lemma) for word in (*above, *(c.form for c in children(noun, "det"))))
        yield from (m for pair in pairs for m in _valid(cues.get(pair, ())))
    if trigger.pos == "NOUN" and trigger.dep in _TOLD_OF and is_indefinite(trigger):
        yield from (m for aux in children(head, "aux") for m in _marked(aux, cues))
        yield from (m for mark in children(head, "mark") for m in _marked(mark, cues) if m == "hypothetical")
        if trigger.dep == "attr" and children(head, "neg"):
            yield "negated"  # "The explosion was no accident, and not an air strike"


def _of_what_it_would_mean(trigger: Word, clause: Word, cues: Cues) -> Iterator[Modality]:
    """Read a clause that follows from what is not so, or is a guess: "would mean that", "thought it was a blast"."""
    while clause.dep == "conj" and clause.head.pos == "VERB" and not children(clause, "nsubj", "nsubjpass"):
        clause = clause.head
    if clause.dep == "ccomp":
        above = clause.head
        words = [word.lemma for word in children(above, "aux", "neg")]
        pairs = [(word, above.lemma) for word in words] + [(above.lemma, clause.lemma)] * (trigger.dep == "attr")
        yield from (m for pair in pairs for m in _valid(cues.get(pair, ())))


def _predicate_phrase(verb: Word, cues: Cues) -> tuple[str, ...]:
    """Return what a phrase behind "be" says of the subject: "a truce is within reach"."""
    pairs = ((prep.form, obj.form) for prep in children(verb, "prep") for obj in children(prep, "pobj"))
    return next((cues[pair] for pair in pairs if pair in cues), ())


def _unconfirmed(reading: Reading, noun: Word, cues: Cues) -> Iterator[Modality]:
    """Read "no confirmation of the attack": it may have happened; "no claim of responsibility" doubts nothing."""
    yield from (m for word in children(noun, "det") for m in _valid(cues.get((word.form, noun.lemma), ())))
    if "confirms" in reading.stances_of(noun) and any(child.form == "no" for child in children(noun, "det")):
        yield "possible"


def _own_marks(token: Word, cues: Cues) -> Iterator[Modality]:
    """Read negation, auxiliaries and conjunctions standing at a word."""
    for child in token.children:
        both = [(child.form, behind.form) for behind in child.doc[child.i + 1 : child.i + 2]]  # "not only attacked"
        plain = child.dep == "aux" and child.form in _BARE_AUXILIARIES
        if plain or (child.dep in _MARKING and any("realised" in cues.get(pair, ()) for pair in both)):
            continue
        if child.dep == "neg":
            yield "negated"
        elif child.dep in _MARKING:
            yield from _marked(child, cues)
        elif child.dep == "auxpass":  # "was never, ever deported"
            yield from (m for adverb in children(child, "advmod") for m in _marked(adverb, cues))
    if token.tag in ("VB", "VBN") and waits(token):
        yield "negated"


def _marked(word: Word, cues: Cues) -> Iterator[Modality]:
    return _valid(cues.get((word.form,), ()))


def _left_open(reading: Reading, trigger: Word) -> Iterator[Modality]:
    """Read what grammar leaves open: an aim, an arrangement, what a verb or adjective does not say was done."""
    yield from of_gerund(reading, trigger)
    if _is_arranged(reading, trigger) or (trigger.pos == "VERB" and is_order(trigger)):
        yield "intended"
    for token, whole in governors(reading, trigger):
        above = token != trigger and is_answer(reading, token)
        if whole and token.pos in ("VERB", "AUX") and is_infinitive(token) and not above and _is_open(reading, token):
            yield "intended"


def _is_open(reading: Reading, verb: Word) -> bool:
    """Tell whether an infinitive does not say that it was done: "an operation to retake", "sent to seize".

    Verbs that say so ("managed to", "helped to") are the words of what happened, or of a phase ("began to").
    """
    if verb.dep == "ROOT":
        return True
    if _is_means_of(reading, verb.head):
        return False
    told = says_so(reading, verb.head, kinds=("Phase",))
    if verb.dep in ("acl", "relcl") and is_outstanding(reading, verb.head):
        return False
    if verb.dep in ("acl", "advcl", "relcl"):
        return not told
    arranged = verb.head.lemma == "be" or _is_tool(verb.head)
    governed = verb.head.pos in ("VERB", "ADJ") and (not told or _is_allowed(reading, verb.head))
    return verb.dep in ("xcomp", "ccomp") and (arranged or governed)


def _is_allowed(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb in the present only says what somebody may do: "the law allows the police to detain"."""
    realised = "realised" in reading.knowledge.lexicon.cues.get("Modality", {}).get((verb.lemma,), ())
    return realised and verb.tag == "VBZ" and bool(children(verb, "nsubj")) and verb.sentence[-1].text == "."


def _is_means_of(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb only says by what means it was done: "fired tear gas to disperse the crowd"."""
    means = [entity for obj in children(verb, "dobj") if (entity := reading.entity_at(obj)) is not None]
    light = f"to {verb.lemma}" in reading.knowledge.lexicon.role_cues and reading.event_at(verb) is None
    return light and verb.pos == "VERB" and any(reading.is_a(entity.cls, "RiotControlWeapon") for entity in means)


def _is_tool(verb: Word) -> bool:
    """Tell whether a participle tells what something is for: "explosives used to target patrols"."""
    return verb.lemma == "use" and verb.dep == "acl"


def _is_arranged(reading: Reading, noun: Word) -> bool:
    """Tell whether it is said of a noun that it is to be: "talks are to begin", not "the aim of the talks is to"."""
    subject = whole_of(noun)
    if subject.dep not in ("nsubj", "nsubjpass") or (subject is not noun and is_definite(noun)):
        return False
    words = [subject.head, *children(subject.head, "acomp", "oprd")]
    open_ones = (word for word in words if not says_so(reading, word))
    return any(
        is_infinitive(verb)
        and (brings_about(reading, verb) or (word.lemma == "be" and not says_so(reading, verb, kinds=("Phase",))))
        for word in open_ones
        for verb in children(word, "xcomp")
    )
