"""Words that look like mentions and are none, and names that a model takes for the wrong kind of thing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.language.words import Word, Words
from kg.extraction.reading import Reading
from kg.namespaces import NS

_PLACED: Final = frozenset(NS + role for role in ("occurredAt", "atFacility", "hasOrigin", "hasDestination"))
_OF_TOWNS: Final = ("Withdrawal", "Displacement", "ControlEvent")
_BASED_IN: Final = NS + "basedIn"
_CLUBS: Final = (NS + "BladeOrClub", NS + "AmmunitionDepot")
"""What in capitals is the name of a team: "Club Brugge", "Arsenal"."""
_FROM_AFAR: Final = "RemoteAttack"
_LEAVING: Final = frozenset({"from"})
_LEFT: Final = frozenset({"det", "poss", "amod", "compound", "nummod", "nmod"})
_SUBJECTS: Final = frozenset({"NOUN", "PROPN", "PRON", "ADV"})
_HAVING: Final = frozenset({"of", "for", "to", "without"})
_FIELDS: Final = frozenset({"of", "for"})
_COUNTED: Final = frozenset({"det", "poss", "compound", "nummod", "nmod"})
_BEHIND_AGE: Final = frozenset({",", ".", ";", ")", "and"})
_OLDEST: Final = 110
_SETTLED: Final = ("PopulatedPlace", "AdministrativeArea")
_LAND: Final = "Landform"
_UNIT: Final = "MilitaryUnit"
_NO_PLACES: Final = frozenset({"PERSON", "PLATFORM", "WEAPON"})
_PERSONS_AND_BODIES: Final = frozenset({NS + "Person", NS + "Organisation"})
_OFTEN_PLACES: Final = _PERSONS_AND_BODIES | {NS + "Facility", NS + "Platform"}
_DASHES: Final = frozenset("-–—")
_JOINING: Final = frozenset({"and", ","})
_BYLINE: Final = 2
_REGIONS: Final = "RegionWord"


def is_figurative(reading: Reading, token: Word, first: int, cls: str) -> bool:
    """Tell whether a noun names no thing of its class: "its base of support", "took place", "the West Bank"."""
    place = cls == NS + "Company" and token.ent_type in ("GPE", "LOC")
    place = place or (cls in _CLUBS and token.text.istitle() and not token.is_sent_start)
    if (
        place
        or _is_time(reading, token, cls)
        or _is_strength(token, cls)
        or (_ends_other_name(token) and reading.is_a(cls, "SpatialThing"))
    ):
        return True
    if reading.is_a(cls, "Official", "Post"):
        return first == token.i and _is_rank_or_virtue(token)
    if first != token.i or (token.text[0].isupper() and not token.is_sent_start):
        return False
    if cls == NS + "Place" and not any(child.dep in _LEFT for child in token.lefts):
        return True
    if not reading.is_a(cls, "Facility", "Company", "Country"):
        return False
    return any(_is_common(obj) for prep in token.children if prep.form == "of" for obj in prep.children)


def _is_time(reading: Reading, token: Word, cls: str) -> bool:
    """Tell whether a noun is part of a time: "in the first quarter"."""
    return token.ent_type == "DATE" and token.inside and reading.is_a(cls, "SpatialThing")


def _is_strength(token: Word, cls: str) -> bool:
    """Tell whether a noun that may mean an armed body stands for what nobody counts: "used excessive force"."""
    bare = not any(child.dep in _COUNTED for child in token.lefts)
    return cls == NS + "ArmedOrganisation" and token.tag == "NN" and bare and token.dep in ("dobj", "pobj", "conj")


def _is_rank_or_virtue(token: Word) -> bool:
    """Tell whether a bare noun is what somebody has or strives for: "obstruction of justice", "runs for president"."""
    return token.tag in ("NN", "NNP") and not any(token.lefts) and token.dep == "pobj" and token.head.form in _HAVING


def _ends_other_name(token: Word) -> bool:
    """Tell whether a word is the end of a person's or a ship's name: "Ann Forest", "HMS Ocean"."""
    return token.ent_type in _NO_PLACES and token.inside and token.text[0].isupper()


def _is_common(token: Word) -> bool:
    """Tell whether "of" leads to a common noun in the singular, as in "base of support", "bank of the river"."""
    return token.dep == "pobj" and token.tag == "NN" and not token.ent_type


def is_verb(name: Words) -> bool:
    """Tell whether a single word in capitals is a stressed verb: "this IS war", but not "as IS fled"."""
    word = name[0]
    if len(name) > 1 or word.pos not in ("AUX", "VERB"):
        return False
    return word.i == 0 or word.neighbour(-1).pos in _SUBJECTS


def is_part_of_post(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name begins or ends a post: that of "Defence Minister", of "Secretary of State".

    It may go on with a rank: the name of "Chief of the General Staff General Omar Said" is none.
    """
    posts, low = reading.knowledge.lexicon.post_names, max(first - 3, 0)
    words = tuple(word.form for word in reading.doc[low : last + 4])
    begin, end = first - low, last + 1 - low
    spans = [(begin, further) for further in range(end, len(words) + 1)]
    plain = end
    while plain > begin + 1 and words[plain - 1].strip(".") in reading.knowledge.lexicon.rank_words:
        plain -= 1
    spans += [(before, after) for before in range(begin) for after in range(plain, end + 1)]
    return any(words[one:other] in posts for one, other in spans)


def is_day_of_honour(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed body is a day that is given to something: "World Water Day"."""
    return first < last and reading.knowledge.lexicon.units.get(reading.doc[last].form) == 1


def is_post_with_field(reading: Reading, head: Word) -> bool:
    """Tell whether a supposed body is a post with what it is for: "Minister of Health", "Commissioner for Roads"."""
    for_what = any(prep.form in _FIELDS for prep in head.children if prep.dep == "prep")
    return for_what and (head.form,) in reading.knowledge.lexicon.post_names


def is_common_word(reading: Reading, word: Word) -> bool:
    """Tell whether a supposed name is a noun or side of the world in capitals: "County Engineer Bill", "the West"."""
    lexicon = reading.knowledge.lexicon
    plural = word.form.removesuffix("s") if word.tag in ("NNS", "NNPS") else word.form
    kinds = [
        kind for form in (word.form, plural) for words, kind in lexicon.head_nouns.get(form, ()) if len(words) == 1
    ]
    side = f"{word.form} of" in lexicon.role_cues and word.neighbour(-1).tag == "DT" if word.i else False
    ranked = word.dep == "compound" and word.neighbour().form in lexicon.rank_words  # "Brigade General Ali Said"
    return side or any(reading.is_a(kind, *_SETTLED) or (ranked and reading.is_a(kind, _UNIT)) for kind in kinds)


def is_undertaking(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name is that of an event: "Operation Iron Shield", but not "Strike Force"."""
    triggers = reading.knowledge.lexicon.triggers.get(reading.doc[first].form, ())
    told = any(trigger.part == "noun" and len(trigger.words) == 1 for trigger in triggers)
    return first < last and told and reading.doc[last].form not in reading.knowledge.lexicon.name_suffixes


def is_equipment_word(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a supposed name is an abbreviation for a kind of equipment: the UAV of "a UAV launch site"."""
    kinds = reading.knowledge.lexicon.head_nouns.get(reading.doc[first].form, ())
    single = first == last and reading.doc[first].text.isupper()
    return single and any(len(words) == 1 and reading.is_a(cls, "Equipment") for words, cls in kinds)


def is_part_of_place(reading: Reading, first: int, last: int, cls: str) -> bool:
    """Tell whether a country's name ends another place's or a person's: "New Mexico", but not "Northern Syria".

    That of a body of states may end another body's: "the National Security Council", "the Syrian Arab Coalition".
    """
    doc = reading.doc
    before = doc[first - 1] if first else None
    if before is not None and reading.is_a(cls, "Coalition"):
        return before.ent_type == "ORG" and doc[first].inside and before.tag == "JJ" and before.text.istitle()
    if before is not None and reading.is_a(cls, "InternationalOrganisation"):
        longer = before.ent_type == "ORG" and doc[first].inside and before.pos in ("PROPN", "ADJ")
        return longer and before.text[0].isupper() and country_of_adjective(reading, before.i) is None
    if before is None or cls != NS + "Country" or before.ent_type not in ("GPE", "LOC", "PERSON"):
        return False
    same = doc[last].ent_type == before.ent_type and doc[first].inside
    named = (before.form, reading.doc[last].form) in reading.knowledge.lexicon.cues.get(_REGIONS, {})
    side = before.form.endswith("ern") and not named
    return same and before.pos == "PROPN" and before.text.istitle() and not side


def is_other_person(reading: Reading, at: int, end: int, individual: str) -> bool:
    """Tell whether a known person's name is that of a soldier of low rank, or a last name within somebody else's.

    "Mauricio Chavez Caceres", "Sergeant Pedro Sánchez".
    """
    word = reading.doc[at]
    if at and reading.doc[at - 1].form.strip(".") in reading.knowledge.lexicon.enlisted_words:
        return True
    if at < end or word.ent_type != "PERSON" or not word.text[0].isupper():
        return False
    first = last = at
    while reading.doc[first].inside:
        first -= 1
    while last + 1 < len(reading.doc) and reading.doc[last + 1].inside:
        last += 1
    own = reading.knowledge.terms.labels.get(individual, "").casefold()
    titles = reading.knowledge.lexicon.rank_words
    around = (other for other in reading.doc[first : last + 1] if other.i != at and other.pos == "PROPN")
    return any(other.form not in own and other.form.strip(".") not in titles for other in around)


def place_instead(reading: Reading, head: Word, first: int, cls: str) -> str:
    """Return the class of a name that the model labelled; behind "in" or "near", or the town of, it is a place."""
    before = reading.doc[first - 1] if first else None
    if cls in _PERSONS_AND_BODIES and (capitals := _by_capitals(reading, head, first)):
        return capitals
    lies = cls == NS + "Facility" and _is_where_it_lies(reading, head) and not _ends_as_facility(reading, head)
    if lies or (cls in _OFTEN_PLACES - {NS + "Facility"} and _is_scene(head)):
        return NS + "Place"
    if cls not in _OFTEN_PLACES or before is None or any(child.dep == "poss" for child in head.children):
        return cls
    if before.form == "of" and before.i > 0:
        return NS + "Place" if _is_of_place(reading, before.neighbour(-1)) else cls
    owned = head.tag == "POS" or head.dep == "poss"
    if owned or cls == NS + "Facility" or (head.text.isupper() and cls == NS + "Organisation"):
        return cls
    roles = reading.knowledge.lexicon.role_cues.get(before.form, ())
    placed = (roles and _PLACED.issuperset(roles)) or _is_left_or_taken(reading, head, first, cls)
    return NS + "Place" if placed else cls


def _is_scene(head: Word) -> bool:
    """Tell whether a clause behind a name tells what is there: "captured Laukkai, where 2,300 soldiers surrendered"."""
    clauses = (child for child in head.children if child.dep == "relcl" and child.i > head.i)
    return any(word.form == "where" for clause in clauses for word in clause.children)


def _is_of_place(reading: Reading, noun: Word) -> bool:
    """Tell whether a noun leads to a place: "the town of Kobo", "a resident of Kobo"."""
    kinds = [kind for words, kind in reading.knowledge.lexicon.head_nouns.get(noun.lemma, ()) if len(words) == 1]
    cues = reading.knowledge.lexicon.relation_cues.get(noun.lemma, ())
    lives = any(words[1:] == ("of",) and relation == _BASED_IN for words, relation in cues)
    return lives or any(reading.is_a(kind, *_SETTLED, _LAND) for kind in kinds)


def _by_capitals(reading: Reading, head: Word, first: int) -> str | None:
    """Return what capitals at the head of a report mean: who wrote it, or where."""
    if _wrote(reading, head, first):
        return NS + "Person"
    return NS + "Place" if _is_dateline(reading, head, first) else None


def _is_dateline(reading: Reading, head: Word, first: int) -> bool:
    """Tell whether capitals open a sentence before a dash, as where a report was written does: "BAGHDAD - Troops"."""
    opening = reading.doc[first]
    if not (opening.is_sent_start and opening.text.isupper() and head.text.isupper()) or head.i + 1 == len(head.doc):
        return False
    return _DASHES.issuperset(head.neighbour().text)


def _wrote(reading: Reading, head: Word, first: int) -> bool:
    """Tell whether a name of two words in capitals begins a byline: "By ANN LEE and OMAR SAID"."""
    name, by = reading.doc[first : head.i + 1], head.sentence[0]
    joined = reading.doc[by.i + 1 : first]
    begins = by.form == "by" and all(word.text.isupper() or word.form in _JOINING for word in joined)
    return begins and len(name) == _BYLINE and all(word.text.isupper() for word in name)


def _is_left_or_taken(reading: Reading, head: Word, first: int, cls: str) -> bool:
    """Tell whether a single word, or "al-Fashir", is what people flee, capture or shell, as they do towns."""
    single = first == head.i or reading.doc[first + 1].text == "-"
    if cls not in (NS + "Organisation", NS + "Platform") or not single or not head.text.istitle():
        return False
    verb = head.head.head if head.dep == "pobj" and head.head.form in _LEAVING else head.head
    if verb.pos != "VERB" or (verb == head.head and head.dep != "dobj"):
        return False
    triggers = [t for t in reading.knowledge.lexicon.triggers.get(verb.lemma, ()) if t.words[0] == verb.lemma]
    # "Shelled Karm", "attacked Karm with drones"
    phrases = (prep for prep in verb.children if prep.form == "with")
    means = {obj.lemma for prep in phrases for obj in prep.children if obj.dep == "pobj"}
    shelled = (t for t in triggers if all(c.relation == "with" and means.intersection(c.values) for c in t.conditions))
    taken = any(reading.is_a(trigger.cls, *_OF_TOWNS) for trigger in triggers)
    return taken or any(reading.is_a(trigger.cls, _FROM_AFAR) for trigger in shelled)


def has_age(name: Words) -> bool:
    """Tell whether an age stands behind a name, as it does behind a person's: "Hodan Warsame, 34, said"."""
    last = name[-1]
    behind = last.doc[last.i + 1 : last.i + 4]
    if len(behind) < 3 or behind[0].text != "," or behind[2].text not in _BEHIND_AGE:
        return False
    return behind[1].text.isdecimal() and 0 < int(behind[1].text) <= _OLDEST


def _is_where_it_lies(reading: Reading, head: Word) -> bool:
    """Tell whether a name stands where a town or province does: "in X", "the railway station at X"."""
    if head.dep != "pobj" or head.head.i == 0:
        return False
    return head.head.form == "in" or _ends_as_facility(reading, head.head.neighbour(-1))


def _ends_as_facility(reading: Reading, head: Word) -> bool:
    """Tell whether the last word of a name says what it is: "Evin prison", not "Norte de Santander"."""
    nouns = reading.knowledge.lexicon.head_nouns
    kinds = [kind for form in head.forms for _, kind in nouns.get(form, ())]
    return any(reading.is_a(kind, "Facility") for kind in kinds)


def agreed_classes(names: Sequence[tuple[str, str]]) -> list[str]:
    """Return a class for each name and its class, the same for the same name.

    A single word that ends a person's full name is that person; a name that the model takes for a place at least as
    often as for something else is a place.
    """
    surnames = {text.rsplit(" ", 1)[-1] for text, cls in names if cls == NS + "Person" and " " in text}
    votes = Counter(names)
    return [_agreed(text, cls, surnames, votes) for text, cls in names]


def _agreed(text: str, cls: str, surnames: set[str], votes: Mapping[tuple[str, str], int]) -> str:
    if text in surnames and cls in (*_PERSONS_AND_BODIES, NS + "Place"):
        return NS + "Person"
    place = votes.get((text, NS + "Place"), 0)
    return NS + "Place" if cls in _PERSONS_AND_BODIES and place and place >= votes[text, cls] else cls
