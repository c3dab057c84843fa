"""A server over the example graph, with a hostile article and entity in it as well."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.namespaces import DCTERMS, RDF, RDFS, SKOS, XSD, sr

DATA = Path(__file__).parent.parent / "data"
EXAMPLE, QUESTIONS = DATA / "example.trig", DATA / "questions.trig"
BASE = "https://w3id.org/sitrep/"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
HOSTILE_KEY = "0123456789abcdef"
HOSTILE_ENTITY = f"{BASE}id/entity/fedcba9876543210"


def example_quads() -> list[ox.Quad]:
    store = ox.Store()
    store.load(path=EXAMPLE, format=ox.RdfFormat.TRIG)
    return [*store, *_hostile_quads()]


def question_quads() -> list[ox.Quad]:
    """Return what every template has an example in."""
    store = ox.Store()
    for path in (EXAMPLE, QUESTIONS):
        store.load(path=path, format=ox.RdfFormat.TRIG)
    return list(store)


def _hostile_quads() -> Iterator[ox.Quad]:
    article, text = ox.NamedNode(f"{BASE}id/article/{HOSTILE_KEY}"), ox.NamedNode(f"{BASE}id/text/00")
    entity, graph = ox.NamedNode(HOSTILE_ENTITY), ox.NamedNode(f"{BASE}graph/article/{HOSTILE_KEY}")
    kind, label = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "label")
    hostile = ox.Literal(HOSTILE)
    default = ox.DefaultGraph()
    yield ox.Quad(article, kind, sr("Article"), default)
    yield ox.Quad(article, ox.NamedNode(DCTERMS + "title"), hostile, default)
    yield ox.Quad(article, sr("publishedBy"), entity, default)
    yield ox.Quad(article, sr("hasText"), text, default)
    link = ox.Literal("javascript:alert(1)", datatype=ox.NamedNode(XSD + "anyURI"))
    yield ox.Quad(article, sr("url"), link, default)
    yield ox.Quad(text, sr("content"), hostile, ox.NamedNode(f"{BASE}graph/texts"))
    yield ox.Quad(entity, kind, sr("MediaOutlet"), default)
    yield ox.Quad(entity, label, hostile, default)
    yield ox.Quad(entity, ox.NamedNode(SKOS + "altLabel"), hostile, default)
    sentence = ox.NamedNode(f"{article.value}#char=0,{len(HOSTILE)}")
    mention = ox.NamedNode(f"{article.value}#char=1,7")
    for span, span_kind, begin, end in ((sentence, "Sentence", 0, len(HOSTILE)), (mention, "Mention", 1, 7)):
        yield ox.Quad(span, kind, sr(span_kind), graph)
        yield ox.Quad(span, sr("begin"), ox.Literal(begin), graph)
        yield ox.Quad(span, sr("end"), ox.Literal(end), graph)
        yield ox.Quad(span, sr("exactText"), ox.Literal(HOSTILE[begin:end]), graph)
        yield ox.Quad(span, sr("inArticle"), article, graph)
    yield ox.Quad(mention, sr("inSentence"), sentence, graph)
    yield ox.Quad(mention, sr("refersTo"), entity, graph)
