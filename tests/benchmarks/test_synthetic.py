"""Synthetic articles: the same for the same seed, and in the form that a build gives."""

from pathlib import Path

import pytest
from synthetic import Maker, Scale, load_store, plans, write_quads
from synthetic_articles import Plan, write_article

from kg.checking.checking import check_store
from kg.config import Config
from kg.graph.write_gate import check_article
from kg.ontology.modules import Ontology
from kg.store.reader import open_reader

SCALE = Scale(12, reports=3)


def lines(files: list[Path]) -> set[str]:
    return {line for file in files for line in file.read_text(encoding="utf-8").splitlines()}


@pytest.fixture(scope="module")
def told() -> list[Plan]:
    return plans(SCALE)


def test_the_same_seed_plans_the_same_articles(told: list[Plan]) -> None:
    assert told == plans(SCALE)
    assert told != plans(Scale(12, reports=3, seed=2))


def test_a_quarter_of_what_is_told_was_told_before() -> None:
    told = [event for plan in plans(Scale(2000, reports=4)) for event in plan.events]
    assert 0.15 < 1 - len(set(told)) / len(told) < 0.3


def test_an_article_passes_the_write_gate(ontology: Ontology, told: list[Plan]) -> None:
    world = Maker(ontology, told, seed=SCALE.seed).world
    for plan in told:
        happenings = [world.happening(number, world.conflicts[plan.conflict], plan.day) for number in plan.events]
        article, claims = write_article(world, plan, happenings)
        check_article(article, claims)
        assert [report.cls for report in claims.reports] == [happening.cls for happening in happenings]


def test_a_store_of_them_is_sound_with_however_many_workers(
    ontology: Ontology, told: list[Plan], tmp_path: Path
) -> None:
    maker = Maker(ontology, told, seed=SCALE.seed)
    files = write_quads(SCALE, tmp_path, workers=2)
    assert lines(files) == {f"{quad} ." for plan in told for quad in maker.quads(plan)}
    load_store(tmp_path / "store", files)
    config = Config(store=tmp_path / "store", workers=1)
    assert not check_store(config).findings
    with open_reader(config) as reader:
        assert reader.statistics().articles == 12
