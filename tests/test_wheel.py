"""The wheel carries everything, and works in an empty folder without the checkout."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from free_ports import free_port

ROOT = Path(__file__).parent.parent
ARTICLE = {
    "id": "one",
    "text": "Two soldiers were killed when a drone struck an army base near Aleppo in Syria on Monday, officials said.",
    "published": "2025-12-23T09:00:00Z",
    "source": "Example News",
}


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, away from the checkout's paths, and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KG_"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment's ``bin``: the wheel is installed in it, the packages it needs are borrowed from here."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "--python", home / "bin/python", "install", "--no-index", "--no-deps", wheel, cwd=home)
    # A path in a .pth file lends its packages, but not its own .pth files: the checkout's editable install stays out.
    site = next((home / "lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n" + sysconfig.get_path("platlib") + "\n")
    return home / "bin"


def files_of(*folders: str) -> set[str]:
    """Return the files under folders of the checkout, those that git ignores left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    return {name for name in run(*command, cwd=ROOT).split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_holds_the_whole_package_and_its_data(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    code = files_of("kg")
    data = {f"kg/_data/{name}" for name in files_of("ontology", "queries", "shapes")}
    assert code | data <= shipped
    assert all(name.startswith(("kg/", "sitrep-")) for name in shipped)


def test_the_wheel_holds_the_licence(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize("name", ["ontology", "queries", "shapes"])
def test_the_installed_package_finds_its_own_data(installed: Path, tmp_path: Path, name: str) -> None:
    program = f"from kg.resources import resource_folder; print(resource_folder({name!r}))"
    folder = Path(run(installed / "python", "-c", program, cwd=tmp_path).strip())
    assert folder.is_dir()
    assert folder.is_relative_to(installed.parent)


def test_the_installed_command_explains_itself(installed: Path, tmp_path: Path) -> None:
    explained = run(installed / "kg", "--help", cwd=tmp_path)
    assert "build" in explained
    assert "serve" in explained


def test_the_installed_command_builds_a_store_and_serves_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/one.jsonl").write_text(json.dumps(ARTICLE) + "\n")
    run(installed / "kg", "build", "news", "--store", "store", cwd=tmp_path)
    assert any(path.is_file() for path in (tmp_path / "store").rglob("*"))
    port = free_port()
    command = (installed / "kg", "serve", "--store", "store", "--port", str(port))
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert str(port) in server.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/queries/outlets.rq") as answer:
            assert b"SELECT" in answer.read()
        server.send_signal(signal.SIGINT)
