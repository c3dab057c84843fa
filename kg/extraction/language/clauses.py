"""Who does what in a clause, read from the dependency tree (ClearNLP labels, as spaCy's English models give them)."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

_CHILDREN: Final = "sitrep_children"
"""Key of ``Doc.user_data`` for the children of each token, which spaCy would look for in the sentence each time."""

RELATIVE_PRONOUNS = frozenset({"WDT", "WP"})
_EMPLOYING: Final = frozenset({"use", "launch", "employ"})
"""Verbs whose object is the means of what is then told, not who does it."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_ENDS: Final = frozenset({".", "?", "!"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_PAST: Final = "ed"
"""The end of participles that may as well be finite verbs."""
_BESIDE = 2
"""Tokens from a verb to its coordinate when only the conjunction stands between."""
_SOME = frozenset({"DT", "JJ", "JJS"})
"""Tags of "some", "many" and "most" where they stand for a noun."""
_PARTITIVE_TAGS = frozenset({"NNS", "NN", "CD", "DT"})


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token that have one of the dependency labels, in order."""
    doc = token.doc
    below = doc.user_data.get(_CHILDREN) or _index_children(doc)
    return [child for label, child in below[token.i] if label in labels]


def _index_children(doc: Doc) -> list[list[tuple[str, Token]]]:
    """Keep the children of each token of an analysed text with their labels."""
    tokens = list(doc)
    below: list[list[tuple[str, Token]]] = [[] for _ in tokens]
    for token in tokens:
        above = token.head.i
        if above != token.i:
            below[above].append((token.dep_, token))
    doc.user_data[_CHILDREN] = below
    return below


def forget_children(doc: Doc) -> None:
    """Let go of the tokens kept for a text, which would keep the text alive."""
    doc.user_data.pop(_CHILDREN, None)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, reduced relative clauses ("troops killed in …") included."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux"):
        return False
    if verb.dep_ == "conj" and not children(verb, "nsubj"):
        return is_passive(verb.head) if verb.head.tag_ == "VBN" else False
    if verb.dep_ == "acl" and verb.lower_.endswith(_PAST) and children(verb, "dobj"):
        return bool(children(verb, "agent"))  # a tree of "an air raid killed twenty people" that misses its main verb
    return verb.dep_ in ("acl", "amod") or not children(verb, "dobj")


def subjects(verb: Token) -> list[tuple[Token, bool]]:
    """Return who acts, each with whether it was inherited from another clause rather than stated in this one."""
    if is_passive(verb):
        beside = [other for other in children(verb, "conj") if other.i - verb.i == _BESIDE and is_passive(other)]
        told = children(verb, "agent") or [by for other in beside for by in children(other, "agent")]
        return [(agent, False) for by in told for agent in _agents(by)]
    disguised = _disguised(verb)
    if disguised is not None:
        return [(disguised, False)]
    own = _resolved(verb, _behind_colon(children(verb, "nsubj")))
    return [(token, False) for token in own] if own else [(token, True) for token in _controllers(verb)]


def _disguised(verb: Token) -> Token | None:
    """Return the gunmen of "gunmen dressed as soldiers attacked": a model takes "as soldiers attacked" for a clause."""
    participle = verb.head
    mark = next(iter(children(verb, "mark")), None)
    told = verb.dep_ == "advcl" and participle.tag_ == "VBN" and participle.dep_ == "acl"
    if not told or mark is None or mark.lower_ != "as" or mark.i != participle.i + 1:
        return None
    return participle.head if participle.head.dep_ == "ROOT" else None


def _behind_colon(found: list[Token]) -> list[Token]:
    """Leave out who speaks: "Air Force: overnight the enemy attacked", where a model takes both for subjects."""
    if len(found) == 1:
        return found
    spoken = [subject for subject in found if subject.doc[subject.i + 1 : subject.i + 2].text == ":"]
    return [subject for subject in found if subject not in spoken] or found


def _agents(by: Token) -> list[Token]:
    """Return who acts behind "by", also "retreating forces" where the participle was taken for the verb of a clause."""
    participles = [verb for verb in children(by, "pcomp") if not children(verb, "prep", "aux", "nsubj")]
    return children(by, "pobj") or [obj for verb in participles for obj in children(verb, "dobj") if obj.tag_ == "NNS"]


def objects(verb: Token) -> list[Token]:
    """Return whom or what the action concerns: direct objects, or the subject of a passive."""
    if not is_passive(verb):
        return _resolved(verb, children(verb, "dobj")) or _shared_object(verb) or _called(verb)
    own = _resolved(verb, children(verb, "nsubjpass", "nsubj"))
    if own:
        return own
    if verb.dep_ in ("acl", "amod"):
        return [verb.head]
    if verb.dep_ == "conj":
        return objects(verb.head)
    return []


def _shared_object(verb: Token) -> list[Token]:
    """Return the object that a verb shares with the one beside it: "to strike and destroy a post"."""
    beside = [other for other in children(verb, "conj") if other.i - verb.i == _BESIDE and not is_passive(other)]
    return [obj for other in beside for obj in children(other, "dobj")]


def _called(verb: Token) -> list[Token]:
    """Return what the object is said to be: the depot of "hit what the army called a depot"."""
    for clause in children(verb, "ccomp"):
        if clause.left_edge.lower_ == "what":
            nouns = [token for token in clause.subtree if token.pos_ in ("NOUN", "PROPN")]
            return [n for n in nouns if n.dep_ in ("attr", "oprd") or (n.dep_ == "pobj" and n.head.lower_ == "as")][:1]
    return []


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield each preposition of a token with its object; ``in response to`` comes as one preposition."""
    for prep in children(token, "prep", "agent", "dative", "prt"):
        yield from _prepositional(prep)
    for particle in children(token, "advmod"):
        for prep in children(particle, "prep"):
            # "Pulled back from Y", "a depot south of Y": the tree hangs the preposition on the adverb.
            yield from ((f"{particle.lower_} {words}", obj) for words, obj in _prepositional(prep))
            if particle.i == token.i + 1:
                yield from _prepositional(prep)
    for gerund in children(token, "advcl", "prep", "acl"):
        if gerund.tag_ == "VBG":
            yield from ((gerund.lower_, obj) for obj in children(gerund, "dobj", "pobj"))
            for prep in children(gerund, "prep", "prt"):
                yield from ((f"{gerund.lower_} {words}", obj) for words, obj in _prepositional(prep))


def _prepositional(prep: Token) -> Iterator[tuple[str, Token]]:
    for obj in children(prep, "pobj"):
        yield prep.lower_, obj
        for inner in children(obj, "prep"):
            yield from ((f"{prep.lower_} {obj.lower_} {inner.lower_}", target) for target in children(inner, "pobj"))
    for inner in children(prep, "prep"):
        yield from ((f"{prep.lower_} {inner.lower_}", obj) for obj in children(inner, "pobj"))


def members(token: Token) -> list[Token]:
    """Return the things a noun phrase lists: itself, its coordinates, what it is "dozens of", what it includes."""
    found: list[Token] = []
    _collect_members(token, found)
    return found


def is_definite(noun: Token) -> bool:
    """Tell whether a noun takes up what is known: "the operation", "those deaths"."""
    return any(child.lower_ in _DEFINITE for child in children(noun, "det"))


def is_verbal_noun(token: Token) -> bool:
    """Tell whether an "-ing" form stands as a noun: "fighting between the two sides erupted"."""
    nominal = token.dep_ in ("nsubj", "nsubjpass", "csubj", "pobj", "dobj")
    return nominal and token.tag_ == "VBG" and not children(token, "dobj", "nsubj")


def whole_of(noun: Token) -> Token:
    """Return the noun that a noun behind "of" belongs to ("a series of raids"), or the noun itself."""
    of = noun.head
    inside = noun.dep_ == "pobj" and of.lower_ == "of" and of.head.pos_ == "NOUN"
    return of.head if inside else noun


def clause_verb(token: Token) -> Token:
    """Return the nearest verb above a token, or the token that heads its sentence."""
    current = token
    while current.head != current:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return current


def _collect_members(token: Token, found: list[Token]) -> None:
    if token in found:
        return
    parts = _partitive(token)
    if not parts:
        found.append(token)
    included = _included(token)
    coordinated = [other for other in children(token, "conj") if other.pos_ in ("NOUN", "PROPN", "NUM", "PRON")]
    coordinated = [other for other in coordinated if not _is_speaker(other)]
    for other in (*parts, *included, *coordinated):
        _collect_members(other, found)


def _included(token: Token) -> list[Token]:
    """Return what is said to belong to it, also where the phrase hangs on the verb: "hit targets, including X"."""
    label = token.dep_
    above = token.head if label in ("dobj", "nsubjpass") else token.head.head if label == "pobj" else token
    holders = [token] if above == token else [token, above]
    return [
        obj
        for holder in holders
        for prep in children(holder, "prep")
        if prep.lower_ == "including" or (prep.lower_ == "as" and children(prep, "amod"))
        if prep.i > token.i
        for obj in children(prep, "pobj")
    ]


def _partitive(token: Token) -> list[Token]:
    """Return what "dozens of X" is about."""
    parts = [obj for prep in children(token, "prep") if prep.lower_ == "of" for obj in children(prep, "pobj")]
    is_quantity = token.tag_ in _PARTITIVE_TAGS and (token.like_num or token.ent_type_ == "CARDINAL")
    is_quantity = is_quantity or token.tag_ in _SOME
    return parts if is_quantity else []


def _resolved(verb: Token, found: list[Token]) -> list[Token]:
    """Replace a relative pronoun by the noun it stands for."""
    return [verb.head if t.tag_ in RELATIVE_PRONOUNS and verb.dep_ == "relcl" else t for t in found]


def _controllers(verb: Token) -> list[Token]:
    """Return the unstated subject: that of the clause above, or the noun that a participle modifies."""
    if verb.dep_ in ("acl", "amod"):
        return [verb.head]
    ordered = _ordered(verb)
    if ordered:
        return ordered
    if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp"):
        return []
    above = verb.head if verb.head.pos_ in ("VERB", "AUX") else clause_verb(verb.head)
    if above == verb or above.pos_ not in ("VERB", "AUX"):
        return []
    if is_passive(above):
        return objects(above) if verb.dep_ != "advcl" else []
    return [token for token, _ in subjects(_told_before(verb, above) or above)]


def _told_before(verb: Token, above: Token) -> Token | None:
    """Return the verb of what is said, where "killing two" hangs on the saying: "Jets hit X, killing two, Y said"."""
    told = [clause for clause in children(above, "ccomp") if clause.i < verb.i < above.i]
    return told[-1] if told and verb.dep_ == "advcl" else None


def _ordered(verb: Token) -> list[Token]:
    """Return the object above that acts here: "urged troops to storm", "jailed him for bombing"."""
    head = verb.head
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and head.lemma_ not in _EMPLOYING:
        return children(head, "dobj")
    if verb.dep_ == "pcomp" and head.lower_ in ("of", "from", "into", "for") and head.head.lemma_ not in _EMPLOYING:
        return children(head.head, "dobj")
    return []


def preposition_forms(preposition: Token) -> list[str]:
    """Return a preposition, alone and with what stands before it: "to" and "in response to"."""
    noun = preposition.head
    longer = [f"{noun.head.lower_} {noun.lower_} {preposition.lower_}"] if noun.dep_ == "pobj" else []
    return [preposition.lower_, *longer]


def is_question(clause: Token) -> bool:
    """Tell whether the first mark behind a clause that ends a sentence is a question mark."""
    return next((token.text for token in clause.doc[clause.i :] if token.text in _ENDS), "") == "?"


def lost_speaker(verb: Token) -> Token | None:
    """Return who speaks in "…, witnesses and an officer said", whom a model lists with the noun before the comma."""
    if verb.tag_ != "VBD" or verb.i < _BESIDE or any(child.i > verb.i for child in children(verb, "ccomp", "dobj")):
        return None
    doc, noun = verb.doc, verb.doc[verb.i - 1]
    while noun.dep_ == "conj" and doc[noun.left_edge.i - 1].text != ",":
        noun = noun.head
    if noun.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN") or noun.head in children(verb, "nsubj"):
        return None
    before = doc[verb.sent.start : noun.left_edge.i]
    told = any(token.tag_ in _FINITE and children(token, "nsubj", "nsubjpass") for token in before)
    return noun if told else None


def _is_speaker(noun: Token) -> bool:
    """Tell whether a noun that a model lists with another one is who speaks in "…, the minister and the firm said"."""
    end = noun.right_edge.i + 1
    return noun.doc[noun.left_edge.i - 1].text == "," and end < len(noun.doc) and lost_speaker(noun.doc[end]) == noun
