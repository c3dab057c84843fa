"""A person's correction from the command line to the graph and its pages, and through every rebuild."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import kg.build
from kg.cli import main
from kg.config import Config
from kg.curation.correction import Corrections
from kg.namespaces import NS, Iris
from kg.ontology.modules import Ontology
from kg.reader import ArticleReader
from kg.store.reader import open_reader
from kg.store.writer import open_writer
from kg.web.app import create_app
from kg.web.served import served_by

FIRST = "A Turkish air strike killed 12 people in Aleppo on Sunday, officials said. The strike hit a fuel depot."
SECOND = "Turkish jets bombed a fuel depot in Aleppo on Sunday, killing at least 20 people, rescuers said."
THIRD = "Rebels shelled the town of Manbij on Saturday."


@dataclass(frozen=True)
class Desk:
    """A folder with articles, a store of them and a file of corrections."""

    folder: Path

    def kg(self, *arguments: str, fails: bool = False) -> str:
        placed = ["--store", str(self.folder / "store"), "--corrections", str(self.folder / "corrections.toml")]
        result = CliRunner().invoke(main, [*arguments, *placed], catch_exceptions=False)
        assert (result.exit_code != 0) == fails, result.output
        return result.output

    def build(self, *options: str) -> str:
        return self.kg("build", str(self.folder / "news"), "--published", "2019-05-06", "--workers", "1", *options)

    def rebuild(self) -> None:
        shutil.rmtree(self.folder / "store")
        self.build()

    def hash(self) -> str:
        return CliRunner().invoke(main, ["fingerprint", "--store", str(self.folder / "store")]).output

    def values(self, name: str) -> set[str]:
        with open_reader(Config(store=self.folder / "store")) as reader:
            found = reader.quads(None, ox.NamedNode(NS + name), None, ox.DefaultGraph())
            return {quad.object.value for quad in found if not isinstance(quad.object, (ox.BlankNode, ox.Triple))}

    def claims(self, prop: str, value: str) -> list[str]:
        with open_reader(Config(store=self.folder / "store")) as reader:
            found = list(reader.quads(None, ox.NamedNode(NS + prop), None, None))
        claims = {
            str(q.subject).strip("<>") for q in found if "/article/" in str(q.graph_name) and value in str(q.object)
        }
        return sorted(claim for claim in claims if "/claim/" in claim)

    def about(self, node: str) -> list[ox.Quad]:
        with open_reader(Config(store=self.folder / "store")) as reader:
            return list(reader.quads(ox.NamedNode(node), None, None, None))

    def members(self, event: str) -> list[str]:
        with open_reader(Config(store=self.folder / "store")) as reader:
            found = list(reader.quads(ox.NamedNode(event), ox.NamedNode(NS + "hasReport"), None, None))
        return sorted(str(quad.object).strip("<>") for quad in found)

    def shared(self) -> list[str]:
        """The strikes that more than one report tells."""
        return [event for event in self.events("AirStrike") if len(self.members(event)) > 1]

    def events(self, cls: str = "") -> list[str]:
        with open_reader(Config(store=self.folder / "store")) as reader:
            found = list(reader.quads(None, ox.NamedNode(NS + "eventClass"), None, None))
        return sorted(str(quad.subject).strip("<>") for quad in found if cls in str(quad.object))

    def page(self, path: str) -> str:
        app = create_app(Config(store=self.folder / "store", workers=1))
        client: FlaskClient = app.test_client()
        try:
            return client.get(path, headers={"Accept": "text/html"}, follow_redirects=True).text
        finally:
            served_by(app).reader.close()


@pytest.fixture(scope="module", autouse=True)
def models(reader: ArticleReader, ontology: Ontology) -> Iterator[None]:
    """Load language model and ontology once for all builds."""

    def load(*_: Ontology | Iris, config: Config, corrections: Corrections | None = None) -> ArticleReader:
        return replace(reader, corrections=corrections or Corrections())

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ArticleReader, "load", load)
        patched.setattr(kg.build, "load_ontology", lambda _path: ontology)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Desk(tmp_path_factory.mktemp("built"))
    (desk.folder / "news").mkdir()
    for name, text in {"first": FIRST, "second": SECOND, "third": THIRD}.items():
        (desk.folder / "news" / f"{name}.txt").write_text(text)
    desk.build()
    return desk.folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    shutil.copytree(built, tmp_path / "desk", symlinks=True)
    return Desk(tmp_path / "desk")


def veto_number(desk: Desk) -> list[str]:
    claims = desk.claims("countText", "20")
    desk.kg("correct", "veto", *claims, "--why", "They fell elsewhere.", "--by", "Ada")
    return claims


def test_a_rejected_number_is_no_fact_and_stays_a_claim(desk: Desk) -> None:
    assert desk.values("killedHigh") == {"20"}
    claims = veto_number(desk)
    assert desk.values("killedHigh") == {"12"}
    assert desk.claims("countText", "20") == claims


def test_a_correction_outlives_a_rebuild(desk: Desk) -> None:
    veto_number(desk)
    corrected = desk.hash()
    desk.rebuild()
    assert desk.hash() == corrected
    assert "read again" not in desk.build()


def test_what_is_undone_never_was(desk: Desk) -> None:
    before = desk.hash()
    veto_number(desk)
    names = [line.split()[0] for line in desk.kg("correct", "list").splitlines()]
    assert desk.hash() != before and len(names) == 2
    desk.kg("correct", "undo", *names)
    assert desk.hash() == before and desk.kg("correct", "list") == ""


def test_a_store_without_the_file_goes_on_to_hold_its_corrections(desk: Desk) -> None:
    veto_number(desk)
    listed, corrected = desk.kg("correct", "list"), desk.hash()
    (desk.folder / "corrections.toml").unlink()
    desk.build("--again")
    assert desk.hash() == corrected and desk.kg("correct", "list") == listed


def test_an_event_that_did_not_happen_goes(desk: Desk) -> None:
    (shelling,) = desk.claims("claimedClass", "Shelling")
    (event,) = desk.events("Shelling")
    desk.kg("correct", "veto", shelling, "--why", "A drill.", "--by", "Ada")
    assert desk.events("Shelling") == []
    page = desk.page("/id/event/" + event.rpartition("/")[2])
    assert "Gone" in page and "people rejected it: A drill. (Ada" in page


def test_pages_tell_who_rejected_a_claim_and_why(desk: Desk) -> None:
    claims = veto_number(desk)
    page = desk.page("/id/claim/" + claims[0].rpartition("/")[2])
    assert "Rejected" in page and "Ada" in page and "They fell elsewhere." in page


def test_an_explanation_tells_what_people_corrected(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (shelling,) = desk.claims("claimedClass", "Shelling")
    desk.kg("correct", "veto", shelling, "--why", "A drill.", "--by", "Ada")
    (article,) = {str(quad.graph_name).strip("<>").rpartition("/")[2] for quad in desk.about(shelling)}
    monkeypatch.setenv("KG_CORRECTIONS", str(desk.folder / "corrections.toml"))
    result = CliRunner().invoke(main, ["explain", article, "--store", str(desk.folder / "store")])
    assert "shelled: rejected by Ada" in result.output and "A drill." in result.output


def test_what_the_store_lacks_cannot_be_corrected(desk: Desk) -> None:
    output = desk.kg("correct", "veto", "claim/0000000000000000", "--why", "No.", fails=True)
    assert "is no claim" in output
    assert "has no correction nothing" in desk.kg("correct", "undo", "nothing", fails=True)


def test_a_page_is_named_for_what_it_shows(desk: Desk) -> None:
    (shelling,) = desk.claims("claimedClass", "Shelling")
    address = "http://127.0.0.1:8000/id/claim/" + shelling.rpartition("/")[2] + ".html"
    assert "Occurrence" in desk.kg("correct", "veto", address, "--why", "A drill.", "--by", "Ada")


def test_what_cannot_be_applied_yet_is_written(desk: Desk) -> None:
    (shelling,) = desk.claims("claimedClass", "Shelling")
    with open_writer(desk.folder / "store"):
        assert "run 'kg correct apply'" in desk.kg("correct", "veto", shelling, "--why", "A drill.", fails=True)
    assert desk.events("Shelling")
    desk.kg("correct", "apply")
    assert not desk.events("Shelling")


def test_articles_are_not_corrected_with_another_ontology(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (shelling,) = desk.claims("claimedClass", "Shelling")
    monkeypatch.setattr(kg.build, "ontology_triples", lambda *_: set())
    output = desk.kg("correct", "veto", shelling, "--why", "A drill.", fails=True)
    assert "another ontology" in output and "--ontology" in output


def test_a_claim_is_corrected_once(desk: Desk) -> None:
    claims = veto_number(desk)
    assert "already" in desk.kg("correct", "veto", claims[0], "--why", "Again.", fails=True)


def test_a_revised_article_sends_its_corrections_to_review(desk: Desk) -> None:
    veto_number(desk)
    assert desk.kg("correct", "review") == ""
    feed = desk.folder / "feed.jsonl"
    feed.write_text(json.dumps({"text": THIRD, "url": "https://example.org/3", "published": "2019-05-06"}))
    desk.kg("build", str(feed))
    desk.kg("correct", "veto", *desk.claims("claimedClass", "Shelling"), "--why", "A drill.", "--by", "Ada")
    feed.write_text(
        json.dumps({"text": "On Monday " + THIRD, "url": "https://example.org/3", "published": "2019-05-06"})
    )
    assert "1 correction no longer finds" in desk.kg("build", str(feed))
    assert "no longer has these words" in desk.kg("correct", "review")


def test_an_edited_number_is_the_fact(desk: Desk) -> None:
    claims = desk.claims("countText", "20")
    for claim in claims:
        desk.kg("correct", "edit", claim, "--value", "15", "--why", "A slip.", "--by", "Ada")
    assert desk.values("killedHigh") == {"15"}
    page = desk.page("/id/claim/" + claims[0].rpartition("/")[2])
    assert "Edited" in page and "A slip." in page
    corrected = desk.hash()
    desk.rebuild()
    assert desk.hash() == corrected


def test_reports_are_split_and_stay_so(desk: Desk) -> None:
    (event,) = desk.shared()
    report = desk.members(event)[-1]
    desk.kg("correct", "split", event, report, "--why", "Another raid.", "--by", "Ada")
    assert desk.shared() == []
    assert "Another raid." in desk.page("/id/event/" + event.rpartition("/")[2])
    corrected = desk.hash()
    desk.rebuild()
    assert desk.hash() == corrected


def test_events_are_merged_and_split_again_when_undone(desk: Desk) -> None:
    before, events, (strike,) = desk.hash(), desk.events(), desk.shared()
    (shelling,) = desk.claims("claimedClass", "Shelling")
    desk.kg("correct", "merge", strike, shelling, "--why", "One battle.", "--by", "Ada")
    assert len(desk.events()) == len(events) - 1
    corrected = desk.hash()
    desk.rebuild()
    assert desk.hash() == corrected
    desk.kg("correct", "undo", desk.kg("correct", "list").split()[0])
    assert desk.hash() == before


def test_only_reports_of_an_event_are_split_off(desk: Desk) -> None:
    (event,) = desk.shared()
    assert "not all" in desk.kg("correct", "split", event, event, "--why", "No.", fails=True)
    assert "no event" in desk.kg("correct", "merge", event, "event/0", "--why", "No.", fails=True)
