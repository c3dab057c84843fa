"""Who does what in a clause, read from the dependency tree (ClearNLP labels, as spaCy's English models give them)."""

from collections.abc import Iterator
from typing import Final

from kg.extraction.language.words import Word

RELATIVE_PRONOUNS = frozenset({"WDT", "WP"})
_EMPLOYING: Final = frozenset({"use", "launch", "employ"})
"""Verbs whose object is the means of what is then told, not who does it."""
_DEED: Final = frozenset({"of", "from", "into", "for", "with"})
"""Prepositions between an object and what it does or did: "jailed him for bombing", "charged him with using gas"."""
_RELATIVE_TAGS: Final = RELATIVE_PRONOUNS | {"WRB"}
_TIME_LABELS: Final = frozenset({"DATE", "TIME"})
_WHEN: Final = frozenset({"day", "moment", "reason", "time", "way"})
_WHOLE: Final = frozenset({"ccomp", "xcomp", "prt"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_PAST: Final = "ed"
"""The end of participles that may as well be finite verbs."""
_BESIDE = 2
"""Tokens from a verb to its coordinate when only the conjunction stands between."""
_OF_PEOPLE: Final = frozenset({"who", "whom"})
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


def children(token: Word, *labels: str) -> list[Word]:
    """Return the children of a token that have one of the dependency labels, in order."""
    return [child for child in token.children if child.dep in labels] if token.children else []


def is_passive(verb: Word) -> bool:
    """Tell whether a verb is passive, reduced relative clauses ("troops killed in …") included."""
    if children(verb, "agent", "auxpass", "nsubjpass"):
        return True  # "A man – shot dead by police – was buried": whatever the tag of "shot"
    if verb.tag != "VBN" or children(verb, "aux"):
        return False
    if verb.dep == "conj" and not children(verb, "nsubj"):
        first = _beside(verb)
        return is_passive(first) if first.tag == "VBN" else False
    if verb.dep == "acl" and verb.form.endswith(_PAST) and children(verb, "dobj"):
        return bool(children(verb, "agent"))  # a tree of "an air raid killed twenty people" that misses its main verb
    return verb.dep in ("acl", "amod") or not children(verb, "dobj")


def _beside(verb: Word) -> Word:
    """Return the verb that a verb is coordinated with: of "stopped by police and beaten" the first, not the police."""
    agent = verb.head
    return agent.head.head if agent.dep == "pobj" and agent.head.dep == "agent" else agent


def subjects(verb: Word) -> list[tuple[Word, bool]]:
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


def _disguised(verb: Word) -> Word | None:
    """Return the gunmen of "gunmen dressed as soldiers attacked": a model takes "as soldiers attacked" for a clause."""
    participle = verb.head
    mark = next(iter(children(verb, "mark")), None)
    told = verb.dep == "advcl" and participle.tag == "VBN" and participle.dep == "acl"
    if not told or mark is None or mark.form != "as" or mark.i != participle.i + 1:
        return None
    return participle.head if participle.head.dep == "ROOT" else None


def _behind_colon(found: list[Word]) -> list[Word]:
    """Leave out whose words or story it is: "Air Force: overnight the enemy attacked", where a model takes subjects."""
    return [subject for subject in found if not any(t.text == ":" for t in subject.doc[subject.i + 1 : subject.i + 2])]


def _agents(by: Word) -> list[Word]:
    """Return who acts behind "by", also "retreating forces" where the participle was taken for the verb of a clause."""
    participles = [verb for verb in children(by, "pcomp") if not children(verb, "prep", "aux", "nsubj")]
    return children(by, "pobj") or [obj for verb in participles for obj in children(verb, "dobj") if obj.tag == "NNS"]


def objects(verb: Word) -> list[Word]:
    """Return whom or what the action concerns: direct objects, or the subject of a passive."""
    if not is_passive(verb):
        own = children(verb, "dobj")
        return _resolved(verb, own) or _shared_object(verb) or _called(verb) or _left_out(verb)
    if own := _resolved(verb, children(verb, "nsubjpass", "nsubj")):
        return own
    if verb.dep in ("acl", "amod"):
        return [verb.head]
    if verb.dep == "conj":
        beside = _beside(verb)
        # "The man entered the town and was arrested."
        return objects(beside) if is_passive(beside) else [subject for subject, _ in subjects(beside)]
    return _suffering_above(verb)


def _suffering_above(verb: Word) -> list[Word]:
    """Return whom a passive without subject concerns, as the verb above tells: "he died after being shot"."""
    if verb.dep == "xcomp":
        # "Is said to have been killed", "asked to be released": who is spoken of, or asks.
        return objects(verb.head) if is_passive(verb.head) else children(verb.head, "dobj", "nsubj")[-1:]
    above = verb.head.head
    if verb.dep != "pcomp" or above.pos != "VERB" or verb.head.form in _DEED:
        return []
    return objects(above) if is_passive(above) else [subject for subject, _ in subjects(above)]


def _shared_object(verb: Word) -> list[Word]:
    """Return the object that a verb shares with the one beside it: "to strike and destroy a post"."""
    beside = [other for other in children(verb, "conj") if other.i - verb.i == _BESIDE and not is_passive(other)]
    return [obj for other in beside for obj in children(other, "dobj")]


def _left_out(verb: Word) -> list[Word]:
    """Return what a clause without relative pronoun is about: the base of "a base the rebels seized"."""
    when = verb.head.ent_type in _TIME_LABELS or verb.head.lemma in _WHEN
    about = verb.dep == "relcl" and not when and bool(children(verb, "nsubj"))
    whole = any(child.dep in _WHOLE or child.tag in _RELATIVE_TAGS for child in verb.children)
    phrases = [children(prep, "pobj", "pcomp") for prep in children(verb, "prep")]
    parted = any(all(obj.tag in _RELATIVE_TAGS for obj in found) for found in phrases)
    return [verb.head] if about and not whole and not parted else []


def _called(verb: Word) -> list[Word]:
    """Return what the object is said to be: the depot of "hit what the army called a depot"."""
    for clause in children(verb, "ccomp"):
        if clause.left_edge.form == "what":
            nouns = [token for token in clause.subtree if token.pos in ("NOUN", "PROPN")]
            return [n for n in nouns if n.dep in ("attr", "oprd") or (n.dep == "pobj" and n.head.form == "as")][:1]
    return []


def prepositions(token: Word) -> Iterator[tuple[str, Word]]:
    """Yield each preposition of a token with its object; ``in response to`` comes as one preposition."""
    for prep in children(token, "prep", "agent", "dative", "prt"):
        yield from _prepositional(prep)
    for particle in _particles(token):
        negated = "not " if children(particle, "neg") else ""
        for prep in children(particle, "prep"):
            # "Pulled back from Y", "a depot south of Y": the tree hangs the preposition on the adverb.
            yield from ((f"{negated}{particle.form} {words}", obj) for words, obj in _prepositional(prep))
            if particle.i == token.i + 1 and particle.dep == "advmod":
                yield from _prepositional(prep)
    for gerund in children(token, "advcl", "prep", "acl"):
        if gerund.tag == "VBG":
            yield from ((gerund.form, obj) for obj in children(gerund, "dobj", "pobj"))
            for prep in children(gerund, "prep", "prt"):
                yield from ((f"{gerund.form} {words}", obj) for words, obj in _prepositional(prep))


def _particles(token: Word) -> Iterator[Word]:
    """Yield the adverbs of a word, also those of a distance ("20 km south of Y") and what stands for one before it."""
    for child in children(token, "advmod", "amod", "npadvmod", "advcl"):
        if child.dep == "advmod" or (child.dep == "amod" and child.i > token.i):
            yield child
        elif child.dep != "amod" and child.pos == "NOUN":
            yield child
            yield from children(child, "advmod")


def _prepositional(prep: Word) -> Iterator[tuple[str, Word]]:
    if prep.dep == "dative" and prep.pos != "ADP":
        yield "to", prep  # "gave the rebels arms"
    for obj in children(prep, "pobj"):
        yield prep.form, obj
        for inner in children(obj, "prep"):
            yield from ((f"{prep.form} {obj.form} {inner.form}", target) for target in children(inner, "pobj"))
    for inner in children(prep, "prep"):
        yield from ((f"{prep.form} {inner.form}", obj) for obj in children(inner, "pobj"))


def clause_verb(token: Word) -> Word:
    """Return the nearest verb above a token, or the token that heads its sentence."""
    current = token
    while current.head != current:
        current = current.head
        if current.pos in ("VERB", "AUX"):
            return current
    return current


def _resolved(verb: Word, found: list[Word]) -> list[Word]:
    """Replace a relative pronoun by the noun it stands for, also in "the depot that the army said it seized"."""
    clause = verb
    while clause.dep == "ccomp":
        clause = clause.head
    return [_meant(t, clause.head) if t.tag in RELATIVE_PRONOUNS and clause.dep == "relcl" else t for t in found]


def _meant(pronoun: Word, noun: Word) -> Word:
    """Return what a relative pronoun stands for: of "recruits from Camp Karm, who were captured" no place."""
    while pronoun.form in _OF_PEOPLE and noun.ent_type in _PLACES and noun.dep == "pobj":
        if noun.head.head.pos not in ("NOUN", "PROPN"):
            break
        noun = noun.head.head
    return noun


def _controllers(verb: Word) -> list[Word]:
    """Return the unstated subject: that of the clause above, or the noun that a participle or infinitive modifies."""
    if verb.dep in ("acl", "amod") or (verb.dep == "relcl" and verb.tag == "VB"):
        return [verb.head]
    if ordered := _ordered(verb):
        return ordered
    if verb.dep not in ("conj", "xcomp", "advcl", "pcomp"):
        return []
    above = verb.head if verb.head.pos in ("VERB", "AUX") else clause_verb(verb.head)
    if above == verb or above.pos not in ("VERB", "AUX"):
        return []
    if is_passive(above):
        return objects(above) if verb.dep != "advcl" else []
    return [token for token, _ in subjects(_told_before(verb, above) or _bare_beside(verb, above) or above)]


def _bare_beside(verb: Word, above: Word) -> Word | None:
    """Return the detaining of "saw troops detain and shoot men": a bare infinitive stands beside no finite verb."""
    bare = verb.tag == "VB" and verb.dep == "conj" and above.tag in _FINITE and not children(verb, "aux")
    told = [clause for clause in children(above, "ccomp") if clause.tag == "VB" and clause.i < verb.i] if bare else []
    return told[-1] if told else None


def _told_before(verb: Word, above: Word) -> Word | None:
    """Return the verb of what is said, where "killing two" hangs on the saying: "Jets hit X, killing two, Y said"."""
    told = [clause for clause in children(above, "ccomp") if clause.i < verb.i < above.i]
    return told[-1] if told and verb.dep == "advcl" else None


def _ordered(verb: Word) -> list[Word]:
    """Return the object above that acts here: "urged troops to storm", "jailed him for bombing"."""
    head = verb.head
    if verb.dep == "xcomp" and verb.tag == "VB" and head.lemma not in _EMPLOYING:
        return children(head, "dobj")
    if verb.dep == "pcomp" and head.form in _DEED and head.head.lemma not in _EMPLOYING:
        return children(head.head, "dobj") or _charged(head.head)
    return []


def _charged(noun: Word) -> list[Word]:
    """Return who is treated so for what they may have done: "arrested two men on suspicion of planning a raid"."""
    for_it = noun.dep == "pobj" and noun.head.form == "on" and not children(noun, "det", "poss")
    return children(noun.head.head, "dobj") if for_it else []


def preposition_forms(preposition: Word) -> list[str]:
    """Return a preposition, alone and with what stands before it: "to" and "in response to"."""
    noun = preposition.head
    longer = [f"{noun.head.form} {noun.form} {preposition.form}"] if noun.dep == "pobj" else []
    return [preposition.form, *longer]
