"""Whether the clause around a time speaks of what is to come: "will meet on Wednesday", "closed until Friday"."""

from typing import Final

from spacy.tokens import Token

from kg.extraction.language.clauses import children, clause_verb
from kg.extraction.mention import Span
from kg.extraction.reading import Reading

_AHEAD: Final = frozenset({"intended", "possible"})
_NOT_YET: Final = frozenset({"intended", "possible", "hypothetical"})
"""What helping verbs tell of a time to come: "will", "may", "should"."""
_BOUNDS: Final = frozenset({"begun", "ended", "resumed"})
_UNTIL: Final = frozenset({"until", "till"})


def is_to_come(reading: Reading, span: Span) -> bool:
    """Tell whether a plan, an announcement or a future tense governs the words of a time."""
    found = reading.doc.char_span(span.begin, span.end, alignment_mode="expand")
    if found is None:
        return False
    time, verb = found.root, clause_verb(found.root)
    if is_before_content(time, verb):
        verb = verb.head
    told = _is_told(verb)
    if time.head.lower_ in _UNTIL and not told:
        return True
    if any(_is_added(word) and _is_plan(reading, word, _AHEAD) for word in time.ancestors):
        return True
    nouns = [t for t in time.ancestors if verb.is_ancestor(t) and t.pos_ in ("NOUN", "ADJ")]
    return _is_future(reading, verb) or (not told and any(_is_plan(reading, noun, _AHEAD) for noun in nouns))


def _is_told(verb: Token) -> bool:
    """Tell whether a verb stands in a past tense."""
    helping = children(verb, "aux", "auxpass")
    past = any(child.tag_ == "VBD" or child.lower_ in ("has", "have", "'ve") for child in helping)
    return past or (verb.tag_ == "VBD" and not helping)


def _is_future(reading: Reading, verb: Token) -> bool:
    if _is_told(verb):
        return False
    if any(child.tag_ == "MD" and _is_plan(reading, child, _NOT_YET) for child in children(verb, "aux")):
        return True
    if verb.lemma_ == "be" and any(_has_to(below) for below in children(verb, "xcomp")):
        return True
    if _is_on_a_timetable(reading, verb):
        return True
    above = verb.head
    if verb.dep_ != "xcomp" or not _has_to(verb) or _is_told(above):
        return False
    return above.lemma_ == "be" or _is_plan(reading, above, frozenset({"intended"})) or _is_future(reading, above)


def is_before_content(time: Token, content: Token) -> bool:
    """Tell whether a time stands between a verb and the clause behind it: "said on Monday it would send troops"."""
    subjects = children(content, "nsubj", "nsubjpass")
    return content.dep_ == "ccomp" and bool(subjects) and content.head.i < time.i < subjects[0].i


def _is_added(word: Token) -> bool:
    """Tell whether an adjective is added behind a noun: "the vote, due on Sunday, …"."""
    return word.tag_ == "JJ" and word.dep_ == "prep"


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in children(verb, "aux"))


def _is_on_a_timetable(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb of the present says when something begins or ends: "the truce takes effect on Sunday"."""
    if verb.tag_ not in ("VBZ", "VBP") or children(verb, "aux"):
        return False
    subjects = (reading.event_at(subject) for subject in children(verb, "nsubj"))
    if any(event and reading.is_a(event.cls, "ViolentEvent") for event in subjects):
        return False
    vote = reading.event_at(verb)
    objects = tuple(child.lower_ for child in children(verb, "dobj"))
    phases = reading.knowledge.lexicon.cues.get("Phase", {}).get((verb.lemma_.lower(), *objects), ())
    return bool(_BOUNDS & set(phases)) or (vote is not None and reading.is_a(vote.cls, "Election"))


def _is_plan(reading: Reading, word: Token, meanings: frozenset[str]) -> bool:
    """Tell whether the lexicon lists a word, or "be" with it ("is set to"), as one of plans."""
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    forms = reading.forms[word.i]
    described = (word.dep_ == "acomp" and word.head.lemma_ == "be") or _is_added(word)
    predicate = described or bool(children(word, "auxpass"))
    keys = [(form,) for form in forms] + [("be", form) for form in forms if predicate]
    return any(meanings & set(cues.get(key, ())) for key in keys)
