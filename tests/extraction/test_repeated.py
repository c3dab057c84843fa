"""Names told again where the language model sees none."""

import spacy
from spacy.tokens import Doc

from kg.extraction.entities.repeated import repeated_names
from kg.extraction.language.analysed import words_of
from kg.extraction.language.words import text_of
from kg.namespaces import NS

PERSON, PLACE = NS + "Person", NS + "Place"
VOCAB = spacy.blank("en").vocab


def again(text: str, *named: tuple[int, int, str], covered: set[int] | None = None) -> list[tuple[str, str]]:
    words = text.split()
    tags = ["PROPN" if word[0].isupper() else "NOUN" for word in words]
    told = words_of(Doc(VOCAB, words=words, pos=tags))
    taken = {i for first, last, _ in named for i in range(first, last + 1)} | (covered or set())
    return [(text_of(told[first : last + 1]), cls) for first, last, cls in repeated_names(told, named, taken)]


def test_a_last_name_is_the_person() -> None:
    assert again("Omar Haddad left . Haddad had fought", (0, 1, PERSON)) == [("Haddad", PERSON)]


def test_a_place_is_found_again_whole() -> None:
    assert again("in Tal Harun they saw Tal Harun burn", (1, 2, PLACE)) == [("Tal Harun", PLACE)]


def test_the_last_word_of_a_place_is_not_the_place() -> None:
    assert again("in Tal Harun they saw Harun", (1, 2, PLACE)) == []


def test_a_last_name_ends_the_text() -> None:
    assert again("Omar Haddad met Haddad", (0, 1, PERSON)) == [("Haddad", PERSON)]


def test_a_word_written_small_is_no_name() -> None:
    assert again("Ann Forest went to the forest", (0, 1, PERSON)) == []


def test_short_words_are_left_alone() -> None:
    assert again("Kim An said An was there", (0, 1, PERSON)) == []


def test_what_is_a_mention_already_stays_so() -> None:
    assert again("Omar Haddad left Haddad street", (0, 1, PERSON), covered={3, 4}) == []
