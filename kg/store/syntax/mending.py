"""What the engine does otherwise than the Recommendation says, put right in the query before the engine sees it."""

from collections.abc import Iterator, Sequence

from kg.store.syntax.tokens import Token, replaced, significant


def mended(text: str) -> str:
    """Return the query with every GROUP_CONCAT as a plain string: the engine leaves it the language of its parts."""
    if "GROUP_CONCAT" not in text.upper():
        return text
    return replaced(text, _as_strings(significant(text)))


def _as_strings(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    for place, token in enumerate(tokens):
        if token.keyword == "GROUP_CONCAT":
            end = _closing(tokens, place + 1)
            yield token.start, token.start, "STR("
            yield end, end, ")"


def _closing(tokens: Sequence[Token], place: int) -> int:
    """Return where the brackets end that open at a place."""
    depth = 0
    for token in tokens[place:]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0:
            return token.end
    return tokens[-1].end
