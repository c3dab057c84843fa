"""The same articles give the same graph, in another order, with other hashes, and read twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

ARTICLES = [
    {"text": "A Turkish air strike killed 12 people in Aleppo on Sunday, officials said.", "source": "Harbour Wire"},
    {"text": "Turkish jets bombed a depot in Aleppo on Sunday, killing 20 people.", "source": "The Meridian Courier"},
    {"text": "Rebels shelled Manbij on Saturday, and the army denied it had withdrawn.", "source": "Harbour Wire"},
]


def kg(*arguments: str, seed: str, text: str = "") -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = (sys.executable, "-m", "kg", *arguments)
    done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_graph_does_not_depend_on_order_hashes_or_repetition(tmp_path: Path) -> None:
    prints = []
    for seed, articles in (("1", ARTICLES), ("2", [*ARTICLES[::-1], *ARTICLES])):
        store = str(tmp_path / seed)
        lines = "\n".join(json.dumps({**article, "published": "2019-05-06"}) for article in articles)
        kg("build", "-", "--store", store, seed=seed, text=lines)
        prints.append(kg("fingerprint", "--store", store, seed=seed))
    assert len(prints[0].strip()) == 64
    assert prints[0] == prints[1]
