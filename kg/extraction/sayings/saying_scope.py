"""Stretches of text around a word of saying: the part of the sentence it stands in, and where its own clause begins."""

from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.noun_phrases import lost_speaker
from kg.extraction.language.words import Word

FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_EDGES: Final = frozenset('.,;:"“”„«»-–—()') | {"--", "'"}
_LEADING: Final = frozenset({"that", "how"})
_CONTRAST: Final = frozenset({"while", "whereas", "although", "though"})
_BREAK: Final = ";"


def segment(token: Word) -> tuple[int, int]:
    """Return the first and last tokens of a word's sentence, or of the part of it between semicolons."""
    sentence = token.sentence
    low, high = sentence[0].i, sentence[-1].i
    for other in sentence:
        if other.text == _BREAK:
            if other.i >= token.i:
                return low, other.i - 1
            low = other.i + 1
    return low, high


def is_parted(clause: Word, verb: Word) -> bool:
    """Tell whether a semicolon parts a clause from the verb that the parser hung it on."""
    low, high = sorted((clause.i, verb.i))
    return any(token.text == _BREAK for token in verb.doc[low:high])


def left_edge(verb: Word) -> int:
    """Return where the clause "police said" begins, its subject without what a comma parts from it."""
    doc = verb.doc
    subjects = children(verb, "nsubj", "nsubjpass", "expl")
    inverted = any(s.i > verb.i for s in subjects)
    subjects = [] if inverted else subjects[-1:]
    lost = lost_speaker(verb)
    if lost is not None:
        return lost.left_edge.i
    near = [t.i for s in subjects for t in s.subtree if t.i <= s.i and not any(c.text == "," for c in doc[t.i : s.i])]
    helping = [c.i for c in children(verb, "aux", "auxpass", "advmod") if c.i < verb.i]
    return min([verb.i, *(near or helping)])


def trimmed(tokens: list[Word]) -> list[Word]:
    """Return tokens without punctuation at their ends and without "that" or "how" at their beginning."""
    first, last = 0, len(tokens)
    while first < last and (_is_edge(tokens[first]) or _leads(tokens[first])):
        first += 1
    while first < last and _is_edge(tokens[last - 1]):
        last -= 1
    return tokens[first:last]


def is_contrast(clause: Word) -> bool:
    """Tell whether a clause sets something against another: "although the palace denies it"."""
    return any(mark.form in _CONTRAST for mark in children(clause, "mark"))


def has_verb(tokens: list[Word]) -> bool:
    """Tell whether tokens hold a verb, so that they can be what somebody said."""
    return any(token.pos in ("VERB", "AUX") for token in tokens)


def paragraph_below(verb: Word) -> list[Word]:
    """Return the paragraph that a line such as "The minister said:" leads up to."""
    doc, line = verb.doc, verb.sentence
    words = [token for token in line if not token.is_space]
    end = line[-1].i + 1
    begun = end + 1 if end < len(doc) and doc[end].is_space else end
    broken = begun > end or words[-1].i + 1 < end
    if words[-1].text != ":" or verb.dep != "ROOT" or verb.tag not in FINITE or not broken:
        return []
    end = next((t.i for t in doc[begun:] if t.is_space and t.text.count("\n") > 1), len(doc))
    return trimmed(list(doc[begun:end]))


def parenthesis(verb: Word) -> list[Word]:
    """Return the clause that "…, police said" and "…, police said, …" stand in."""
    doc, edge = verb.doc, left_edge(verb)
    low, high = segment(verb)
    trailing = trailing_speaker(verb)
    if trailing is not None:
        return trimmed(list(doc[low : trailing.left_edge.i]))
    comma = edge > low and doc[edge - 1].text == ","
    if not comma or verb.tag not in FINITE or children(verb, "mark") or verb.dep == "relcl":
        return []
    end = _end_of_cue(verb, edge)
    if end is None or (edge == verb.i and children(verb.head, "cc") and verb.dep == "conj"):
        return []
    end = _end_of_time(verb, end)
    before = list(doc[low : edge - 1])
    after = list(doc[end + 2 : high + 1]) if end < high and doc[end + 1].text == "," else []
    if has_verb(before) and not (after and (verb.head.i > verb.i or _goes_on(after))):
        return trimmed(before)
    return trimmed([*before, *after]) if has_verb(after) else []


def _end_of_time(verb: Word, end: int) -> int:
    """Return the last token of "said on Saturday": when and where somebody speaks stands behind the verb."""
    beside = [c for c in children(verb, "prep", "npadvmod", "advmod") if c.left_edge.i == end + 1]
    return beside[0].right_edge.i if beside else end


def _goes_on(after: list[Word]) -> bool:
    """Tell whether what stands behind "…, police said, …" belongs to it: no clause of its own begins there."""
    first = after[0]
    if first.dep == "mark":
        return first.form not in _CONTRAST
    low = first.i
    free = (t for t in after if t.tag in FINITE and (t.head.i < low or t.head == t))
    begun = [t for t in free if children(t, "nsubj", "nsubjpass", "expl")]
    return not begun and (first.dep == "cc" or first.tag == "VBG")


def trailing_speaker(verb: Word) -> Word | None:
    """Return who speaks in "…, lawyers for the families alleged in a filing", whose verb a model takes for passive."""
    if verb.tag != "VBN" or verb.dep != "acl" or children(verb, "agent", "dobj"):
        return None
    noun = verb.head
    while noun.dep == "pobj":
        noun = noun.head.head
    first = noun.left_edge.i
    low, high = segment(verb)
    ends = all(_is_edge(token) for token in verb.doc[verb.right_edge.i + 1 : high + 1])
    behind = noun.dep == "npadvmod" and first > low and verb.doc[first - 1].text == ","
    return noun if behind and ends and has_verb(list(verb.doc[low:first])) else None


def _end_of_cue(verb: Word, edge: int) -> int | None:
    """Return the last token of "said the mayor" and "told Reuters"; None where the verb has another object."""
    right = [c for c in children(verb, "nsubj", "dobj", "attr", "ccomp", "xcomp") if c.i > verb.i]
    if edge == verb.i:
        return right[0].right_edge.i if len(right) == 1 and right[0].pos != "VERB" else None
    addressed = verb.lemma == "tell" and all(c.dep == "dobj" for c in right)
    return max([verb.i, *(c.right_edge.i for c in right)]) if addressed or not right else None


def _is_edge(token: Word) -> bool:
    return token.text in _EDGES or token.is_space


def _leads(token: Word) -> bool:
    return token.form in _LEADING and token.dep in ("mark", "advmod")
