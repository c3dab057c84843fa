"""What tells that something did not happen, or not yet: "killed nobody", "left no one hurt", "has yet to withdraw"."""

from typing import Final

from kg.extraction.events.governors import Cues
from kg.extraction.language.clauses import children, is_passive
from kg.extraction.language.words import Word

_NEITHER: Final = "neither"


def nobody_is_meant(word: Word, cues: Cues) -> bool:
    """Tell whether subject or object say that there was none: "no civilians were harmed", "left no one hurt"."""
    nouns = children(_first_of_list(word), "nsubj", "nsubjpass", "dobj")
    if word.dep == "acl" and word.tag == "VBN":
        nouns.append(word.head)
    elif word.dep == "oprd":
        nouns += children(word.head, "dobj", "nsubjpass")
    if any(child.form == _NEITHER for noun in nouns for child in children(noun, "preconj", "det", "cc")):
        return True
    words = [word for noun in nouns for word in (noun, *children(noun, "det"))]
    if any(
        part.dep == "neg" for noun in nouns for number in children(noun, "nummod", "det") for part in number.children
    ):
        return True
    alone = [word for word in words if word.pos in ("DET", "PRON") or (word.pos == "NOUN" and not word.lefts)]
    return any("negated" in cues.get((word.form,), ()) for word in alone)


def _first_of_list(verb: Word) -> Word:
    """Return the passive beside which a verb stands without a subject: the "hurt" of "nobody was hurt or killed"."""
    while verb.dep == "conj" and is_passive(verb) and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    return verb


def waits(verb: Word) -> bool:
    """Tell whether something has yet to be done: "has yet to withdraw"."""
    above = verb.head
    return verb.dep == "xcomp" and above.lemma == "have" and any(child.form == "yet" for child in above.children)
