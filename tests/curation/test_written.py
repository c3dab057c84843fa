"""Corrections as a file has them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.curation.correction import REPORT, Correction, Corrections, Passage, Said
from kg.curation.written import add_to_file, drop_from_file, read_corrections, read_file, write_correction
from kg.errors import CorrectionError

TEXT = 'Rain fell. A "drone" hit a depot in Tartus,\nofficials said.'
SENTENCE = TEXT.partition(". ")[2]
PASSAGE = Passage("a1", ((21, 24), (25, 32)), ("hit", "a depot"), SENTENCE)
SAID = Said("Participation", "https://example.org/hasTarget", "https://example.org/depot")
VETO = Correction("veto-1", "veto", (PASSAGE,), SAID, "Ada", datetime(2026, 11, 23, 9, tzinfo=UTC), "Not “a” depot.")


def test_a_correction_is_read_as_it_was_written() -> None:
    assert read_corrections(write_correction(VETO), "here") == (VETO,)


def test_an_edit_tells_what_it_puts_in_the_place() -> None:
    edit = replace(VETO, deed="edit", becomes=Said("Participation", "https://example.org/hasActor", SAID.value))
    assert read_corrections(write_correction(edit), "here") == (edit,)
    with pytest.raises(CorrectionError, match="becomes"):
        read_corrections(write_correction(replace(edit, becomes=None)), "here")


def test_a_merger_has_the_evidence_of_each_report() -> None:
    other = replace(PASSAGE, article="b2")
    merger = replace(VETO, deed="merge", said=Said(REPORT, "", ""), passages=(PASSAGE, other))
    assert read_corrections(write_correction(merger), "here") == (merger,)
    assert Corrections((merger,)).of("b2") == [merger]
    with pytest.raises(CorrectionError, match="two reports"):
        read_corrections(write_correction(replace(merger, passages=(PASSAGE,))), "here")


def test_a_passage_stands_where_its_words_and_its_sentence_are() -> None:
    assert PASSAGE.stands_in(TEXT)
    assert not PASSAGE.stands_in(" " + TEXT)
    assert not PASSAGE.stands_in(TEXT.replace("Tartus", "Homs..."))


def test_corrections_are_found_by_article() -> None:
    assert Corrections((VETO,)).of("a1") == [VETO]
    assert Corrections((VETO,)).of("a2") == []


def test_what_a_person_wrote_into_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text("# Of the raid in May\n" + write_correction(VETO))
    add_to_file(file, [replace(VETO, name="veto-2"), replace(VETO, name="veto-3")])
    drop_from_file(file, ["veto-2"])
    assert [each.name for each in read_file(file)] == ["veto-1", "veto-3"]
    assert file.read_text().startswith("# Of the raid in May\n[veto-1]")


def test_the_last_correction_leaves_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    add_to_file(file, [VETO])
    drop_from_file(file, ["veto-1"])
    assert file.read_text() == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"veto"', '"wish"', "one of veto"),
        ("why = ", "reason = ", "has no 'why'"),
        ("on = 2026-11-23T09:00:00Z", 'on = "May"', "moment"),
        ('words = ["hit", "a depot"]', 'words = ["hit"]', "as many words"),
        ("by = ", "by ", "not TOML"),
    ],
)
def test_what_cannot_be_read_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        read_corrections(write_correction(VETO).replace(old, new), "here")
