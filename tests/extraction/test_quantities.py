"""Numbers in words and digits."""

import pytest

from kg.extraction.events.quantities import amount_of
from kg.extraction.language.analysed import words_of
from kg.ontology.lexicon import Lexicon
from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("words", "minimum", "maximum"),
    [
        ("12", 12, 12),
        ("2,000", 2000, 2000),
        ("twenty-five", 25, 25),
        ("one hundred and twenty", 120, 120),
        ("two hundred", 200, 200),
        ("three thousand", 3000, 3000),
        ("dozens of", 24, 99),
        ("a few dozen", 24, 99),
        ("several", 3, 9),
        ("more than a dozen", 12, None),
        ("at least 12", 12, None),
        ("up to 30", 0, 30),
        ("no fewer than six", 6, None),
        ("about 40", 40, 40),
        ("10 to 15", 10, 15),
        ("no", 0, 0),
    ],
)
def test_amount(reader: ArticleReader, lexicon: Lexicon, words: str, minimum: int, maximum: int | None) -> None:
    told = words_of(reader.extractor.nlp(f"The army said {words} soldiers were killed."))
    noun = next(token for token in told if token.text == "soldiers")
    amount = amount_of(noun, lexicon)
    assert amount is not None
    assert (amount.minimum, amount.maximum) == (minimum, maximum)


def test_noun_without_number_has_no_amount(reader: ArticleReader, lexicon: Lexicon) -> None:
    told = words_of(reader.extractor.nlp("The army said soldiers were killed in the 12 villages."))
    assert amount_of(told[3], lexicon) is None
