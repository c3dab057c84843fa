"""Why an article was read as it was: every value of an event with its reason, and what was decided against."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from kg.articles.article import Article
from kg.explaining.explaining import explain
from kg.explaining.explanation import ExplainedEvent, Explanation
from kg.explaining.showing import as_html, as_text
from kg.reader import ArticleReader

TEXT = (
    "Rebel jets hit weapons depots near Raqqa on Monday, a spokesman said. The rebels vowed to attack Damascus. "
    "A soldier died of a heart attack. The envoy planted roses."
)


@pytest.fixture(scope="module")
def explained(reader: ArticleReader) -> Explanation:
    return explain(reader, Article(TEXT, "Two <b>fronts</b>", datetime(2025, 12, 22, tzinfo=UTC)))


def event(explained: Explanation, trigger: str) -> ExplainedEvent:
    return next(event for event in explained.events if event.trigger == trigger)


def test_the_entry_that_chose_the_class_is_told_as_the_ontology_writes_it(explained: Explanation) -> None:
    assert event(explained, "hit").entry.startswith("to hit subject:Aircraft")


def test_each_role_has_the_way_from_the_words_to_the_trigger(explained: Explanation) -> None:
    argument = next(a for a in event(explained, "hit").arguments if a.text == "weapons depots")
    assert [(step.word, step.relation, step.head) for step in argument.way] == [("depots", "dobj", "hit")]
    assert argument.how == "dependency"


def test_a_date_has_the_rule_that_read_it(explained: Explanation) -> None:
    time = event(explained, "hit").time
    assert time and time.rules == ("weekday",) and time.earliest == "2025-12-22"


def test_a_modality_has_the_words_that_gave_it(explained: Explanation) -> None:
    plan = event(explained, "attack")
    assert (plan.modality, plan.modality_cues) == ("intended", ("vowed",))


def test_a_source_has_the_words_of_saying(explained: Explanation) -> None:
    assert [(s.speaker, s.cue) for s in event(explained, "hit").sources] == [("spokesman", "said")]


def test_words_that_rule_a_class_out_are_told(explained: Explanation) -> None:
    found = next(r for r in explained.rejected if r.reason == "antiTrigger" and r.text == "attack")
    assert "heart attack" in found.details


def test_a_verb_without_the_object_that_its_classes_ask_for_is_told(explained: Explanation) -> None:
    found = next(r for r in explained.rejected if r.text == "planted")
    assert found.reason == "argumentMissing" and any("object:" in detail for detail in found.details)


def test_a_place_is_told_with_its_namesakes(explained: Explanation) -> None:
    place = next(p for p in explained.places if p.name == "Damascus")
    chosen = [choice for choice in place.choices if choice.chosen]
    assert [choice.where for choice in chosen] == ["Damascus Governorate, Syria"]
    assert any("United States" in choice.where for choice in place.choices)


def test_the_page_is_whole_escaped_and_asks_for_nothing(explained: Explanation) -> None:
    page = as_html(explained)
    fetched: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            fetched.extend(v or "" for name, v in attrs if name in ("src", "href") and not (v or "").startswith("#v"))

    Reader().feed(page)
    assert not fetched and "<b>fronts" not in page and "&lt;b&gt;fronts" in page


def test_the_text_of_the_article_stands_unchanged_in_the_page(explained: Explanation) -> None:
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader().feed(as_html(explained))
    assert TEXT in "".join(words)


def test_colours_are_for_terminals_only(explained: Explanation) -> None:
    assert "\x1b[" not in as_text(explained, colour=False)
    assert "\x1b[33m" in as_text(explained, colour=True)


def test_nothing_is_noted_where_nobody_asks(reader: ArticleReader) -> None:
    doc = reader.extractor.nlp(TEXT)
    traced = reader.extractor.read(doc, None)
    assert traced == reader.extractor.read(doc, None) and traced.events
