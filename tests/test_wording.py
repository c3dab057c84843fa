from kg.wording import counted


def test_one_thing_is_counted_in_the_singular_and_any_other_number_in_the_plural() -> None:
    assert [counted(number, "event") for number in (0, 1, 2)] == ["0 events", "1 event", "2 events"]


def test_a_plural_of_its_own_is_given() -> None:
    assert [counted(number, "entity", "entities") for number in (1, 2)] == ["1 entity", "2 entities"]
