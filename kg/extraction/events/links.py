"""Relations between events that the text states: in response to, after, part of; and times that follow."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kg.extraction.events.linked_sentences import linked_with_before
from kg.extraction.language.clauses import children, clause_verb, objects, prepositions
from kg.extraction.language.words import Word
from kg.extraction.mention import EventLink, Precision, Span, TimeExpression
from kg.extraction.reading import EventDraft, Reading
from kg.namespaces import NS

_LINKS = frozenset({NS + "inResponseTo", NS + "after", NS + "before", NS + "partOf"})


def find_links(reading: Reading) -> None:
    """Find linked events; "days after" also dates the event that has no date of its own."""
    for event in reading.events:
        for head in (event.token, *_carriers(reading, event)):
            for preposition, obj in prepositions(head):
                other = reading.event_at(obj)
                if other is not None and other is not event:
                    _link(reading, event, other, preposition, head)
            for words, other in (*_clauses(reading, head), *_answered(reading, head)):
                if other is not event:
                    _link(reading, event, other, words, head)
    for later, earlier, relation, word in linked_with_before(reading):
        span = Span(min(word.idx, later.token.idx), max(word.end, later.token.end))
        _add(reading, EventLink(later.id, earlier.id, relation, span))


def _clauses(reading: Reading, head: Word) -> Iterator[tuple[str, EventDraft]]:
    """Yield the events of adverbial clauses, each with its conjunction: "after rebels captured the airport"."""
    for clause in children(head, "advcl"):
        found = reading.event_at(clause)
        carried = (reading.event_at(t) for t in children(clause, "nsubj", "nsubjpass", "dobj"))
        other = found or next((event for event in carried if event), None)
        if other is not None:
            yield from ((mark.form, other) for mark in children(clause, "mark"))


def _answered(reading: Reading, head: Word) -> Iterator[tuple[str, EventDraft]]:
    """Yield what a deed answers: "to avenge the raid", "retaliating for the raid", "a response to the raid"."""
    cues = reading.knowledge.lexicon.role_cues
    verb = head.pos == "VERB"
    beside = [noun for noun in head.subtree if noun.dep == "appos" and clause_verb(noun) == head] if verb else []
    for word in (*children(head, "advcl", "acl"), *beside):
        told = [(f"to {word.lemma}", obj) for obj in objects(word)]
        told += [(f"{word.lemma} {preposition}", obj) for preposition, obj in prepositions(word)]
        for words, obj in told:
            other = reading.event_at(obj) if _LINKS.intersection(cues.get(words, ())) else None
            if other is not None:
                yield words, other


def _carriers(reading: Reading, event: EventDraft) -> list[Word]:
    """Return the verbs that carry an event noun's adverbials: its light verb, or "coming days after …"."""
    token = event.token
    found = children(token, "acl", "relcl")
    if token.pos != "VERB" and token.head.pos in ("VERB", "AUX") and token.dep in ("dobj", "nsubj", "nsubjpass"):
        found.append(token.head)
    if token.dep == "pobj" and token.head.head.pos == "NOUN":
        found += children(token.head.head, "acl")
    found += [part for verb in found for part in children(verb, "attr") if verb.pos == "AUX"]
    return [verb for verb in found if reading.event_at(verb) is None] + [
        inner for verb in found for inner in children(verb, "advcl")
    ]


def _link(reading: Reading, event: EventDraft, other: EventDraft, preposition: str, head: Word) -> None:
    cues = reading.knowledge.lexicon.role_cues
    roles = (*cues.get(f"{head.form} {preposition}", ()), *cues.get(preposition, ()))
    role = next((role for role in roles if role in _LINKS), None)
    if role is None:
        return
    later, earlier = (other, event) if role == NS + "before" else (event, other)
    relation = NS + "after" if role == NS + "before" else role
    cue = Span(min(head.idx, other.token.idx), max(head.end, other.token.end))
    _add(reading, EventLink(later.id, earlier.id, relation, cue))
    if relation == NS + "after":
        _date_by_distance(reading, later, earlier, head)


def _add(reading: Reading, link: EventLink) -> None:
    if not any((known.head, known.tail) == (link.head, link.tail) for known in reading.links):
        reading.links.append(link)


def _date_by_distance(reading: Reading, later: EventDraft, earlier: EventDraft, head: Word) -> None:
    """Read "three days after"; between two and thirteen days where no number is told; weeks and months likewise."""
    unit = _unit_before(reading, head)
    if unit is None:
        return
    token, days = unit
    amount = _amount(reading, token)
    least, most, precision = _lengths(days, amount)
    first = token.left_edge if amount else token
    span = Span(first.idx, token.end)
    known, unknown = _time(reading, later), _time(reading, earlier)
    if known and known.earliest and known.latest and not unknown:
        dated = known.earliest - most, known.latest - least
        earlier.time = _add_time(reading, span, dated, precision or "before")
    elif unknown and unknown.earliest and unknown.latest and not known:
        dated = unknown.earliest + least, unknown.latest + most
        later.time = _add_time(reading, span, dated, precision or "after")


def _lengths(days: int, amount: int | None) -> tuple[timedelta, timedelta, Precision | None]:
    """Return the least and the longest time that a number of units is, and how precise a day counted so is."""
    if amount is None:
        return timedelta(days=2 * days if days == 1 else days), timedelta(days=13 if days == 1 else 6 * days), None
    if days <= 1:
        return timedelta(days=amount * days), timedelta(days=amount * days), "day" if days else None
    slack = timedelta(days=days // 2)
    return amount * timedelta(days=days) - slack, amount * timedelta(days=days) + slack, None


def _amount(reading: Reading, unit: Word) -> int | None:
    """Return how many units stand right before a conjunction of time: "three days after", "a week before"."""
    following = unit.neighbour().form if unit.i + 1 < len(unit.doc) else ""
    if not _LINKS.intersection(reading.knowledge.lexicon.role_cues.get(following, ())):
        return None
    words = [child.form for child in children(unit, "nummod", "det")]
    return next((amount for word in words if (amount := reading.knowledge.dates.words.amount(word))), None)


def _add_time(reading: Reading, span: Span, dated: tuple[datetime, datetime], precision: Precision) -> TimeExpression:
    number = len(reading.times)
    time = TimeExpression(number, span, reading.text_of(span), *dated, precision, "relative")
    reading.times.append(time)
    return time


def _time(reading: Reading, event: EventDraft) -> TimeExpression | None:
    """Return the time of an event, or of another mention of it."""
    if event.time:
        return event.time
    group = (reading.events[other] for other in reading.event_group_of(event))
    return next((other.time for other in group if other.time), None)


def _unit_before(reading: Reading, head: Word) -> tuple[Word, int] | None:
    """Return the calendar unit in "days after" or "the weeks leading up to"."""
    units = reading.knowledge.lexicon.units
    for token in head.subtree:
        lemma = token.lemma
        counted = token.tag == "NNS" or (token.tag == "NN" and _amount(reading, token))
        if counted and lemma in units and token.dep in ("npadvmod", "pobj"):
            return token, units[lemma]
    return None
