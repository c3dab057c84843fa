"""Trees that a language model gets wrong in news where grammar leaves no doubt, mended after the parser.

Each repair looks at one relation of one word, so that a text without such words costs nothing.
"""

from collections.abc import Callable, Mapping
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Token

_ACTIVE: Final = frozenset({"VBD", "VBZ", "VBP", "VBG", "VB", "VBN"})
_BEFORE_NOUN: Final = frozenset({"det", "nummod", "amod", "compound", "poss", "nmod"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OBJECTS: Final = frozenset({"dobj"})
_INSIDE: Final = frozenset({"pobj", "prep", "conj", "xcomp", "relcl", "acl"})
_AIMS: Final = frozenset({"on", "against"})
_OF_PASSIVE: Final = frozenset({"dobj", "auxpass"})


class Misparses:
    """Mends the tree around words whose relation to their head cannot be."""

    def __call__(self, doc: Doc) -> Doc:
        """Mend the trees of a document, in the order of its words."""
        for token in doc:
            repair = _REPAIRS.get(token.dep_)
            if repair is not None:
                repair(token)
        return doc


def _subject(noun: Token) -> None:
    """Mend what a verb of saying, or a noun, takes for its subject."""
    if noun.head.pos_ == "NOUN":
        _doers(noun, noun.head)
    elif (beside := _apposed(noun)) is not None:
        _interposed(noun, beside)
    elif any(child.dep_ == "ccomp" and child.i < noun.i for child in noun.head.lefts):
        _speakers(noun)
    elif any(child.dep_ == "nsubj" and child.i > noun.i for child in noun.head.lefts):
        _doers(noun, next((child for child in noun.rights if child.dep_ == "appos"), None))


def _apposed(noun: Token) -> Token | None:
    """Return the apposition between commas whose last word stands before a verb: "rebels, the army said, killed"."""
    doc, end = noun.doc, noun.i + 1
    beside = next((child for child in noun.rights if child.dep_ == "appos"), None)
    if beside is None or doc[end].text != "," or beside.left_edge.i != end + 1:
        return None
    behind = doc[beside.right_edge.i + 1 : beside.right_edge.i + 3]
    return beside if [word.tag_ for word in behind] == ["VBD", ","] else None


def _interposed(noun: Token, beside: Token) -> None:
    """Part who did something from who says so in between: "rebels, the army said, killed two soldiers"."""
    says = noun.doc[beside.right_edge.i + 1]
    told = next((child for child in says.rights if child.dep_ == "ccomp" and not _has(child, _SUBJECTS)), None)
    told = says.head if says.dep_ == "parataxis" and not _has(says.head, _SUBJECTS) else told
    if says.dep_ == "parataxis" and says.head == noun.head and not _has(says, _SUBJECTS):
        beside.head, beside.dep_ = says, "nsubj"
    elif says == noun.head and told is not None:
        noun.head = told
        beside.head, beside.dep_ = says, "nsubj"


def _doers(noun: Token, done_to: Token | None) -> None:
    """Make a verb of a participle: "men from the group hacked to death seven farmers, an official said"."""
    verb = next((w for w in noun.subtree if w.dep_ == "acl" and w.tag_ in ("VBN", "VBD") and not any(w.lefts)), None)
    if verb is None or done_to is None or done_to.i < verb.i:
        return
    above = noun.head.head if noun.head == done_to else noun.head
    if above != done_to:
        verb.head, verb.dep_ = above, "ccomp"
    else:
        verb.head, verb.dep_ = verb, "ROOT"
    verb.tag_, verb.pos_ = "VBD", "VERB"
    noun.head, done_to.head, done_to.dep_ = verb, verb, "dobj"


def _speakers(noun: Token) -> None:
    """Part what was done from who says so: "abducted 30 worshippers, residents and police said"."""
    says, following = noun.head, noun.doc[noun.i + 1 : noun.i + 2]
    told = next((child for child in says.lefts if child.dep_ == "ccomp" and child.i < noun.i), None)
    others = [child for child in noun.rights if child.dep_ == "conj"]
    if told is None or len(others) != 1 or following.text != ",":
        return
    first = min((child.i for child in noun.lefts if child.dep_ in _BEFORE_NOUN), default=noun.i)
    first = min(noun.doc[first].left_edge.i, first)
    verb = noun.doc[first - 1] if first > noun.sent.start else noun
    if verb.tag_ not in _ACTIVE or _has(verb, _OF_PASSIVE) or told not in (verb, *verb.ancestors):
        return
    noun.head, noun.dep_ = verb, "dobj"
    verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
    others[0].head, others[0].dep_ = says, "nsubj"


def _conjunct(word: Token) -> None:
    if word.head.pos_ not in ("VERB", "AUX"):
        return
    if word.tag_ in ("CD", "NNS"):
        _counted_subject(word)
    elif word.tag_ == "NN" and word.nbor(-1).dep_ == "cc" and _claims(word):
        word.tag_, word.pos_ = "VBP", "VERB"
    elif word.tag_ == "VBD" and word.head.tag_ == "VB":
        _join_finite(word)
    elif word.tag_ == "VBD" and not _has(word, _SUBJECTS):
        _speaks_last(word)


def _counted_subject(word: Token) -> None:
    """Make a number behind "and" the subject of what follows: "two died and five, among them a boy, were wounded"."""
    verbs = [child for child in word.head.rights if child.i > word.i and child.dep_ == "conj" and child.pos_ == "VERB"]
    if word.nbor(-1).dep_ != "cc" or not verbs or _has(verbs[0], _SUBJECTS):
        return
    word.dep_ = "nsubjpass" if any(child.dep_ == "auxpass" for child in verbs[0].children) else "nsubj"
    word.head = verbs[0]


def _speaks_last(verb: Token) -> None:
    """Part from what was done who says so behind it without "and": "… near Herat, a doctor at the hospital told Y"."""
    joined = any(child.dep_ == "cc" and child.i < verb.i for child in verb.head.rights)
    noun = verb.nbor(-1) if verb.i > verb.sent.start else verb
    while noun.dep_ in _INSIDE and noun.doc[noun.left_edge.i - 1].text != ",":
        noun = noun.head
    stands = noun.dep_ in ("appos", "conj") and noun.pos_ in ("NOUN", "PROPN") and noun.right_edge.i == verb.i - 1
    if stands and not joined and noun.doc[noun.left_edge.i - 1].text == "," and verb.head.dep_ == "ROOT":
        _tell(noun, verb)


def _unnamed(word: Token) -> None:
    """Make a verb of what is said by "an official who asked not to be named said"."""
    clause = next((above for above in word.ancestors if above.dep_ == "relcl"), None)
    if word.tag_ not in ("VBD", "VBN") or clause is None or word.head.dep_ != "xcomp" or word.i != word.head.i + 1:
        return
    noun = clause.head
    first = noun.left_edge.i
    if first == noun.sent.start or noun.doc[first - 1].text == ",":
        word.tag_, word.pos_ = "VBD", "VERB"
        _tell(noun, word)


def _tell(noun: Token, verb: Token) -> None:
    """Make a noun the subject of a verb of saying, and what the sentence tells before it what is said."""
    root = noun.sent.root
    if root != noun:
        root.head, root.dep_ = verb, "ccomp"
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"


def _claims(word: Token) -> bool:
    """Tell whether a noun joined to a verb is a verb: "have fought them and claim to have killed 600"."""
    infinitives = (child for child in word.rights if child.dep_ == "xcomp")
    return any(part.dep_ == "aux" and part.tag_ == "TO" for verb in infinitives for part in verb.lefts)


def _join_finite(verb: Token) -> None:
    """Join a verb in the past to another, not to an infinitive: "shot at people who tried to flee and killed three"."""
    finite = next((above for above in verb.ancestors if above.tag_ == "VBD"), None)
    if finite is None:
        return
    them = [word for child in verb.rights if child.dep_ in _OBJECTS for word in child.subtree if word.tag_ == "PRP"]
    above = next((higher for higher in finite.ancestors if higher.tag_ == "VBD"), None)
    verb.head = above if them and finite.dep_ == "relcl" and above is not None else finite


def _participle(word: Token) -> None:
    """Make a participle between a verb and its object describe the object: "dropped guided bombs on the town"."""
    verb = word.head
    things = [child for child in word.rights if child.dep_ in _OBJECTS and child.i == word.i + 1]
    if word.tag_ != "VBN" or word.i != verb.i + 1 or not things or _has(verb, _OBJECTS) or any(word.lefts):
        return
    for child in list(word.rights):
        child.head = verb
    word.head, word.dep_, word.tag_, word.pos_ = things[0], "amod", "VBN", "ADJ"


def _clausal_subject(verb: Token) -> None:
    """Make who was seized the subject of "people seized from a train were freed"."""
    subjects = [child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    plain = not any(child.dep_ in ("aux", "auxpass", "mark", "dobj") for child in verb.children)
    if verb.tag_ not in ("VBN", "VBD") or len(subjects) != 1 or not plain or subjects[0].pos_ not in ("NOUN", "PROPN"):
        return
    subject, main = subjects[0], verb.head
    for child in list(verb.lefts):
        if child != subject:
            child.head = main
    subject.head, subject.dep_ = main, "nsubjpass" if verb.dep_ == "csubjpass" else "nsubj"
    verb.head, verb.dep_, verb.tag_ = subject, "acl", "VBN"


def _listed(name: Token) -> None:
    """Make two of "the Taliban and local militiamen", whose first a model takes for what the second are called."""
    noun = name.head
    other = next((child for child in name.rights if child.dep_ == "conj"), None)
    joined = any(child.dep_ == "cc" for child in name.rights)
    if other is None or other.tag_ != "JJ" or other.ent_type_ == "NORP" or not joined or name.ent_type_ != "ORG":
        return
    for child in [child for child in noun.lefts if child.i < name.i]:
        child.head = name
    name.head, name.dep_ = (noun if noun.head == noun else noun.head), noun.dep_
    noun.head, noun.dep_ = name, "conj"
    other.head, other.dep_ = noun, "amod"


def _aim(word: Token) -> None:
    """Hang the aim on the deed, not on who did it: "an attack by rebels on a base"."""
    doer = word.head
    if word.lower_ in _AIMS and doer.dep_ == "pobj" and doer.head.lower_ == "by" and doer.head.head.pos_ == "NOUN":
        word.head = doer.head.head


def _particle(word: Token) -> None:
    """Make "up to" a part of the number behind it, whose noun is the object: "killed up to 120 people"."""
    to = next((child for child in word.rights if child.lower_ == "to" and child.i == word.i + 1), None)
    noun = next((child for child in to.rights if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or noun is None or word.lower_ != "up" or _has(word.head, _OBJECTS):
        return
    number = noun if noun.tag_ == "CD" else next((child for child in noun.lefts if child.dep_ == "nummod"), None)
    if number is None or number.left_edge.i != to.i + 1:
        return
    noun.head, noun.dep_ = word.head, "dobj"
    word.head, word.dep_ = number, "quantmod"
    to.head, to.dep_ = number, "quantmod"


def _has(verb: Token, relations: frozenset[str]) -> bool:
    return any(child.dep_ in relations for child in verb.children)


_REPAIRS: Final[Mapping[str, Callable[[Token], None]]] = {
    "nsubj": _subject,
    "nmod": _listed,
    "compound": _listed,
    "prep": _aim,
    "prt": _particle,
    "conj": _conjunct,
    "oprd": _unnamed,
    "advcl": _participle,
    "xcomp": _participle,
    "csubj": _clausal_subject,
    "csubjpass": _clausal_subject,
}


@Language.factory("sitrep_misparses")
def _make_misparses(nlp: Language, name: str) -> Misparses:
    return Misparses()


def mend_misparses(nlp: Language) -> None:
    """Let a pipeline mend such trees, once all else has been said of the words."""
    nlp.add_pipe("sitrep_misparses", last=True)
