"""What is only supposed or usual, and what a denial or a charge leaves undoubted."""

import pytest
from telling import event, read

from kg.reader import ArticleReader


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("Shelling the dam would flood the plain of Bela.", "Shelling", "hypothetical"),
        ("Kidnapping envoys is a crime in Bela.", "Kidnapping", "generic"),
        ("It would be the first time that the navy has shelled Bela.", "shelled", "hypothetical"),
        ("If a missile attack destroys the dam, the plain will flood.", "attack", "hypothetical"),
        ("After the prisoners are freed, the army will withdraw from Bela.", "freed", "intended"),
        ("Anyone caught near the fence in Bela is arrested.", "arrested", "generic"),
        ("Those who refuse to pay the Bela gang are abducted.", "abducted", "generic"),
        ("Raids on farms are frequent in Bela.", "Raids", "generic"),
        ("The idea that the rebels had captured Bela is absurd.", "captured", "hypothetical"),
        ("A shell nearly killed a monk in Bela.", "killed", "negated"),
        ("A shell killed nearly 40 monks in Bela.", "killed", "realised"),
        ("Boys throw stones during clashes with guards in Bela on 9 October 2015.", "clashes", "realised"),
        ("The commission listed deliberate attacks on clinics in Bela.", "attacks", "realised"),
    ],
)
def test_what_would_be_or_is_usual_is_not_told_as_happened(
    reader: ArticleReader, text: str, trigger: str, modality: str
) -> None:
    assert event(read(reader, text), trigger).modality == modality


@pytest.mark.parametrize(
    ("text", "trigger", "stance"),
    [
        ("The guild denied any part in the bombing of Bela.", "bombing", "asserts"),
        ("The guild denied responsibility for the bombing of Bela.", "bombing", "asserts"),
        ("The mayor denied that two monks were killed in the raid on Bela.", "killed", "denies"),
        ("The mayor denied that two monks were killed in the raid on Bela.", "raid", "asserts"),
        ("The mayor alleges that guards shot a monk after the rebels bombed Bela.", "bombed", "asserts"),
        ("The guild denied the bombing of Bela.", "bombing", "denies"),
        ("The mayor blamed the massacre of the monks on the army.", "massacre", "asserts"),
        ("Rumours spread that rebels had shelled Bela.", "shelled", "alleges"),
    ],
)
def test_a_denial_leaves_what_it_takes_for_known(reader: ArticleReader, text: str, trigger: str, stance: str) -> None:
    assert event(read(reader, text), trigger).stance == stance
