import os
import sqlite3
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.gazetteer import database
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.place import Place
from kg.gazetteer.sources import Entry


def two_towns() -> list[Entry]:
    first = Place(1, "Alphaville", "settlement", "FR", "11", 48.0, 2.0, 100)
    second = Place(2, "Al Bāb", "settlement", "SY", "09", 36.4, 37.5, 63_000)
    return [Entry(first, ("Alphaville",)), Entry(second, ("Al Bāb", "El Bab"))]


@pytest.fixture
def small_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(database, "read_entries", two_towns)
    monkeypatch.setattr(database, "read_capitals", lambda: {"FR": "Alphaville"})
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_open_builds_once_in_the_cache(small_world: Path) -> None:
    with Gazetteer.open() as gazetteer:
        assert gazetteer.find("el-bab")[0].geonames_id == 2
    (built,) = small_world.iterdir()
    before = built.stat().st_mtime_ns
    Gazetteer.open().close()
    assert built.stat().st_mtime_ns == before


def test_the_same_sources_give_the_same_bytes(small_world: Path, tmp_path: Path) -> None:
    database.build_database(tmp_path / "one.sqlite")
    database.build_database(tmp_path / "two.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_a_broken_build_leaves_nothing(monkeypatch: pytest.MonkeyPatch, small_world: Path) -> None:
    def broken() -> list[Entry]:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(database, "read_entries", broken)
    with pytest.raises(sqlite3.OperationalError):
        Gazetteer.open()
    assert list(small_world.iterdir()) == []


def test_the_file_name_tells_the_data(monkeypatch: pytest.MonkeyPatch, small_world: Path) -> None:
    assert database.default_path().name.startswith(f"gazetteer-{database.SCHEMA_NUMBER}-")
    monkeypatch.delenv("KG_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert database.default_path().parent == Path("/elsewhere/sitrep")


def test_a_cache_that_cannot_be_written_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(ConfigError, match="Set KG_CACHE"):
        Gazetteer.open()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_forked_child_looks_up_by_itself(small_world: Path) -> None:
    with Gazetteer.open() as gazetteer:
        assert gazetteer.find("Alphaville")
        child = os.fork()
        if child == 0:
            os._exit(0 if gazetteer.find("El Bab") else 1)
        assert os.waitpid(child, 0)[1] == 0
