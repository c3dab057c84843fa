"""A small graph for the tests of the store, and the IRIs in it."""

import pyoxigraph as ox

from kg.namespaces import DCTERMS, DEFAULT_BASE, RDF, RDFS, SKOS, sr

EX = "http://example.org/"
LABEL = ox.NamedNode(RDFS + "label")
ALT_LABEL = ox.NamedNode(SKOS + "altLabel")
TITLE = ox.NamedNode(DCTERMS + "title")
TYPE = ox.NamedNode(RDF + "type")


def ex(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def graph(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{DEFAULT_BASE}graph/{name}")


def label(name: str, text: str) -> ox.Quad:
    return ox.Quad(ex(name), LABEL, ox.Literal(text))


def labels(count: int) -> list[ox.Quad]:
    return [label(f"thing{number}", f"Thing number {number}") for number in range(count)]


def sentence(name: str, text: str, *, article: str = "1") -> list[ox.Quad]:
    source = graph(f"article/{article}")
    return [
        ox.Quad(ex(name), TYPE, sr("Sentence"), source),
        ox.Quad(ex(name), sr("exactText"), ox.Literal(text), source),
    ]


def small_graph() -> list[ox.Quad]:
    return [
        *labels(2000),
        ox.Quad(ex("aleppo"), LABEL, ox.Literal("Aleppo", language="en")),
        ox.Quad(ex("aleppo"), ALT_LABEL, ox.Literal("Ḥalab")),
        ox.Quad(ex("article1"), TYPE, sr("Article")),
        ox.Quad(ex("article1"), TITLE, ox.Literal("Air strike hits Aleppo")),
        ox.Quad(ex("article1"), sr("hasText"), ex("text1")),
        ox.Quad(ex("text1"), sr("content"), ox.Literal("A strike hit Aleppo.\n"), graph("texts")),
        *sentence("sentence1", "A strike hit Aleppo."),
        ox.Quad(ex("aleppo"), sr("note"), ox.Literal("as told"), graph("article/1")),
        ox.Quad(ex("aleppo"), LABEL, ox.Literal("Aleppo", language="en"), graph("inferred")),
        ox.Quad(ex("aleppo"), sr("note"), ox.Literal("memory"), graph("ledger")),
    ]
