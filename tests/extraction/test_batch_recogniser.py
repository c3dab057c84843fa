"""The recogniser that decides for a batch finds what spaCy's finds with the same weights."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.language.language_model import load_language_model

TEXTS = [
    "Gen. Abdel Fattah al-Burhan met the U.S. envoy at Khartoum International Airport on 3 May 2023.",
    "",
    "The Democratic Republic of the Congo.\n\n  The Lord's Resistance Army attacked Kisangani. Kampala",
    "   ",
    "HMS Sheffield, an Exocet missile and two MiG-29s; the 1st Guards Tank Army",
]
WORDS = sorted({word for text in TEXTS for word in text.split()} | {"\n", ",", "and", "Al", "Qaeda", "12"})
Names = list[tuple[int, int, str]]


@pytest.fixture(scope="module")
def model() -> Language:
    return load_language_model()


def names(doc: Doc) -> tuple[Names, list[str]]:
    return [(name.start, name.end, name.label_) for name in doc.ents], [token.ent_iob_ for token in doc]


def found_by(model: Language, component: str, texts: Sequence[str]) -> list[tuple[Names, list[str]]]:
    pipes: dict[str, Callable[[Doc], Doc]] = dict(model.components)
    before = [pipes[name] for name in ("tok2vec", "tagger", "parser")]
    docs = [model.make_doc(text) for text in texts]
    for pipe in before:
        docs = [pipe(doc) for doc in docs]
    return [names(doc) for doc in model.get_pipe(component).pipe(docs, batch_size=3)]


def test_a_batch_holds_the_names_of_each_text(model: Language) -> None:
    found = found_by(model, "sitrep_recogniser", TEXTS)
    assert found == found_by(model, "ner", TEXTS)
    assert [len(spans) for spans, _ in found][1::2] == [0, 0]
    assert sum(len(spans) for spans, _ in found) > 10


@settings(max_examples=60)
@given(texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), min_size=1, max_size=5))
def test_any_words_get_the_same_names(model: Language, texts: list[str]) -> None:
    assert found_by(model, "sitrep_recogniser", texts) == found_by(model, "ner", texts)


def test_the_pipeline_recognises_once(model: Language) -> None:
    assert [name for name in model.pipe_names if name in ("ner", "sitrep_recogniser")] == ["sitrep_recogniser"]
    assert [name.text for name in model("Rebels left Aleppo for Idlib.").ents] == ["Aleppo", "Idlib"]


def test_an_empty_text_has_no_names(model: Language) -> None:
    assert not model("").ents
