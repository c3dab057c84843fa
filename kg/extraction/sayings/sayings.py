"""Words of saying: their form, their speaker, and the stretch of text that tells what is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc, Token

from kg.extraction.language.clauses import children, is_passive, prepositions, subjects
from kg.extraction.mention import Stance
from kg.extraction.reading import Reading
from kg.extraction.sayings.quotations import Quotation, quotations
from kg.extraction.sayings.saying_scope import FINITE, has_verb, is_parted, left_edge, parenthesis, segment, trimmed

Cues = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class Saying:
    """A cue with its speaker, the tokens of what is said, and whether nobody is named because it is passive."""

    cue: tuple[int, int]
    speaker: Token | None
    content: list[Token]
    stance: Stance
    told: bool = True
    """False for what somebody could not confirm: nobody says it, yet it is disputed."""


class Sayings:
    """Reads the sayings of one text."""

    def __init__(self, reading: Reading) -> None:
        self.doc: Doc = reading.doc
        self.forms = reading.forms
        lexicon = reading.knowledge.lexicon
        self.stances: Cues = lexicon.cues.get("Stance", {})
        self.words: Cues = lexicon.cues.get("SayingWord", {})
        self.modalities: Cues = lexicon.cues.get("Modality", {})
        self.with_particle = {words[0] for words in self.words if len(words) > 1}
        self.openers = {words[0] for words, forms in self.words.items() if "phrase" in forms}

    def all(self) -> Iterator[Saying]:
        """Yield the sayings of quotations, then those of verbs, nouns and phrases in reading order."""
        used: set[int] = set()
        for saying in self._quoted():
            used.add(saying.cue[0])
            yield saying
        for token in self.doc:
            if token.i not in used:
                yield from self._at(token)

    def _at(self, token: Token) -> Iterator[Saying]:
        lemma, form = self.forms[token.i]
        if form in self.openers:
            yield from self._phrase(token)
        forms = self._forms(token, lemma)
        stances = self.stances.get((lemma,), ())
        if not (forms or stances):
            if (form,) in self.stances and token.pos_ == "ADV":
                yield from self._hearsay(token, cast(Stance, self.stances[form,][0]))
            return
        if token.pos_ == "VERB":
            yield from self._verb(token, cast(Stance, stances[0] if stances else "asserts"), forms)
        elif token.pos_ == "NOUN" and stances:
            yield from self._noun(token, cast(Stance, stances[-1]))
        elif token.pos_ == "ADV" and stances:
            yield from self._hearsay(token, cast(Stance, stances[0]))

    def _forms(self, token: Token, lemma: str) -> tuple[str, ...]:
        """Return how a word tells what is said; its particle or preposition may decide: "ruled out", "spoke of"."""
        own = self.words.get((lemma,), ())
        if lemma not in self.with_particle or token.pos_ != "VERB":
            return own
        beside = [self.words.get((lemma, c.lower_), ()) for c in children(token, "prt", "prep")]
        return own + tuple(form for forms in beside for form in forms)

    # Direct speech

    def _quoted(self) -> Iterator[Saying]:
        last: Saying | None = None
        end = 0
        for quotation in quotations(self.doc):
            tokens = list(self.doc[quotation.first : quotation.last + 1])
            if quotation.cue is not None:
                lemma = quotation.cue.lemma_.lower()
                stance = cast(Stance, self.stances.get((lemma,), ("asserts",))[0])
                last = Saying((quotation.cue.i, quotation.cue.i), quotation.speaker, trimmed(tokens), stance)
                yield last
            elif last is not None and self._goes_on(last, quotation, end):
                last.content += trimmed(tokens)
            end = quotation.last

    def _goes_on(self, last: Saying, quotation: Quotation, end: int) -> bool:
        """Tell whether a quotation follows the sentence of the last speaker at once."""
        between = self.doc[end + 1 : quotation.first - 1]
        return sum(t.text in (".", "?", "!") for t in between) <= 1 and not any("\n\n" in t.text for t in between)

    # Verbs

    def _verb(self, verb: Token, stance: Stance, forms: tuple[str, ...]) -> Iterator[Saying]:
        if self._is_denied(verb):
            yield from self._unconfirmed(verb, stance)
            return
        if stance == "alleges" and any(thing.lemma_ == "responsibility" for thing in children(verb, "dobj")):
            # Who claims responsibility leaves no doubt that it happened.
            stance = "asserts"
        cited = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "prep", "acl") and not children(verb, "ccomp")
        cited_sources = children(verb, "dobj") if cited else []
        if cited_sources and verb.head.pos_ == "VERB" and "charge" not in forms and stance == "asserts":
            content = self._said(verb.head, "asserts", ()) or _without(verb)
            yield Saying((verb.i, verb.i), cited_sources[0], content, "asserts")
            return
        content = self._said(verb, stance, forms)
        if content:
            first = min(content, key=lambda t: t.i)
            last = verb.i + 1 if verb.i + 1 < first.i and self.doc[verb.i + 1].dep_ == "prt" else verb.i
            yield Saying((verb.i, last), self._subject(verb, content), content, stance)

    def _unconfirmed(self, verb: Token, stance: Stance) -> Iterator[Saying]:
        """Read "could not verify the claim that …"."""
        if stance == "confirms" and any(child.tag_ == "MD" for child in children(verb, "aux")):
            content = self._said(verb, stance, ("thing",))
            if content:
                yield Saying((verb.i, verb.i), None, content, "disputes", told=False)

    def _subject(self, verb: Token, content: list[Token]) -> Token | None:
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            quoted = verb.head.head
            return next(iter(children(quoted, "dobj", "nsubjpass")), None)
        inside = {token.i for token in content}
        told = [s for s, _ in subjects(verb) if s.i not in inside]
        inverted = [o for o in children(verb, "nsubj", "dobj") if o.i > verb.i and o.i not in inside]
        nearest = sorted(told, key=lambda s: (s.i > verb.i, abs(s.i - verb.i)))
        return next(iter([*nearest, *inverted]), None)

    def _is_denied(self, verb: Token) -> bool:
        """Tell whether nobody said it: "no group has claimed", "neither side confirmed", "did not say"."""
        determiners = [d for subject, _ in subjects(verb) for d in (*children(subject, "det", "preconj"), subject)]
        nobody = any("negated" in self.modalities.get((d.lower_,), ()) for d in determiners)
        return nobody or bool(children(verb, "neg"))

    def _said(self, verb: Token, stance: Stance, forms: tuple[str, ...]) -> list[Token]:
        """Return what a verb tells was said: a clause, a thing, a deed, a charge, or the clause around it."""
        charge = self._charged(verb) if "charge" in forms else []
        if charge:
            return charge
        named = self._named(verb) if "name" in forms else []
        clauses = named or (
            [] if forms == ("name",) else [c for c in children(verb, "ccomp") if not is_parted(c, verb)]
        )
        if not clauses and "deed" in forms:
            clauses = children(verb, "xcomp")
        if clauses:
            return self._cut(clauses, verb)
        around = parenthesis(verb) if forms != ("name",) else []
        return around or self._thing(verb, stance, forms)

    def _thing(self, verb: Token, stance: Stance, forms: tuple[str, ...]) -> list[Token]:
        """Return the object, or passive subject, that is what is said: "denied the raid", "was reported by X"."""
        if "thing" not in forms and stance == "asserts":
            known = (self.forms[verb.i][0],) in self.stances
            return self._cut([o for p, o in prepositions(verb) if p in ("of", "about")], verb) if known else []
        if is_passive(verb):
            things = children(verb, "nsubjpass", "xcomp")
        else:
            things = [t for t in children(verb, "dobj", "xcomp", "pcomp") if not _is_somebody(t)]
        claimed = [o for t in things for p, o in prepositions(t) if p == "for" and t.lemma_ == "responsibility"]
        things = claimed or things or [o for p, o in prepositions(verb) if p in ("of", "about")]
        things += [] if things else [c for p in children(verb, "prep") for c in children(p, "pcomp")]
        return self._cut([self._clause_of(thing) for thing in things], verb)

    def _clause_of(self, thing: Token) -> Token:
        """Return the clause of "denied reports that …", or the thing itself."""
        clauses = [c for c in children(thing, "acl", "ccomp") if any(m.lower_ == "that" for m in children(c, "mark"))]
        return clauses[0] if clauses and (self.forms[thing.i][0],) in self.stances else thing

    def _charged(self, verb: Token) -> list[Token]:
        """Return "the militia of burning stores" for a verb that charges somebody with something."""
        accused = children(verb, "nsubjpass") if is_passive(verb) else children(verb, "dobj")
        deeds = [p for p in children(verb, "prep") if p.lower_ in ("of", "for", "over")]
        if not accused:
            return []
        return self._cut([*accused, *deeds], verb)

    def _named(self, verb: Token) -> list[Token]:
        """Return "the report a lie" for a verb that calls something by a name."""
        thing, name = children(verb, "dobj"), children(verb, "oprd")
        if not thing or not name or verb.tag_ not in FINITE or children(thing[0], "poss"):
            return [c for c in children(verb, "ccomp") if c.i > verb.i and children(c, "nsubj") and c.tag_ != "VBN"]
        return [*thing, *name]

    def _cut(self, heads: list[Token], verb: Token) -> list[Token]:
        """Return the tokens below some words without those that belong to the clause of the verb or to another one."""
        low, high = segment(verb)
        cut = {t for head in heads for c in self._sayings_beside(head) for t in c.subtree}
        tokens = {t for head in heads for t in head.subtree if low <= t.i <= high and t != verb}
        if heads and all(head.i > verb.i for head in heads):
            tokens = {t for t in tokens if t.i > verb.i}
        elif heads and all(head.i < verb.i for head in heads) and not is_passive(verb):
            edge = left_edge(verb)
            tokens = {t for t in tokens if t.i < edge}
        return trimmed(sorted(tokens - cut, key=lambda t: t.i))

    def _sayings_beside(self, clause: Token) -> list[Token]:
        """Return what another saying beside the clause adds: "conceded mistakes but rejected the charge"."""
        return [
            other
            for other in children(clause, "conj")
            if other.pos_ == "VERB" and children(clause, "nsubj", "nsubjpass") and not children(other, "nsubj")
            if (other.lemma_.lower(),) in self.stances and other.tag_ in ("VBD", "VBN", "VBZ", "VBP")
        ]

    # Nouns and phrases

    def _noun(self, noun: Token, stance: Stance) -> Iterator[Saying]:
        """Read "claims by the government that …", "Israel's allegation that …", "there are reports that …"."""
        clauses = [c for c in children(noun, "acl", "ccomp") if any(m.lower_ == "that" for m in children(c, "mark"))]
        author = author_of(noun)
        exists = noun.dep_ == "attr" and bool(children(noun.head, "expl")) and not children(noun.head, "neg")
        if clauses and (author is not None or exists) and not children(noun, "neg"):
            yield Saying((noun.i, noun.i), author, self._cut(clauses, noun), stance)

    def _phrase(self, token: Token) -> Iterator[Saying]:
        """Read "according to X": X vouches for the clause that the phrase stands in."""
        last, words = token, [token.lower_]
        while tuple(words) not in self.words and len(words) < 4 and last.i + 1 < len(self.doc):
            last = self.doc[last.i + 1]
            words.append(last.lower_)
        if tuple(words) not in self.words or token.pos_ == "NOUN":
            return
        low, high = segment(token)
        speakers = [obj for obj in children(last, "pobj", "prep") if obj.i <= high]
        if not speakers or not (
            token.i == low or self.doc[token.i - 1].text in (",", ";", "-", "–", "(") or len(words) > 1
        ):
            return
        end = min(max(t.i for t in speakers[0].subtree), high)
        before, after = list(self.doc[low : token.i]), list(self.doc[end + 1 : high + 1])
        content = trimmed(before if has_verb(before) and not has_verb(after) else [*before, *after])
        if content:
            yield Saying((token.i, last.i), speakers[0], content, "asserts")

    def _hearsay(self, adverb: Token, stance: Stance) -> Iterator[Saying]:
        """Read "was reportedly attacked": somebody says so, nobody is named."""
        verb = adverb.head if adverb.head.pos_ in ("VERB", "AUX") else adverb.head.head
        if verb.pos_ in ("VERB", "AUX"):
            low, high = segment(adverb)
            tokens = trimmed(sorted((t for t in verb.subtree if low <= t.i <= high), key=lambda t: t.i))
            tokens = tokens[1:] if tokens[0] == adverb else tokens
            yield Saying((adverb.i, adverb.i), None, trimmed(tokens), stance)


def _without(phrase: Token) -> list[Token]:
    """Return the clause that a phrase hangs on, without the phrase."""
    inside = set(phrase.subtree)
    return trimmed([token for token in phrase.head.subtree if token not in inside])


def _is_somebody(thing: Token) -> bool:
    """Tell whether an object is a person, whom nobody says: "described him", "reported the man to the police"."""
    return thing.dep_ == "dobj" and (thing.pos_ == "PRON" or thing.ent_type_ == "PERSON")


def author_of(noun: Token) -> Token | None:
    """Return whose report or claim it is: "by X", "from X", "X's", "Western"."""
    found = [obj for preposition, obj in prepositions(noun) if preposition in ("by", "from", "of")]
    nations = [c for c in children(noun, "amod", "compound") if c.ent_type_ in ("NORP", "GPE", "ORG")]
    return next(iter([*found, *children(noun, "poss"), *nations]), None)
