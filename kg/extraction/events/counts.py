"""How many were killed, wounded, captured or displaced: counts told with the events that they belong to."""

from collections.abc import Iterable, Mapping

from kg.extraction.events.counted import AMONG, THEM, counted
from kg.extraction.events.quantities import Amount, amount_at, amount_of, is_part, partitive
from kg.extraction.language.clauses import children, clause_verb, objects
from kg.extraction.language.words import Word
from kg.extraction.mention import Count
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS
from kg.ontology.lexicon import Lexicon

Cues = Mapping[tuple[str, ...], tuple[str, ...]]

_INDEFINITE = frozenset({"a", "an", "another"})
_LOSING = frozenset({"lose", "of"})
_KINDS = {
    "DeathEvent": "killed",
    "InjuryEvent": "wounded",
    "Displacement": "displaced",
    "CaptureOrSurrender": "captured",
    "ArrestOrDetention": "detained",
    "Abduction": "detained",
}
"""What is counted where the words of a trigger do not say it."""
_SETTING_FREE = "ReleaseOrExchange"
_JUDGED = "LegalProceeding"
_SAID = "SpeechAct"
"""Who is sentenced to death has not died."""
_PARTING = frozenset({"of", "among"})
_HURT = "InjuryEvent"
_WITHOUT_KIND = "CasualtyEvent"
_TAKEN = frozenset({"captured", "detained"})
_PRODUCT = "PRODUCT"
_EXPLOSION = "ExplosiveAttack"
_WITH = NS + "hasInstrument"
_NAMED = frozenset({"NOUN", "PROPN"})
_NO_NUMBERS = frozenset({"PERCENT", "MONEY", "QUANTITY", "DATE", "TIME"})
_BARE = frozenset({"other", "none", "life", "body", "one", "many", "more", "number"})


def find_counts(reading: Reading) -> None:
    """Attach counts to each event whose trigger gives a kind of count ("killed", "dead", "death toll")."""
    cues = reading.knowledge.lexicon.cues.get("CountKind", {})
    for event in reading.events:
        kind = _kind(reading, event, cues)
        if kind and not _is_alternative(reading, event, kind, cues):
            for token in dict.fromkeys(_numbers(reading, event)):
                _add_count(reading, event, kind, token)
            _add_parts(reading, event, kind)


def _kind(reading: Reading, event: EventDraft, cues: Cues) -> str | None:
    words = tuple(token.lemma for token in reading.doc[event.first : event.last + 1])
    if reading.is_a(event.cls, _JUDGED, _SAID):
        return None
    verb = event.token.lemma
    beside = [(verb, child.lemma) for child in children(event.token, "prt", "dobj", "acomp", "oprd", "advmod")]
    ending = () if event.cls == NS + _WITHOUT_KIND and event.token.pos == "NOUN" and len(words) > 1 else (words[-1:],)
    if _is_to_death(event.token) and not reading.is_a(event.cls, _JUDGED):
        return "killed"
    for found in (*beside, words, *ending, words[:1], *_named_by_object(reading, event)):
        if found in cues:
            kind = cues[found][0]
            return "wounded" if kind == "equipmentLost" and reading.is_a(event.cls, _HURT) else kind
    return next((kind for cls, kind in _KINDS.items() if reading.is_a(event.cls, cls)), None)


def _is_to_death(verb: Word) -> bool:
    """Tell whether it is "hacked to death", "stoned to death"."""
    phrases = (prep for prep in children(verb, "prep") if prep.form == "to")
    return any(obj.form == "death" for prep in phrases for obj in children(prep, "pobj"))


def _named_by_object(reading: Reading, event: EventDraft) -> list[tuple[str]]:
    """Return the words of "suffered losses" and "took hostages"; a jail that is stormed holds nobody by that."""
    if reading.is_a(event.cls, _SETTING_FREE):
        return []
    nouns = [(noun, reading.entity_at(noun)) for noun in objects(event.token)]
    return [(n.lemma,) for n, entity in nouns if not entity or not reading.is_a(entity.cls, "SpatialThing")]


def _is_alternative(reading: Reading, event: EventDraft, kind: str, cues: Cues) -> bool:
    """Tell whether a number is of one kind or another: "a dozen were killed or captured"."""
    first = event.token.head if event.token.dep == "conj" else event.token
    if not any(word.form == "or" for word in children(first, "cc")):
        return False
    others = (reading.event_at(token) for token in (first, *first.conjuncts))
    return any(_kind(reading, other, cues) not in (kind, None) for other in others if other and other != event)


def _add_parts(reading: Reading, event: EventDraft, kind: str) -> None:
    """Add the numbers told of some of those counted: "40 were hurt, eight of them seriously"."""
    if not event.counts and event.token.pos == "VERB":
        return
    low = min((count.span.begin for count in event.counts), default=event.token.idx)
    high = event.token.sentence[-1].i + 1
    for i in range(event.token.sentence[0].i, high - 2):
        if reading.doc[i + 1].form not in _PARTING or reading.doc[i + 2].form not in THEM:
            continue
        token = reading.doc[i]
        apart = token.idx > low
        if (
            not apart
            or _is_vague(reading, token)
            or reading.event_at(clause_verb(token)) not in (event, None)
            or _is_closer(reading, event, token)
        ):
            continue
        described = [c for c in (*children(token, "appos", "attr"), *_said_of(token)) if c.pos == "NOUN"]
        called = described[0] if described else token
        _add_count(reading, event, kind, token if token.like_num else called, called=called)


def _said_of(number: Word) -> list[Word]:
    """Return the children of "five of them children", a clause without a verb."""
    return [number.head] if number.dep == "nsubj" and number.head.pos == "NOUN" else []


def _is_vague(reading: Reading, token: Word) -> bool:
    """Tell whether it is "some of them", which says no more than that there were any."""
    quantity = reading.knowledge.lexicon.quantities.get((token.form,))
    return quantity is not None and quantity.maximum is None


def _is_closer(reading: Reading, event: EventDraft, token: Word) -> bool:
    """Tell whether another event with numbers stands between an event and a number."""
    between = (other for other in reading.events if event.token.i < other.token.i < token.i)
    return any(_kind(reading, other, reading.knowledge.lexicon.cues.get("CountKind", {})) for other in between)


def _numbers(reading: Reading, event: EventDraft) -> Iterable[Word]:
    """Return the nouns and numerals of an event; what stands right before a verb is all of that verb's."""
    before = _numbers_before(reading, event)
    return before if before and event.token.pos == "VERB" else (*before, *counted(reading, event))


def _numbers_before(reading: Reading, event: EventDraft) -> list[Word]:
    """Return the number right before the trigger, as in "TWO KILLED", "and 40 wounded", "7 of the 40 wounded"."""
    before = event.first - 1
    if event.token.dep == "amod" or before < reading.doc[event.first].sentence[0].i:
        return []
    token = reading.doc[before]
    quantity = (token.form,) in reading.knowledge.lexicon.quantities and token.form not in _INDEFINITE
    if not token.like_num and not quantity:
        return []
    whole = token.head.head
    return [whole, token] if token.dep == "pobj" and whole.like_num else [token]


def _add_count(reading: Reading, event: EventDraft, kind: str, noun: Word, *, called: Word | None = None) -> None:
    lexicon = reading.knowledge.lexicon
    kind_here = _kind_of(reading, kind, noun)
    of_another = _is_of_another(reading, event, noun) or (noun.like_num and _is_age(noun))
    if kind_here == "equipmentLost" and reading.is_a(event.cls, _EXPLOSION) and _is_tool(reading, event, noun):
        return
    if kind_here is None or noun.ent_type in _NO_NUMBERS or of_another:
        return
    amount = amount_at(noun, lexicon) if noun.like_num else amount_of(noun, lexicon)
    amount = amount or _single(noun, lexicon)
    if amount is None:
        return
    first, last = min(amount.first, noun.i), max(amount.last, noun.i)
    span = reading.characters(first, last)
    if any(count.span.begin < span.end and span.begin < count.span.end for count in event.counts):
        return
    who = called or noun
    group = None if who == event.token or _tells_no_group(who, lexicon) else who.lemma
    among = event.token.dep == "pobj" and event.token.head.form in AMONG
    part = among or is_part(reading.doc[amount.first : amount.last + 1])
    event.counts.append(Count(kind_here, amount.minimum, amount.maximum, group, span, reading.text_of(span), part))


def _is_tool(reading: Reading, event: EventDraft, noun: Word) -> bool:
    """Tell whether it is what a deed was done with: the car that blew up was the bomb."""
    used = (a.entity for a in event.arguments if a.role == _WITH and a.entity is not None)
    return any(reading.head_of[entity] == noun.i for entity in used)


def _is_age(number: Word) -> bool:
    """Tell whether a number between commas behind those it belongs to is how old they are: "two women, 43 and 70,"."""
    behind = [token.text for token in number.doc[number.i + 1 : number.i + 4]]
    listed = number.head.i < number.i and number.doc[number.i - 1].text == ","
    closed = behind[:1] == [","] or (behind[:1] == ["and"] and behind[2:3] == [","])
    return listed and closed and number.dep in ("appos", "npadvmod", "nummod") and number.head.pos in _NAMED


def _is_of_another(reading: Reading, event: EventDraft, number: Word) -> bool:
    """Tell whether a number stands right before the trigger of another event: "losses: 16 dead, 40 wounded"."""
    if not number.like_num or number.i + 1 == len(number.doc):
        return False
    other = reading.event_at(number.neighbour(1))
    return other is not None and other != event and other.token.pos != "NOUN"


def _kind_of(reading: Reading, kind: str, noun: Word) -> str | None:
    """Return what is counted of a noun: people who were "lost" died, and of things only equipment counts."""
    if noun.lemma == "life":
        return "killed"
    entity = reading.entity_at(noun)
    if entity is None:
        return None if kind == "equipmentLost" and not _may_be_equipment(reading, noun) else kind
    if reading.is_a(entity.cls, "SpatialThing"):
        # "Captured three villages": it is people and equipment that are counted.
        return None
    if reading.is_a(entity.cls, "Agent") and kind == "equipmentLost":
        return "killed" if noun.head.lemma in _LOSING else None
    if reading.is_a(entity.cls, "Equipment"):
        # A boat that flees is nobody who was driven out.
        return "equipmentLost" if kind in _TAKEN or kind == "equipmentLost" else None
    return kind


def _may_be_equipment(reading: Reading, noun: Word) -> bool:
    """Tell whether a noun without a class of its own may stand for equipment: "pieces of armour", not "both legs"."""
    kept = (reading.entity_at(obj) for prep in children(noun, "prep") for obj in children(prep, "pobj"))
    known = noun.ent_type == _PRODUCT or any(entity and reading.is_a(entity.cls, "Equipment") for entity in kept)
    return known or _tells_no_group(noun, reading.knowledge.lexicon)


def _tells_no_group(noun: Word, lexicon: Lexicon) -> bool:
    """Tell whether a counted word says nothing of who they are: "others", "dozens", a person's name."""
    is_quantity = (noun.form,) in lexicon.quantities or noun.form in lexicon.numbers
    return noun.like_num or is_quantity or noun.pos == "PRON" or noun.ent_type == "PERSON" or noun.lemma in _BARE


def _single(noun: Word, lexicon: Lexicon) -> Amount | None:
    """Read "a civilian" as one; a name gives no number."""
    determiner = next((child for child in noun.children if child.form in _INDEFINITE), None)
    if partitive(noun, lexicon) or noun.lemma in _BARE:
        return None
    if (noun.tag in ("NN", "NNP") or noun.ent_type == _PRODUCT) and determiner is not None:
        return Amount(1, 1, determiner.i, noun.i)
    return None
