"""Whether the clause around a time speaks of what is to come: "will meet on Wednesday", "closed until Friday"."""

from typing import Final

from kg.extraction.language.clauses import children, clause_verb
from kg.extraction.language.words import Word, root_of, words_at
from kg.extraction.mention import Span
from kg.extraction.reading import Reading

_AHEAD: Final = frozenset({"intended", "possible"})
_NOT_YET: Final = frozenset({"intended", "possible", "hypothetical"})
"""What helping verbs tell of a time to come: "will", "may", "should"."""
_BOUNDS: Final = frozenset({"begun", "ended", "resumed"})
_WITHIN: Final = frozenset({"in", "on", "during"})
_UNTIL: Final = frozenset({"until", "till"})


def is_to_come(reading: Reading, span: Span) -> bool:
    """Tell whether a plan, an announcement or a future tense governs the words of a time."""
    found = words_at(reading.doc, span)
    if not found:
        return False
    time = root_of(found)
    verb = clause_verb(time)
    if is_before_content(time, verb):
        verb = verb.head
    told = _is_told(verb)
    if time.head.form in _UNTIL and not told:
        return True
    if any(_is_added(word) and _is_plan(reading, word, _AHEAD) for word in time.ancestors):
        return True
    nouns = [t for t in time.ancestors if verb.is_ancestor(t) and t.pos in ("NOUN", "ADJ")]
    return _is_future(reading, verb) or (not told and any(_is_plan(reading, noun, _AHEAD) for noun in nouns))


def is_of_the_past(reading: Reading, span: Span) -> bool:
    """Tell whether a verb in a past tense, and no noun in between, has the words of a time: "seized it in May"."""
    found = words_at(reading.doc, span)
    if not found:
        return False
    time = root_of(found)
    above = time.head.head if time.dep == "pobj" and time.head.form in _WITHIN else time.head
    return above.pos == "VERB" and _is_told(above)


def _is_told(verb: Word) -> bool:
    """Tell whether a verb stands in a past tense."""
    helping = children(verb, "aux", "auxpass")
    past = any(child.tag == "VBD" or child.form in ("has", "have", "'ve") for child in helping)
    return past or (verb.tag == "VBD" and not helping)


def _is_future(reading: Reading, verb: Word) -> bool:
    if _is_told(verb):
        return False
    if any(child.tag == "MD" and _is_plan(reading, child, _NOT_YET) for child in children(verb, "aux")):
        return True
    if verb.lemma == "be" and any(_has_to(below) for below in children(verb, "xcomp")):
        return True
    if _is_on_a_timetable(reading, verb):
        return True
    return verb.dep == "xcomp" and _has_to(verb) and _is_meant(reading, verb.head)


def _is_meant(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb says that what hangs on it is to come: "is to", "plans to", "have vowed to"."""
    if _is_told(verb):
        # "Had planned to" and "decided to" may speak of what was to come then.
        return _has_been_promised(reading, verb)
    return verb.lemma == "be" or _is_plan(reading, verb, frozenset({"intended"})) or _is_future(reading, verb)


def _has_been_promised(reading: Reading, verb: Word) -> bool:
    promising = "deed" in reading.knowledge.lexicon.cues.get("SayingWord", {}).get((verb.lemma,), ())
    now = not any(child.form == "had" for child in children(verb, "aux"))
    return promising and now and _is_plan(reading, verb, frozenset({"intended"}))


def is_before_content(time: Word, content: Word) -> bool:
    """Tell whether a time stands between a verb and the clause behind it: "said on Monday it would send troops"."""
    subjects = children(content, "nsubj", "nsubjpass")
    return content.dep == "ccomp" and bool(subjects) and content.head.i < time.i < subjects[0].i


def _is_added(word: Word) -> bool:
    """Tell whether an adjective is added behind a noun: "the vote, due on Sunday, …"."""
    return word.tag == "JJ" and word.dep == "prep"


def _has_to(verb: Word) -> bool:
    return any(child.form == "to" for child in children(verb, "aux"))


def _is_on_a_timetable(reading: Reading, verb: Word) -> bool:
    """Tell whether a verb of the present says when something begins or ends: "the truce takes effect on Sunday"."""
    if verb.tag not in ("VBZ", "VBP") or children(verb, "aux"):
        return False
    subjects = (reading.event_at(subject) for subject in children(verb, "nsubj"))
    if any(event and reading.is_a(event.cls, "ViolentEvent") for event in subjects):
        return False
    vote = reading.event_at(verb)
    objects = tuple(child.form for child in children(verb, "dobj"))
    phases = reading.knowledge.lexicon.cues.get("Phase", {}).get((verb.lemma, *objects), ())
    return bool(_BOUNDS & set(phases)) or (vote is not None and reading.is_a(vote.cls, "Election"))


def _is_plan(reading: Reading, word: Word, meanings: frozenset[str]) -> bool:
    """Tell whether the lexicon lists a word, or "be" with it ("is set to"), as one of plans."""
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    forms = word.forms
    described = (word.dep == "acomp" and word.head.lemma == "be") or _is_added(word)
    predicate = described or bool(children(word, "auxpass"))
    keys = [(form,) for form in forms] + [("be", form) for form in forms if predicate]
    return any(meanings & set(cues.get(key, ())) for key in keys)
