"""An explanation as a page of HTML that needs nothing else, and as text for a terminal."""

from typing import Final

import click
from flask import Flask
from flask.templating import Environment

from kg.explaining.explanation import Explanation

_STYLES: Final[dict[str, dict[str, str | bool]]] = {
    "heading": {"bold": True},
    "event": {"fg": "yellow", "bold": True},
    "entity": {"fg": "cyan"},
    "time": {"fg": "green"},
    "faint": {"dim": True},
    "off": {"fg": "red"},
}


def as_html(explanation: Explanation) -> str:
    """Return a whole page; everything from the article is escaped, and nothing is fetched from elsewhere."""
    return _templates(colour=False).get_template("explanation.html").render(it=explanation)


def as_text(explanation: Explanation, *, colour: bool) -> str:
    """Return the explanation as lines of text, with the terminal's colours where asked."""
    return _templates(colour=colour).get_template("explanation.txt").render(it=explanation)


def _templates(*, colour: bool) -> Environment:
    """Return Flask's templates, which escape in files named .html, over this package's folder."""
    environment = Flask(__name__).jinja_env

    def paint(text: str, style: str) -> str:
        return click.style(text, **_STYLES[style]) if colour else text  # type: ignore[arg-type]  # the table holds click's own options

    environment.filters["paint"] = paint
    return environment
