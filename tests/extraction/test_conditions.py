"""What patterns ask of the clause that a verb governs: what is said decides what kind of saying it is."""

import pytest
from telling import read, told

from kg.reader import ArticleReader

SAYINGS = [
    ("Kenya said Sudan must release the hostages.", ("said", "Demand")),
    ("Turkey said it would not accept the plan.", ("said", "Refusal")),
    ("Iran announced it would open the port.", ("announced", "Statement")),
    ("Ghana said it would boycott the summit.", ("said", "Threat")),
    ("Niger said it will leave unless Chad withdraws its troops.", ("said", "Threat")),
    ("Egypt offered to mediate.", ("offered", "Endorsement")),
    ("Both sides agreed to exchange prisoners.", ("agreed", "Agreement")),
    ("The envoy declined to sign the accord.", ("declined", "Refusal")),
]


@pytest.mark.parametrize(("text", "expected"), SAYINGS)
def test_what_is_said_decides_the_kind_of_saying(reader: ArticleReader, text: str, expected: tuple[str, str]) -> None:
    assert expected in told(read(reader, text))


@pytest.mark.parametrize(
    "text",
    [
        "Kenya said Sudan released the hostages.",
        "Turkey said it did not attack the village.",
        "The road must be cleared, residents said.",
        "The ministry declined to comment.",
    ],
)
def test_a_report_is_no_event_of_its_own(reader: ArticleReader, text: str) -> None:
    assert not {"said", "declined"} & {trigger for trigger, _ in told(read(reader, text))}
