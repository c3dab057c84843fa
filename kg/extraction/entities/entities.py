"""Entity mentions: known names, names the model finds, and noun phrases whose head the ontology knows."""

from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.entities.candidate import Candidate
from kg.extraction.entities.demonyms import country_of_adjective
from kg.extraction.entities.head_nouns import head_noun, people_of_country
from kg.extraction.entities.metonymy import read_metonyms
from kg.extraction.entities.mistaken import is_figurative, is_other_person, is_part_of_place, is_verb
from kg.extraction.entities.owners import find_owners
from kg.extraction.entities.pronouns import find_pronouns
from kg.extraction.entities.recognised import names_told_again, recognised_names
from kg.extraction.entities.short_forms import read_short_forms
from kg.extraction.entities.vessels import vessel_names
from kg.extraction.language.words import Word, root_of, text_of
from kg.extraction.mention import EntityMention, Kind
from kg.extraction.reading import Reading
from kg.namespaces import NS

_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "punct", "poss", "case", "nummod"})
_OF_BODIES = frozenset({NS + "Facility", NS + "Office"})
"""Facilities after which bodies are called: "National Center for Civil Protection"."""
_ONE_OF_MANY = frozenset({"a", "an", "another", "any", "every", "each", "no"})
"""What stands before a description of one among others, never before a name: "an ISIS unit", "a Syrian company"."""
_DESCRIBING = frozenset({"ADJ", "ADV"})
_OUTSIDE = frozenset({"DT", "CD", "PRP$", "WP$", "PDT", ",", "``", "''", ":", "-LRB-", "-RRB-", "_SP"})


def find_entities(reading: Reading) -> None:
    """Find names and nominals; a phrase that describes ("ISIS positions") and the name inside it are both mentions."""
    known = _known_names(reading)
    known += _apart(vessel_names(reading), known)
    described = _noun_phrases(reading, known)
    recognised = recognised_names(reading, [*known, *described])
    repeated = names_told_again(reading, recognised, [*known, *described])
    names, described = _ends_of_names(reading, [*known, *recognised, *repeated], described)
    kept = _without_overlaps(names, described)
    for candidate in sorted(kept, key=lambda c: (c.first, -c.last)):
        _add(reading, candidate)
    read_short_forms(reading)
    find_owners(reading)
    read_metonyms(reading)
    find_pronouns(reading)


def _known_names(reading: Reading) -> list[Candidate]:
    found = []
    for match in reading.knowledge.names.find(reading.doc):
        cls = _most_specific(reading, reading.knowledge.terms.types[match.individual])
        name = reading.doc[match.first : match.last + 1]
        person = reading.is_a(cls, "Person") and is_other_person(reading, match.first, match.last, match.individual)
        if person or is_verb(name):
            continue
        if is_part_of_place(reading, match.first, match.last, cls):
            reading.reject("mention", (match.first, match.last), match.individual, "partOfPlace")
            continue
        found.append(Candidate(match.first, match.last, root_of(name).i, cls, "name", match.individual))
    return found


def _apart(found: Iterable[Candidate], known: list[Candidate]) -> list[Candidate]:
    """Return the candidates that share no word with those that are known."""
    covered = {i for candidate in known for i in range(candidate.first, candidate.last + 1)}
    return [candidate for candidate in found if covered.isdisjoint(range(candidate.first, candidate.last + 1))]


def _most_specific(reading: Reading, classes: tuple[str, ...]) -> str:
    return max(classes, key=lambda cls: (reading.knowledge.terms.depth(cls), cls))


def _noun_phrases(reading: Reading, known: list[Candidate]) -> list[Candidate]:
    covered = {i for candidate in known for i in range(candidate.first, candidate.last + 1)}
    found = []
    for token in reading.doc:
        if token.pos not in ("NOUN", "PROPN") or token.i in covered or _only_modifies(token):
            continue
        match = head_noun(reading, token) or people_of_country(reading, token)
        if match:
            words, cls = match
            first = _left_edge(token, words)
            if is_figurative(reading, token, first, cls):
                reading.reject("mention", (first, token.i), cls, "figurative")
                continue
            kind = _kind(reading, token, first, words, cls)
            if cls == NS + "Country" and kind == "name" and _is_province(reading, token, first, words):
                cls = NS + "AdministrativeArea"
            if reading.is_a(cls, "Post", "Official"):
                cls, kind = NS + "Official", "nominal"
            last = _name_end(reading, token, cls)
            if last > token.i and cls in _OF_BODIES:
                cls = NS + "Organisation"
            kind = "name" if last > token.i else kind
            first = _name_start(reading, first, token.i) if kind == "name" else first
            head = root_of(reading.doc[token.i - words + 1 : token.i + 1]).i
            found.append(Candidate(first, last, head, cls, kind, head_words=words))
    return _longest(found)


def _longest(found: list[Candidate]) -> list[Candidate]:
    """Return the candidates but those that another one with the same start goes beyond."""
    whole = [(candidate.first, candidate.last, candidate.head_words) for candidate in found]
    return [
        c
        for c in found
        if not any(first == c.first and (c.last, c.head_words) < (last, words) for first, last, words in whole)
    ]


def _is_province(reading: Reading, token: Word, first: int, words: int) -> bool:
    """Tell whether a state is one of a country's: "Rakhine state", "Niger State", but not "the Libyan State"."""
    before = reading.doc[first : token.i - words + 1]
    named = any(word.pos == "PROPN" and not country_of_adjective(reading, word.i) for word in before)
    return token.text.islower() or named


def _only_modifies(token: Word) -> bool:
    """Tell whether a noun only says of what kind the next one is: "the terrorist group", "refugee crises"."""
    return token.dep == "compound" or (token.dep in ("amod", "nmod") and token.tag == "NN" and token.head.i > token.i)


def _left_edge(token: Word, words: int) -> int:
    first = token.i - words + 1
    doc = token.doc
    while first > 0:
        left = doc[first - 1]
        if not _is_modifier(left) or left.is_space:
            break
        if not (left.head.i >= first - 1 and left.head.i <= token.i):
            break
        first -= 1
    while first < token.i - words + 1 and (doc[first].tag in ("POS", "HYPH") or doc[first].is_punct):
        first += 1
    return first


def _name_start(reading: Reading, first: int, last: int) -> int:
    """Return where a name begins behind what describes it: "eastern" of "eastern Hama province", not "51st"."""
    start = first
    while start < last and reading.doc[start].text[0].islower() and reading.doc[start].pos in _DESCRIBING:
        start += 1
    return start if reading.doc[start].text[0].isupper() else first


def _is_modifier(left: Word) -> bool:
    """Tell whether a word left of a noun belongs to its phrase: also "14-" and "107mm", and the adverb of "armed"."""
    if left.neighbour().tag == "HYPH" or (left.tag == "CD" and not left.space):
        return True
    if left.dep == "advmod":
        return left.form.endswith("ly") and left.head.dep == "amod"
    return left.tag not in _OUTSIDE and left.dep in _MODIFIERS


def _name_end(reading: Reading, token: Word, cls: str) -> int:
    """Return the last token of a name that goes on behind its head: "University of Aleppo"."""
    doc, last = token.doc, token.i
    begins = token.i == token.sentence[0].i and token.ent_type != "ORG"
    if not token.text[0].isupper() or begins or token.tag == "NNS":
        return last
    if not reading.is_a(cls, "Organisation", "Facility") or token.text.isupper():
        return last
    i = token.i + 1
    if i + 1 < len(doc) and doc[i].form in ("of", "for"):
        i += 2 if doc[i + 1].form == "the" else 1
        while i < len(doc) and doc[i].pos == "PROPN" and not doc[i].text.isupper():
            last, i = i, i + 1
    return last


def _kind(reading: Reading, token: Word, first: int, words: int, cls: str) -> Kind:
    """Tell a name, with proper nouns of its own or a state's body ("Syrian army"), from a description."""
    modifiers = reading.doc[first : token.i - words + 1]
    possessed = any(modifier.tag == "POS" for modifier in modifiers)
    proper = [m for m in modifiers if m.pos == "PROPN" or (m.text[0].isupper() and m.i > token.sentence[0].i)]
    national = [m for m in modifiers if country_of_adjective(reading, m.i)]
    plural = token.tag in ("NNS", "NNPS")
    one_of_many = token.text.islower() and any(child.form in _ONE_OF_MANY for child in token.lefts)
    if one_of_many:
        return "nominal"
    if reading.is_a(cls, "Organisation") and (proper or national) and not plural:
        return "name"
    if possessed or plural:
        return "nominal"
    if token.text[0].isupper() and proper:
        return "name"
    named = [m for m in proper if m.pos == "PROPN" and m not in national and not _is_organisation(m)]
    return "name" if named and reading.is_a(cls, "Facility", "Place") else "nominal"


def _is_organisation(token: Word) -> bool:
    return token.ent_type in ("ORG", "NORP", "PERSON") and token.pos == "PROPN"


def _ends_of_names(
    reading: Reading, names: list[Candidate], described: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Take a description that ends a longer name for its class: "Security Forces" in the name of an army."""
    for place, name in enumerate(names):
        for inner in described:
            within = name.first < inner.first and inner.last == name.last and inner.kind == "nominal"
            if within and name.individual is None and reading.is_a(inner.cls, "ArmedOrganisation"):
                names[place] = replace(name, cls=inner.cls)
                described = [other for other in described if not name.first < other.first <= other.last <= name.last]
    return names, described


def _without_overlaps(names: list[Candidate], described: list[Candidate]) -> list[Candidate]:
    """Keep every noun phrase; a name goes when a named phrase covers it, or when a phrase is just that name."""
    kept = [d for d in described if not any(_begins(d, name) for name in names)]
    for name in names:
        covering = [d for d in described if d.first <= name.first and name.last <= d.last]
        same = [d for d in covering if (d.first, d.last) == (name.first, name.last) and d in kept]
        if same and name.individual:
            kept.remove(same[0])
            kept.append(name)
        elif not any(d.kind == "name" and not name.individual for d in covering) and not same:
            kept.append(name)
    return kept


def _begins(described: Candidate, name: Candidate) -> bool:
    """Tell whether a description is only the first word of a name: the gulf in "Gulf of Aden"."""
    return described.first == name.first and described.last < name.last and described.head == name.head


def _add(reading: Reading, candidate: Candidate) -> None:
    doc = reading.doc
    span = reading.characters(candidate.first, candidate.last)
    text = reading.text_of(span)
    number = len(reading.entities)
    head = doc[candidate.head]
    lemma = head.lemma if candidate.kind == "nominal" else text.lower()
    if candidate.kind == "nominal" and candidate.head_words > 1:
        lemma = " ".join(t.lemma for t in doc[candidate.last - candidate.head_words + 1 : candidate.last + 1])
    definite = any(child.form in ("the", "this", "that", "these", "those") for child in head.lefts)
    reading.entities.append(
        EntityMention(
            number,
            span,
            text,
            reading.sentence_of[candidate.head],
            candidate.cls,
            candidate.kind,
            " ".join(text_of(doc[candidate.first : candidate.last + 1]).split()),
            lemma,
            candidate.individual,
            country=None if candidate.individual else _nationality(reading, candidate),
            definite=definite,
        )
    )
    for i in range(candidate.first, candidate.last + 1):
        reading.mention_of.setdefault(i, number)
    reading.heads[candidate.head] = number
    reading.head_of[number] = candidate.head


def _nationality(reading: Reading, candidate: Candidate) -> str | None:
    """Return whose adjective stands in a phrase; that of "Russian-held" tells of somebody else."""
    ends = range(candidate.first, candidate.last + 1)
    whole = (i for i in ends if i == candidate.last or reading.doc[i + 1].form != "-")
    return next((found[1] for i in whole if (found := country_of_adjective(reading, i))), None)
