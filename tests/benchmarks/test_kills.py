"""A build or a server that is killed in the middle of a change leaves a store that the next build makes whole."""

import sysconfig
from pathlib import Path

import pytest
from kills import Articles, killed, moments, told_by, undisturbed
from relay import STAGES, Moment, is_change

from kg.config import Config
from kg.ontology.modules import Ontology

OXIGRAPH = Path(sysconfig.get_path("scripts"), "oxigraph")
needs_oxigraph = pytest.mark.skipif(not OXIGRAPH.exists(), reason="oxigraph is not installed")


@pytest.fixture(scope="module")
def articles(ontology: Ontology) -> Articles:
    return Articles.made(ontology, 4)


@pytest.fixture(scope="module")
def expected(articles: Articles, tmp_path_factory: pytest.TempPathFactory) -> frozenset[object]:
    config = Config(store=tmp_path_factory.mktemp("here") / "store")
    articles.build(config)
    return frozenset(told_by(config))


@needs_oxigraph
def test_a_server_gets_what_a_folder_gets_also_when_a_text_is_replaced_in_one_build(
    articles: Articles, expected: frozenset[object]
) -> None:
    found, changes = undisturbed("oxigraph", articles)
    assert found == expected
    assert changes >= len(articles.outcomes)


@needs_oxigraph
@pytest.mark.parametrize(
    ("victim", "moment"),
    [
        ("build", Moment(3, "half sent")),
        ("build", Moment(8, "sent")),
        ("server", Moment(8, "sent")),
        ("server", Moment(9, "answered")),
    ],
)
def test_nothing_is_lost_or_doubled_by_a_kill(
    articles: Articles, expected: frozenset[object], victim: str, moment: Moment
) -> None:
    how, found = killed("oxigraph", articles, moment, victim)
    assert how == ("killed" if victim == "build" else "gave up")
    assert found == expected


def test_kills_are_spread_over_all_changes() -> None:
    assert [moment.change for moment in moments(9, 3)] == [1, 1, 1, 5, 5, 5, 9, 9, 9]
    assert [moment.stage for moment in moments(2, 1)] == list(STAGES)


@pytest.mark.parametrize(
    ("head", "body", "changes"),
    [
        (b"POST /update HTTP/1.1\r\n", b"INSERT DATA {}", True),
        (b"PUT /store?graph=x HTTP/1.1\r\n", b"", True),
        (b"POST /sparql HTTP/1.1\r\n", b"update=DROP", True),
        (b"POST /sparql HTTP/1.1\r\n", b"query=ASK", False),
        (b"POST /builds HTTP/1.1\r\n", b"", False),
    ],
)
def test_what_writes_is_told_from_what_reads(head: bytes, body: bytes, changes: bool) -> None:
    assert is_change(head, body) is changes
