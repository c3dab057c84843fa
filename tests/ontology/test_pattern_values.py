"""What the conditions of trigger patterns ask for, parted when they are read."""

from kg.ontology.trigger import read_pattern


def test_values_of_a_condition_are_words_or_classes() -> None:
    (condition,) = read_pattern("Launch", "to fire object:missile|Weapon|ex:Rocket|*").conditions
    assert condition.classes == {"Weapon", "ex:Rocket"}
    assert condition.words == {"missile", "*"}
