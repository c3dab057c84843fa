"""Every block of the guide to other programs shows what it says, where its programs are installed.

``UPDATE_GOLDEN=1 pytest tests/clients`` writes what they show now into the guide: read the difference, and shorten it.
``CLIENTS_PYTHON`` names another Python for its blocks of Python, for packages that need a newer one.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "reference" / "clients.md"
TOLD = "http://127.0.0.1:8000"
PYTHON = os.environ.get("CLIENTS_PYTHON", sys.executable)
JENA = Path("/usr/share/java/jena-cmds.jar")
QUERY = re.compile(r"```sparql\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"```(sh|python)\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    language: str
    text: str
    shown: str


BLOCKS = [Block(*found) for found in BLOCK.findall(GUIDE.read_text(encoding="utf-8"))]


def names(block: Block) -> list[str]:
    """Return the programs or packages that a block uses."""
    if block.language == "sh":
        return re.findall(r"^[A-Za-z-]+", block.text, re.MULTILINE)
    found = re.findall(r"^(?:from|import) (\w+)", block.text, re.MULTILINE)
    return [each for each in found if each not in sys.stdlib_module_names]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return where programs are looked for: Jena's have no scripts of their own in Debian."""
    has_jena = JENA.exists() and shutil.which("java") and shutil.which("unzip")
    for command in ("rsparql", "rupdate"):
        if has_jena:
            (tmp_path / command).symlink_to(Path(__file__).with_name("jena"))
    return f"{os.environ['PATH']}{os.pathsep}{tmp_path}"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: "-".join(names(block)))
def test_guide_shows_what_the_program_shows(block: Block, server: str, path: str, tmp_path: Path) -> None:
    for program in names(block) if block.language == "sh" else ():
        if not shutil.which(program, path=path):
            pytest.skip(f"{program} is not installed")
    guide = GUIDE.read_text(encoding="utf-8")
    (tmp_path / "events.rq").write_text(QUERY.findall(guide)[0], encoding="utf-8")
    command = ("bash", "-c") if block.language == "sh" else (PYTHON, "-W", "ignore", "-c")
    text = block.text.replace(TOLD, server).replace(TOLD.removeprefix("http://"), server.removeprefix("http://"))
    settings = {**os.environ, "PATH": path, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        (*command, text), cwd=tmp_path, env=settings, capture_output=True, text=True, check=False, timeout=120
    )
    if missing := re.search(r"No module named '(\w+)'", done.stderr):
        pytest.skip(f"Python's package {missing[1]} is not installed")
    shown = done.stdout.replace(server, TOLD)
    if os.environ.get("UPDATE_GOLDEN") and not agrees(block, shown):
        after = block.text + "```\n\n```text\n"
        GUIDE.write_text(guide.replace(after + block.shown, after + shown), encoding="utf-8")
    else:
        assert agrees(block, shown), f"{shown}\n{done.stderr}"


def agrees(block: Block, shown: str) -> bool:
    return bool(block.shown.strip()) and doctest.OutputChecker().check_output(block.shown, shown, FLAGS)
