"""An office in an article leads to the holding, the person and the sentence: who it was depends on the day."""

from pathlib import Path

import pytest

from kg.articles.metadata import parse_published
from kg.articles.readers import Defaults
from kg.build import build
from kg.config import Config
from kg.store.reader import Reader, open_reader

ARTICLE = "The Israeli defence minister said on Monday that troops had raided a village. He praised them."
QUERY = """
PREFIX sr: <https://w3id.org/sitrep/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?person ?sentence WHERE {
  GRAPH ?graph {
    ?claim a sr:PostClaim ; sr:claimedHolding ?holding ; sr:evidence/sr:inSentence/sr:exactText ?sentence .
    ?mention sr:refersTo ?who .
  }
  ?holding sr:heldBy ?who ; sr:ofPost/rdfs:label "Minister of Defence of Israel"@en .
  ?who rdfs:label ?person
}
"""


def holders(folder: Path, published: str) -> set[tuple[str, str]]:
    (folder / "article.txt").write_text(ARTICLE)
    config = Config(store=folder / "store", workers=1)
    build([str(folder / "article.txt")], config, defaults=Defaults(parse_published(published), None))
    with open_reader(config) as reader:
        return told(reader)


def told(reader: Reader) -> set[tuple[str, str]]:
    return {(row["person"], row["sentence"]) for row in reader.select(QUERY).texts()}


@pytest.mark.parametrize(
    ("published", "person"),
    [("2016-05-10", "Moshe Ya'alon"), ("2016-06-10", "Avigdor Lieberman"), ("2023-10-10", "Yoav Gallant")],
)
def test_an_office_leads_to_its_holder_of_that_day_and_the_sentence(
    published: str, person: str, tmp_path: Path
) -> None:
    assert holders(tmp_path, published) == {(person, ARTICLE.split(" He ", maxsplit=1)[0])}
