"""What is told of an event in exports stands in the order in which its article tells it."""

import io
from pathlib import Path

import pyoxigraph as ox

from kg.config import Config
from kg.store.exports.views import VIEWS, export_view
from kg.store.reader import open_reader
from kg.store.writer import Change, open_writer

TOLD_TWICE = """
@prefix sr: <https://w3id.org/sitrep/ns#> . @prefix ex: <https://example.org/> .
sr:AirStrike <http://www.w3.org/2000/01/rdf-schema#subClassOf> sr:Event .
ex:strike a sr:AirStrike, sr:Event ; sr:eventClass sr:AirStrike ; sr:hasReport ex:report .
GRAPH ex:graph {
  ex:later a sr:OccurrenceClaim ; sr:aboutReport ex:report ; sr:evidence ex:bombed .
  ex:earlier a sr:OccurrenceClaim ; sr:aboutReport ex:report ; sr:evidence ex:attack .
  ex:bombed sr:inSentence ex:beginning . ex:attack sr:inSentence ex:end .
  ex:beginning sr:inArticle ex:article ; sr:begin 9 ; sr:exactText "Zeta bombed Omega." .
  ex:end sr:inArticle ex:article ; sr:begin 28 ; sr:exactText "Alpha denied the attack." .
}
"""


def test_sentences_stand_in_the_order_of_their_article(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(Change(add=list(ox.parse(TOLD_TWICE.encode(), format=ox.RdfFormat.TRIG))))
    out = io.BytesIO()
    with open_reader(Config(store=tmp_path / "store")) as reader:
        export_view(reader, VIEWS["stix"], out)
    assert "Zeta bombed Omega. Alpha denied the attack." in out.getvalue().decode()
