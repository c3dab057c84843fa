"""Numbers in words and digits: ``at least 12`` → 12 or more, ``dozens`` → 24 to 99."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.ontology.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range, told by tokens ``first`` to ``last``; ``maximum`` None is unbounded."""

    minimum: int
    maximum: int | None
    first: int
    last: int


def amount_of(noun: Token, lexicon: Lexicon) -> Amount | None:
    """Return how many of a noun are told: by its numeral, by "dozens of" above it, or by itself when it is one."""
    for token in _number_tokens(noun):
        found = amount_at(token, lexicon)
        if found:
            return found
    return None


def amount_at(token: Token, lexicon: Lexicon) -> Amount | None:
    """Return the amount whose number a token belongs to, with "at least", "up to", "10 to 15" read along."""
    doc = token.doc
    first, last = token.i, token.i
    while first > 0 and _is_numeral(doc[first - 1], lexicon):
        first -= 1
    while last + 1 < len(doc) and _is_numeral(doc[last + 1], lexicon):
        last += 1
    value = _value(doc, first, last, lexicon)
    if value is None:
        return None
    return _approximated(doc, _range(doc, first, last, value, lexicon), lexicon)


def _number_tokens(noun: Token) -> list[Token]:
    found = [child for child in noun.children if child.dep_ in ("nummod", "amod", "det", "advmod", "quantmod")]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        found.append(noun.head.head)
    return [*found, noun]


def _is_numeral(token: Token, lexicon: Lexicon) -> bool:
    return _digits(token.text) is not None or token.lower_ in lexicon.numbers


def _digits(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _value(doc: Doc, first: int, last: int, lexicon: Lexicon) -> tuple[int, int | None] | None:
    for length in (3, 2, 1):
        words = tuple(token.lower_ for token in doc[max(first - length + 1, 0) : first + 1])
        quantity = lexicon.quantities.get(words)
        if quantity:
            return quantity.minimum, quantity.maximum
    total, current = 0, 0
    for token in doc[first : last + 1]:
        number = _digits(token.text)
        number = lexicon.numbers.get(token.lower_) if number is None else number
        if number is None:
            return None
        if number in (12, 100, 1000, 1_000_000) and current and token.text.isalpha():
            current *= number
            total, current = (total + current, 0) if number >= 1000 else (total, current)
        else:
            current += number
    return (total + current, total + current)


def _range(doc: Doc, first: int, last: int, value: tuple[int, int | None], lexicon: Lexicon) -> Amount:
    """Read "10 to 15" and "between 10 and 15" as one amount."""
    if first >= 2 and doc[first - 1].lower_ in ("to", "-", "–", "and", "or") and _is_numeral(doc[first - 2], lexicon):
        lower = _value(doc, first - 2, first - 2, lexicon)
        joined = doc[first - 1].lower_ != "and" or (first >= 3 and doc[first - 3].lower_ == "between")
        if lower and joined and value[1] and lower[0] < value[1]:
            return Amount(lower[0], value[1], first - 2, last)
    return Amount(value[0], value[1], first, last)


def _approximated(doc: Doc, amount: Amount, lexicon: Lexicon) -> Amount:
    for length in (3, 2, 1):
        start = amount.first - length
        if start < 0:
            continue
        kind = lexicon.approximators.get(tuple(token.lower_ for token in doc[start : amount.first]))
        if kind == "lower bound":
            return Amount(amount.minimum, None, start, amount.last)
        if kind == "upper bound":
            return Amount(0, amount.maximum, start, amount.last)
        if kind:
            return Amount(amount.minimum, amount.maximum, start, amount.last)
    return amount
