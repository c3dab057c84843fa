"""A store at a server is corrected as one in a folder is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from free_ports import free_port
from remote_servers import OXIGRAPH, oxigraph_server

from kg.cli import main
from kg.config import Config
from kg.namespaces import NS
from kg.store.reader import open_reader

ROOT = Path(__file__).parent.parent.parent
TOKEN = "token-of-tests"  # noqa: S105  # of the tests
TEXT = "A Turkish air strike killed 12 people in Aleppo on Sunday, officials said."
KINDS = [pytest.param("oxigraph", marks=pytest.mark.skipif(OXIGRAPH is None, reason="not installed")), "served"]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "oxigraph":
        with oxigraph_server(tmp_path / "data") as url:
            yield url
        return
    port = free_port()
    environment = {**os.environ, "KG_TOKENS": TOKEN, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path / "data"), "--port", str(port)]
    with subprocess.Popen([*command, "--allow-update"], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline().startswith(b"Sitrep serves")
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_a_claim_is_rejected_and_the_correction_undone(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)

    def kg(*arguments: str) -> str:
        placed = ["--store", url, "--corrections", str(tmp_path / "corrections.toml")]
        result = CliRunner().invoke(main, [*arguments, *placed], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    def objects(name: str) -> list[ox.Quad]:
        with open_reader(Config(store_url=url, store_token=TOKEN)) as reader:
            return list(reader.quads(None, ox.NamedNode(NS + name), None, None))

    (tmp_path / "strike.txt").write_text(TEXT)
    kg("build", str(tmp_path / "strike.txt"), "--published", "2019-05-06", "--workers", "1")
    claims = [str(quad.subject).strip("<>") for quad in objects("countText")]
    assert objects("killedHigh")
    kg("correct", "veto", *claims, "--why", "No.", "--by", "Ada")
    assert not objects("killedHigh") and len(objects("correctedBy")) == len(claims)
    assert kg("correct", "review") == ""
    kg("correct", "undo", *(line.split()[0] for line in kg("correct", "list").splitlines()))
    assert objects("killedHigh") and not objects("correctedBy")
