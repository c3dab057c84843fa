"""Servers of other people's making, started for a test on free ports of the loopback."""

import shutil
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from free_ports import free_port

OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
VIRTUOSO = shutil.which("virtuoso-t")
ISQL = shutil.which("isql-vt")
_SECONDS = 60


@contextmanager
def oxigraph_server(folder: Path, *, read_only: bool = False) -> Iterator[str]:
    """Run the Oxigraph server on a folder while the block runs and yield its URL."""
    port = free_port()
    verb = "serve-read-only" if read_only else "serve"
    command = [str(OXIGRAPH), verb, "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D", folder.with_suffix(".log")):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso_server(folder: Path, *, writable: bool = True) -> Iterator[str]:
    """Run Virtuoso on an empty folder while the block runs and yield its URL; anybody may write if it is writable."""
    folder.mkdir()
    http, sql = free_port(), free_port()
    settings = _VIRTUOSO_INI.format(folder=folder, http=http, sql=sql)
    (folder / "virtuoso.ini").write_text(settings)
    command = [str(VIRTUOSO), "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", folder / "out.log"):
        if writable:
            _sql(sql, 'grant SPARQL_UPDATE to "SPARQL";', "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);")
        yield f"http://127.0.0.1:{http}"


def _sql(port: int, *statements: str) -> None:
    for statement in statements:
        command = [str(ISQL), f"127.0.0.1:{port}", "dba", "dba", f"exec={statement}"]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)


@contextmanager
def _running(command: Sequence[str], url: str, log: Path) -> Iterator[None]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _await(url, process, log)
            yield
        finally:
            process.kill()


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # the server just started
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(log.read_text(errors="replace"))


_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 7000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""
