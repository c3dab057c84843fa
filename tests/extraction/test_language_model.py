"""The language model: the default one has Sitrep's own recogniser, another keeps its own."""

import hashlib
from pathlib import Path

import pytest
import spacy
from threadpoolctl import threadpool_info

from kg.errors import ConfigError
from kg.extraction.language.language_model import RECOGNISER, load_language_model
from kg.reader import ArticleReader

CARD = Path(__file__).parent.parent.parent / "docs" / "reference" / "model-card.md"


def test_the_default_model_knows_our_kinds_of_names(reader: ArticleReader) -> None:
    assert {"ORG", "GPE", "WEAPON", "PLATFORM", "POST"} <= set(reader.extractor.nlp.get_pipe("ner").labels)


def test_labels_of_our_own_are_found(reader: ArticleReader) -> None:
    told = "Two ships followed HMS Daring.\n\nRebels shot Mayor Karim Odeh."
    found = {(name.text, name.label_) for name in reader.extractor.nlp(told).ents}
    assert {("HMS Daring", "PLATFORM"), ("Mayor", "POST")} <= found


def test_the_model_multiplies_with_numpy_in_one_thread(reader: ArticleReader) -> None:
    nlp = reader.extractor.nlp
    models = (nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.get_ref("tok2vec"))
    ops = {node.ops for model in models for node in model.walk()}
    assert not any(own.use_blis for own in ops)
    assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} == {1}


def test_another_model_keeps_its_own_components(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("tagger").add_label("NN")
    other.add_pipe("parser").add_label("nsubj")
    other.add_pipe("ner").add_label("SHIP")
    other.initialize()
    other.to_disk(tmp_path / "other")
    assert load_language_model(str(tmp_path / "other")).get_pipe("ner").labels == ("SHIP",)


def test_a_package_that_is_no_model_is_refused() -> None:
    with pytest.raises(ConfigError, match="numpy cannot be loaded as a language model"):
        load_language_model("numpy")


def test_a_missing_model_is_told_with_the_remedy() -> None:
    with pytest.raises(ConfigError, match="python -m spacy download no_such_model"):
        load_language_model("no_such_model")


@pytest.mark.parametrize(("language", "why"), [("de", "reads 'de'"), ("en", "has no tagger, parser, ner")])
def test_a_model_that_cannot_serve_is_refused(tmp_path: Path, language: str, why: str) -> None:
    other = spacy.blank(language)
    if language == "de":
        for part in ("tagger", "parser", "ner"):
            other.add_pipe(part)
    other.to_disk(tmp_path / "other")
    with pytest.raises(ConfigError, match=why):
        load_language_model(str(tmp_path / "other"))


@pytest.mark.parametrize("part", ["model", "moves", "cfg"])
def test_the_model_card_tells_the_weights_that_are_here(part: str) -> None:
    assert hashlib.sha256((RECOGNISER / part).read_bytes()).hexdigest() in CARD.read_text(encoding="utf-8")
