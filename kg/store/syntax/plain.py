"""Plain queries: short ones of a kind that the guard need not take apart to know that they are harmless."""

import re
from typing import Final

from kg.store.query import QueryForm

_DECLARED: Final = 6
_TOKENS: Final = 80
"""Tokens behind the form; with those before it fewer than any query has that the guard finds too complex."""

# Each alternative takes what the tokens' own pattern takes there, or nothing where that might take more; all are
# possessive, so that the scan is linear.
_PLAIN: Final = re.compile(
    rf"""
    [ \t\r\n]*+
    (?:PREFIX[ \t\r\n]++(?:[a-z][a-z0-9_\-]*+)?:[ \t\r\n]*+<[^<>"{{}}|^`\\\x00-\x20]*+>[ \t\r\n]*+){{0,{_DECLARED}}}+
    (SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w\-.:])
    (?:[ \t\r\n]*+(?:
        <[^<>"{{}}|^`\\\x00-\x20]*+>
      | [?$]\w++
      | (?:[a-z][a-z0-9_\-]*+)?:[\w\-]*+(?![:.%\\])
      | [a-z][a-z0-9]*+(?![\w\-.:])
      | [0-9]++(?:\.[0-9]++)?(?![\w.])
      | "(?!"")[^"\\\r\n]*+"
      | @[a-z]++(?![\w\-])
      | \^\^|&&|\|\||!=|<=|>=|[{{}}()\[\].,;*/+\-=<>!^|?]
    )){{0,{_TOKENS}}}+
    [ \t\r\n]*+
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)


def plain_form(text: str) -> QueryForm | None:
    """Return the form of a plain query, None for one that is to be looked at closely, whatever comes of that.

    A plain query asks no other server, is short, and can be read in one way only.
    """
    matched = _PLAIN.fullmatch(text)
    if not matched or "SERVICE" in text.upper() or ("(" in text and ("#" in text or "'" in text)):
        return None
    return QueryForm(matched[1].upper())
