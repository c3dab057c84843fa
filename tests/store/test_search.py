import sqlite3
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graph import ALT_LABEL, LABEL, ex, graph, label, sentence, small_graph

from kg.config import Config
from kg.errors import StoreError
from kg.namespaces import sr
from kg.store.reader import Reader, open_reader
from kg.store.search import search
from kg.store.search_index import SearchIndex
from kg.store.writer import Change, Writer, open_writer


def found(path: Path, text: str) -> list[tuple[str, str]]:
    return [(hit.iri.rsplit("/", 1)[-1], hit.text) for hit in search(path, text)]


def contents(path: Path) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as database:
        return set(database.execute("SELECT iri, kind, text FROM document"))


def test_names_come_before_sentences(small: Reader) -> None:
    hits = small.search("aleppo")
    assert [(hit.kind, hit.text) for hit in hits] == [
        ("label", "Aleppo"),
        ("title", "Air strike hits Aleppo"),
        ("sentence", "A strike hit Aleppo."),
    ]


def test_diacritics_and_case_do_not_matter_and_marks_say_where(small: Reader) -> None:
    hit = small.search("HALAB")[0]
    assert (hit.iri, hit.text, hit.marks) == (ex("aleppo").value, "Ḥalab", ((0, 5),))


def test_the_last_word_may_only_be_begun(small: Reader) -> None:
    hit = small.search("strike alep", kinds=["sentence"])[0]
    assert [hit.text[start:end] for start, end in hit.marks] == ["strike", "Aleppo"]
    assert not small.search("alep strike hit nowhere")


def test_the_limit_holds(small: Reader) -> None:
    assert len(small.search("thing", limit=7)) == 7


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "a AND", "NEAR(", "*", "^x", "col:x", "-a", "'; DROP TABLE document;--"]
)
def test_search_syntax_is_inert(small: Reader, text: str) -> None:
    assert isinstance(small.search(text), list)


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=60))
def test_no_text_breaks_the_search(small_store: Path, text: str) -> None:
    for hit in search(small_store / "search.sqlite", text):
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.marks)


def test_the_index_follows_changes_when_they_are_published(writer: Writer) -> None:
    path = writer.folder.search
    writer.commit(Change(add=[label("a", "Homs")]))
    assert found(path, "homs") == []
    writer.publish()
    assert found(path, "homs") == [("a", "Homs")]
    writer.commit(Change(add=[label("a", "Hama")], remove=[label("a", "Homs")]))
    writer.publish()
    assert found(path, "homs") == []
    assert found(path, "hama") == [("a", "Hama")]


def test_what_changed_unnoted_is_found_with_the_snapshot(writer: Writer) -> None:
    path = writer.folder.search
    writer.alter(lambda store: store.extend([label("a", "Homs"), label("b", "Hama")]), searched=True)
    assert found(path, "homs") == []
    writer.publish()
    assert found(path, "homs") == [("a", "Homs")]
    writer.alter(lambda store: store.remove(label("a", "Homs")), searched=True)
    writer.publish()
    assert contents(path) == {(ex("b").value, "label", "Hama")}
    assert found(path, "homs") == []


def test_a_large_graph_is_compared_only_now_and_then(tmp_path: Path) -> None:
    path, graph, now = tmp_path / "search.sqlite", ox.Store(), iter([0.0, 1.0, 4.0, 33.9, 34.0, 35.0, 38.0])
    index = SearchIndex(path, graph, clock=lambda: next(now))
    for name, is_found in (("Homs", True), ("Hama", False), ("Hatay", True)):
        index.distrust()
        graph.add(label("a", name))
        index.catch_up()
        assert bool(found(path, name)) == is_found
    assert found(path, "hama")
    index.close()


def test_names_in_article_graphs_and_other_texts_are_not_indexed(writer: Writer) -> None:
    elsewhere = ox.Quad(ex("a"), LABEL, ox.Literal("Homs"), graph("article/1"))
    mention = ox.Quad(ex("m"), sr("exactText"), ox.Literal("Homs"), graph("article/1"))
    writer.commit(Change(add=[elsewhere, mention]))
    writer.publish()
    assert contents(writer.folder.search) == set()


def test_the_index_is_a_function_of_the_graph(tmp_path: Path) -> None:
    with open_writer(tmp_path / "one") as writer:
        writer.commit(Change(add=small_graph()))
    with open_writer(tmp_path / "two") as writer:
        for quad in reversed(small_graph()[1990:]):
            writer.commit(Change(add=[quad, label("gone", "Gone"), *sentence("s9", "Gone.")]))
        writer.commit(Change(add=small_graph()[:1990], remove=[label("gone", "Gone"), *sentence("s9", "Gone.")]))
    assert contents(tmp_path / "one" / "search.sqlite") == contents(tmp_path / "two" / "search.sqlite")


def test_a_lost_index_is_made_again(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=small_graph()))
    path = tmp_path / "store" / "search.sqlite"
    before = contents(path)
    path.unlink()
    with open_reader(Config(store=tmp_path / "store")) as reader, pytest.raises(StoreError, match="kg build"):
        reader.search("aleppo")
    with open_writer(tmp_path / "store"):
        assert contents(path) == before


def test_changes_that_a_killed_writer_noted_reach_the_index(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=[ox.Quad(ex("a"), ALT_LABEL, ox.Literal("Homs"))]))
        writer.publish()
        with (
            closing(sqlite3.connect(writer.folder.search)) as database,
            database,
        ):  # as if killed before the index caught up
            database.execute("DELETE FROM document")
            database.execute("INSERT INTO pending VALUES (?)", (ex("a").value,))
        writer.folder.unpublished.touch()
    with open_writer(tmp_path / "store"):
        assert found(tmp_path / "store" / "search.sqlite", "homs") == [("a", "Homs")]
