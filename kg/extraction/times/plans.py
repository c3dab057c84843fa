"""Whether the clause around a time speaks of what is to come: "will meet on Wednesday", "closed until Friday"."""

from typing import Final

from spacy.tokens import Token

from kg.extraction.language.clauses import children, clause_verb
from kg.extraction.mention import Span
from kg.extraction.reading import Reading

_AHEAD: Final = frozenset({"intended", "possible"})
_UNTIL: Final = frozenset({"until", "till"})


def is_to_come(reading: Reading, span: Span) -> bool:
    """Tell whether a plan, an announcement or a future tense governs the words of a time."""
    found = reading.doc.char_span(span.begin, span.end, alignment_mode="expand")
    if found is None:
        return False
    time, verb = found.root, clause_verb(found.root)
    told = _is_told(verb)
    if time.head.lower_ in _UNTIL and not told:
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
    if any(child.tag_ == "MD" and _is_plan(reading, child, _AHEAD) for child in children(verb, "aux")):
        return True
    above = verb.head
    if verb.dep_ != "xcomp" or not any(child.lower_ == "to" for child in children(verb, "aux")) or _is_told(above):
        return False
    return above.lemma_ == "be" or _is_plan(reading, above, frozenset({"intended"})) or _is_future(reading, above)


def _is_plan(reading: Reading, word: Token, meanings: frozenset[str]) -> bool:
    """Tell whether the lexicon lists a word, or "be" with it ("is set to"), as one of plans."""
    cues = reading.knowledge.lexicon.cues.get("Modality", {})
    forms = reading.forms[word.i]
    predicate = bool(children(word, "auxpass")) or (word.dep_ == "acomp" and word.head.lemma_ == "be")
    keys = [(form,) for form in forms] + [("be", form) for form in forms if predicate]
    return any(meanings & set(cues.get(key, ())) for key in keys)
