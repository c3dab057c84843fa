"""Plain queries: what is let through at a glance is what a close look lets through, with the same form."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.query import QueryForm
from kg.store.syntax import guard
from kg.store.syntax.complexity import FEW
from kg.store.syntax.guard import check_query
from kg.store.syntax.plain import plain_form
from kg.store.syntax.tokens import significant

PIECES = [
    *(
        "SELECT",
        "ask",
        "PREFIX",
        "BASE",
        "ex:",
        "ex:a",
        ":",
        "_:b",
        "a",
        "FILTER",
        "SERVICE",
        "INSERT",
        "x.y",
        "a-b",
        "é",
    ),
    *(
        "<http://e/>",
        "<http://e/#a>",
        "<'>",
        "<#",
        "<",
        ">",
        "<=",
        "<<",
        "?a",
        "$a",
        "?",
        "12",
        "1.5",
        ".5",
        "1e3",
        "12a",
    ),
    *("(", ")", "{", "}", "[", "]", "{|", ".", ";", ",", "/", "*", "+", "-", "!", "|", "||", "&&", "&", "^", "^^", "~"),
    *('"', '"a"', '""', '"""', "'", "'a'", "\\", "%41", "@en", "@en-GB", "@", "#", "# c\n", " ", "\n", "\0", "\u212a"),
]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        (
            'prefix ex: <http://e/#>\nPREFIX : <e>\nSelect ?a { ?a a ex:B ; :c "d"@en, 1.5 } order by ?a limit 12',
            "SELECT",
        ),
        ("DESCRIBE <http://e/é>", "DESCRIBE"),
        ("ASK { FILTER(<http://e/a> = ?b) }", "ASK"),
    ],
)
def test_plain_queries_are_known_at_a_glance(text: str, form: str) -> None:
    assert plain_form(text) is QueryForm(form)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://e/> {} }",
        "SELECT * { ?s ?p trueSERVICEex:a {} }",
        "ASK { FILTER(?a<#>) }",
        "ASK { FILTER(?a<'>) }",
        "ASK { ?a ?b 'c' }",
        "ASK {} # c",
        "INSERT DATA {}",
        "SELECT " + "{" * 90 + "}" * 90,
        "ASK { ?a ?b " + '"c',
        "PREFIX ex: <http://e/>",
        "",
    ],
)
def test_others_are_looked_at_closely(text: str) -> None:
    assert plain_form(text) is None


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(["", " "]), st.sampled_from(["", "ASK{", "SELECT "])
)
def test_a_close_look_never_finds_more(pieces: list[str], between: str, start: str) -> None:
    text = start + between.join(pieces)
    form = plain_form(text)
    if form:
        with patch.object(guard, "plain_form", return_value=None):
            assert check_query(text) is form
        assert len(significant(text)) <= FEW


def test_the_longest_plain_query_has_few_tokens() -> None:
    text = "PREFIX a: <b> " * 6 + "ASK" + "{" * 40 + "}" * 40
    assert plain_form(text) is QueryForm.ASK
    assert plain_form(text + ".") is None
    assert len(significant(text)) <= FEW
