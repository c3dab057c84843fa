import json
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.layout import FORMAT, open_folder
from kg.store.writer import Writer


def rewrite(path: Path, **changes: object) -> None:
    file = path / "format.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_missing_store_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store in .*kg build"):
        open_folder(tmp_path)


@pytest.mark.parametrize(("form", "remedy"), [(FORMAT + 1, "newer version"), (FORMAT - 1, "build it anew")])
def test_another_form_is_refused(writer: Writer, form: int, remedy: str) -> None:
    rewrite(writer.folder.path, format=form)
    with pytest.raises(StoreError, match=remedy):
        open_folder(writer.folder.path)


def test_a_damaged_form_is_refused(writer: Writer) -> None:
    (writer.folder.path / "format.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        open_folder(writer.folder.path)


def test_graphs_are_named_after_the_base(writer: Writer) -> None:
    assert open_folder(writer.folder.path).graph_iri("texts") == f"{writer.base}graph/texts"
