"""The parameters of a URL: read as the standard library reads them, only faster."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from kg.web.protocols.protocol import Fields

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_what_was_encoded_is_decoded(pairs: list[tuple[str, str]]) -> None:
    fields = Fields(urlencode(pairs).encode())
    for name in {name for name, _ in pairs}:
        assert fields.all(name) == tuple(value for other, value in pairs if other == name)


@given(
    st.lists(
        st.sampled_from(["a", "b", "=", "&", "+", "%3D", "%26", "%25", "%0A", "%0d", "%C3%A9", "%20", " ", "_", "/"])
    )
)
def test_anything_is_read_as_the_standard_library_reads_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    fields = Fields(text.encode())
    pairs = parse_qsl(text, keep_blank_values=True)
    for name in {name for name, _ in pairs} | {"a", "b"}:
        assert fields.all(name) == tuple(value for other, value in pairs if other == name)


@pytest.mark.parametrize(
    "text", [b"query=%", b"query=%4", b"query=%zz", b"query=%\n", b"query=%FF", b"query=\xc3\xa9", b"&" * 1000]
)
def test_what_cannot_be_read_is_a_bad_request(text: bytes) -> None:
    with pytest.raises(BadRequest):
        Fields(text)


def test_fields_of_url_and_body_add_up() -> None:
    both = Fields(b"a=1&b=2") + Fields(b"a=3")
    assert (both.all("a"), both.one("b"), both.one("c")) == (("1", "3"), "2", None)
    with pytest.raises(BadRequest, match="a is given 2 times"):
        both.one("a")
