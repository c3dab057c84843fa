"""Who is counted: the nouns and numerals of a sentence that tell how many an event killed, hurt, took or drove away."""

from collections.abc import Iterator

from kg.extraction.events.quantities import RANGING, amount_of, partitive
from kg.extraction.events.role_words import is_suffered
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, objects, subjects
from kg.extraction.language.noun_phrases import members
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading

THEM = frozenset({"them", "whom", "these", "those"})
AMONG = frozenset({"among", "amongst"})
_PARTS = AMONG | {"including"}
_TOGETHER = frozenset({"along", "together"})
_LISTING = frozenset({":", "–", "—"})
_ARTICLES = frozenset({"a", "an"})
_FLIGHT = "Displacement"
_SELVES = ("self", "selves")


def counted(reading: Reading, event: EventDraft) -> Iterator[Word]:
    """Yield the nouns or numerals that tell how many."""
    trigger = event.token
    if trigger.pos == "VERB":
        yield from _of_verb(reading, event)
        return
    if trigger.pos == "ADJ":
        # "An offensive that left 3,000 dead" is not one of them.
        yield from (noun for noun in _described(trigger) if not _is_deed(reading, noun))
    several = event.first < event.last or partitive(trigger, reading.knowledge.lexicon) == "collective"
    if not (several and any(det.form in _ARTICLES for det in children(trigger, "det"))):
        # "An exodus", "a hostage crisis" are not one person.
        yield trigger
    if trigger.dep == "nsubj" and trigger.head.lemma == "include":
        yield from (member for part in children(trigger.head, "dobj") for member in members(part))
    yield from _listed(trigger)
    for prep in children(trigger, "prep"):
        if prep.form == "of":
            yield from (member for obj in children(prep, "pobj") for member in members(obj))
    yield from (*_told_by_verb(trigger), *_sufferers(reading, event))
    if trigger.dep == "pobj":
        yield from _told_above(trigger)


def _is_deed(reading: Reading, noun: Word) -> bool:
    told = reading.event_at(noun)
    return told is not None and reading.is_a(told.cls, "ViolentEvent", "ControlEvent", "MilitaryActivity")


def _sufferers(reading: Reading, event: EventDraft) -> list[Word]:
    """Return who "suffered injuries"."""
    verb = event.token.head
    suffered = event.token.dep == "dobj" and is_suffered(reading, event, verb)
    return [member for noun, _ in subjects(verb) for member in members(noun)] if suffered else []


def _of_verb(reading: Reading, event: EventDraft) -> Iterator[Word]:
    verb = event.token
    for noun in _affected(reading, event):
        for member in (*members(noun), *_among_them(noun)):
            yield from _of_whom(reading, member)
        yield from _number_of(noun, verb)
    if verb.dep == "pobj":
        yield from _told_above(verb)
    yield from (*_among_them(verb), *_along_with(verb), *_listed(verb), *_beside(reading, verb))


def _affected(reading: Reading, event: EventDraft) -> list[Word]:
    """Return whom a verb concerns: its object, or who acts where that is who flees, dies or surrenders."""
    verb = event.token
    harm = is_suffered(reading, event, verb)
    found = [] if harm else [noun for noun in objects(verb) if not event.first <= noun.i <= event.last]
    concerned = [member for noun in found for member in members(noun)]
    if concerned and not _acts_on_itself(reading, event, concerned):
        return found
    inverted = [noun for aux in children(verb, "auxpass") for noun in children(aux, "nsubj", "nsubjpass", "attr")]
    # What killed is not whom it killed: "the explosion injured" many.
    return [noun for noun, _ in subjects(verb) if reading.event_at(noun) is None] or inverted


def _acts_on_itself(reading: Reading, event: EventDraft, concerned: list[Word]) -> bool:
    """Tell whether it is the subject who is counted: "six gave themselves up", "two million fled the fighting"."""
    if all(noun.form.endswith(_SELVES) or noun.tag == "EX" or _is_own_life(reading, noun) for noun in concerned):
        return True
    return reading.is_a(event.cls, _FLIGHT) and not any(_is_people(reading, noun) for noun in concerned)


def _is_own_life(reading: Reading, noun: Word) -> bool:
    """Read "13 worshippers lost their lives", "two soldiers lost a leg"."""
    kind = partitive(noun, reading.knowledge.lexicon)
    return kind == "limb" or (kind == "body" and bool(children(noun, "poss")))


def _is_people(reading: Reading, noun: Word) -> bool:
    entity = reading.entity_at(noun)
    told = noun.like_num or amount_of(noun, reading.knowledge.lexicon) is not None
    return reading.is_a(entity.cls, "Agent") if entity else told and reading.event_at(noun) is None


def _told_above(noun: Word) -> Iterator[Word]:
    """Read "the number of dead stands at 70", "three of the dead", "among the 52 dead were nine children"."""
    if noun.head.form == "of":
        yield from (noun.head.head,) if noun.head.head.like_num else _told_by_verb(noun.head.head)
    elif noun.head.form in _PARTS:
        for person in children(noun.head.head, "attr", "nsubj"):
            yield from members(person)


def _number_of(noun: Word, verb: Word) -> Iterator[Word]:
    """Read "the number of people killed rose to 40", "put the number of people killed at 40"."""
    above = noun.head.head if noun.dep == "pobj" and noun.head.form == "of" else noun
    if above.lemma == "number":
        yield from _told_by_verb(above)
        yield from (obj for prep in children(verb, "prep") if prep.form == "at" for obj in _last_number(prep))


def _told_by_verb(noun: Word) -> Iterator[Word]:
    """Read "the death toll rose to 40", "brought the toll to 40", "the number of dead stands at 70"."""
    verb = noun.head
    if noun.dep in ("nsubj", "nsubjpass", "dobj") and verb.pos in ("VERB", "AUX"):
        found = [obj for prep in children(verb, "prep") for obj in _last_number(prep)]
        yield from found
        if noun.dep != "dobj":
            yield from (other for other in children(verb, "attr", "dobj", "acomp") if other.like_num)


def _last_number(prep: Word) -> list[Word]:
    """Return the number after "at" and "to"; in "from 41 to 58" the first one is out of date."""
    ranging = prep.form == "from" and prep.head.lemma not in RANGING
    later = children(prep, "prep") if ranging else [prep]
    return [obj for last in later for obj in children(last, "pobj") if obj.like_num]


def _among_them(noun: Word) -> Iterator[Word]:
    """Read "12 people, among them 3 children", and lists that the parser takes for a noun beside the first."""
    for child in children(noun, "prep", "appos", "relcl", "acl"):
        of_them = noun.pos != "VERB" or any(obj.form in THEM for obj in children(child, "pobj"))
        if child.form in _PARTS and of_them:
            for obj in children(child, "pobj", "dobj", "appos"):
                yield from (inner for part in (obj, *children(obj, "appos")) for inner in members(part))
        elif child.dep == "appos" and (children(child, "cc") or _has_part(child) or _follows_colon(child)):
            yield from members(child)


def _along_with(verb: Word) -> Iterator[Word]:
    """Read "killed the commander along with three of his aides"."""
    for beside in children(verb, "prep", "advmod"):
        if beside.form in _TOGETHER and beside.i > verb.i:
            phrases = [prep for prep in children(beside, "prep") if prep.form == "with"]
            yield from (noun for prep in phrases for obj in children(prep, "pobj") for noun in members(obj))


def _listed(trigger: Word) -> Iterator[Word]:
    """Read the list behind a colon: "70 people died: 45 soldiers, 20 insurgents and five civilians"."""
    for child in children(trigger, "appos", "dep"):
        if _follows_colon(child):
            yield from members(child)


def _beside(reading: Reading, verb: Word) -> Iterator[Word]:
    """Yield people and equipment that the parser takes for a circumstance: "killed a cook, two stretcher-bearers"."""
    for noun in children(verb, "npadvmod"):
        entity = reading.entity_at(noun)
        if noun.i > verb.i and entity and reading.is_a(entity.cls, "Agent", "Equipment"):
            yield from members(noun)


def _follows_colon(token: Word) -> bool:
    before = token.left_edge.i - 1
    return before >= 0 and token.doc[before].text in _LISTING


def _has_part(noun: Word) -> bool:
    return any(prep.form in _PARTS for prep in children(noun, "prep"))


def _of_whom(reading: Reading, noun: Word) -> list[Word]:
    """Return the men of "the bodies of 17 men" and "a group of 17 men"; a mother of four is one."""
    inner = [obj for prep in children(noun, "prep") if prep.form == "of" for obj in children(prep, "pobj")]
    lexicon = reading.knowledge.lexicon
    many = partitive(noun, lexicon) in ("body", "collective") and not children(noun, "nummod")
    people = [obj for obj in inner if many and (obj.like_num or amount_of(obj, lexicon) or children(obj, "det"))]
    return people or [noun]


def _described(adjective: Word) -> Iterator[Word]:
    """Read "left 12 people dead", "12 dead", "12 were found dead", "two men who are feared dead"."""
    own = children(adjective, "nsubj", "nsubjpass")
    above = adjective.head
    if own:
        yield from (member for noun in own for member in members(noun))
    elif above.pos in ("VERB", "AUX") and adjective.dep != "pobj":
        for noun in children(above, "dobj") or children(above, "nsubj", "nsubjpass"):
            stands_for = above.head if noun.tag in RELATIVE_PRONOUNS and above.dep == "relcl" else noun
            yield from (*members(stands_for), *_among_them(stands_for))
    elif above.pos in ("NOUN", "NUM"):
        yield above
