"""Coreference of entities: aliases, shorter names, initials, and definite nouns that take up a name."""

import re
from functools import lru_cache

from kg.extraction.entities.groups import Groups
from kg.extraction.entities.people import is_credit
from kg.extraction.language.words import Word
from kg.extraction.mention import EntityMention
from kg.extraction.reading import Reading
from kg.namespaces import NS

_CALLED_SHORTLY = ("Person", "Vessel")
"""What a text calls by the last word of its name."""
_TURNED = ("Organisation", "Facility")
"""What a text calls by the same words in another order: "Mosul University", "the University of Mosul"."""
_NO_ORGANISATIONS = ("StateArmedForce", "PoliceForce")
_NO_GROUPS = (
    *_NO_ORGANISATIONS,
    "InternationalOrganisation",
    "PeaceMission",
    "Government",
    "Ministry",
    "Court",
    "Legislature",
    "MediaOutlet",
)
"""What nobody calls "the group": that is whoever else the text has named."""
_JOINING = frozenset({"of", "the"})
_PLURAL = frozenset({"NNS", "NNPS"})
_SOMEBODY = NS + "Person"
_WORD = re.compile(r"[^\W_]+")


def find_coreference(reading: Reading) -> None:
    """Group the entity mentions that are the same thing."""
    groups = Groups(len(reading.entities))
    for named, pronoun in reading.groups:
        groups.join(named, pronoun)
    names = [mention for mention in reading.entities if mention.kind == "name"]
    for position, mention in enumerate(names):
        for earlier in names[:position]:
            if _same_name(reading, earlier, mention):
                groups.join(earlier.id, mention.id)
                break
    for mention in reading.entities:
        antecedent = _told_before(reading, mention)
        if antecedent is not None:
            groups.join(antecedent.id, mention.id)
    reading.groups = groups.members()


def _told_before(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return what a description is of: a name within it, beside it or before it."""
    named = _named_within(reading, mention)
    if named is not None or mention.kind != "nominal":
        return named
    return _named_beside(reading, mention) or _antecedent(reading, mention)


def _named_within(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return the name within "the ELN guerrilla group" and "Kobo village": they are called so, "ELN rebels" are not."""
    owner = None if mention.owner is None else reading.entities[mention.owner]
    if owner is None or not mention.span.begin <= owner.span.begin <= owner.span.end < mention.span.end:
        return None
    head, named = reading.doc[reading.head_of[mention.id]], reading.doc[reading.head_of[owner.id]]
    if named.dep not in ("compound", "nmod", "amod") or head.tag in _PLURAL:
        return None
    if owner.individual and reading.is_a(owner.cls, "Organisation"):
        whole = (head.lemma,) in reading.knowledge.lexicon.cues.get("WholeBodyWord", {})
        return owner if whole else None
    settled = reading.is_a(mention.cls, "PopulatedPlace") and reading.is_a(owner.cls, "Place") and not owner.individual
    beside = named.i + 1 == head.i and not any(child.dep in ("det", "poss") for child in head.lefts)
    return owner if settled and beside else None


def _same_name(reading: Reading, one: EntityMention, other: EntityMention) -> bool:
    if one.individual and other.individual:
        return one.individual == other.individual
    words, others = _words(one.name), _words(other.name)
    if words == others:
        return _compatible(reading, one, other)
    if any(reading.is_a(one.cls, kind) and reading.is_a(other.cls, kind) for kind in _CALLED_SHORTLY):
        shorter, longer = sorted((words, others), key=len)
        return 0 < len(shorter) < len(longer) and longer[-len(shorter) :] == shorter
    turned = "of" in {*words, *others} and sorted(_but_of(words)) == sorted(_but_of(others))
    if turned and reading.is_a(one.cls, *_TURNED) and reading.is_a(other.cls, *_TURNED):
        return True
    return _part_of_facility(reading, one, other) or _initials(one, other)


def _but_of(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word not in _JOINING]


def _compatible(reading: Reading, one: EntityMention, other: EntityMention) -> bool:
    terms = reading.knowledge.terms
    roots = ("Agent", "SpatialThing", "Equipment")
    return terms.compatible(one.cls, other.cls) or any(
        reading.is_a(one.cls, root) and reading.is_a(other.cls, root) for root in roots
    )


def _part_of_facility(reading: Reading, one: EntityMention, other: EntityMention) -> bool:
    """Tell whether one name is the other's without its kind: "Ash Shaddadi" of "Ash Shaddadi military base".

    A model often takes such a short form for a person or an organisation; a place of that name is the town beside it.
    """
    shorter, longer = sorted((one, other), key=lambda mention: len(mention.name))
    words, others = _words(shorter.name), _words(longer.name)
    mistaken = reading.is_a(longer.cls, "Facility") and reading.is_a(shorter.cls, "Person", "Organisation")
    if not mistaken or shorter.individual or len(words) >= len(others):
        return False
    return others[: len(words)] == words and len(words) > 1


def _initials(one: EntityMention, other: EntityMention) -> bool:
    """Tell whether one name is made of the other's initials."""
    shorter, longer = sorted((one.name, other.name), key=len)
    initials = "".join(word[0] for word in _WORD.findall(longer) if word[0].isupper())
    return len(shorter) >= 3 and shorter.isupper() and shorter.replace(".", "") == initials


@lru_cache(4096)  # each name is compared with all before it
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(name))


def _antecedent(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return what a definite noun takes up: an agent or facility of a compatible class, the nearest before it."""
    if (
        mention.owner is not None
        or mention.country
        or _is_indefinite(reading, mention)
        or _is_of_things(reading, mention)
    ):
        return None
    taken_up = ("Organisation", "Facility", "Person") if mention.definite else ("Coalition", "Alliance")
    if not reading.is_a(mention.cls, *taken_up):
        return None
    bare = mention.name.lower() == mention.lemma and not _is_written_as_name(reading, mention)
    for earlier in reversed(reading.entities):
        before = earlier.span.end <= mention.span.begin
        if not before or earlier.kind == "pronoun" or is_credit(reading, earlier):
            continue
        if (earlier.kind == "nominal" or _is_facility_again(reading, earlier, mention)) and _is_noun_again(
            earlier, mention
        ):
            return earlier
        if _is_another(reading, earlier, mention):
            continue
        alike = earlier.cls == mention.cls and not mention.definite
        if reading.is_a(earlier.cls, mention.cls) and (bare or alike or mention.name.lower() in earlier.name.lower()):
            return None if bare and _has_rival(reading, earlier, mention) else _described_by(reading, earlier, mention)
    return None


def _described_by(reading: Reading, found: EntityMention, mention: EntityMention) -> EntityMention:
    """Return who is described by a name: "Al Shabaab, allied to al Qaeda", "ISWAP, an offshoot of Boko Haram"."""
    above = (reading.heads.get(word.i) for word in reading.doc[reading.head_of[found.id]].ancestors)
    larger = (reading.entities[number] for number in above if number is not None)
    names = (m for m in larger if m.kind == "name" and reading.is_a(m.cls, mention.cls))
    fitting = [m for m in names if not _is_another(reading, m, mention)]
    return fitting[-1] if fitting and found.kind == "name" else found


def _has_rival(reading: Reading, found: EntityMention, mention: EntityMention) -> bool:
    """Tell whether a text has spoken of two states' forces, or of two people, so that "the army" may be either."""
    if mention.cls == _SOMEBODY and found.kind == "name":
        named = (m for m in reading.entities if m.kind == "name" and m.span.end <= mention.span.begin)
        people = (m for m in named if reading.is_a(m.cls, "Person") and not _speaks(reading, m))
        return any(_words(other.name)[-1:] != _words(found.name)[-1:] for other in people)
    if not reading.is_a(mention.cls, "StateArmedForce"):
        return False
    before = (other for other in reading.entities if other.span.end <= mention.span.begin)
    forces = (other for other in before if reading.is_a(other.cls, "StateArmedForce"))
    return any(_state(reading, other) not in (None, _state(reading, found)) for other in forces)


def _state(reading: Reading, force: EntityMention) -> str | None:
    """Return whose forces they are, None where it is not told."""
    return force.country or reading.knowledge.lexicon.state_of.get(force.individual or "")


def _speaks(reading: Reading, person: EntityMention) -> bool:
    """Tell whether somebody is named as who says something: he does not call himself "the suspect"."""
    head = reading.doc[reading.head_of[person.id]]
    return head.dep == "nsubj" and bool(reading.stances_of(head.head))


def _is_titled_otherwise(reading: Reading, person: EntityMention, mention: EntityMention) -> bool:
    """Tell whether somebody is named with a title that is not this noun: a president is not "the driver"."""
    before = [word for word in reading.doc[reading.head_of[person.id]].lefts if word.idx < person.span.begin]
    titles = [word for word in before if word.dep == "compound"]
    return bool(titles) and all(word.lemma.lower() != mention.lemma for word in titles)


def _is_plural(reading: Reading, mention: EntityMention) -> bool:
    return reading.doc[reading.head_of[mention.id]].tag in _PLURAL


def _is_written_as_name(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether a body's noun has a capital within a sentence, so that it means one body only: "the Senate"."""
    begins = mention.span.begin - reading.sentences[mention.sentence].begin <= len("The ")
    return reading.is_a(mention.cls, "Organisation") and mention.text[0].isupper() and not begins


def _is_noun_again(earlier: EntityMention, mention: EntityMention) -> bool:
    """Tell whether a noun takes up the same words, or bare the noun itself: "the group" after "a vigilante group"."""
    words, others = _words(mention.name), _words(earlier.name)
    return words == others or (mention.definite and len(words) == 1 and others[-1:] == words)


def _is_facility_again(reading: Reading, earlier: EntityMention, mention: EntityMention) -> bool:
    """Tell whether both are facilities, of whichever kind: "Zamzam displacement camp", and "the camp"."""
    return all(reading.is_a(facility.cls, "Facility") for facility in (earlier, mention))


def _is_another(reading: Reading, earlier: EntityMention, mention: EntityMention) -> bool:
    """Tell whether a noun rules out what was told before it: "the governor" a minister, "the group" an army."""
    if earlier.kind == "name" and mention.cls == _SOMEBODY:
        return _speaks(reading, earlier) or _is_titled_otherwise(reading, earlier, mention)
    if mention.cls == NS + "Organisation" and _is_called_otherwise(reading, earlier, mention):
        return True
    told_apart = reading.is_a(mention.cls, "Person") or _is_kind_of_facility(reading, mention)
    if earlier.kind == "name" or not (told_apart or _is_plural(reading, earlier) != _is_plural(reading, mention)):
        return False
    mine, theirs = mention.lemma.split(), earlier.lemma.split()
    # "The minister" may be the prime minister, "the defence minister" is another.
    both = len(mine) > 1 and len(theirs) > 1
    other = mine != theirs if both else mine[-1:] != theirs[-1:]
    return (told_apart and other) or _is_plural(reading, earlier) != _is_plural(reading, mention)


def _is_called_otherwise(reading: Reading, earlier: EntityMention, mention: EntityMention) -> bool:
    collective = "collective" in reading.knowledge.lexicon.cues.get("PartitiveWord", {}).get((mention.lemma,), ())
    return reading.is_a(earlier.cls, *(_NO_GROUPS if collective else _NO_ORGANISATIONS))


def _is_kind_of_facility(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether a noun says what kind of facility it is: the camp is no base, but the building may be a hotel."""
    return mention.cls != NS + "Facility" and reading.is_a(mention.cls, "Facility")


def _named_beside(reading: Reading, mention: EntityMention) -> EntityMention | None:
    """Return the name in "the town of Raqqa", "Ali Hassan, the governor", "Ali Hassan is the governor"."""
    head = reading.doc[reading.head_of[mention.id]]
    if reading.is_a(mention.cls, "PopulatedPlace", "AdministrativeArea", "Landform"):
        return _place_named(reading, mention, head)
    if not reading.is_a(mention.cls, "Official"):
        return None
    beside = [child for child in head.children if child.dep == "appos"]
    if head.dep == "appos":
        beside.append(head.head)
    if head.dep == "attr" and head.head.lemma == "be":
        beside += [child for child in head.head.children if child.dep == "nsubj"]
    return _name_among(reading, beside, "Person")


def _place_named(reading: Reading, mention: EntityMention, head: Word) -> EntityMention | None:
    """Return the name in "the town of Raqqa", "Goma, Congo's second-largest city", "in Goma, took the largest city"."""
    if _is_plural(reading, mention):
        return None  # "the neighbourhoods of San Salvador"
    beside = [obj for prep in head.children if prep.form == "of" for obj in prep.children]
    beside += [head.head] if head.dep == "appos" else []
    if any(child.tag == "JJS" or child.form.endswith("-largest") for child in head.lefts):
        before = (m for m in reading.entities if m.sentence == mention.sentence and m.span.end <= mention.span.begin)
        beside += [reading.doc[reading.head_of[m.id]] for m in before][::-1]
    called = _name_among(reading, beside, "Place")
    # "The capital of X province" is not called X.
    larger = called is not None and reading.is_a(called.cls, "AdministrativeArea", "Country")
    # Nor is "the 25th district of Karm".
    counted = any(child.text[0].isdigit() for child in head.lefts)
    return None if counted or (larger and reading.is_a(mention.cls, "PopulatedPlace")) else called


def _name_among(reading: Reading, tokens: list[Word], cls: str) -> EntityMention | None:
    named = (reading.entities[reading.heads[token.i]] for token in tokens if token.i in reading.heads)
    return next((m for m in named if m.kind == "name" and reading.is_a(m.cls, cls)), None)


def _is_of_things(reading: Reading, mention: EntityMention) -> bool:
    """Tell whether it is told of what a body is: "the movement of weapons" is no group that was named."""
    head = reading.doc[reading.head_of[mention.id]]
    below = [obj for prep in head.children if prep.form == "of" for obj in prep.children if obj.dep == "pobj"]
    return reading.is_a(mention.cls, "Organisation") and any(obj.tag in ("NN", "NNS") for obj in below)


def _is_indefinite(reading: Reading, mention: EntityMention) -> bool:
    head = reading.doc[reading.head_of[mention.id]]
    return any(child.form in ("a", "an", "another", "other") for child in head.children)
