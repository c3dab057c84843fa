"""Virtuoso beside us: a server of its own in a temporary folder, with the same graph."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from servers import free_port, running

FACTS: Final = "https://w3id.org/sitrep/graph/facts"
"""Where Virtuoso, whose default graph is everything, keeps what is our default graph."""
_INI: Final = Path(__file__).with_name("virtuoso.ini")
_PROGRAM: Final = "/usr/bin/virtuoso-t"
_BULK: Final = (
    "ld_dir('{files}', '*.nt', '{facts}'); ld_dir('{files}', '*.nq', 'urn:unused'); rdf_loader_run(); checkpoint;"
)


@contextmanager
def virtuoso(folder: Path, files: Path) -> Iterator[int]:
    """Run Virtuoso over a database in a folder, and yield its port for HTTP; ``files`` is where it may load from."""
    port, http = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    ini = folder / "virtuoso.ini"
    known = (folder / "virtuoso.db").exists()
    ini.write_text(
        _INI.read_text(encoding="utf-8").format(port=port, http=http, folder=folder, files=files), encoding="utf-8"
    )
    with running([_PROGRAM, "+foreground", "+configfile", str(ini)], http, {}, cwd=folder):
        if not known:
            isql = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={_BULK.format(files=files, facts=FACTS)}"]
            subprocess.run(isql, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
        yield http


def write_files(store: Path, folder: Path) -> None:
    """Write a store as files that Virtuoso loads: the default graph as triples, the others as quads."""
    folder.mkdir(parents=True, exist_ok=True)
    graph = ox.Store.read_only(str(store / "current"))
    default = ox.DefaultGraph()
    graph.dump(str(folder / "facts.nt"), ox.RdfFormat.N_TRIPLES, from_graph=default)
    with (folder / "graphs.nq").open("wb") as out:
        for name in graph.named_graphs():
            out.write(ox.serialize(graph.quads_for_pattern(None, None, None, name), format=ox.RdfFormat.N_QUADS) or b"")
