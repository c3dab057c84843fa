import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.syntax.tokens import significant, tokenise

PIECES = st.sampled_from(
    [
        *[
            "SELECT",
            "?x",
            "$y",
            "ex:a.b",
            ":",
            "ex:",
            "<http://e/#a>",
            "<",
            ">",
            "'a'",
            "'''",
            '"',
            "{",
            "}",
            "(",
            ")",
            ".",
            "..",
            "1.5",
            "1e3",
            "-",
            "_:b.",
            "@en",
            "\\",
            "é",
            "·",
            "/",
            "^^",
        ],
        *('"""a\n"b"""', "# c\n", "\n", "\r", " ", "\u00a0"),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES).map("".join) | st.text(max_size=50))
def test_the_tokens_together_are_the_text(text: str) -> None:
    tokens = list(tokenise(text))
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?s a ex:b.", ["variable ?s", "word a", "prefixed ex:b", "punctuation ."]),
        (":a.b.c..", ["prefixed :a.b.c", "punctuation .", "punctuation ."]),
        ("ex:a\\.b\\.", ["prefixed ex:a\\.b\\."]),
        ("'a''b'", ["string 'a'", "string 'b'"]),
        ("'''a'b''c'''", ["string '''a'b''c'''"]),
        ('"a\\"b" "c', ['string "a\\"b"', 'unclosed "c']),
        ('"""a', ['unclosed """a']),
        ("?a<?b", ["variable ?a", "punctuation <", "variable ?b"]),
        ("<a#b>#c\n1AS?x", ["iri <a#b>", "number 1", "word AS", "variable ?x"]),
        ("1.5e-3 1. .5", ["number 1.5e-3", "number 1", "punctuation .", "number .5"]),
        ("true.FILTER", ["word true", "punctuation .", "word FILTER"]),
        ('"a"@en-GB^^', ['string "a"', "language @en-GB", "punctuation ^^"]),
        ("a\u00a0b", ["word a", "unknown \u00a0", "word b"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert [f"{token.kind} {token.text}" for token in significant(text)] == expected


@pytest.mark.parametrize("piece", ['"""\\"', "a.", "a-", ":.", "<", "'", '"', "?", "x..", "%", "1", "<a ", '""\\'])
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    began = time.process_time()
    assert sum(1 for _ in tokenise(piece * 30_000))
    assert time.process_time() - began < 2  # it takes 0.1 s; the square of the length would take minutes
