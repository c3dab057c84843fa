"""What a verb of saying tells was said: a clause, a thing, a deed, a charge, or the clause around it."""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, clause_verb, is_passive, prepositions
from kg.extraction.language.words import Word
from kg.extraction.reading import Reading
from kg.extraction.sayings.saying_scope import (
    FINITE,
    has_verb,
    is_contrast,
    is_parted,
    left_edge,
    parenthesis,
    segment,
    trimmed,
)

Cues = Mapping[tuple[str, ...], tuple[str, ...]]
_STOPS: Final = frozenset({".", "?", "!", ";"})
_CHARGED: Final = frozenset({"of", "for", "over", "on"})
"""Prepositions before what somebody is charged with."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


class Contents:
    """Finds what the verbs of one text tell was said."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        lexicon = reading.knowledge.lexicon
        self.stances: Cues = lexicon.cues.get("Stance", {})
        self.words: Cues = lexicon.cues.get("SayingWord", {})
        self.modalities: Cues = lexicon.cues.get("Modality", {})

    def of(self, verb: Word, stance: str, forms: tuple[str, ...]) -> list[Word]:
        """Return the tokens of what a verb tells was said, none where it tells nothing; ``forms`` are of SayingWord."""
        if verb.dep in ("relcl", "acl") and self._is_claim(verb.head):
            low, _ = segment(verb)
            return trimmed(list(verb.doc[low : verb.head.left_edge.i]))
        if verb.dep == "advcl" and any(mark.form == "as" for mark in children(verb, "mark")):
            return self._as_said(verb)
        charge = self._charged(verb) if "charge" in forms else []
        if charge:
            return charge
        named = self._named(verb) if "name" in forms else []
        clauses = named or ([] if forms == ("name",) else _clauses(verb))
        if not clauses and "deed" in forms:
            clauses = children(verb, "xcomp")
        if clauses:
            told = self.cut(clauses, verb)
            around = parenthesis(verb) if all(clause.i < verb.i for clause in clauses) else []
            # "…, the paper reported, citing a pilot": what the speaker does is not said.
            doing = any(c.tag == "VBG" and c.i > verb.i for c in children(verb, "advcl"))
            return around if set(told) < set(around) and not doing else told
        around = parenthesis(verb) if forms != ("name",) else []
        return around or self._thing(verb, stance, forms)

    def _as_said(self, verb: Word) -> list[Word]:
        """Return the clause around "as the army announced" and "as reported by X", none of "as he promised a truce"."""
        if children(verb, "dobj", "ccomp", "xcomp") or not self.is_saying(verb):
            return []
        low, high = segment(verb)
        own = set(verb.subtree)
        return trimmed([t for t in verb.head.subtree if t not in own and low <= t.i <= high])

    def is_saying(self, token: Word) -> bool:
        """Tell whether a word tells that somebody says something."""
        lemma = token.lemma
        return (lemma,) in self.stances or (lemma,) in self.words

    def cut(self, heads: list[Word], verb: Word) -> list[Word]:
        """Return the tokens below some words without those that belong to the clause of the verb or to another one."""
        low, high = segment(verb)
        cut = {t for head in heads for c in self._beside(head) for t in c.subtree}
        tokens = {t for head in heads for t in head.subtree if low <= t.i <= high and t != verb}
        if heads and all(head.i > verb.i for head in heads):
            first = min((mark.i for mark in _marks(heads[0])), default=verb.i)
            tokens = {t for t in tokens if t.i > verb.i and t.i >= first}
        elif heads and all(head.i < verb.i for head in heads) and not is_passive(verb):
            edge = left_edge(verb)
            tokens = {t for t in tokens if t.i < edge}
        return trimmed(sorted(tokens - cut, key=lambda t: t.i))

    def _beside(self, clause: Word) -> Iterator[Word]:
        """Yield what another saying beside a clause adds: "conceded mistakes but rejected the charge".

        So do "…, while Kabul says the opposite" and "…, a claim that nobody could verify".
        """
        for other in children(clause, "conj", "advcl"):
            if other.i > clause.i and other.pos == "VERB" and self.is_saying(other) and _is_another(clause, other):
                yield other
        for token in clause.subtree:
            if self._is_claim(token):
                yield token

    def _is_claim(self, noun: Word) -> bool:
        """Tell whether a noun takes up the words before it: "…, a claim that nobody could verify"."""
        parted = noun.tag == "NN" and (noun.lemma,) in self.stances and bool(children(noun, "relcl", "acl"))
        first = noun.left_edge.i
        return parted and first > 0 and noun.doc[first - 1].text == ","

    def _thing(self, verb: Word, stance: str, forms: tuple[str, ...]) -> list[Word]:
        """Return the object, or passive subject, that is what is said: "denied the raid", "was reported by X"."""
        phrase = self._with_phrase(verb, forms)
        if phrase:
            return phrase
        claimed = _answered_for(verb)
        if claimed:
            return self.cut(claimed, verb)
        rumoured = children(verb, "xcomp") if is_passive(verb) and verb.lemma != "tell" else []
        rumoured = [clause for clause in rumoured if children(clause, "aux")]
        if rumoured and self.is_saying(verb):
            return self.cut([*children(verb, "nsubjpass"), *rumoured], verb)
        if "thing" not in forms and stance == "asserts":
            return self._hinted(verb)
        if is_told_passively(verb):
            things = children(verb, "nsubjpass", "xcomp") if verb.dep != "relcl" or children(verb, "agent") else []
        else:
            things = [t for t in children(verb, "dobj", "xcomp", "pcomp") if not self._is_somebody(t)]
        if "thing" not in forms and stance == "alleges":
            things = [t for t in things if t.pos == "VERB" or self._tells_of_event(verb, t)]
        things = things or self._spoken_of(verb)
        things += [] if things else [c for p in children(verb, "prep") for c in children(p, "pcomp")]
        if things and (verb.lemma,) in self.modalities:
            # When the thing is to come belongs to what is said: "promised elections within a year".
            things += [p for p in children(verb, "prep") if p.i > things[-1].i]
        return self._around(verb, things, stance)

    def _hinted(self, verb: Word) -> list[Word]:
        """Return what stands behind "spoke of", and what the headline "Army says coup attempt foiled" tells."""
        if not self.is_saying(verb):
            return []
        if verb.tag == "VBZ" and verb.sentence[-1].text not in _STOPS:
            return self.cut(
                [o for o in children(verb, "dobj") if any(c.tag == "VBN" for c in children(o, "acl"))], verb
            )
        return self.cut([o for p, o in prepositions(verb) if p in ("of", "about")], verb)

    def _spoken_of(self, verb: Word) -> list[Word]:
        """Return the wolves, and where they are, of "spoke of wolves in the barn"."""
        things = [o for p, o in prepositions(verb) if p in ("of", "about") or self._speaks_of(verb, p)]
        return things + [p for p in children(verb, "prep") if things and p.i > things[-1].i]

    def _speaks_of(self, verb: Word, preposition: str) -> bool:
        return "thing" in self.words.get((verb.lemma, preposition), ())

    def _tells_of_event(self, verb: Word, thing: Word) -> bool:
        """Tell whether an object is an event, so that "claimed" means saying: not "claimed his luggage"."""
        event = self.reading.event_at(thing)
        return event is not None and event.token != verb

    def _is_somebody(self, thing: Word) -> bool:
        """Tell whether an object is somebody, or a place, of which nothing is told: nobody says them.

        "Described him", "reported the man to the police", "threatens Jordan", "told Reuters of the raid".
        """
        if thing.dep != "dobj" or thing.tag in RELATIVE_PRONOUNS:
            return False
        if (thing.pos == "PRON" and thing.tag != "DT") or thing.ent_type == "PERSON":
            return True
        entity = self.reading.entity_at(thing)
        known = entity is not None and (entity.kind == "name" or self.reading.is_a(entity.cls, "Agent"))
        return known and not any(t.pos == "VERB" or self.reading.event_at(t) for t in thing.subtree)

    def _around(self, verb: Word, things: list[Word], stance: str) -> list[Word]:
        """Return the tokens of things, of the noun before a relative clause where a pronoun stands for it.

        What somebody denies is no noun but what was told before: "say they were beaten, which the police deny".
        """
        if not any(thing.tag in RELATIVE_PRONOUNS for thing in things):
            return self.cut([self._clause_of(thing) for thing in things], verb)
        own = set(verb.subtree)
        taken_up = clause_verb(verb.head) if stance == "denies" else verb.head
        return trimmed([t for t in taken_up.subtree if t not in own]) if verb.dep == "relcl" else []

    def _with_phrase(self, verb: Word, forms: tuple[str, ...]) -> list[Word]:
        """Return "the toll at nine", "the blast to a leak", "the raid as a mistake": a thing and what is said of it."""
        if "complement" not in forms and "number" not in forms:
            return []
        lemma = verb.lemma
        for prep in children(verb, "prep"):
            of_number = "number" in self.words.get((lemma, prep.form), ())
            if (lemma, prep.form) in self.words and (not of_number or any(t.like_num for t in prep.subtree)):
                return _with(verb, children(verb, "nsubjpass" if is_told_passively(verb) else "dobj"), prep)
        return []

    def _clause_of(self, thing: Word) -> Word:
        """Return the clause of "denied reports that …", or the thing itself."""
        clauses = [c for c in children(thing, "acl", "ccomp") if _marks(c)]
        return clauses[0] if clauses and (thing.lemma,) in self.stances else thing

    def _charged(self, verb: Word) -> list[Word]:
        """Return "the militia of burning stores" for a verb that charges somebody with something."""
        accused = children(verb, "nsubjpass") if is_passive(verb) else children(verb, "dobj")
        accusers = [obj for agent in children(verb, "agent") for obj in children(agent, "pobj")]
        beside = [p for word in (verb, *accusers) for p in children(word, "prep")]
        deeds = [p for p in beside if p.form in _CHARGED and (p.head == verb or children(p, "pcomp"))]
        if not accused:
            return []
        return self.cut([*accused, *deeds], verb)

    def _named(self, verb: Word) -> list[Word]:
        """Return "the report a lie" for a verb that calls something by a name."""
        thing, name = children(verb, "dobj"), children(verb, "oprd")
        if not thing or not name or verb.tag not in FINITE or children(thing[0], "poss"):
            return [c for c in children(verb, "ccomp") if c.i > verb.i and children(c, "nsubj") and c.tag != "VBN"]
        return [*thing, *name]


def _clauses(verb: Word) -> list[Word]:
    """Return the clauses that a verb tells, also those that a phrase or a verb beside it parts from it.

    "Said in a statement that …", "contends, and a count suggests, that …".
    """
    own = [c for c in children(verb, "ccomp") if not is_parted(c, verb)]
    if own:
        return own
    phrases = [obj for prep in children(verb, "prep") for obj in _objects(prep)]
    nouns = (*phrases, *children(verb, "dobj"))
    behind = [c for noun in nouns for c in children(noun, "acl", "relcl") if _marks(c) or _is_told(c)]
    if behind and not children(verb, "ccomp"):
        return behind[:1]
    if verb.lemma == "tell" and not children(verb, "ccomp"):
        # "Told the paper he had left": a model takes what is said for something about the paper.
        told = [c for noun in children(verb, "dobj") for c in children(noun, "relcl") if c.i > noun.i]
        told = [c for c in told if children(c, "nsubj", "nsubjpass") and not _has_pronoun(c)]
        if told:
            return told[:1]
    # "Dismissed the claim and said that" says two things.
    beside = [] if children(verb, "dobj") else children(verb, "conj")
    shared = [c for other in beside if other.pos == "VERB" for c in children(other, "ccomp")]
    return [c for c in shared if _marks(c) and not has_verb(list(verb.doc[verb.i + 1 : c.head.i]))][:1]


def _is_told(clause: Word) -> bool:
    """Tell whether "that" opens what is said where a model takes it for an object: "on condition … that X hit Y"."""
    objects = children(clause, "dobj")
    return len(objects) > 1 and objects[0].form == "that"


def _has_pronoun(clause: Word) -> bool:
    return any(token.tag in RELATIVE_PRONOUNS for token in children(clause, *_SUBJECTS, "dobj", "advmod", "poss"))


def _answered_for(verb: Word) -> list[Word]:
    """Return the bombing of "claimed responsibility for the bombing"."""
    answered = [t for t in children(verb, "dobj", "nsubjpass") if t.lemma == "responsibility"]
    return [obj for thing in (*answered, verb) for p, obj in prepositions(thing) if answered and p == "for"][:1]


def _objects(prep: Word) -> Iterator[Word]:
    """Yield the object of a preposition and those below it: statement, condition and anonymity."""
    for obj in children(prep, "pobj"):
        yield obj
        for below in children(obj, "prep"):
            yield from _objects(below)


def _with(verb: Word, things: list[Word], prep: Word) -> list[Word]:
    """Return the tokens of things and of a phrase; of a noun, where a relative pronoun stands for it."""
    low, high = segment(verb)
    told = {t for part in (*things, prep) for t in part.subtree}
    if verb.dep == "relcl" and any(thing.tag in RELATIVE_PRONOUNS for thing in things):
        told |= set(verb.head.subtree) - set(verb.subtree)
    own = {t for agent in children(verb, "agent") for t in agent.subtree}
    return trimmed(sorted((t for t in told - own if low <= t.i <= high), key=lambda t: t.i))


def _marks(clause: Word) -> list[Word]:
    return [mark for mark in children(clause, "mark") if mark.form == "that"]


def _is_another(clause: Word, other: Word) -> bool:
    """Tell whether a clause is no part of what the one before tells but beside it."""
    if other.dep == "advcl":
        return is_contrast(other)
    stated = bool(children(other, *_SUBJECTS))
    return other.tag in ("VBD", "VBN", "VBZ", "VBP") and (stated or bool(children(clause, *_SUBJECTS)))


def is_told_passively(verb: Word) -> bool:
    """Tell whether a verb is passive; a model takes "a sign warned of" for one, whose subject tells otherwise."""
    active = bool(children(verb, "nsubj")) and not children(verb, "auxpass", "nsubjpass")
    return is_passive(verb) and not (active and verb.dep in ("ROOT", "ccomp", "conj"))
