"""Pronouns that stand for somebody, a ship or a building named shortly before; a doubtful pronoun is no mention."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from kg.extraction.entities.people import is_credit
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, clause_verb
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading

Sort = Literal["he", "she", "they", "it"]

_REACH: Final[Mapping[Sort, int]] = {"he": 3, "she": 3, "they": 1, "it": 1}
"""How many sentences back what a pronoun stands for may lie."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_LABELS: Final[Mapping[Sort, frozenset[str]]] = {
    "he": frozenset({"nsubj", "nsubjpass", "dobj", "poss", "pobj"}),
    "she": frozenset({"nsubj", "nsubjpass", "dobj", "poss", "pobj"}),
    "they": frozenset({"nsubj", "nsubjpass", "poss"}),
    "it": frozenset({"nsubj", "nsubjpass", "poss"}),
}
_BESIDE: Final = frozenset({"advcl", "xcomp", "conj"})
_APOSTROPHES: Final = frozenset({"'", "’", "‘"})
_DEATH: Final = "DeathEvent"
_PLURAL: Final = frozenset({"NNS", "NNPS"})


def find_pronouns(reading: Reading) -> None:
    """Add a mention for each pronoun whose antecedent is safe; ``reading.groups`` notes the pairs."""
    search = _Search(reading)
    for token in reading.doc:
        sort = _sort(token)
        antecedent = search.antecedent(token, sort) if sort else None
        if sort and antecedent is not None:
            reading.groups.append((antecedent.id, search.add(token, sort, antecedent)))


def _sort(token: Word) -> Sort | None:
    if token.tag not in ("PRP", "PRP$") or token.feature("Person") != "3" or token.feature("Reflex"):
        return None
    gender = token.feature("Gender")
    plural = token.feature("Number") == "Plur"
    sort: Sort = "they" if plural else "he" if gender == "Masc" else "she" if gender == "Fem" else "it"
    return sort if token.dep in _LABELS[sort] else None


class _Search:
    """Looks for what the pronouns of one text stand for, in reading order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.named = sorted(reading.entities, key=lambda mention: (mention.span.begin, -mention.span.end))
        self.gender: dict[str, Sort] = {}
        """Last word of a person's name → the pronoun used for that person."""
        self.last: dict[Sort, EntityMention] = {}

    def add(self, token: Word, sort: Sort, antecedent: EntityMention) -> int:
        """Add the mention of a pronoun and return its number."""
        reading = self.reading
        number = len(reading.entities)
        reading.entities.append(
            EntityMention(
                number,
                reading.characters(token.i, token.i),
                reading.text[token.idx : token.end],
                reading.sentence_of[token.i],
                antecedent.cls,
                "pronoun",
                token.text,
                token.form,
                owner=antecedent.owner,
            )
        )
        reading.heads[token.i] = number
        reading.head_of[number] = token.i
        reading.mention_of.setdefault(token.i, number)
        self.last[sort] = antecedent
        if sort in ("he", "she"):
            self.gender[_surname(antecedent)] = sort
        return number

    def antecedent(self, token: Word, sort: Sort) -> EntityMention | None:
        """Return what a pronoun stands for, or None where that is not safe to tell."""
        if (sort == "it" and not _acts(token)) or (sort in ("it", "they") and _is_quoted(token)):
            return None
        if sort == "they":
            nearer = self._plural_subject(token) if token.dep == "poss" else _subject_above(token)
            if nearer is not None:
                mention = self.reading.entity_at(nearer)
                return mention if mention is not None and self._is_group(mention) else None
        here = self.reading.sentence_of[token.i]
        for back in range(_REACH[sort] + 1):
            found = list(self._candidates(token, sort, here - back))
            if found:
                return None if self._may_be_of_either(token, sort, found) else self._safest(found, sort)
        return None

    def _may_be_of_either(self, token: Word, sort: Sort, found: list[EntityMention]) -> bool:
        """Tell whether whose leader it is stays open: "X accused Y of murder and imposed sanctions on its leader"."""
        owned = self.reading.entity_at(token.head) if sort == "it" and token.dep == "poss" else None
        person = owned is not None and self.reading.is_a(owned.cls, "Person") and token.head.dep not in _SUBJECTS
        return person and len({mention.individual or _surname(mention) for mention in found}) > 1

    def _candidates(self, token: Word, sort: Sort, sentence: int) -> Iterator[EntityMention]:
        body = self._is_suffering if token.dep == "nsubjpass" else self._is_body
        fits = self._is_person if sort in ("he", "she") else self._is_group if sort == "they" else body
        for mention in self.named:
            if mention.span.end > token.idx:
                return
            if mention.sentence == sentence and self._may_mean(token, mention, sort, fits):
                yield mention

    def _may_mean(self, token: Word, mention: EntityMention, sort: Sort, fits: Callable[[EntityMention], bool]) -> bool:
        head = self.reading.doc[self.reading.head_of[mention.id]]
        if is_credit(self.reading, mention) or self._is_spoken_of(token, head):
            return False
        another = head.sentence != token.sentence
        if sort == "they" and another and token.dep == "nsubj" and self._is_dead(head):
            return False
        # "They shot him," a neighbour said: it is nobody who speaks elsewhere.
        if _is_quoted(token) and not _is_quoted(head) and self._speaks(head.head if head.dep == "appos" else head):
            return False
        return fits(mention) and not _clashes(token, head) and self.gender.get(_surname(mention), sort) == sort

    def _is_dead(self, people: Word) -> bool:
        """Tell whether people die by the verb that they stand with, so that they do nothing afterwards."""
        verb = people.head
        befallen = people.dep in ("dobj", "nsubjpass") or (people.dep == "nsubj" and not children(verb, "dobj"))
        triggers = self.reading.knowledge.lexicon.triggers.get(verb.lemma, ())
        plain = (t for t in triggers if t.words == (verb.lemma,) and not t.conditions)
        return befallen and any(self.reading.is_a(t.cls, _DEATH) for t in plain)

    def _speaks(self, subject: Word) -> bool:
        return subject.dep in _SUBJECTS and bool(self.reading.stances_of(subject.head))

    def _plural_subject(self, owner: Word) -> Word | None:
        """Return the people of "the agency said 300 people had fled their homes": theirs are the homes."""
        acting = [t for t in clause_verb(owner).children if t.dep in _SUBJECTS and t.i < owner.i]
        return next((t for t in acting if t.tag == "NNS" and owner not in t.subtree), None)

    def _is_spoken_of(self, pronoun: Word, head: Word) -> bool:
        """Tell whether only quoted words name somebody: in "Putin must leave," he said, it is not Putin who said it."""
        return head.sentence == pronoun.sentence and _is_quoted(head) and not _is_quoted(pronoun)

    def _safest(self, found: list[EntityMention], sort: Sort) -> EntityMention | None:
        """Prefer the subject of the main clause; without a subject only a single candidate is safe."""
        doc, head_of = self.reading.doc, self.reading.head_of
        subjects = [mention for mention in found if doc[head_of[mention.id]].dep in _SUBJECTS]
        main = [m for m in subjects if doc[head_of[m.id]].head.dep == "ROOT"]
        for options in (main, subjects, found):
            if options:
                single = len({_surname(mention) for mention in options}) == 1
                return (
                    options[-1] if single or (options is not found and sort != "they") else self._again(options, sort)
                )
        return None

    def _again(self, options: list[EntityMention], sort: Sort) -> EntityMention | None:
        """Return the candidate that the last pronoun of this sort stood for."""
        last = self.last.get(sort)
        return next((m for m in options if last is not None and _surname(m) == _surname(last)), None)

    def _is_person(self, mention: EntityMention) -> bool:
        head = self.reading.doc[self.reading.head_of[mention.id]]
        return self.reading.is_a(mention.cls, "Person", "PersonOrGroup") and (
            mention.kind == "name" or head.tag == "NN"
        )

    def _is_group(self, mention: EntityMention) -> bool:
        head = self.reading.doc[self.reading.head_of[mention.id]]
        if mention.kind == "nominal":
            return head.tag in _PLURAL and self.reading.is_a(mention.cls, "Agent")
        return self.reading.is_a(mention.cls, "Organisation")

    def _is_body(self, mention: EntityMention) -> bool:
        head = self.reading.doc[self.reading.head_of[mention.id]]
        several = mention.kind != "name" or " " not in mention.name  # "the Houthis", but not "General Motors"
        plural = several and head.tag in _PLURAL and head.form.endswith("s")
        return not plural and self.reading.is_a(mention.cls, "Organisation", "Country", "Platform")

    def _is_suffering(self, mention: EntityMention) -> bool:
        """Tell whether a subject may be what something is done to: a building too, which never speaks or acts."""
        head = self.reading.doc[self.reading.head_of[mention.id]]
        building = head.tag not in _PLURAL and self.reading.is_a(mention.cls, "Facility")
        return head.dep in _SUBJECTS and (building or self._is_body(mention))


def _subject_above(pronoun: Word) -> Word | None:
    """Return who acts in the reported clause above: "witnesses said the gunmen spoke to them before they fired"."""
    verb = pronoun.head
    while verb.dep in _BESIDE and verb.head.pos in ("VERB", "AUX"):
        verb = verb.head
    if verb == pronoun.head or verb.dep != "ccomp":
        return None
    return next((t for t in verb.children if t.dep in _SUBJECTS and t.tag in _PLURAL and t.i < pronoun.i), None)


def _acts(token: Word) -> bool:
    """Tell whether "it" does something, owns something or was behind it, rather than filling the place of a subject."""
    verb = token.head
    if token.dep == "nsubjpass" and children(verb, "ccomp", "xcomp", "csubj"):
        return False  # "it was feared that", "it is said to be"
    behind = verb.lemma == "be" and verb.dep == "ccomp" and any(p.form == "behind" for p in children(verb, "prep"))
    return token.dep == "poss" or behind or (verb.pos == "VERB" and verb.lemma not in ("be", "seem", "appear"))


def _is_quoted(token: Word) -> bool:
    """Tell whether a quotation is open at a token of its sentence: what stands there is said of other things."""
    before = token.doc[token.sentence[0].i : token.i]
    return sum(other.is_quote and other.text not in _APOSTROPHES for other in before) % 2 == 1


def _clashes(pronoun: Word, head: Word) -> bool:
    """Tell whether subject and object of one verb, or a relative clause's noun, forbid that both are the same."""
    if pronoun.dep == "poss":
        return head in pronoun.head.subtree or pronoun.head.i == head.i
    same_clause = clause_verb(pronoun).i == clause_verb(head).i
    relative = any(child.tag in RELATIVE_PRONOUNS for child in clause_verb(pronoun).children if child.dep in _SUBJECTS)
    return same_clause and head.dep not in ("poss", "compound") and not relative


def _surname(mention: EntityMention) -> str:
    return mention.name.rsplit(" ", 1)[-1].casefold()
