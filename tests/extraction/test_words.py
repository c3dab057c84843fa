"""Words as plain objects: what they say of themselves is what the analysis says of its tokens."""

import pytest
from spacy.tokens import Doc

from kg.extraction.language.analysed import words_of
from kg.extraction.language.words import Word, names_in, root_of, text_of, words_at
from kg.extraction.mention import Span
from kg.reader import ArticleReader

TEXT = (
    "Rebels and their allies seized Tal Harun on Monday, the army said.\n\n"
    "“We shot down 12 drones,” said Omar Haddad, who leads the 3rd Brigade. She left in May."
)


@pytest.fixture(scope="module")
def doc(reader: ArticleReader) -> Doc:
    return reader.extractor.nlp(TEXT)


def test_words_are_what_the_analysis_says(doc: Doc) -> None:
    for word, token in zip(words_of(doc), doc, strict=True):
        assert (word.text, word.idx, word.form, word.lemma) == (
            token.text,
            token.idx,
            token.lower_,
            token.lemma_.lower(),
        )
        assert (word.pos, word.tag, word.dep, word.ent_type) == (token.pos_, token.tag_, token.dep_, token.ent_type_)
        assert (word.like_num, word.is_punct, word.is_quote) == (token.like_num, token.is_punct, token.is_quote)
        assert (word.is_space, word.is_sent_start, word.space) == (
            token.is_space,
            token.is_sent_start,
            token.whitespace_ == " ",
        )


def numbers(words: "list[Word] | tuple[Word, ...]") -> list[int]:
    return [word.i for word in words]


def test_the_tree_is_that_of_the_analysis(doc: Doc) -> None:
    for word, token in zip(words_of(doc), doc, strict=True):
        assert (word.head.i, numbers(word.children)) == (token.head.i, [child.i for child in token.children])
        assert numbers(word.subtree) == [below.i for below in token.subtree]
        assert numbers([*word.ancestors]) == [above.i for above in token.ancestors]
        assert numbers(word.conjuncts) == [beside.i for beside in token.conjuncts]
        assert (word.left_edge.i, word.right_edge.i) == (token.left_edge.i, token.right_edge.i)
        assert numbers(word.sentence) == [other.i for other in token.sent]


def test_names_are_those_of_the_recogniser(doc: Doc) -> None:
    assert list(names_in(words_of(doc))) == [(name.start, name.end - 1, name.label_) for name in doc.ents]


def test_phrases_have_the_root_and_the_text_of_spans(doc: Doc) -> None:
    words = words_of(doc)
    for first in range(len(doc)):
        phrase, span = words[first : first + 4], doc[first : first + 4]
        assert (root_of(phrase).i, text_of(phrase)) == (span.root.i, span.text)


def test_characters_lead_to_the_words_around_them(doc: Doc) -> None:
    begin = TEXT.index("al Har")
    found = words_at(words_of(doc), Span(begin, begin + len("al Har")))
    assert [word.text for word in found] == ["Tal", "Harun"]
    assert words_at(words_of(doc), Span(0, len(TEXT) + 2)) == ()
    assert words_at((), Span(0, 1)) == ()


def test_an_empty_text_has_no_words(reader: ArticleReader) -> None:
    assert words_of(reader.extractor.nlp("")) == ()


def test_features_are_named(doc: Doc) -> None:
    she = next(word for word in words_of(doc) if word.text == "She")
    assert (she.feature("Gender"), she.feature("Person"), she.feature("Tense")) == ("Fem", "3", "")
