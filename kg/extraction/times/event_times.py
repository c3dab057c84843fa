"""When an event was: the time expression that belongs to it."""

from collections.abc import Mapping
from dataclasses import replace

from kg.extraction.events.governors import is_outstanding
from kg.extraction.language.clauses import RELATIVE_PRONOUNS, children, clause_verb, preposition_forms
from kg.extraction.language.words import Word, root_of, words_at
from kg.extraction.mention import TimeExpression
from kg.extraction.reading import EventDraft, Reading
from kg.extraction.times.intervals import day_of
from kg.extraction.times.live_entries import date_live_entries
from kg.extraction.times.plans import is_before_content
from kg.extraction.times.time_ranges import precision_of
from kg.namespaces import NS

_ORDERS = frozenset({NS + "after", NS + "before", NS + "inResponseTo"})
_SPEECH = ("SpeechAct", "DiplomaticEvent")
_DEEDS = ("ViolentEvent", "HumanImpactEvent", "CustodyEvent", "ControlEvent")
_SINCE, _BUT = "since", "but"
_ANSWERED = frozenset({"for", "over"})
"""What leads from a punishment to the deed: "sentenced on Monday for the murder of X"."""
_TERMS = frozenset({"under", "despite"})
_BOUNDS = frozenset({_SINCE, "until", "till"})
"""What opens a clause that tells when something began or ended."""
_LATER = frozenset({"afterwards", "later", "subsequently", "then"})


def attach_times(reading: Reading) -> None:
    """Give each event the nearest time above it in the tree: its own, its clause's, then that of those around.

    A nearest time that cannot be resolved leaves the event without one: that of another event would be wrong.
    """
    located = [(time, _token_at(reading, time)) for time in reading.times]
    by_sentence: dict[int, list[tuple[TimeExpression, Word]]] = {}
    for time, token in located:
        by_sentence.setdefault(reading.sentence_of[token.i], []).append((time, token))
    for event in reading.events:
        candidates = by_sentence.get(reading.sentence_of[event.token.i], [])
        ranked = [
            (rank, time.id) for time, token in candidates if (rank := _rank(reading, event, time, token)) is not None
        ]
        nearest = reading.times[min(ranked)[1]] if ranked else None
        if nearest and nearest.precision != "unknown":
            event.time = _until_told(reading, event, nearest)
    for event in reading.events:
        event.time = event.time or _time_of_subject(reading, event)
    date_live_entries(reading)


def _until_told(reading: Reading, event: EventDraft, time: TimeExpression) -> TimeExpression | None:
    """Return a time, that of "since Saturday" up to the day on which the text tells it.

    The first raid since May was not then, and "since May, when a raid killed ten" tells of a raid in May, but "since
    1969 in which 40,000 have died" of deaths since.
    """
    token = _token_at(reading, time)
    clauses = (verb for verb in (event.token, *event.token.ancestors) if verb.dep == "relcl" and verb.head is token)
    then = any(not _is_perfect(verb) for verb in clauses)
    if token.head.form != _SINCE or time.earliest is None or reading.anchor is None or then:
        return time
    if any(is_outstanding(reading, word) for word in (event.token, event.token.head)):
        return None
    told = day_of(reading.anchor).latest
    if told is None or told <= (time.latest or told):
        return time
    return replace(time, latest=told, precision=precision_of(told - time.earliest))


def _time_of_subject(reading: Reading, event: EventDraft) -> TimeExpression | None:
    """Return the time of the event that is a verb's subject: "the strike on Monday hit a market"."""
    if event.token.pos != "VERB":
        return None
    found = (reading.event_at(subject) for subject in children(event.token, "nsubj", "nsubjpass"))
    told = [other for other in found if other and not reading.is_a(other.cls, *_SPEECH)]
    return next((other.time for other in told if not has_come_since(reading, event, other)), None)


def has_come_since(reading: Reading, effect: EventDraft, cause: EventDraft) -> bool:
    """Tell whether an effect has gathered since its cause began: "the war, begun in 2023, has killed thousands"."""
    if not _is_perfect(effect.token):
        return False
    wide = cause.time is not None and cause.time.precision in ("month", "season", "year")
    return wide or reading.is_a(cause.cls, "MilitaryCampaign")


def _is_perfect(verb: Word) -> bool:
    return any(helping.lemma == "have" and helping.tag in ("VBZ", "VBP") for helping in children(verb, "aux"))


def _token_at(reading: Reading, time: TimeExpression) -> Word:
    words = words_at(reading.doc, time.span)
    return root_of(words) if words else reading.doc[0]


def _rank(reading: Reading, event: EventDraft, time: TimeExpression, token: Word) -> int | None:
    """Return how near a time is to an event; None if it belongs to another.

    A time counted back is that of what was answered: "in response to the attack three days earlier".
    """
    if time.span in reading.counted_back:
        before = (e for e in reading.events if e.token.i < token.i and e.token.sentence == token.sentence)
        answered = max((e for e in before if _is_answered(reading, e)), key=lambda e: e.token.i, default=None)
        if answered is not None:
            return 0 if answered is event else None
    return _distance(reading, event, token)


def _is_answered(reading: Reading, event: EventDraft) -> bool:
    return event.token.pos != "VERB" and any(_orders_events(reading, above) for above in event.token.ancestors)


def _distance(reading: Reading, event: EventDraft, time: Word) -> int | None:
    """Return how many steps up from the trigger lead to a head of the time phrase; None if another event owns it."""
    above = [time, *time.ancestors]
    positions = {token.i: depth for depth, token in enumerate(above)}
    way = above[: _meeting(event, positions) + 1]
    if any(_owned_by_other(reading, event, token) for token in way) or _in_other_clause(reading, event, way[:-1]):
        return None
    if _parted(event.token, time) or _is_said_of_it(reading, event, positions):
        return None
    for steps, token in enumerate((event.token, *event.token.ancestors)):
        if token.i in positions:
            said = steps > 0 and _is_time_of_saying(reading, token, above[: positions[token.i]])
            said = said and not _is_done_by_saying(reading, event, token)
            return None if said else steps * 10 + positions[token.i]
        for clause in children(token, "relcl"):
            relative = any(child.tag in RELATIVE_PRONOUNS for child in children(clause, "nsubj", "nsubjpass"))
            if steps == 0 and relative and clause.i in positions:
                return 1
        tells_of_it = token.dep == "relcl" and token.head.i == time.i  # "on Wednesday, when a mortar hit a school"
        if not tells_of_it and _orders_events(reading, token):
            return None
    return None


def _is_said_of_it(reading: Reading, event: EventDraft, positions: Mapping[int, int]) -> bool:
    """Tell whether a relative clause says who speaks of what has a time: "the raid on Monday, which Y condemned"."""
    speaks = event.token.dep == "relcl" and reading.is_a(event.cls, "SpeechAct")
    return speaks and event.token.i not in positions


def _parted(one: Word, other: Word) -> bool:
    """Tell whether a semicolon stands between two words: what is told behind it has a time of its own."""
    first, last = sorted((one.i, other.i))
    return any(token.text == ";" for token in one.doc[first:last])


def _in_other_clause(reading: Reading, event: EventDraft, way: list[Word]) -> bool:
    """Tell whether the way up from a time leaves a clause that tells something else of one of the participants.

    So does one that tells what came before or behind: "after rebels seized Goma on Monday", "until it fell in May"; and
    what somebody says has a time of its own: "would send envoys by Friday", "praised him for attacking on Monday".
    """
    contents = (token for token in way if token.dep == "ccomp" and token.head.i == event.token.i)
    if reading.is_a(event.cls, *_SPEECH):
        deeds = any(token.dep == "pcomp" and token.i > event.token.i for token in way)
        if deeds or any(not is_before_content(way[0], content) for content in contents):
            return True
    return any(
        token.dep in ("relcl", "advcl") and (token.head.i != event.token.i or _tells_another_time(reading, token))
        for token in way
    ) or _is_of_a_change(way)


def _is_of_a_change(way: list[Word]) -> bool:
    """Tell whether a time is that of a noun added behind a comma: "are displaced, an increase of 24 % since May"."""
    added = (token for token in way[1:] if token.dep in ("appos", "npadvmod") and token.pos == "NOUN")
    since = bool(way) and way[0].head.form == _SINCE
    return since and any(not token.ent_type for token in added)


def _tells_another_time(reading: Reading, clause: Word) -> bool:
    if clause.dep != "advcl":
        return False
    marks = [child.form for child in children(clause, "mark")]
    cues = reading.knowledge.lexicon.role_cues
    return not _BOUNDS.isdisjoint(marks) or any(_ORDERS & set(cues.get(mark, ())) for mark in marks)


def _orders_events(reading: Reading, token: Word) -> bool:
    """Tell whether what is below a word has a time of its own: "after the attack", "where rebels had attacked"."""
    if token.dep == "relcl" and reading.event_at(token.head) is None:
        return True
    later = token.dep == "conj" and any(child.form in _LATER for child in children(token, "advmod"))
    # "They signed an agreement in June, but the fighting has not stopped."
    later = later or (_is_contrasted(token) and bool(children(token, "nsubj", "nsubjpass")))
    # "Marked the day by saying on Friday that it would attack"
    later = later or (token.dep == "ccomp" and any(aux.tag == "MD" for aux in children(token, "aux")))
    if later or _only_describes(reading, token) or _sets_terms(reading, token):
        return True
    if token.dep in ("advcl", "relcl", "ccomp") and any(child.form == "had" for child in children(token, "aux")):
        return True
    words = preposition_forms(token) if token.dep == "prep" else [child.form for child in children(token, "mark")]
    cues = reading.knowledge.lexicon.role_cues
    return any(_ORDERS & set(cues.get(word, ())) for word in words)


def _is_contrasted(verb: Word) -> bool:
    between = [cc for cc in children(verb.head, "cc") if verb.head.i < cc.i < verb.i] if verb.dep == "conj" else []
    return bool(between) and between[-1].form == _BUT


def _sets_terms(reading: Reading, preposition: Word) -> bool:
    """Tell whether a phrase names the agreement by which, or despite which, something is done: "under the deal"."""
    terms = children(preposition, "pobj") if preposition.form in _TERMS else []
    found = (reading.event_at(noun) for noun in terms)
    return any(event is not None and reading.is_a(event.cls, "DiplomaticEvent") for event in found)


def _only_describes(reading: Reading, participle: Word) -> bool:
    """Tell whether a participle says who somebody is: "will name those implicated in the murder by Friday".

    So does one before a noun that is known: "met the evacuated settlers on Friday".
    """
    if participle.dep == "amod" and participle.tag == "VBN":
        return any(word.form == "the" or word.dep == "poss" for word in children(participle.head, "det", "poss"))
    if participle.dep != "acl" or participle.tag != "VBN" or reading.event_at(participle.head):
        return False
    told = reading.event_at(participle)
    return told is None or reading.is_a(told.cls, "SpeechAct")


def _is_time_of_saying(reading: Reading, verb: Word, below: list[Word]) -> bool:
    """Tell whether a time is when something was said: "officials said on Monday that", "in a statement on Monday".

    ``below`` are the words from the time up to the verb.
    """
    says = bool(reading.stances_of(verb))
    if not says or verb.pos != "VERB" or not below:
        return False
    # "The president today announced"
    between = any(subject.i < below[-1].i < verb.i for subject in children(verb, "nsubj")[-1:])
    return between or below[-1].i > verb.i or sum(token.dep == "prep" for token in below) > 1


def _is_done_by_saying(reading: Reading, event: EventDraft, verb: Word) -> bool:
    """Tell whether saying it makes it so: "declared a state of emergency on Friday"; nobody is killed by saying."""
    light = f"to {verb.lemma}" in reading.knowledge.lexicon.role_cues
    return light and event.token.dep == "dobj" and event.token.head is verb and not reading.is_a(event.cls, *_DEEDS)


def _meeting(event: EventDraft, positions: dict[int, int]) -> int:
    """Return how far up from the time phrase the way to the event begins."""
    for token in (event.token, *event.token.ancestors):
        if token.i in positions:
            return positions[token.i]
    return 0


def _owned_by_other(reading: Reading, event: EventDraft, token: Word) -> bool:
    """Tell whether another event's trigger stands between the time phrase and this event."""
    other = reading.event_at(token)
    if other is None or other is event:
        return False
    punished = reading.is_a(other.cls, "LegalProceeding", "CustodyEvent") and event.token.head.form in _ANSWERED
    return punished or clause_verb(event.token).i != token.i or reading.is_a(other.cls, *_SPEECH)
