"""The README's examples give the answers it shows. ``UPDATE_README=1 pytest tests/test_readme.py`` writes them anew."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = re.compile(r"```console\n\$ kg (.*?)```", re.DOTALL)
HERE = re.compile(r"(?P<command>.*?) <<'END'\n(?P<input>.*?)\nEND\n?(?P<answer>.*)", re.DOTALL)


def run(command: str, text: str, store: Path) -> str:
    environment = {**os.environ, "KG_STORE": str(store)}
    arguments = [sys.executable, "-m", "kg", *shlex.split(command)]
    done = subprocess.run(arguments, input=text, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer(block: str, store: Path) -> str:
    here = HERE.fullmatch(block)
    if here:
        shown = run(here["command"], here["input"], store)
        return f"{here['command']} <<'END'\n{here['input']}\nEND\n{shown}"
    command = block.splitlines()[0]
    return f"{command}\n{run(command, '', store)}"


def test_examples_answer_as_shown(sample_store: Path) -> None:
    readme = README.read_text(encoding="utf-8")
    fresh = EXAMPLE.sub(lambda match: f"```console\n$ kg {answer(match[1], sample_store)}```", readme)
    if os.environ.get("UPDATE_README"):
        README.write_text(fresh, encoding="utf-8")
    assert fresh == readme
