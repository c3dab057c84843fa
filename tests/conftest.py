"""What many tests share: the ontology read once, and a reader of articles over it."""

from pathlib import Path

import pytest

from kg.articles.readers import NO_DEFAULTS
from kg.build import build
from kg.config import Config
from kg.namespaces import Iris
from kg.ontology.lexicon import Lexicon, load_lexicon
from kg.ontology.modules import Ontology, load_ontology
from kg.ontology.terms import Terms, load_terms
from kg.reader import ArticleReader

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology(ROOT / "ontology" / "workbench.ttl")


@pytest.fixture(scope="session")
def terms(ontology: Ontology) -> Terms:
    return load_terms(ontology)


@pytest.fixture(scope="session")
def lexicon(ontology: Ontology, terms: Terms) -> Lexicon:
    return load_lexicon(ontology, terms)


@pytest.fixture(scope="session")
def reader(ontology: Ontology) -> ArticleReader:
    return ArticleReader.load(ontology, Iris())


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("samples") / "store"
    report = build([str(ROOT / "samples")], Config(store=store), defaults=NO_DEFAULTS)
    assert not report.failures
    return store
