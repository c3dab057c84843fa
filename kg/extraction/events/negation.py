"""What tells that something did not happen, or not yet: "killed nobody", "left no one hurt", "has yet to withdraw"."""

from spacy.tokens import Token

from kg.extraction.events.governors import Cues
from kg.extraction.language.clauses import children, is_passive


def nobody_is_meant(word: Token, cues: Cues) -> bool:
    """Tell whether subject or object say that there was none: "no civilians were harmed", "left no one hurt"."""
    nouns = children(_first_of_list(word), "nsubj", "nsubjpass", "dobj")
    if word.dep_ == "acl" and word.tag_ == "VBN":
        nouns.append(word.head)
    elif word.dep_ == "oprd":
        nouns += children(word.head, "dobj", "nsubjpass")
    words = [word for noun in nouns for word in (noun, *children(noun, "det"))]
    if any(
        part.dep_ == "neg" for noun in nouns for number in children(noun, "nummod", "det") for part in number.children
    ):
        return True
    alone = [word for word in words if word.pos_ in ("DET", "PRON") or (word.pos_ == "NOUN" and word.n_lefts == 0)]
    return any("negated" in cues.get((word.lower_,), ()) for word in alone)


def _first_of_list(verb: Token) -> Token:
    """Return the passive beside which a verb stands without a subject: the "hurt" of "nobody was hurt or killed"."""
    while verb.dep_ == "conj" and is_passive(verb) and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    return verb


def waits(verb: Token) -> bool:
    """Tell whether something has yet to be done: "has yet to withdraw"."""
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_ == "have" and any(child.lower_ == "yet" for child in above.children)
