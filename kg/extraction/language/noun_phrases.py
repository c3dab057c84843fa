"""What a noun phrase lists, what it is a part of, and whether it takes up what is known."""

from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word

_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_SOME: Final = frozenset({"DT", "JJ", "JJS"})
"""Tags of "some", "many" and "most" where they stand for a noun."""
_THINGS: Final = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_AMOUNTS: Final = frozenset({"CARDINAL", "QUANTITY"})
_PARTITIVE_TAGS: Final = frozenset({"NNS", "NN", "CD", "DT"})
_WITHIN: Final = frozenset({"conj", "pobj", "prep", "agent"})
"""Labels of words within a longer phrase: the town of "a resident of the town"."""
_TWO: Final = 2


def members(token: Word) -> list[Word]:
    """Return the things a noun phrase lists: itself, its coordinates, what it is "dozens of", what it includes."""
    found: list[Word] = []
    _collect_members(token, found)
    return found


def is_definite(noun: Word) -> bool:
    """Tell whether a noun takes up what is known: "the operation", "those deaths"."""
    return any(child.form in _DEFINITE for child in children(noun, "det"))


def is_of_some(preposition: Word) -> bool:
    """Tell whether a phrase speaks only of some of those counted: "shot down 216 drones, 66 of them over Karm"."""
    before = preposition.doc[max(preposition.i - 3, 0) : preposition.i]
    return [word.form for word in before[1:]] == ["of", "them"] and before[0].like_num


def is_verbal_noun(token: Word) -> bool:
    """Tell whether an "-ing" form stands as a noun: "fighting between the two sides erupted"."""
    nominal = token.dep in ("nsubj", "nsubjpass", "csubj", "pobj", "dobj")
    return nominal and token.tag == "VBG" and not children(token, "dobj", "nsubj")


def whole_of(noun: Word) -> Word:
    """Return the noun that a noun behind "of" belongs to ("a series of raids"), or the noun itself."""
    of = noun.head
    inside = noun.dep == "pobj" and of.form == "of" and of.head.pos == "NOUN"
    return of.head if inside else noun


def is_second_apposition(noun: Word) -> bool:
    """Tell whether a noun stands behind another apposition: "a minister, Ali Nur, spokesman Omar Said told"."""
    beside = children(noun.head, "appos") if noun.dep == "appos" else []
    begin = noun.left_edge.i
    for title in beside:
        begin = title.left_edge.i if title.i == begin - 1 else begin
    return bool(beside) and beside[0].left_edge.i < begin and noun.doc[begin - 1].text == ","


def lost_speaker(verb: Word) -> Word | None:
    """Return who speaks in "…, witnesses and an officer said", whom a model lists with the noun before the comma."""
    if verb.tag != "VBD" or verb.i < _TWO or _tells_behind(verb):
        return None
    doc, noun = verb.doc, verb.doc[verb.i - 1]
    noun = noun.head if noun.text == ")" else noun
    while noun.dep in _WITHIN and doc[noun.left_edge.i - 1].text != ",":
        noun = noun.head
    listed = noun.dep == "conj" and noun.head not in children(verb, "nsubj")
    beside = noun.dep == "appos" and (is_second_apposition(noun) or not children(verb, "nsubj", "nsubjpass"))
    if noun.pos not in ("NOUN", "PROPN") or not (listed or beside):
        return None
    before = doc[verb.sentence[0].i : noun.left_edge.i]
    said = (token for token in before if token.tag in _FINITE or children(token, "aux", "auxpass"))
    return noun if any(children(token, "nsubj", "nsubjpass") for token in said) else None


def is_speaker(noun: Word) -> bool:
    """Tell whether a noun that a model lists with another one is who speaks in "…, the minister and the firm said"."""
    end = noun.right_edge.i + 1
    return noun.doc[noun.left_edge.i - 1].text == "," and end < len(noun.doc) and lost_speaker(noun.doc[end]) == noun


def _tells_behind(verb: Word) -> bool:
    """Tell whether what is said stands behind a verb; the object of "…, a spokesman told reporters" is no content."""
    contents = children(verb, "ccomp")
    before = any(content.i < verb.i for content in contents)
    return any(child.i > verb.i for child in (contents if before else [*contents, *children(verb, "dobj")]))


def _collect_members(token: Word, found: list[Word]) -> None:
    if token in found:
        return
    parts = _partitive(token)
    if not parts:
        found.append(token)
    included = _included(token)
    things = [other for other in children(token, "conj") if other.pos in _THINGS and not is_speaker(other)]
    for other in (*parts, *included, *things):
        _collect_members(other, found)


def _included(token: Word) -> list[Word]:
    """Return what is said to belong to it, also where the phrase hangs on the verb: "hit targets, including X"."""
    label = token.dep
    above = token.head if label in ("dobj", "nsubjpass") else token.head.head if label == "pobj" else token
    holders = [token] if above == token else [token, above]
    return [
        obj
        for holder in holders
        for prep in children(holder, "prep")
        if prep.i > token.i and (prep.form == "including" or (prep.form == "as" and children(prep, "amod")))
        for obj in children(prep, "pobj")
    ]


def _partitive(token: Word) -> list[Word]:
    """Return what "dozens of X" or "44 pounds of X" is about."""
    parts = [obj for prep in children(token, "prep") if prep.form == "of" for obj in children(prep, "pobj")]
    counted = token.tag in _PARTITIVE_TAGS and (token.like_num or token.ent_type in _AMOUNTS)
    return parts if counted or token.tag in _SOME else []
