"""What no class catches and no individual bears is found in articles and suggested as Turtle."""

import pyoxigraph as ox
import pytest

from kg.articles.article import Article
from kg.gaps.gaps import Gaps, find_gaps
from kg.gaps.suggestions import suggestion_lines
from kg.namespaces import NS, OWL, RDF, RDFS
from kg.ontology.lexicon import Lexicon
from kg.reader import ArticleReader

VACCINATED = "Soldiers vaccinated children near Basra on Monday."
MANOEUVRED = "The manoeuvring by the militia near Basra went on, the report by the Harbour Committee said."
ROOT = "https://example.org/mine"


def gaps(reader: ArticleReader, lexicon: Lexicon, *texts: str, least: int = 1) -> Gaps:
    return find_gaps([Article(text) for text in texts], reader, lexicon, least=least)


def triggers(found: Gaps) -> list[str]:
    return [word.trigger for word in found.words]


def test_a_verb_that_soldiers_do_and_no_class_catches(reader: ArticleReader, lexicon: Lexicon) -> None:
    found = gaps(reader, lexicon, VACCINATED)
    (word,) = found.words
    assert (word.trigger, word.count, word.sentences) == ("to vaccinate", 1, (VACCINATED,))
    assert word.nearest is not None


def test_a_noun_that_a_militia_does(reader: ArticleReader, lexicon: Lexicon) -> None:
    assert triggers(gaps(reader, lexicon, MANOEUVRED)) == ["a manoeuvring"]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers attacked a village near Basra.",
        "The army carried out an attack on a village.",
        "Villagers vaccinated their goats.",
        "The army said that it would have to go.",
    ],
)
def test_what_tells_an_event_or_is_no_deed_of_an_armed_actor_is_no_gap(
    reader: ArticleReader, lexicon: Lexicon, text: str
) -> None:
    assert gaps(reader, lexicon, text).words == ()


def test_a_name_that_nobody_bears(reader: ArticleReader, lexicon: Lexicon) -> None:
    texts = ("The Tamboura Brigade shelled Basra.", "The Tamboura Brigade left Iraq. NATO condemned it.")
    (name,) = gaps(reader, lexicon, *texts).names
    assert (name.name, name.cls, name.count, name.articles) == ("Tamboura Brigade", NS + "MilitaryUnit", 2, 2)


def test_what_is_rare_is_left_out_and_the_frequent_comes_first(reader: ArticleReader, lexicon: Lexicon) -> None:
    more = "The rebels repainted a school. The rebels repainted houses. The army repainted a bridge."
    assert triggers(gaps(reader, lexicon, VACCINATED, VACCINATED + " ", more, MANOEUVRED, least=2)) == [
        "to repaint",
        "to vaccinate",
    ]


def test_suggestions_are_turtle_once_their_mark_is_gone(reader: ArticleReader, lexicon: Lexicon) -> None:
    text = f"{VACCINATED} The Tamboura Brigade shelled Basra."
    lines = list(suggestion_lines(gaps(reader, lexicon, text), ROOT, reader.terms))
    as_it_is = list(ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE))
    chosen = [line.removeprefix("# ") for line in lines if not line.startswith("##")]
    statements = {(str(q.predicate.value), q.object) for q in ox.parse("\n".join(chosen), format=ox.RdfFormat.TURTLE)}
    assert as_it_is == []
    assert (NS + "trigger", ox.Literal("to vaccinate", language="en")) in statements
    assert (RDF + "type", ox.NamedNode(OWL + "NamedIndividual")) in statements
    assert RDFS + "label" in {predicate for predicate, _ in statements}
