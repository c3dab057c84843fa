"""Modality, phase and characterisation: whether an event happened, how far it has come, what it is called."""

from collections.abc import Iterator, Mapping
from typing import Final, cast, get_args

from spacy.tokens import Token

from kg.extraction.events.genericity import is_generic
from kg.extraction.language.clauses import children
from kg.extraction.mention import Modality, Phase
from kg.extraction.reading import EventDraft, Reading

Cues = Mapping[tuple[str, ...], tuple[str, ...]]
_NEGATED: Final[tuple[Modality, ...]] = ("negated",)
_STRENGTH: Final[tuple[Modality, ...]] = ("negated", "hypothetical", "intended", "possible", "generic", "realised")
_INVERTED = frozenset({"had", "were", "should"})
_PREDICATES = frozenset({"oprd", "acomp", "attr"})
_UNSURE = frozenset({"possible", "hypothetical", "intended"})
_UP = frozenset({"xcomp", "dobj", "acl", "conj", "nsubjpass"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
_COMING_ABOUT = frozenset({"planned", "begun", "ongoing", "resumed", "failed"})


def find_factuality(reading: Reading) -> None:
    """Set modality and phase of every event from negation, auxiliaries, and the words that govern it."""
    for event in reading.events:
        found = set(_modalities(reading, event)) - {"realised"}
        if not found and is_generic(reading, event):
            found = {"generic"}
        if not found and (
            _is_purpose(reading, event.token) or _is_arranged(event.token) or _is_left_open(reading, event.token)
        ):
            found = {"intended"}
        event.modality = next(m for m in _STRENGTH if m in found or m == "realised")
        event.phase = _phase(reading, event)
        event.characterisation = _characterisation(reading, event)


def _modalities(reading: Reading, event: EventDraft) -> Iterator[Modality]:
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    predicate = event.token.head if event.token.dep_ == "nsubj" else event.token
    for governor in _governors(reading, event.token):
        if governor.pos_ == "NOUN" and governor != event.token and (governor.lemma_.lower(),) not in cues:
            yield from _unconfirmed(reading, governor)
            continue
        yield from _own_marks(governor, cues)
        if governor not in (event.token, predicate) and not _is_sister(governor, event.token):
            for token in _meanings(governor, event.token, cues):
                yield cast(Modality, token)
    if event.token.pos_ == "VERB" and _nobody_is_meant(event.token, cues):
        yield "negated"
    clause = event.token if event.token.pos_ == "VERB" else event.token.head
    for condition in children(clause, "advcl"):
        yield from (m for mark in children(condition, "mark") for m in _marked(mark, cues) if m == "hypothetical")
    yield from _counterfactual(clause)
    yield from _of_the_sentence(reading, event.token, cues)


def _is_sister(verb: Token, trigger: Token) -> bool:
    """Tell whether a verb stands beside a clause, not above it: "vowed revenge and named a successor"."""
    below = trigger
    while below.head not in (verb, below):
        below = below.head
    return below.dep_ == "conj" and below.head == verb and below.pos_ == verb.pos_ == "VERB"


def _counterfactual(clause: Token) -> Iterator[Modality]:
    """Read "had the shell hit the church", "the guard would have fired": neither happened."""
    helping = [child for child in children(clause, "aux") if child.i < clause.i]
    subject = next(iter(children(clause, "nsubj", "nsubjpass")), None)
    if helping and subject is not None and helping[0].i < subject.i and helping[0].lower_ in _INVERTED:
        yield "hypothetical"
    if any(child.tag_ == "MD" for child in helping) and any(child.lower_ == "have" for child in helping):
        yield "hypothetical"


def _of_the_sentence(reading: Reading, trigger: Token, cues: Cues) -> Iterator[Modality]:
    """Read what the words above an event say of it: "a war is possible", "are feared dead", "fear that more will die".

    What a saying tells is another matter: "warned that rebels had attacked".
    """
    head = trigger.head
    if trigger.dep_ == "nsubj" and head.pos_ == "AUX":
        yield from (m for word in children(head, "acomp") for m in _marked(word, cues) if m == "possible")
    if trigger.dep_ in _PREDICATES and trigger.pos_ == "ADJ":
        yield from (cast(Modality, m) for m in cues.get((head.lemma_.lower(),), ()) if m in _UNSURE)
    clause = trigger if trigger.pos_ in ("VERB", "ADJ") else head
    said = reading.knowledge.lexicon.cues.get("Stance", {})
    if clause.dep_ == "ccomp" and (clause.head.lemma_.lower(),) not in said:
        yield from (cast(Modality, m) for m in cues.get((clause.head.lemma_.lower(),), ()) if m in _UNSURE)
    if clause.dep_ in ("ccomp", "acl") and clause.head.pos_ == "NOUN":
        pairs = ((child.lower_, clause.head.lemma_.lower()) for child in children(clause.head, "det"))
        yield from (cast(Modality, m) for pair in pairs for m in cues.get(pair, ()))
    if trigger.pos_ == "NOUN" and trigger.dep_ in ("dobj", "nsubj", "nsubjpass") and _is_indefinite(trigger):
        yield from (m for aux in children(head, "aux") for m in _marked(aux, cues))


def _is_indefinite(noun: Token) -> bool:
    """Tell whether a noun speaks of an event not known yet: "would welcome a withdrawal", "a raid could follow"."""
    determiners = [child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "nummod")]
    return not determiners or determiners[0] in ("a", "an", "any", "another")


def _nobody_is_meant(verb: Token, cues: Cues) -> bool:
    """Tell whether a verb's subject or object says that there was none: "no civilians were harmed", "killed nobody"."""
    nouns = children(verb, "nsubj", "nsubjpass", "dobj")
    words = [word for noun in nouns for word in (noun, *children(noun, "det"))]
    if any(
        part.dep_ == "neg" for noun in nouns for number in children(noun, "nummod", "det") for part in number.children
    ):
        return True
    return any("negated" in cues.get((word.lower_,), ()) for word in words if word.pos_ in ("DET", "PRON", "NOUN"))


def _unconfirmed(reading: Reading, noun: Token) -> Iterator[Modality]:
    """Read "no confirmation of the attack": it may have happened; "no claim of responsibility" doubts nothing."""
    stances = reading.knowledge.lexicon.cues.get("Stance", {}).get((noun.lemma_.lower(),), ())
    if "confirms" in stances and any(child.lower_ == "no" for child in children(noun, "det")):
        yield "possible"


def _meanings(governor: Token, trigger: Token, cues: Cues) -> tuple[str, ...]:
    """Return what a governing word says of the event, with its particle or preposition first: "called for"."""
    lemma = governor.lemma_.lower()
    for child in children(governor, "prep", "prt"):
        particle = child.dep_ == "prt" or not children(child, "pobj", "pcomp") or trigger.dep_ == "nsubjpass"
        if (lemma, child.lower_) in cues and (particle or child.is_ancestor(trigger)):
            return cues[lemma, child.lower_]
        for obj in children(child, "pobj"):
            if (child.lower_, obj.lower_) in cues:
                return cues[child.lower_, obj.lower_]
    return cues.get((lemma,)) or cues.get((governor.lower_,), ())


def _own_marks(token: Token, cues: Cues) -> Iterator[Modality]:
    """Read negation, auxiliaries and conjunctions standing at a word."""
    for child in token.children:
        marks = child.dep_ in ("neg", "aux", "mark", "det", "advmod", "amod", "preconj") or child.lower_ == "without"
        if child.dep_ == "aux" and child.lower_ in ("to", "has", "have", "had", "is", "was", "were", "are"):
            continue
        if child.dep_ == "neg":
            yield from _NEGATED
        elif marks:
            yield from _marked(child, cues)


def _marked(word: Token, cues: Cues) -> Iterator[Modality]:
    for modality in cues.get((word.lower_,), ()):
        if modality in get_args(Modality):
            yield cast(Modality, modality)


def _governors(reading: Reading, trigger: Token) -> Iterator[Token]:
    """Yield the trigger and the words above whose meaning reaches down: "vowed to", "failed to launch", "plan for"."""
    yield trigger
    current = trigger
    while current.head != current:
        head = current.head
        if current.dep_ in ("pobj", "pcomp"):
            yield from _governors_of_object(current, reading.knowledge.lexicon.cues.get("Modality", {}))
            return
        if current.dep_ in ("dobj", "nsubj", "nsubjpass") and not _reaches_down(reading, head, trigger):
            return
        if current.dep_ == "nsubj" and children(head, "dobj"):
            return
        if current.dep_ == "nsubj":
            if current == trigger:
                yield from _auxiliary_governor(head)
            return
        if current.dep_ not in _UP or (current.dep_ == "acl" and current.tag_ in _PARTICIPLES):
            return
        yield head
        current = head


def _reaches_down(reading: Reading, verb: Token, trigger: Token) -> bool:
    """Tell whether what holds of a verb holds of the event too: of "launch" and "plan", not of "condemn" or "end"."""
    lexicon = reading.knowledge.lexicon
    lemma = verb.lemma_.lower()
    if _meanings(verb, trigger, lexicon.cues.get("Modality", {})):
        return True
    phases = lexicon.cues.get("Phase", {}).get((lemma,), ())
    if phases:
        return phases[0] in _COMING_ABOUT
    words = " ".join(("to", lemma, *(child.lower_ for child in children(verb, "prt"))))
    carried = any(role.endswith(("hasActor", "occurredAt")) for role in lexicon.role_cues.get(words, ()))
    return carried and (lemma,) not in lexicon.cues.get("Stance", {})


def _governors_of_object(obj: Token, cues: Cues) -> Iterator[Token]:
    """Yield the nouns that a phrase hangs on ("debates about the effect of strikes"), or the verb ("accused of").

    The verb above a noun counts too where the noun is a plan, or only an amount: "abandoned plans for an offensive".
    """
    while obj.dep_ in ("pobj", "pcomp"):
        preposition, governor = obj.head, obj.head.head
        if (preposition.lower_,) in cues:
            yield preposition
        if governor.pos_ != "NOUN":
            if governor.pos_ == "VERB" and preposition.lower_ in ("of", "about", "from", "for", "against"):
                yield governor
            return
        yield governor
        if governor.dep_ == "dobj" and ((governor.lemma_.lower(),) in cues or preposition.lower_ == "of"):
            yield governor.head
        obj = governor


def _auxiliary_governor(verb: Token) -> Iterator[Token]:
    """Read "the offensive will begin", "no attack took place": the verb counts for its auxiliaries."""
    if children(verb, "aux", "neg", "mark"):
        yield verb


def _is_purpose(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb states an aim or an arrangement: "an operation to retake the city", "they are to meet"."""
    arranged = verb.dep_ == "xcomp" and (verb.head.lemma_ == "be" or _is_tool(verb.head))
    aimed = verb.dep_ in ("acl", "advcl", "relcl")
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" for c in children(verb, "aux"))
    return infinitive and (arranged or (aimed and not _says_so(reading, verb.head)))


def _is_tool(verb: Token) -> bool:
    """Tell whether a participle tells what something is for: "explosives used to target patrols"."""
    return verb.lemma_ == "use" and verb.dep_ == "acl"


def _is_arranged(noun: Token) -> bool:
    """Tell whether a noun's verb says that it is to be: "talks are to begin on Thursday"."""
    following = children(noun.head, "xcomp") if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" else []
    return any(verb.tag_ == "VB" and any(c.lower_ == "to" for c in children(verb, "aux")) for verb in following)


def _is_left_open(reading: Reading, verb: Token) -> bool:
    """Tell whether an infinitive hangs on a verb that does not say whether it was done: "sent to seize".

    Verbs that say so ("managed to", "helped to") are the words of what happened, or of a phase ("began to").
    """
    helping = [child.lower_ for child in children(verb, "aux")]
    if (
        verb.dep_ != "xcomp"
        or verb.tag_ != "VB"
        or "to" not in helping
        or "have" in helping
        or verb.head.pos_ != "VERB"
    ):
        return False
    return not _says_so(reading, verb.head)


def _says_so(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb says that what hangs on it was done or begun: "managed to", "went on to", "began to"."""
    cues = reading.knowledge.lexicon.cues
    lemma = verb.lemma_.lower()
    keys = [(lemma,), *((lemma, child.lower_) for child in children(verb, "prt"))]
    done = any("realised" in cues.get("Modality", {}).get(key, ()) for key in keys)
    return done or any(cues.get(kind, {}).get((lemma,)) for kind in ("Phase", "Stance"))


def _phase(reading: Reading, event: EventDraft) -> Phase | None:
    cues = reading.knowledge.lexicon.cues.get("Phase", {})
    words = [child for child in event.token.children if child.dep_ == "amod"]
    if event.token.dep_ == "nsubj" and not children(event.token.head, "dobj"):
        words.append(event.token.head)
    for word in (*words, *_governors(reading, event.token)):
        if word == event.token:
            continue
        for form in (word.lemma_.lower(), word.lower_):
            if (form,) in cues:
                return cast(Phase, cues[(form,)][0])
    return None


def _characterisation(reading: Reading, event: EventDraft) -> str | None:
    """Return what the modifiers or the words of the trigger call an event ("terrorist attack")."""
    cues = reading.knowledge.lexicon.cues.get("Characterisation", {})
    words = [*reading.doc[event.first : event.last + 1], *children(event.token, "amod", "compound")]
    return next((cues[form,][0] for t in words for form in (t.lower_, t.lemma_.lower()) if (form,) in cues), None)
