"""A page of another origin asks the server, by itself and with YASGUI, in a real browser."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --virtual-time-budget=5000 --dump-dom"
)
YASGUI = ("@triply/yasgui", "@zazuko/yasgui")
PAGES = Path(__file__).parent / "pages"
QUERY = (PAGES / "labels.rq").read_text(encoding="utf-8")
LABEL = "2022-04-14 denial, Ministry of Defence of Russia"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        pass


@contextmanager
def origin(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of its own while the block runs; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def seen(page: str, server: str, folder: Path) -> str:
    """Return the page as the browser has it in the end; its script asks the server of that address."""
    text = (PAGES / page).read_text(encoding="utf-8").replace("SERVER", server).replace("QUERY", QUERY)
    (folder / "index.html").write_text(text, encoding="utf-8")
    with origin(folder) as address:
        command = (str(CHROMIUM), *QUIET.split(), f"--user-data-dir={folder / 'profile'}", address)
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def yasgui() -> Path | None:
    """Return the folder of YASGUI's files, where one of its packages is in a folder that NODE_PATH names."""
    roots = [Path(each) for each in os.environ.get("NODE_PATH", "").split(os.pathsep) if each]
    found = (root / package / "build" for root in roots for package in YASGUI)
    return next((folder for folder in found if (folder / "yasgui.min.js").exists()), None)


def test_a_page_of_another_origin_asks_and_changes_nothing(server: str, tmp_path: Path) -> None:
    page = seen("asking.html", server, tmp_path)
    assert LABEL in page
    assert "asked by POST 200, changed 403, graph 404" in page


def test_yasgui_shows_the_rows(server: str, tmp_path: Path) -> None:
    files = yasgui()
    if files is None:
        pytest.skip("YASGUI (npm @triply/yasgui) is in no folder that NODE_PATH names")
    for name in ("yasgui.min.js", "yasgui.min.css"):
        shutil.copy(files / name, tmp_path)
    page = seen("yasgui.html", server, tmp_path)
    assert "5 results" in page and f'<span class="nonIri">{LABEL}</span>' in page
