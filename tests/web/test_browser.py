"""The pages in a real browser, where Debian's chromium is installed."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from free_ports import free_port

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-logging=stderr --log-level=0 --virtual-time-budget=5000"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium")


@pytest.fixture(scope="module")
def address(sample_store: Path) -> Iterator[str]:
    port = str(free_port())
    command = (sys.executable, "-m", "kg", "serve", "--store", str(sample_store), "--port", port)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert port in server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def seen(url: str, profile: Path) -> tuple[str, str]:
    """Return the page as the browser has it, and what it wrote to its console."""
    assert CHROMIUM
    command = (CHROMIUM, *QUIET.split(), f"--user-data-dir={profile}", "--dump-dom", url)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


@pytest.mark.parametrize("path", ["/", "/events", "/queries", "/sparql", "/ontology", "/articles", "/search?q=Kunduz"])
def test_page_opens_without_complaint(address: str, path: str, tmp_path: Path) -> None:
    page, console = seen(address + path, tmp_path)
    assert page.count("<h1") == 1
    assert console == ""
