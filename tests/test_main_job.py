"""The main job, end to end: an article in, its facts and their sentences out by SPARQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.articles.readers import Defaults
from kg.build import build
from kg.config import Config
from kg.store.reader import Reader, open_reader

CHANNEL = """\
Television channel Al Arabiya said warplanes of the Saudi-led coalition had carried out air strikes on Houthi \
positions in Yemen on 14 March.
According to the channel, the strikes hit missile depots in Hodeidah province.
The bombardment came days after a drone attack on an oil refinery near Riyadh.
Reuters had earlier reported that Houthi fighters had begun shelling villages in Jizan in response to the bombardment.
Critics say the coalition has failed to destroy the rebels' missile launchers.
President Emmanuel Macron, who had vowed to attack smugglers, spoke of the reliance on air strikes.
"""
MARKET = """\
GOMA, Congo, June 5 (Harbour Wire) — At least 17 civilians were killed when fighters of the M23 shelled the town of \
Sake on Tuesday, the Congolese army said.
A spokesman for the rebels denied the shelling.
Government troops retook two villages near Sake on Wednesday, a U.N. official said.
"""
PREFIXES = """\
PREFIX sr: <https://w3id.org/sitrep/ns#>
PREFIX auth: <https://w3id.org/sitrep/authority#>
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("main-job")
    config = Config(store=folder / "store", workers=1, build_workers=1)
    for name, text, published in (("channel", CHANNEL, datetime(2024, 3, 16, tzinfo=UTC)), ("market", MARKET, None)):
        (folder / f"{name}.txt").write_text(text)
        when = published or datetime(2024, 6, 6, tzinfo=UTC)
        report = build([str(folder / f"{name}.txt")], config, defaults=Defaults(when, "Harbour Wire"))
        assert report.read == 1
    with open_reader(config) as reader:
        yield reader


def values(graph: Reader, name: str, pattern: str) -> set[str]:
    """Return the labels, or else the values, of a variable."""
    solutions = graph.select(f"{PREFIXES} SELECT DISTINCT ?{name} WHERE {{ {pattern} }}")
    return {row[name].rsplit("#", 1)[-1] for row in solutions.texts()}


AIR_STRIKE = "?event sr:eventClass sr:AirStrike ; "


def test_one_event_though_told_in_several_sentences(graph: Reader) -> None:
    assert len(values(graph, "event", AIR_STRIKE)) == 1
    sentences = values(
        graph,
        "text",
        AIR_STRIKE + "sr:hasReport ?report . GRAPH ?g { ?claim sr:aboutReport ?report ; a sr:OccurrenceClaim ; "
        "sr:evidence/sr:inSentence/sr:exactText ?text }",
    )
    assert any("Houthi positions" in text for text in sentences)
    assert any("missile depots" in text for text in sentences)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("hasActor", "Saudi-led coalition"),
        ("hasTarget", "Houthi positions"),
        ("hasTarget", "missile depots"),
        ("hasInstrument", "warplanes"),
        ("reportedBy", "Al Arabiya"),
    ],
)
def test_roles_of_the_strike(graph: Reader, role: str, expected: str) -> None:
    found = values(graph, "label", f"{AIR_STRIKE} sr:{role} ?value . ?value rdfs:label|skos:altLabel ?label")
    assert any(expected in label for label in found), found


def test_owner_of_what_was_hit_is_a_target(graph: Reader) -> None:
    assert values(graph, "label", AIR_STRIKE + "sr:hasTarget auth:Houthis ; rdfs:label ?label")


def test_day_and_place_of_the_strike(graph: Reader) -> None:
    assert values(graph, "day", AIR_STRIKE + "sr:day ?day") == {"2024-03-14"}
    assert "Yemen" in values(graph, "place", AIR_STRIKE + "sr:occurredIn ?place")


def test_violent_event_in_the_country_is_found_by_the_rules(graph: Reader) -> None:
    found = values(graph, "label", "?event a sr:ViolentEvent ; sr:occurredIn auth:Yemen ; rdfs:label ?label")
    assert any("air strike" in label for label in found)


def test_days_after_gives_an_interval_not_a_day(graph: Reader) -> None:
    drone = "?event sr:eventClass sr:DroneStrike ; "
    assert values(graph, "end", drone + "sr:latestEnd ?end") == {"2024-03-12T23:59:59Z"}
    assert values(graph, "day", drone + "sr:day ?day") == set()


def test_response_is_linked(graph: Reader) -> None:
    assert values(graph, "label", "?event sr:inResponseTo ?strike ; rdfs:label ?label . ?strike a sr:AirStrike")


def test_vow_is_a_claim_and_no_event(graph: Reader) -> None:
    claims = (
        "GRAPH ?g { ?claim a sr:OccurrenceClaim ; sr:modality sr:modalityIntended ; sr:evidence/sr:exactText ?text }"
    )
    assert "attack" in values(graph, "text", claims)
    assert not values(graph, "event", "?event sr:hasActor auth:EmmanuelMacron ; a sr:ViolentEvent")


def test_what_failed_is_no_event(graph: Reader) -> None:
    said = (
        "?event sr:hasReport ?report . GRAPH ?g { ?claim sr:aboutReport ?report ; sr:evidence/sr:exactText 'destroy' }"
    )
    assert values(graph, "event", said) == set()


def test_president_holds_the_post(graph: Reader) -> None:
    holding = "?holding sr:heldBy auth:EmmanuelMacron ; sr:ofPost auth:PresidentOfFrance ; sr:heldFrom ?since"
    assert values(graph, "since", holding) == {"2017-05-14T00:00:00Z"}
    assert values(graph, "claim", f"{holding} . GRAPH ?g {{ ?claim sr:claimedHolding ?holding }}")


def test_dead_are_counted_with_the_attack(graph: Reader) -> None:
    shelling = "?event a sr:ArtilleryShelling ; sr:occurredIn auth:DemocraticRepublicOfTheCongo ; "
    assert values(graph, "low", shelling + "sr:killedLow ?low") == {"17"}
    assert values(graph, "disputed", shelling + "sr:disputed ?disputed") == {"true"}


def test_dateline_places_no_event(graph: Reader) -> None:
    assert values(graph, "event", "?event sr:occurredAt <https://w3id.org/sitrep/id/place/216281>") == set()


def test_every_fact_leads_to_its_sentence(graph: Reader) -> None:
    events = values(graph, "event", "?event sr:eventClass ?class")
    told = values(
        graph,
        "event",
        "?event sr:hasReport ?report . GRAPH ?g { ?claim sr:aboutReport ?report ; "
        "sr:evidence/sr:inSentence/sr:exactText ?text }",
    )
    assert events
    assert events <= told


def test_year_is_inferred_without_a_date_of_publication(tmp_path: Path) -> None:
    text = "On 9 May, Russian forces shelled Kharkiv. The mayor, elected on 2 February 2023, said three people died."
    (tmp_path / "undated.txt").write_text(text)
    config = Config(store=tmp_path / "store", workers=1, build_workers=1)
    build([str(tmp_path / "undated.txt")], config, defaults=Defaults())
    with open_reader(config) as reader:
        assert values(reader, "day", "?event a sr:ArtilleryShelling ; sr:day ?day") == {"2023-05-09"}
        claims = "GRAPH ?g { ?claim a sr:TimeClaim ; sr:timeText ?text ; sr:timeSource sr:timeSourceInferredYear }"
        assert "9 May" in values(reader, "text", claims)
        marked = "?event a sr:ArtilleryShelling ; sr:timeSource ?source"
        assert values(reader, "source", marked) == {"timeSourceInferredYear"}
