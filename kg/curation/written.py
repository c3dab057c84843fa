"""Corrections as people keep them: a file of TOML, one table a correction, that can live in git.

[veto-68e575a1]
correction = "veto"
claim = "Count"
property = "killed"
value = "12 people"
evidence = [
  {article = "4c1f…", characters = [[31, 40], [24, 30]], words = ["12 people", "killed"], sentence = "An air …"},
]
by = "Ada"
on = 2026-11-23T09:40:00Z
why = "They died elsewhere."
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, get_args

from kg.curation.correction import REPORT, Correction, Deed, Passage, Said
from kg.errors import CorrectionError

_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,80}")
_TABLE: Final = re.compile(r"^\[[^\[\]\n]+\][^\S\n]*(?:#.*)?$", re.MULTILINE)
_REMEDY: Final = "mend it by hand, or take the file as git had it"


def read_corrections(text: str, where: str) -> tuple[Correction, ...]:
    """Return the corrections of a file's text, sorted by name; ``where`` is what to call the file.

    Raises CorrectionError naming the correction that cannot be read.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"{where} is not TOML: {error}; {_REMEDY}") from error
    return tuple(_correction(name, tables[name], where) for name in sorted(tables))


def write_correction(correction: Correction) -> str:
    """Return a correction as one table of the file; read again it is the same."""
    said = correction.said
    lines = [
        f"[{correction.name}]",
        f"correction = {_quoted(correction.deed)}",
        f"claim = {_quoted(said.kind)}",
        *(
            []
            if correction.is_of_reports
            else [f"property = {_quoted(said.property)}", f"value = {_quoted(said.value)}"]
        ),
        *_becomes_text(correction.becomes),
        "evidence = [",
        *(f"  {_passage_text(passage)}," for passage in correction.passages),
        "]",
        f"by = {_quoted(correction.by)}",
        f"on = {correction.on.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"why = {_quoted(correction.why)}",
    ]
    return "\n".join(lines) + "\n"


def read_file(path: Path) -> tuple[Correction, ...]:
    """Return the corrections of a file; none where there is no file. Raises CorrectionError if it cannot be read."""
    try:
        return read_corrections(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot read {path}: {error}; make it a readable file of UTF-8") from error


def add_to_file(path: Path, corrections: Iterable[Correction]) -> None:
    """Write corrections at the end of a file, whatever else a person wrote in it; make it where there is none."""
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    _replace(path, "\n".join(filter(None, [known, *map(write_correction, corrections)])))


def drop_from_file(path: Path, names: Iterable[str]) -> None:
    """Take corrections out of a file by their names; all else stays as it is written."""
    text = path.read_text(encoding="utf-8")
    for name in names:
        found = next(head for head in _TABLE.finditer(text) if _table_name(head[0]) == name)
        after = _TABLE.search(text, found.end())
        text = text[: found.start()] + (text[after.start() :] if after else "")
    _replace(path, text.rstrip("\n") + "\n" if text.strip() else "")


def _table_name(head: str) -> str:
    return next(iter(tomllib.loads(head)))


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise CorrectionError(
            f"cannot write {path}: {error.strerror}; name another file, or make it writable"
        ) from error


def _correction(name: str, table: Any, where: str) -> Correction:  # noqa: ANN401  # whatever TOML holds
    try:
        if not _NAME.fullmatch(name) or table["correction"] not in get_args(Deed):
            raise ValueError(f"it is named by letters, digits and -, and is one of {', '.join(get_args(Deed))}")
        return Correction(
            name=name,
            deed=table["correction"],
            passages=tuple(_passage(each) for each in table["evidence"]),
            said=_said(table),
            by=_text(table, "by"),
            on=_moment(table["on"]),
            why=_text(table, "why"),
            becomes=_becomes(table),
        )
    except (KeyError, TypeError, ValueError) as error:
        missing = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise CorrectionError(f"the correction {name} of {where} cannot be read: {missing}; {_REMEDY}") from error


def _said(table: Mapping[str, Any]) -> Said:
    if table["correction"] in ("merge", "split"):
        if len(table["evidence"]) < 2:
            raise ValueError("it tells of two reports or more, each by its own evidence")
        return Said(REPORT, "", "")
    return Said(*(_text(table, key) for key in ("claim", "property", "value")))


def _becomes(table: Mapping[str, Any]) -> Said | None:
    told = table.get("becomes")
    if (told is None) is (table["correction"] == "edit"):
        raise ValueError("an edit tells what the claim becomes, and nothing else does")
    return None if told is None else Said(_text(table, "claim"), _text(told, "property"), _text(told, "value"))


def _becomes_text(becomes: Said | None) -> list[str]:
    if becomes is None:
        return []
    return [f"becomes = {{property = {_quoted(becomes.property)}, value = {_quoted(becomes.value)}}}"]


def _passage(table: Mapping[str, Any]) -> Passage:
    characters = tuple((int(begin), int(end)) for begin, end in table["characters"])
    words = tuple(map(str, table["words"]))
    if not characters or len(characters) != len(words):
        raise ValueError("its evidence has as many words as pairs of characters, and one at least")
    return Passage(_text(table, "article"), characters, words, _text(table, "sentence"))


def _passage_text(passage: Passage) -> str:
    characters = ", ".join(f"[{begin}, {end}]" for begin, end in passage.characters)
    words = ", ".join(map(_quoted, passage.words))
    parts = (
        f"article = {_quoted(passage.article)}",
        f"characters = [{characters}]",
        f"words = [{words}]",
        f"sentence = {_quoted(passage.sentence)}",
    )
    return "{" + ", ".join(parts) + "}"


def _text(table: Mapping[str, Any], key: str) -> str:
    if not isinstance(table[key], str):
        raise TypeError(f"{key} is no text")
    return str(table[key])


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("on is no moment such as 2026-11-23T09:40:00Z")
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _quoted(text: str) -> str:
    """Return a text as TOML has it: as JSON does, which leaves one character more as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
