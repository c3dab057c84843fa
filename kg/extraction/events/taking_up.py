"""Nouns that take up an event that was told: whether they do, which one is meant, and which is not."""

from kg.extraction.events.event_kinds import is_fight
from kg.extraction.language.clauses import children, preposition_forms
from kg.extraction.language.words import Word
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

_GENERIC = 10.0
"""How much worse an antecedent that is only talked about in general is: worse than ten sentences of distance."""
_SAME_NOUN, _SAME_STEM = 4.0, 0.5
"""How much better an antecedent told with the same noun, or with its verb, is: as much as so many sentences nearer."""
_SAME_KIND = 0.5
"""How much better clashes are for "the fighting" than another fight, all else alike."""
_OCCASION_OF = 6.0
"""How much worse an antecedent is that its sentence names only as the occasion of what it tells."""
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_BESIDE = 4
"""Characters between a noun and its day at most: " on "."""
_ORDERS = frozenset({NS + "after", NS + "before", NS + "inResponseTo"})
_ONE = "one"
_STEM = 3
"""Letters that a verb and its noun have in common at least."""
_LISTED = frozenset({"appos", "conj", "parataxis"})
"""What stands beside a word without saying anything of it."""
_BEFELL = ("hasVictim", "hasTarget")
_OWNED = ("ViolentEvent", "HumanImpactEvent", "CustodyEvent", "Meeting")
"""Kinds of which "his" and "Ali's" tell one known event: his arrest; but his words and visits are many."""


def is_definite(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a noun takes up what is known, by its article or by whose it is: "the raid", "their deaths"."""
    noun = event.token
    if noun.pos == "VERB":
        return False
    head = noun.head if noun.dep == "conj" and noun.head.pos == "NOUN" else noun
    told = any(child.form in _DETERMINERS for child in (*noun.children, *head.children) if child.dep == "det")
    return told or is_owned(reading, event)


def is_owned(reading: Reading, event: EventDraft) -> bool:
    """Tell whether a noun says whose event it is: "his arrest", "Iran's strikes"."""
    return bool(children(event.token, "poss")) and reading.is_a(event.cls, *_OWNED)


def fit_of_noun(
    reading: Reading, event: EventDraft, other: EventDraft, rest: list[EventDraft], *, distance: int, shared: int
) -> float | None:
    """Return how well a noun takes up an event so many sentences before; None where it means another one.

    ``rest`` are all mentions of that event, ``shared`` is the number of participants that it shares with them.
    """
    described = _description(event)
    overlap = len(described & {lemma for draft in rest for lemma in _said_of(reading, draft)}) if described else 0
    generic = all(draft.modality == "generic" for draft in rest)
    again = any(_same_word(draft.token, event.token) for draft in rest)
    alike = other.cls == event.cls and reading.is_a(event.cls, "ArmedClash")
    several = event.token.tag == "NN" and _are_several(other.token)
    several = several and not alike
    unlike = is_owned(reading, event) and not (shared and (again or reading.is_a(event.cls, "HumanImpactEvent")))
    if (described and not overlap and not shared) or (generic and several and not again) or unlike:
        return None
    # "The fighting" is the clashes after which a town was entered, "the attack" rather what was answered with.
    occasion = _is_occasion(reading, other.token) and not alike
    worse = distance + _GENERIC * (generic or several) + _OCCASION_OF * occasion - _SAME_KIND * alike
    nouns = any(draft.token.pos == "NOUN" and _same_word(draft.token, event.token) for draft in rest)
    return 3.0 * overlap + 2.0 * shared + (_SAME_NOUN if nouns else _SAME_STEM * again) - worse


def means_another(event: EventDraft, rest: list[EventDraft]) -> bool:
    """Tell whether a noun says itself that none of what was told is meant, but one of its own.

    "The ambush on 4 May" is no ambush without a day, "the hijacking of the Karm" none of "a surge in hijackings".
    """
    if _is_named_by_its_day(event) and not any(draft.time for draft in rest):
        return True
    one = event.token.tag == "NN" and all(_are_several(other.token) for other in rest)
    return one and any(_has(event, role) and not any(_has(o, role) for o in rest) for role in _BEFELL)


def name_of(reading: Reading, event: EventDraft) -> str | None:
    """Return the name of an event that has one: "Operation Iron Fist"."""
    first = reading.doc[event.first]
    named = event.first < event.last and first.text in reading.knowledge.lexicon.name_prefixes
    return reading.text_of(reading.characters(event.first, event.last)) if named else None


def is_named_otherwise(reading: Reading, event: EventDraft, rest: list[EventDraft]) -> bool:
    """Tell whether the name of one is not that of the other: "the operation" takes up one by name, no war does."""
    mine = name_of(reading, event)
    for draft in rest:
        other = name_of(reading, draft)
        named, noun = (event, draft) if mine else (draft, event)
        if mine != other and ((mine and other) or reading.doc[named.first].lemma != noun.token.lemma):
            return True
    return False


def _are_several(noun: Word) -> bool:
    """Tell whether a noun tells of more than one: "strikes", but not "one of the worst strikes"."""
    part = noun.head.head if noun.dep == "pobj" and noun.head.form == "of" else noun
    return noun.tag == "NNS" and part.form != _ONE


def is_state_and_deed(reading: Reading, event: EventDraft, rest: list[EventDraft]) -> bool:
    """Tell whether one is violence at large and the other a single deed, not a fight: a shot, and "the violence"."""
    states = [_is_state(reading, draft) for draft in (event, *rest)]
    deeds = (draft for draft, state in zip((event, *rest), states, strict=True) if not state)
    return any(states) and not all(is_fight(reading, draft) for draft in deeds)


def _is_state(reading: Reading, event: EventDraft) -> bool:
    return (event.token.lemma,) in reading.knowledge.lexicon.cues.get("StateWord", {})


def _has(event: EventDraft, role: str) -> bool:
    return any(argument.role.endswith(role) and argument.how != "nearest" for argument in event.arguments)


def _said_of(reading: Reading, event: EventDraft) -> frozenset[str]:
    """Return the lemmas of the words that say something of an event: not of another one, nor of what is listed."""
    found = [word for argument in event.arguments for word in argument.text.lower().split()]
    waiting = [event.token]
    while waiting:
        word = waiting.pop()
        found.append(word.lemma)
        below = [child for child in word.children if child.dep not in _LISTED]
        waiting += [child for child in below if reading.event_at(child) in (None, event)]
    return frozenset(found)


def _description(event: EventDraft) -> frozenset[str]:
    """Return the lemmas that narrow down a definite noun, without those that only say it was told of."""
    below = [t for child in children(event.token, "compound", "nmod", "poss") for t in child.subtree]
    words = (t for t in below if t.text[0].isalpha() and t.tag != "PRP$")
    return frozenset(t.lemma for t in words if not event.first <= t.i <= event.last)


def _is_named_by_its_day(event: EventDraft) -> bool:
    """Tell whether a definite noun says itself which one is meant: "the ambush on 4 May", "the 4 May ambush"."""
    if event.time is None:
        return False
    day, noun = event.time.span, event.token
    return 0 <= day.begin - noun.end <= _BESIDE or 0 <= noun.idx - day.end <= _BESIDE


def _is_occasion(reading: Reading, noun: Word) -> bool:
    """Tell whether a sentence names an event only as what was answered or came before: "after a raid on Erbil"."""
    cues = reading.knowledge.lexicon.role_cues
    words = preposition_forms(noun.head) if noun.dep == "pobj" else []
    return any(_ORDERS & set(cues.get(word, ())) for word in words)


def _same_word(one: Word, other: Word) -> bool:
    """Tell whether two lemmas are one word, or its verb and noun: "bomb" and "bombing", "explode" and "explosion"."""
    short, long = sorted((one.lemma, other.lemma), key=len)
    return long.startswith(short[: max(_STEM, len(short) - 2)])
