"""An office in an article leads to the holding, the person and the sentence: who it was depends on the day."""

import json
from pathlib import Path

from kg.articles.readers import NO_DEFAULTS
from kg.build import build
from kg.config import Config
from kg.store.reader import open_reader

SENTENCE = "The Israeli defence minister said on Monday that troops had raided a village."
HOLDERS = {"2016-05-10": "Moshe Ya'alon", "2016-06-10": "Avigdor Lieberman", "2023-10-10": "Yoav Gallant"}
QUERY = """
PREFIX sr: <https://w3id.org/sitrep/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?published ?person ?sentence WHERE {
  GRAPH ?graph {
    ?claim a sr:PostClaim ; sr:claimedHolding ?holding ; sr:evidence/sr:inSentence ?where .
    ?where sr:exactText ?sentence ; sr:inArticle ?article .
    ?mention sr:refersTo ?who .
  }
  ?holding sr:heldBy ?who ; sr:ofPost/rdfs:label "Minister of Defence of Israel"@en .
  ?who rdfs:label ?person .
  ?article sr:publishedAt ?published .
}
"""


def test_an_office_leads_to_its_holder_of_that_day_and_the_sentence(tmp_path: Path) -> None:
    articles = [{"id": day, "published": day, "text": f"{SENTENCE} He praised them."} for day in HOLDERS]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)))
    config = Config(store=tmp_path / "store", workers=1, build_workers=1)
    build([str(tmp_path / "articles.jsonl")], config, defaults=NO_DEFAULTS)
    with open_reader(config) as reader:
        rows = {(row["published"][:10], row["person"], row["sentence"]) for row in reader.select(QUERY).texts()}
    assert rows == {(day, person, SENTENCE) for day, person in HOLDERS.items()}
