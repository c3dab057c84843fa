"""The commands as a user types them: answers, messages and exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import COMMANDS, main
from kg.store.writer import open_writer

ARTICLE = "A Turkish air strike killed 12 people in Aleppo on Sunday, officials said."


def kg(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text, catch_exceptions=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "strike.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = kg(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_build_reads_once_and_knows_it_again(article: Path, store: Path) -> None:
    first = kg("build", article, "--store", store, "--published", "2019-05-06", "--workers", "1")
    assert first.exit_code == 0
    assert "1 article read" in first.output
    assert "tell no date" not in first.output
    assert "AirStrike" in first.output
    again = kg("build", article, "--store", store, "--published", "2019-05-06", "--workers", "1")
    assert "0 articles read (0 of them revised), 1 already known" in again.output


def test_build_tells_of_articles_that_the_gate_held_back(
    article: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prices.txt").write_text("Prices of apples fell on Monday. Growers hope for rain.")
    monkeypatch.setenv("KG_GATE", "yes")
    result = kg("build", tmp_path / "prices.txt", article, "--store", store, "--workers", "1")
    assert "2 articles read" in result.output and "1 of them stored without being analysed" in result.output
    monkeypatch.delenv("KG_GATE")
    assert "analysed" not in kg("build", article, "--store", store, "--again", "--workers", "1").output


def test_build_goes_on_after_a_failure(article: Path, store: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = kg("build", tmp_path / "empty.txt", article, "--store", store, "--workers", "1")
    assert result.exit_code == 3
    assert "1 article read" in result.output
    assert "1 of the articles read tells no date of publication" in result.output
    assert "empty.txt" in result.output


def test_build_names_an_id_of_two_texts_and_keeps_the_later_each_time(store: Path) -> None:
    texts = ("Rebels shelled Taiz on Monday, the army said.", "Rebels left Taiz on Monday, the army said.")
    lines = "".join(json.dumps({"id": "n1", "source": "Harbour Wire", "text": text}) + "\n" for text in texts)
    for _ in range(2):
        result = kg("build", "-", "--store", store, "--workers", "1", text=lines)
        assert "1 article has the id or address of an earlier one of this build" in result.output
        assert "n1" in result.output
        held = kg("query", "-", "--store", store, text="SELECT ?t { GRAPH ?g { ?s a sr:Sentence ; sr:exactText ?t } }")
        assert "left Taiz" in held.output and "shelled Taiz" not in held.output


def test_build_without_any_article_fails(store: Path, tmp_path: Path) -> None:
    result = kg("build", tmp_path / "nothing-here.txt", "--store", store)
    assert result.exit_code == 1
    assert "nothing-here.txt" in result.output
    assert not store.exists()


def test_build_rejects_a_wrong_date(article: Path, store: Path) -> None:
    result = kg("build", article, "--store", store, "--published", "yesterday")
    assert result.exit_code == 1
    assert "yesterday" in result.output


def test_build_names_a_broken_ontology_file(article: Path, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "mine.ttl"
    broken.write_text("<a> <b> .\n")
    result = kg("build", article, "--store", store, "--ontology", broken)
    assert result.exit_code == 1
    assert "mine.ttl" in result.output


def test_build_says_when_another_process_writes(article: Path, store: Path) -> None:
    with open_writer(store):
        result = kg("build", article, "--store", store)
    assert result.exit_code == 1
    assert "another process is writing" in result.output


def test_build_says_when_there_can_be_no_store(article: Path) -> None:
    result = kg("build", article, "--store", article / "store")
    assert result.exit_code == 1
    assert str(article) in result.output


def test_remove_takes_an_article_back(article: Path, store: Path) -> None:
    kg(
        "build",
        "-",
        "--store",
        store,
        "--workers",
        "1",
        text=json.dumps({"text": ARTICLE, "url": "https://example.org/1"}),
    )
    assert kg("remove", "https://example.org/1", "--store", store).exit_code == 0
    left = kg("query", "-", "--store", store, text="ASK { ?event a sr:Event }")
    assert "false" in left.output


def test_remove_says_what_is_not_there(article: Path, store: Path) -> None:
    kg("build", article, "--store", store, "--workers", "1")
    result = kg("remove", "https://example.org/unknown", "--store", store)
    assert result.exit_code == 1
    assert "0 of 1" in result.output
    assert "kg query articles" in result.output


def test_remove_takes_an_id_together_with_its_source(store: Path) -> None:
    line = json.dumps({"id": "hw-1", "source": "Harbour Wire", "text": ARTICLE})
    kg("build", "-", "--store", store, "--workers", "1", text=line)
    assert kg("remove", "hw-1", "--store", store).exit_code == 1
    assert kg("remove", "hw-1", "--source", "Harbour Wire", "--store", store).exit_code == 0
    assert "hw-1" not in kg("query", "articles", "--store", store).output


def test_questions_are_listed_with_what_they_ask_for(store: Path) -> None:
    lines = kg("query", "--store", store).output.splitlines()
    (line,) = (line for line in lines if line.startswith("events-by-class-place-month "))
    assert line.split()[1:4] == ["class", "place", "month"]


def test_annotate_writes_offsets_into_the_text() -> None:
    result = kg("annotate", "-", text=json.dumps({"id": "a1", "text": ARTICLE, "published": "2019-05-06"}))
    annotation = json.loads(result.output)
    assert annotation["id"] == "a1"
    assert annotation["published"] == "2019-05-06T00:00:00Z"
    assert annotation["events"]
    for item in (*annotation["entities"], *(event["trigger"] for event in annotation["events"])):
        assert ARTICLE[item["start"] : item["end"]] == item["text"]


@pytest.mark.parametrize(
    ("question", "message"),
    [("no-such-question", "no-such-question"), ("office-holders-on-day", "day")],
)
def test_query_says_what_is_wrong(sample_store: Path, question: str, message: str) -> None:
    result = kg("query", question, "--store", sample_store)
    assert result.exit_code == 1
    assert message in result.output


def test_a_question_that_cannot_be_read_hinders_no_other(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.rq").write_text("#+ summary: [\nASK {}", encoding="utf-8")
    (tmp_path / "whole.rq").write_text("ASK {}", encoding="utf-8")
    monkeypatch.setenv("KG_QUERIES", str(tmp_path))
    assert kg("query", "whole", "--store", sample_store).output == "true\n"
    assert {"outlets", "whole"} <= {line.split()[0] for line in kg("query").output.splitlines()}
    assert "broken.rq: its header is not YAML" in kg("query", "broken", "--store", sample_store).output


def test_query_reads_files_with_a_mark_of_byte_order(sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "asked.rq").write_text("ASK {}", encoding="utf-8-sig")
    assert kg("query", tmp_path / "asked.rq", "--store", sample_store).output == "true\n"
    assert kg("query", "-", "--store", sample_store, text="\ufeffASK {}").output == "true\n"


def test_query_names_an_unknown_parameter(sample_store: Path) -> None:
    result = kg("query", "outlets", "--param", "colour=red", "--store", sample_store)
    assert result.exit_code == 1
    assert "colour" in result.output


def test_query_takes_several_values_of_a_parameter_that_may_be_given_often(sample_store: Path) -> None:
    text = """#+ summary: Words
#+ params:
#+   - {name: word, type: string, multiple: true}
SELECT ?found { VALUES ?found { $word } }"""
    given = ("--param", "word=one", "--param", "word=two=2")
    result = kg("query", "-", "--format", "csv", *given, "--store", sample_store, text=text)
    assert result.output.split() == ["found", "one", "two=2"]
    once = kg("query", "outlets", "--param", "month=2022-04", "--param", "month=2022-05", "--store", sample_store)
    assert once.exit_code == 1
    assert "month is given 2 times" in once.output


def test_query_takes_the_name_of_a_thing_for_its_iri(sample_store: Path) -> None:
    given = [
        ("query", "place-timeline", "--param", f"place={place}", "--param", "year=2016")
        for place in ("syria", "auth:Syria")
    ]
    named, known = (kg(*words, "--format", "csv", "--store", sample_store).output for words in given)
    assert named == known and named.count("\n") > 1
    unknown = kg("query", "place-timeline", "--param", "place=Atlantis", "--store", sample_store)
    assert unknown.exit_code == 1 and "nothing in this graph is called 'Atlantis'" in unknown.output


def test_query_locates_a_syntax_error(sample_store: Path) -> None:
    result = kg("query", "-", "--store", sample_store, text="SELECT ?x WHERE { ?x a }")
    assert result.exit_code == 1
    assert "line 1" in result.output


@pytest.mark.parametrize("name", ["json", "csv", "tsv", "xml", "table"])
def test_query_answers_in_every_format(sample_store: Path, name: str) -> None:
    text = 'SELECT ?name { ?outlet a sr:MediaOutlet ; rdfs:label ?name FILTER(?name = "Harbour Wire"@en) }'
    result = kg("query", "-", "--format", name, "--store", sample_store, text=text)
    assert result.exit_code == 0
    assert "Harbour Wire" in result.output


def test_export_is_the_same_each_time(sample_store: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.nq", tmp_path / "two.nq"]
    for file in files:
        assert kg("export", "--format", "nq", "-o", file, "--store", sample_store).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes() != b""


@pytest.mark.parametrize("group", [(), ("correct",), ("ontology",)])
def test_the_list_of_commands_tells_each_in_a_whole_sentence(group: tuple[str, ...]) -> None:
    lines = kg(*group, "--help").output.partition("Commands:\n")[2].splitlines()
    assert lines
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []
