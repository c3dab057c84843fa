"""Words of saying: their form, their speaker, and the stretch of text that tells what is said."""

from collections.abc import Iterator
from typing import Final, cast

from kg.extraction.events.governors import is_indefinite
from kg.extraction.language.clauses import children, clause_verb, is_passive, prepositions, subjects
from kg.extraction.language.noun_phrases import lost_speaker
from kg.extraction.language.words import Word, Words, sentences_of
from kg.extraction.mention import Stance
from kg.extraction.reading import Reading
from kg.extraction.sayings.contents import Contents, Cues, is_told_passively
from kg.extraction.sayings.headlines import headline_source, is_shortened_passive
from kg.extraction.sayings.phrases import read_hearsay, read_phrase
from kg.extraction.sayings.quotations import MARKS, Quotation, quotations
from kg.extraction.sayings.saying import Saying
from kg.extraction.sayings.saying_scope import FINITE, has_verb, paragraph_below, segment, trailing_speaker, trimmed

_PARTICIPIAL: Final = frozenset({"advcl", "prep", "acl"})
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_TO_COME: Final = frozenset({"will", "may", "might"})
_OF_NOUNS: Final = frozenset({"document", "mute", "phrase"})
"""Forms of SayingWord that nouns have: "was scheduled" and "planned" say nothing."""


class Sayings:
    """Reads the sayings of one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc: Words = reading.doc
        self.contents = Contents(reading)
        lexicon = reading.knowledge.lexicon
        self.stances: Cues = lexicon.cues.get("Stance", {})
        self.words: Cues = lexicon.cues.get("SayingWord", {})
        self.modalities: Cues = lexicon.cues.get("Modality", {})
        self.with_particle = {words[0] for words in self.words if len(words) > 1}
        self.with_object = {words[0] for words in self.stances if len(words) == 2}
        self.openers = {words[0] for words, forms in self.words.items() if "phrase" in forms}
        self.first_words = {words[0] for words in (*self.stances, *self.words)}

    def all(self) -> Iterator[Saying]:
        """Yield the sayings of quotations, then those of verbs, nouns and phrases in reading order."""
        used: set[int] = set()
        for saying in self._quoted():
            used.add(saying.cue[0])
            yield saying
        for sentence in sentences_of(self.doc):
            named = headline_source(self.reading, sentence)
            if named is not None and named[0].i not in used:
                yield Saying((named[0].i, named[0].i), named[1], named[2], "asserts")
        for token in self.doc:
            if token.i not in used and not self.first_words.isdisjoint(token.forms):
                yield from self._at(token)

    def _at(self, token: Word) -> Iterator[Saying]:
        lemma, form = token.forms
        if form in self.openers:
            yield from read_phrase(self.words, token)
        forms = self._forms(token, lemma)
        stances = self._stances_with_object(token, lemma) or self.stances.get((lemma,), ())
        if not (forms or stances):
            if (form,) in self.stances and token.pos == "ADV":
                yield from read_hearsay(token, cast(Stance, self.stances[form,][0]))
            return
        if token.pos == "VERB" and (stances or not _OF_NOUNS.issuperset(forms)):
            yield from self._verb(token, cast(Stance, stances[0] if stances else "asserts"), forms)
        elif token.pos == "NOUN" and children(token, "ccomp"):
            yield from self._mistaken_noun(token, cast(Stance, stances[0] if stances else "asserts"))
        elif token.pos == "NOUN" and stances:
            yield from self._noun(token, cast(Stance, stances[-1]))
        elif token.pos == "ADV" and stances:
            yield from read_hearsay(token, cast(Stance, stances[0]))

    def _stances_with_object(self, verb: Word, lemma: str) -> tuple[str, ...]:
        """Return the stance of a verb with its object or particle: "withdrew its report", "pointed out"."""
        if lemma not in self.with_object or verb.pos != "VERB":
            return ()
        pairs = ((lemma, thing.lemma) for thing in children(verb, "dobj", "prt"))
        return next((self.stances[pair] for pair in pairs if pair in self.stances), ())

    def _forms(self, token: Word, lemma: str) -> tuple[str, ...]:
        """Return how a word tells what is said; its particle or preposition may decide: "ruled out", "spoke of"."""
        own = self.words.get((lemma,), ())
        if lemma not in self.with_particle or token.pos != "VERB":
            return own
        beside = [self.words.get((lemma, c.form), ()) for c in children(token, "prt", "prep")]
        return own + tuple(form for forms in beside for form in forms)

    # Direct speech

    def _quoted(self) -> Iterator[Saying]:
        last: Saying | None = None
        end = 0
        for quotation in quotations(self.doc):
            tokens = list(self.doc[quotation.first : quotation.last + 1])
            if quotation.cue is not None and self._speaks(quotation):
                tokens += [t for c in children(quotation.cue, "ccomp") if quotation.beside for t in c.subtree]
                lemma = quotation.cue.lemma
                stance = cast(Stance, self.stances.get((lemma,), ("asserts",))[0])
                last = Saying((quotation.cue.i, quotation.cue.i), quotation.speaker, trimmed(tokens), stance)
                yield last
            elif last is not None and self._goes_on(last, quotation, end):
                last.content += trimmed(tokens)
            end = quotation.last

    def _speaks(self, quotation: Quotation) -> bool:
        """Tell whether the verb behind a sentence of direct speech is about its speaker: says more, or does now."""
        cue = quotation.cue
        return cue is not None and (not quotation.beside or cue.tag == "VBZ" or self.contents.is_saying(cue))

    def _goes_on(self, last: Saying, quotation: Quotation, end: int) -> bool:
        """Tell whether a quotation follows the sentence of the last speaker, or a quotation without a word between."""
        between = self.doc[end + 1 : quotation.first - 1]
        if all(token.is_space or token.text in MARKS for token in between):
            return True
        return sum(t.text in (".", "?", "!") for t in between) <= 1 and not any("\n\n" in t.text for t in between)

    # Verbs

    def _verb(self, verb: Word, stance: Stance, forms: tuple[str, ...]) -> Iterator[Saying]:
        if self._is_denied(verb):
            yield from self._unconfirmed(verb, stance)
            return
        things = children(verb, "dobj", "nsubjpass")
        granted = any(thing.lemma == "responsibility" for thing in things)
        if "charge" in forms:
            # "Blamed the massacre on the army": who is accused of it has yet to be told.
            granted = any(self.reading.event_at(thing) for thing in things if not is_indefinite(thing))
        if stance == "alleges" and granted:
            # Who claims responsibility leaves no doubt that it happened.
            stance = "asserts"
        cited = self._cited(verb) if "source" in forms else None
        if cited is not None:
            yield cited
            return
        if self._is_quoting(verb):
            told = [t for part in children(verb, "dobj", "prep") for t in part.subtree]
            yield Saying((verb.i, verb.i), self._subject(verb, told), trimmed(told), stance)
            return
        content = paragraph_below(verb) or self.contents.of(verb, stance, forms)
        if content:
            first = min(content, key=lambda t: t.i)
            last = verb.i + 1 if verb.i + 1 < first.i and self.doc[verb.i + 1].dep == "prt" else verb.i
            speaker = None if is_shortened_passive(verb) else self._subject(verb, content)
            stance = self._weakened(verb, speaker, stance)
            yield Saying((verb.i, last), speaker, content, stance, granted=granted)

    def _weakened(self, verb: Word, speaker: Word | None, stance: Stance) -> Stance:
        """Return how sure a saying is: "unconfirmed reports say", "is said to have fled" allege what they tell."""
        if stance != "asserts":
            return stance
        kinds = [self.stances.get((c.form,), ()) for c in children(speaker, "amod")] if speaker is not None else []
        quoted = "source" in self._forms(verb, verb.lemma)
        hearsay = is_passive(verb) and bool(children(verb, "xcomp")) and not quoted
        return "alleges" if hearsay or any("alleges" in found for found in kinds) else stance

    def _cited(self, verb: Word) -> Saying | None:
        """Read "the paper said, citing two diplomats, that …" and "the paper, citing two diplomats, said that …"."""
        sources = children(verb, "dobj") if verb.tag == "VBG" and verb.dep in _PARTICIPIAL else []
        noun = verb.head
        while noun.dep == "compound":
            noun = noun.head
        if verb.tag == "VBG" and verb.dep == "amod" and noun.dep == "nsubj":
            # "The paper, quoting sources, said": a model takes the sources for those who speak.
            sources = [noun]
        above = noun.head if noun.pos in ("NOUN", "PROPN") and noun.dep == "nsubj" else verb.head
        if not sources or above.pos != "VERB" or children(verb, "ccomp"):
            return None
        forms = self._forms(above, above.lemma)
        content = self.contents.of(above, "asserts", forms) or _without(verb)
        return Saying((verb.i, verb.i), sources[0], content, "asserts", cited=True)

    def _is_quoting(self, verb: Word) -> bool:
        """Tell whether a verb passes on what another said: "quoted a pilot as saying"."""
        passed_on = [c for p in children(verb, "prep") if p.form == "as" for c in children(p, "pcomp")]
        return bool(children(verb, "dobj")) and any(self.contents.is_saying(c) for c in passed_on)

    def _unconfirmed(self, verb: Word, stance: Stance) -> Iterator[Saying]:
        """Read "could not verify the claim", "has not confirmed that …", "neither confirmed nor denied that …"."""
        unsure = stance == "confirms" and any(child.tag == "MD" for child in children(verb, "aux"))
        beside = stance == "denies" and verb.dep == "conj"
        reported = [t for t in children(verb, "dobj") if self.contents.is_saying(t)]
        if unsure or ((stance == "confirms" or beside) and (reported or children(verb, "ccomp"))):
            content = self.contents.of(verb, stance, ("thing",))
            if content:
                yield Saying((verb.i, verb.i), None, content, "alleges", told=False)

    def _subject(self, verb: Word, content: list[Word]) -> Word | None:
        if verb.dep == "pcomp" and verb.head.form == "as":
            quoted = verb.head.head
            told = children(quoted, "dobj", "nsubjpass") or children(clause_verb(quoted), "nsubj")
            return next(iter(told), None)
        inside = {token.i for token in content}
        told = [s for s in self._stated(verb) if s.i not in inside]
        turned = max(inside) < verb.i
        inverted = [o for o in children(verb, "nsubj", "dobj") if turned and o.i > verb.i and o.i not in inside]
        nearest = sorted(told, key=lambda s: (s.i > verb.i, abs(s.i - verb.i)))
        return next(iter([*nearest, *inverted]), None)

    def _stated(self, verb: Word) -> list[Word]:
        """Return the subjects of a verb, also where a model takes it for passive or its subject for a clause."""
        clauses = [s for clause in children(verb, "csubj") for s in children(clause, "nsubj")]
        if "source" in self._forms(verb, verb.lemma) and children(verb, "nsubjpass"):
            return children(verb, "nsubjpass")
        if is_passive(verb) and not is_told_passively(verb):
            return children(verb, "nsubj")
        trailing = trailing_speaker(verb) or lost_speaker(verb)
        own = [s for s, _ in subjects(verb)] or self._parted(verb)
        quoted = [s for s in own if any("source" in self._forms(c, c.lemma) for c in children(s, "amod"))]
        return [trailing] if trailing is not None else clauses or [s for s in own if s not in quoted]

    def _parted(self, verb: Word) -> list[Word]:
        """Return a subject that the tree gives to another verb: "the chief, reached by phone, said …".

        So it does in "found that many had been held and concluded that …", "denied having fled and said that …".
        """
        clauses = [c for c in children(verb, "advcl") if c.i < verb.i and c.tag in ("VBN", "VBG")]
        found = [s for clause in clauses for s in children(clause, "nsubj", "nsubjpass") if s.i < clause.i]
        above = verb.head
        unlike = verb.tag in FINITE and (is_passive(above) or above.tag == "VBG")
        beside = verb.dep == "conj" and above.dep in ("ccomp", "xcomp")
        told = beside and unlike and self.contents.is_saying(above.head)
        return found or ([s for s, _ in subjects(above.head)] if told and children(verb, "ccomp") else [])

    def _is_denied(self, verb: Word) -> bool:
        """Tell whether nobody said it: "no group has claimed", "neither side confirmed", "declined to say"."""
        determiners = [d for subject, _ in subjects(verb) for d in (*children(subject, "det", "preconj"), subject)]
        nobody = any("negated" in self.modalities.get((d.form,), ()) for d in determiners)
        return nobody or self._is_unsaid(verb)

    def _is_unsaid(self, verb: Word) -> bool:
        """Tell whether a verb, or the one that it hangs on or stands beside, is negated or only meant."""
        marks = children(verb, "neg", "preconj")
        marks += [aux for aux in children(verb, "aux") if aux.form in _TO_COME]
        if marks:
            return True
        above = verb.head
        if verb.dep == "xcomp" and verb.tag == "VB":
            meant = set(self.modalities.get((above.lemma,), ())) - {"realised"}
            if above.pos == "ADJ":
                return bool(meant) or self._is_unsaid(above.head)
            waiting = above.lemma == "have" and any(c.form == "yet" for c in above.children)
            return bool(meant) or waiting or self._is_unsaid(above)
        beside = verb.dep == "conj" and above.pos == "VERB" and not children(verb, *_SUBJECTS)
        return beside and any(c.form in ("or", "nor") for c in children(above, "cc")) and self._is_unsaid(above)

    # Nouns and phrases

    def _mistaken_noun(self, noun: Word, stance: Stance) -> Iterator[Saying]:
        """Read "…, the Pentagon estimates", whose last word a model takes for a noun."""
        own = [c for c in noun.lefts if c.dep in ("compound", "det", "nmod", "amod", "poss")]
        first = min((c.left_edge.i for c in own), default=noun.i)
        low, _ = segment(noun)
        content = trimmed(list(self.doc[low : max(first, low)]))
        speakers = [c for c in own if c.dep in ("compound", "nmod")]
        if speakers and has_verb(content) and self.doc[first - 1].text == "," and children(noun, "ccomp")[0].i < first:
            yield Saying((noun.i, noun.i), speakers[-1], content, stance)

    def _noun(self, noun: Word, stance: Stance) -> Iterator[Saying]:
        """Read "claims by the government that …", "Israel's allegation that …", "there are reports that …"."""
        clauses = [
            c for c in children(noun, "acl", "ccomp", "relcl") if any(m.form == "that" for m in children(c, "mark"))
        ]
        author = author_of(noun)
        exists = noun.dep == "attr" and bool(children(noun.head, "expl")) and not children(noun.head, "neg")
        if clauses and (author is not None or exists) and not children(noun, "neg"):
            yield Saying((noun.i, noun.i), author, self.contents.cut(clauses, noun), stance)


def _without(phrase: Word) -> list[Word]:
    """Return the clause that a phrase hangs on, without the phrase."""
    inside = set(phrase.subtree)
    return trimmed([token for token in phrase.head.subtree if token not in inside])


def author_of(noun: Word) -> Word | None:
    """Return whose report or claim it is: "by X", "from X", "X's", "Western"."""
    found = [obj for preposition, obj in prepositions(noun) if preposition in ("by", "from", "of")]
    nations = [c for c in children(noun, "amod", "compound") if c.ent_type in ("NORP", "GPE", "ORG")]
    return next(iter([*found, *children(noun, "poss"), *nations]), None)
