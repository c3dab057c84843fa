"""What is said: the stretch of text that each source vouches for."""

import pytest
from telling import read

from kg.extraction.mention import ArticleMentions
from kg.reader import ArticleReader


def said(mentions: ArticleMentions) -> list[tuple[str, str, str]]:
    """Return source (empty where nobody is named), cue and content of each attribution."""
    return [
        (
            "" if a.source is None else mentions.entities[a.source].text,
            mentions.text[a.cue.begin : a.cue.end],
            mentions.text[a.content.begin : a.content.end],
        )
        for a in mentions.attributions
    ]


FORMS = [
    ("The general said that his men held the ridge.", ("general", "said", "his men held the ridge")),
    ("The dam has burst, the engineers warned.", ("engineers", "warned", "The dam has burst")),
    ("The crew, the owners insist, was unarmed.", ("owners", "insist", "The crew, the owners insist, was unarmed")),
    ("Farmers blamed the drought; the minister said the wells were full.", ("minister", "said", "the wells were full")),
    ("The mayor described a street full of glass.", ("mayor", "described", "a street full of glass")),
    ("Rebels threatened to burn the granary.", ("Rebels", "threatened", "to burn the granary")),
    ("The army accused the rebels of mining the road.", ("army", "accused", "the rebels of mining the road")),
    ("The base was allegedly shelled on Friday.", ("", "allegedly", "The base was allegedly shelled on Friday")),
    ("The minister called the report a lie.", ("minister", "called", "the report a lie")),
    ("There were reports that the bridge had fallen.", ("", "reports", "the bridge had fallen")),
    ("In the words of the abbot, the valley was silent.", ("abbot", "In the words of", "the valley was silent")),
    ("The guild said in a letter that two mules were lost.", ("guild", "said", "two mules were lost")),
    ("The guild said, in a letter sent on Monday, that two mules were lost.", ("guild", "said", "two mules were lost")),
    (
        "A clerk told Reuters on condition of anonymity that the safe was empty.",
        ("clerk", "told", "the safe was empty"),
    ),
    ("The abbey has fallen, the monks whispered.", ("monks", "whispered", "The abbey has fallen")),
    ("The envoy announced the opening of a school.", ("envoy", "announced", "the opening of a school")),
    ("The envoy promised roads within a year.", ("envoy", "promised", "roads within a year")),
    ("The nurses put the toll at nine.", ("nurses", "put", "the toll at nine")),
    ("The fire brigade attributed the blast to a leak.", ("fire brigade", "attributed", "the blast to a leak")),
    ("Rebels, who claimed responsibility for the fire, left.", ("Rebels", "claimed", "the fire")),
    ("A radio quoted a miner as saying the shaft was dry.", ("radio", "quoted", "a miner as saying the shaft was dry")),
    ("The shepherds, citing a scout, said that the pass was shut.", ("scout", "citing", "the pass was shut")),
    (
        "The wells, farmers say, are dry and cannot be mended.",
        ("farmers", "say", "The wells, farmers say, are dry and cannot be mended"),
    ),
    ("The army says it held the ridge, a claim that could not be verified.", ("army", "says", "it held the ridge")),
    (
        "The goats, a herder said on Friday, have fled.",
        ("herder", "said", "The goats, a herder said on Friday, have fled"),
    ),
    ("A clerk told the paper he expected a famine.", ("clerk", "told", "he expected a famine")),
    (
        "Miners say they were beaten in the camp, which the police deny.",
        ("police", "deny", "they were beaten in the camp"),
    ),
    ("The Herald, quoting sources in Karm, reported heavy gunfire.", ("Herald", "reported", "heavy gunfire")),
    ("It said the wells were dry.", ("It", "said", "the wells were dry")),
    ("Army says dam blown up in Karm", ("Army", "says", "dam blown up in Karm")),
    ("Bridge blown up in Karm: army", ("army", ":", "Bridge blown up in Karm")),
    ("Minister: frontier to stay shut", ("Minister", ":", "frontier to stay shut")),
    ("“The barn is gone,” said his sister, weeping.", ("sister", "said", "The barn is gone")),
    ("“The barn is gone,” she said.", ("she", "said", "The barn is gone")),
    ("“The barn is gone,” a monk was quoted as saying.", ("monk", "quoted", "The barn is gone")),
    ("The abbot is on record as saying that the barn is gone.", ("abbot", "saying", "the barn is gone")),
    ("The abbot pointed out that the barn was gone.", ("abbot", "pointed out", "the barn was gone")),
    ("One of the monks said the barn was gone.", ("One of the monks", "said", "the barn was gone")),
    ("A statement released by the guild said the dam had burst.", ("guild", "said", "the dam had burst")),
    ("Engineers speculated that the dam had burst.", ("Engineers", "speculated", "the dam had burst")),
    ("In the view of the monks, the barn is lost.", ("monks", "In the view of", "the barn is lost")),
    ("In the abbot's telling, the wolves came first.", ("abbot", "In the abbot's telling", "the wolves came first")),
    ("As the guild announced, the dam has burst.", ("guild", "announced", "the dam has burst")),
    ("There were claims from the guild that the dam had burst.", ("guild", "claims", "the dam had burst")),
    ("The abbot, reached by letter, said that the barn was lost.", ("abbot", "said", "the barn was lost")),
    (
        "The barn will fall, the abbot said, because nobody has mended it.",
        ("abbot", "said", "The barn will fall, the abbot said, because nobody has mended it"),
    ),
    (
        "The barn is full, the abbot told Reuters, though the list names no grain.",
        ("abbot", "told", "The barn is full"),
    ),
    ("Abbot held in hill fort, says guild council", ("guild council", "says", "Abbot held in hill fort")),
    ("The abbot denied having fled and said that the barn was safe.", ("abbot", "said", "the barn was safe")),
    ("Monks spoke of wolves in the barn on Monday.", ("Monks", "spoke", "wolves in the barn on Monday")),
    ("Farmers told Reuters of looting in the valley.", ("Farmers", "told", "looting in the valley")),
]


@pytest.mark.parametrize(("text", "saying"), FORMS)
def test_each_form_of_saying_tells_who_and_what(reader: ArticleReader, text: str, saying: tuple[str, str, str]) -> None:
    assert saying in said(read(reader, text))


QUOTATIONS = [
    (
        "Speaking in Karm, Amina Dossa said:\n\nThe well is dry. The goats are dead.\n\nIt did not rain.",
        ("Amina Dossa", "said", "The well is dry. The goats are dead"),
    ),
    ("“The well is dry,” said Amina Dossa.", ("Amina Dossa", "said", "The well is dry")),
    ("Amina Dossa said: “The well is dry.”", ("Amina Dossa", "said", "The well is dry")),
    ("“The well is dry.” Amina Dossa points at the rope.", ("Amina Dossa", "points", "The well is dry")),
    (
        "“The well is dry,” Amina Dossa told Reuters. “The goats are dead.”",
        ("Amina Dossa", "told", "The well is dry,” Amina Dossa told Reuters. “The goats are dead"),
    ),
    (
        "“The well is dry,” Amina Dossa, who owns the field, said.",
        ("Amina Dossa", "said", "The well is dry"),
    ),
    (
        'Amina Dossa said "The well is dry. The goats are dead." Then she left.',
        ("Amina Dossa", "said", "The well is dry. The goats are dead"),
    ),
    (
        "“The well is dry.” Amina Dossa said the goats were dead.",
        ("Amina Dossa", "said", "The well is dry.” Amina Dossa said the goats were dead"),
    ),
    (
        "“The well is dry,” Amina Dossa said. “It was deep.\n\n“The goats are dead.”",
        ("Amina Dossa", "said", "The well is dry,” Amina Dossa said. “It was deep.\n\n“The goats are dead"),
    ),
]


@pytest.mark.parametrize(("text", "saying"), QUOTATIONS)
def test_a_quotation_is_one_content_under_its_verb(
    reader: ArticleReader, text: str, saying: tuple[str, str, str]
) -> None:
    assert said(read(reader, text)) == [saying]


NOTHING_SAID = [
    "Neither army has confirmed the raid.",
    "The ministry did not say who fired.",
    "Villagers described him.",
    "The ministry would neither confirm nor deny the raid.",
    "The ministry declined to say who fired.",
    "The ministry has yet to confirm the raid.",
    "The paper has not been able to verify the pictures.",
    "The minister is expected to announce a raid.",
    "Footage showed that the roof was gone.",
    "The column crossed according to plan and made camp.",
    "The traveller claimed his luggage and left.",
    "The bridge - a relic of the old town - stood empty",
    "The men, known as the “River Boys”, fled.",
    "The bandits threaten Jordan and its neighbours.",
    "The attack shows that the rebels are strong.",
    "History shows that walls fall.",
    "Colonel Per Lind led the column home.",
    "The men were scheduled to leave on Friday.",
    "A deserter was found hiding in a barn.",
    "Sudan: drone strike on a clinic",
    "“The well is dry.” Amina Dossa spent the night in the barn.",
]


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_what_nobody_said_is_no_saying(reader: ArticleReader, text: str) -> None:
    assert said(read(reader, text)) == []


def test_a_belief_is_no_statement_that_goes_on(reader: ArticleReader) -> None:
    text = "The abbot is firm in his belief that the barn is safe. The road is open, according to the statement."
    found = said(read(reader, text))
    assert found == [
        ("abbot", "belief", "the barn is safe"),
        ("statement", "according to", "The road is open"),
    ]
