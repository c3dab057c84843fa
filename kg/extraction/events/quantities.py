"""Numbers in words and digits: ``at least 12`` → 12 or more, ``dozens`` → 24 to 99."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.extraction.language.clauses import children
from kg.extraction.language.words import Word, Words
from kg.ontology.lexicon import Lexicon

_HUNDRED: Final = 100
RANGING: Final = frozenset({"range", "vary"})
"""Verbs whose "from" begins a range; after others it tells the number before: "rose from 41 to 58"."""
_BEFORE_NOUNS: Final = frozenset({"nummod", "amod", "det", "advmod", "quantmod", "compound"})
_ARTICLES: Final = frozenset({"a", "an", "another"})
_JOINED: Final = re.compile(r"(\d[\d,]*)[–—-](\d[\d,]*)")
"""A range that the tokenizer leaves whole: 120–150."""
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_JOINING: Final = frozenset({"-", "and"})
_SEPARATORS: Final = frozenset({"to", "-", "–", "and", "or"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range, told by tokens ``first`` to ``last``; ``maximum`` None is unbounded."""

    minimum: int
    maximum: int | None
    first: int
    last: int


def amount_of(noun: Word, lexicon: Lexicon) -> Amount | None:
    """Return how many of a noun are told: by its numeral, by "dozens of" above it, or by itself when it is one."""
    for token in _number_tokens(noun):
        found = amount_at(token, lexicon)
        if found:
            return found
    return None


def amount_at(token: Word, lexicon: Lexicon) -> Amount | None:
    """Return the amount whose number a token belongs to, with "at least", "up to", "10 to 15" read along."""
    doc = token.doc
    joined = _JOINED.fullmatch(token.text)
    if joined:
        lower, upper = (int(number.replace(",", "")) for number in joined.groups())
        return _approximated(doc, Amount(lower, upper, token.i, token.i), lexicon) if lower < upper else None
    first, last = token.i, token.i
    while first > 0 and (step := _step(doc, first, -1, lexicon)):
        first -= step
    while last + 1 < len(doc) and (step := _step(doc, last, 1, lexicon)):
        last += step
    value = _value(doc, first, last, lexicon)
    # "How many men" and "two-thirds of the residents" tell no number.
    asked = first > 0 and doc[first - 1].form == "how"
    if value is None or asked or any(partitive(token, lexicon) == "fraction" for token in doc[last + 1 : last + 3]):
        return None
    return _approximated(doc, _range(doc, first, last, value, lexicon), lexicon)


def partitive(token: Word, lexicon: Lexicon) -> str | None:
    """Return what a word before "of" stands for: "body", "collective" or "fraction"; None for another word."""
    words = lexicon.cues.get("PartitiveWord", {})
    found = words.get((token.lemma,)) or words.get((token.form,))
    return found[0] if found else None


def is_counted(noun: Word) -> bool:
    """Tell whether a number stands before a noun."""
    return any(child.dep == "nummod" for child in noun.children)


def is_stuff(noun: Word) -> bool:
    """Tell whether a bare singular behind a preposition is nobody: "charges of murder and conspiracy"."""
    first = noun.head if noun.dep == "conj" else noun
    bare = not children(noun, "det", "poss", "nummod", "amod", "compound")
    return noun.tag == "NN" and first.dep == "pobj" and bare


def is_part(number: Words) -> bool:
    """Tell whether a number is of others that were counted: "four of the dead", "five of them"."""
    wholes = (whole for token in number for of in children(token, "prep") for whole in children(of, "pobj"))
    return any(whole.pos == "PRON" or children(whole, "det", "poss") for whole in wholes)


def _step(doc: Words, at: int, way: int, lexicon: Lexicon) -> int:
    """Return how far on the number goes on: 1, 2 over "twenty-five" or "hundred and twenty"; 0 at its end."""
    beside = at + way
    if _is_numeral(doc[beside], lexicon):
        return 1 if not (doc[at].text.isdigit() and doc[beside].text.isdigit()) else 0
    beyond = at + 2 * way
    if not 0 <= beyond < len(doc) or not _is_numeral(doc[beyond], lexicon):
        return 0
    words = doc[min(at, beyond)], doc[max(at, beyond)]
    spelt = all(word.text.isalpha() for word in words)
    large = lexicon.numbers.get(words[0].form, 0) >= _HUNDRED
    hyphen = doc[beside].text == "-" and not doc[beside].space
    return 2 if spelt and (hyphen or (large and doc[beside].form == "and")) else 0


def _number_tokens(noun: Word) -> list[Word]:
    """Return the words that may tell how many, the vaguest last: "a few men" are a few, not one."""
    found = [child for child in noun.children if child.dep in _BEFORE_NOUNS]
    found += [part for child in found if child.dep == "nummod" for part in child.children if part.tag == "CD"]
    # "A group of 12 men" are 12, but none of the 12 men are none.
    own = any(token.tag == "CD" for token in found) and not children(noun, "det", "poss")
    above = noun.head.head if noun.dep == "pobj" and noun.head.form == "of" else None
    if above is not None and own and above.tag == "CD":
        return [above]  # "43 of 61 drones" are 43
    if above is not None and not own:
        found.append(above)
    before = noun.left_edge.i - 1
    if noun.dep != "pobj" and before >= 0 and noun.doc[before].tag == "CD":
        found.append(noun.doc[before])
    # "Since 2015 more than a million people" are not 2015.
    found = [token for token in found if token.ent_type != "DATE" or not _YEAR.fullmatch(token.text)]
    articles = [token for token in found if token.form in _ARTICLES]
    numbers = [*_firsts(token for token in found if token not in articles), noun]
    # "An unknown number" is not one.
    return numbers if noun.lemma == "number" else [*numbers, *articles]


def _firsts(tokens: Iterable[Word]) -> list[Word]:
    """Put the part before the whole: "nine of eleven drones" are nine."""
    return sorted(tokens, key=lambda token: (token.dep != "quantmod" or token.tag != "CD", token.i))


def _is_numeral(token: Word, lexicon: Lexicon) -> bool:
    return _digits(token.text) is not None or token.form in lexicon.numbers


def _digits(text: str) -> float | None:
    whole, point, fraction = text.replace(",", "").partition(".")
    if not (whole.isascii() and whole.isdigit() and (fraction.isdigit() or not point)):
        return None
    if len(whole) > 1 and whole.startswith("0"):
        return None  # "between 0200 and 0300"
    return float(f"{whole}.{fraction or 0}")


def _value(doc: Words, first: int, last: int, lexicon: Lexicon) -> tuple[int, int | None] | None:
    words = tuple(token.form for token in doc[max(first - 2, 0) : first + 1])
    for length in (3, 2, 1):
        quantity = lexicon.quantities.get(words[-length:])
        if quantity and (first == last or length > 1):
            return quantity.minimum, quantity.maximum
    tokens = [doc[i] for i in range(first, last + 1)]
    total, current = 0.0, 0.0
    if not any(_is_numeral(token, lexicon) for token in tokens):
        return None
    for token in tokens:
        number = _digits(token.text)
        number = lexicon.numbers.get(token.form) if number is None else number
        if number is None:
            if token.form in _JOINING:
                continue
            return None
        if number in (12, 100, 1000, 1_000_000) and current and token.text.isalpha():
            current *= number
            total, current = (total + current, 0) if number >= 1000 else (total, current)
        else:
            current += number
    return int(total + current), int(total + current)


def _range(doc: Words, first: int, last: int, value: tuple[int, int | None], lexicon: Lexicon) -> Amount:
    """Read "10 to 15" and "between 10 and 15" as one amount, from either end."""
    if first >= 2 and _is_numeral(doc[first - 2], lexicon) and _makes_range(doc, first - 1):
        lower = _value(doc, first - 2, first - 2, lexicon)
        if lower and value[1] and lower[0] < value[1]:
            return Amount(lower[0], value[1], first - 2, last)
    if last + 2 < len(doc) and _is_numeral(doc[last + 2], lexicon) and _makes_range(doc, last + 1):
        upper = _value(doc, last + 2, last + 2, lexicon)
        if upper and upper[1] and value[0] < upper[1]:
            return Amount(value[0], upper[1], first, last + 2)
    return Amount(value[0], value[1], first, last)


def _makes_range(doc: Words, separator: int) -> bool:
    word = doc[separator].form
    if word == "to" and separator > 1 and doc[separator - 2].form == "from":
        return doc[separator - 3].lemma in RANGING
    if word == "and":
        return any(token.form == "between" for token in doc[max(separator - 3, 0) : separator])
    return word in _SEPARATORS


def _approximated(doc: Words, amount: Amount, lexicon: Lexicon) -> Amount:
    behind = tuple(token.form for token in doc[amount.last + 1 : amount.last + 3])
    if lexicon.approximators.get(behind) == "lower bound":
        return Amount(amount.minimum, None, amount.first, amount.last + 2)
    number = amount.first - 1 if amount.first and doc[amount.first - 1].form in ("a", "an") else amount.first
    for length in (3, 2, 1):
        start = number - length
        # "Handed over 50 soldiers" are 50.
        if start < 0 or doc[start].dep == "prt":
            continue
        kind = lexicon.approximators.get(tuple(token.form for token in doc[start:number]))
        if kind == "lower bound":
            return Amount(amount.minimum, None, start, amount.last)
        if kind == "upper bound":
            return Amount(0, amount.maximum, start, amount.last)
        if kind:
            return Amount(amount.minimum, amount.maximum, start, amount.last)
    return amount
