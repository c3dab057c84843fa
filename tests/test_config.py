from dataclasses import fields
from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import ConfigError
from kg.settings import settings_table


def test_the_defaults_are_local_and_read_from_nothing() -> None:
    config = Config.from_environment({})
    assert (config.host, config.port, config.store, config.base) == ("127.0.0.1", 8000, Path("store"), None)
    assert config.workers >= 1


def test_variables_say_otherwise() -> None:
    config = Config.from_environment(
        {"KG_STORE": "/srv/graph", "KG_BASE": "https://example.org/kg/", "KG_PORT": "80", "KG_QUERY_SECONDS": "2.5"}
    )
    assert (config.store, config.base) == (Path("/srv/graph"), "https://example.org/kg/")
    assert (config.port, config.query_seconds) == (80, 2.5)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert Config.from_environment({"KG_PORT": "", "KG_BASE": ""}) == Config.from_environment({})


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("KG_PORT", "http", "whole number from 1 to 65535"),
        ("KG_PORT", "65536", "whole number from 1 to 65535"),
        ("KG_WORKERS", "0", "whole number of 1 or more"),
        ("KG_WORKERS", "२", "whole number of 1 or more"),
        ("KG_QUERY_SECONDS", "-1", "seconds above 0"),
        ("KG_QUERY_SECONDS", "nan", "seconds above 0"),
        ("KG_BASE", "sitrep", "absolute IRI that ends in / or #"),
        ("KG_BASE", "https://example.org/a b/", "absolute IRI"),
        ("KG_LICENCE", "example.org", "start it with http"),
    ],
)
def test_what_cannot_be_used_is_named_with_the_remedy(variable: str, value: str, remedy: str) -> None:
    with pytest.raises(ConfigError, match=remedy) as caught:
        Config.from_environment({variable: value})
    assert f"{variable}={value!r}" in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("KG_TIMEOT", r"^KG_TIMEOT is no setting of Sitrep \(known are .*KG_QUERY_SECONDS, .*: correct or unset it"),
        ("KG_PORTT", r"KG_PORTT .*\(did you mean KG_PORT\?\)"),
        ("KG_QUERY_SECOND", r"\(did you mean KG_QUERY_SECONDS, KG_"),
        ("KG_CACHED", r"\(did you mean KG_CACHE\?\)"),
    ],
)
def test_a_variable_that_no_setting_has_is_told_with_those_near_to_it(variable: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        Config.from_environment({variable: "secret", "PATH": "/bin"})
    assert "secret" not in str(caught.value)


def test_variables_of_ours_that_are_no_fields_and_those_that_say_nothing_are_let_be() -> None:
    environment = {"KG_CACHE": "/var/cache", "KG_COLOUR": "", "KGX": "1"}
    assert Config.from_environment(environment) == Config.from_environment({})


def test_a_key_of_a_file_that_is_nearly_a_setting_is_told_with_that(tmp_path: Path) -> None:
    file = tmp_path / "sitrep.toml"
    file.write_text("query_second = 5")
    with pytest.raises(ConfigError, match=r"unknown settings: query_second \(did you mean query_seconds, "):
        Config.from_environment({"KG_CONFIG": str(file)})


def test_a_wrong_value_is_told_with_the_file_that_it_stands_in(tmp_path: Path) -> None:
    file = tmp_path / "sitrep.toml"
    file.write_text("workers = true\n")
    with pytest.raises(ConfigError, match=r"in .*sitrep.toml: KG_WORKERS='yes' is not usable"):
        Config.from_environment({"KG_CONFIG": str(file)})
    with pytest.raises(ConfigError, match=r"^KG_WORKERS='no' is not usable"):
        Config.from_environment({"KG_CONFIG": str(file), "KG_WORKERS": "no"})


@pytest.mark.parametrize("url", ["https://example.org/graph/", "https://", "example.org", "https://example.org/?a"])
def test_pages_are_published_at_the_root_of_a_host(url: str) -> None:
    with pytest.raises(ConfigError, match=r"KG_PUBLIC_URL=.* is not the root of a host"):
        Config.from_environment({"KG_PUBLIC_URL": url})


def test_a_file_is_read_first_and_variables_go_before_it(tmp_path: Path) -> None:
    file = tmp_path / "sitrep.toml"
    file.write_text('store = "/srv/graph"\nport = 8080\nquery_seconds = 5\nallow_update = true\n')
    config = Config.from_environment({"KG_CONFIG": str(file), "KG_PORT": "80"})
    assert (config.store, config.port, config.query_seconds) == (Path("/srv/graph"), 80, 5.0)
    assert config.allow_update


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("colour = 1", r"unknown settings: colour \(known are"), ("port", "is not TOML"), ("port = 0", "KG_PORT='0'")],
)
def test_a_file_that_cannot_be_used_is_named(text: str, remedy: str, tmp_path: Path) -> None:
    file = tmp_path / "sitrep.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=remedy):
        Config.from_environment({"KG_CONFIG": str(file)})
    with pytest.raises(ConfigError, match="cannot read KG_CONFIG"):
        Config.from_environment({"KG_CONFIG": str(tmp_path / "no.toml")})


def test_the_table_tells_default_and_meaning_of_each_setting() -> None:
    rows = [line.split(" | ") for line in settings_table().splitlines()[2:]]
    assert [row[0] for row in rows] == [f"| `KG_{setting.name.upper()}`" for setting in fields(Config)]
    assert all(len(meaning) > 10 for _, _, meaning in rows)
    assert ["| `KG_QUERY_SECONDS`", "15", "Time after which a query is stopped. |"] in rows
