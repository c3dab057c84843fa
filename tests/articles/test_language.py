"""Texts in other languages are refused, short ones only where it is sure."""

import pytest

from kg.articles.language import check_english
from kg.errors import ArticleError

SHORT = {
    "fr": "Au moins douze soldats ont été tués lundi dans une attaque contre une base de l'armée.",
    "de": "Bei einem Angriff auf einen Stützpunkt der Armee sind mindestens zwölf Soldaten getötet worden.",
    "es": "Al menos doce soldados murieron el lunes en un ataque contra una base del ejército.",
    "tr": "En az on iki asker pazartesi günü bir üsse düzenlenen saldırıda öldü.",
    "ar": "قتل اثنا عشر جنديا على الأقل في هجوم على قاعدة للجيش قرب المدينة يوم الاثنين.",
}
ENGLISH = [
    "Douze morts à Gao",
    "EXPLOSION HITS BARRACKS IN SAN SALVADOR; FARABUNDO MARTI FRONT CLAIMS ATTACK",
    "Gen. Óscar Naranjo and José Félix Lafaurie met in Bogotá on Monday.",
    "Jaish al-Fatah took Jisr al-Shughour, Ariha and Mastouma from the army.",
]


@pytest.mark.parametrize("language", SHORT)
def test_a_sentence_of_another_language_is_refused(language: str) -> None:
    with pytest.raises(ArticleError, match=f"seems to be in '{language}'"):
        check_english(SHORT[language])


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_and_what_is_too_short_is_read(text: str) -> None:
    check_english(text)
