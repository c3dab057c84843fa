import warnings

import pytest
import spacy
from spacy.tokens import Doc

from kg.extraction.language.language_model import DEFAULT_MODEL, load_language_model
from kg.reader import ArticleReader

TEXTS = [
    "There were two air strikes on Monday.\n\nThe ministry's spokesman said they'd hit depots near Tal Abyad.",
    "“Let's go,” he shouted. Y'all ain't gonna believe it: there's nothing left; they can't, won't and gotta leave.",
    "THE REBELS HAVE LEFT THE TOWN. Having been shelled, its people were leaving by the thousands, officials say.",
    "The leaves fall where the mines were laid; saw, lay, lie and left are left to the tagger to tell apart.",
]


def analysis(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i, t.is_sent_start) for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_judged_as_the_model_judges_them(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    remembering = load_language_model()
    expected = analysis(plain(text))
    assert [analysis(remembering(text)) for _ in range(2)] == [expected, expected]


def test_the_pipeline_remembers(reader: ArticleReader) -> None:
    names = reader.extractor.nlp.pipe_names
    assert {"sitrep_attribute_ruler", "sitrep_lemmatizer"} <= set(names)
    assert not {"attribute_ruler", "lemmatizer"} & set(names)
