import pytest

from kg.gazetteer.folding import fold, skeleton, split_kind, without_article


@pytest.mark.parametrize("name", ["Deir ez-Zor", "deir ez zor", "Deir ez\N{NON-BREAKING HYPHEN}Zor", "Deïr ez-Zōr"])
def test_fold_drops_accents_hyphens_and_spaces(name: str) -> None:
    assert fold(name) == "deirezzor"


def test_fold_gives_nothing_for_other_scripts() -> None:
    assert fold("Донецк") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ash Shaddadi", "Ash Shaddādah"), ("Hodeidah", "Al Ḩudaydah"), ("Qamishli", "Al Qāmishlī")],
)
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_skeletons_of_too_few_consonants_are_refused() -> None:
    assert skeleton("Hama") == ""


def test_the_article_goes_only_where_it_stands_alone() -> None:
    assert without_article("al-Asad") == "Asad"
    assert without_article("Aleppo") == "Aleppo"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Goma airport", ("Goma", "airport")),
        ("Incirlik Air Base", ("Incirlik", "airport")),
        ("Kabul International Airport", ("Kabul", "airport")),
        ("Idlib province", ("Idlib", "province")),
        ("Gaza City", ("Gaza", "settlement")),
        ("Goma", ("Goma", None)),
    ],
)
def test_split_kind(name: str, expected: tuple[str, str | None]) -> None:
    assert split_kind(name) == expected
