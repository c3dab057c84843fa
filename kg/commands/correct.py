"""``kg correct``: what people decide about single readings, and what becomes of it."""

import getpass
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack

import click

from kg.commands.options import config_for, corrections_option, ontology_option, store_option
from kg.correcting import Correcting, Decision
from kg.curation.correction import Correction
from kg.errors import OntologyError, StoreError
from kg.wording import counted

_WORDS: Final = 60


class Place(TypedDict):
    """Which store, which file of corrections, and which ontology."""

    store: str
    corrections: Path | None
    ontology: Path | None


class Ground(Place):
    """Who corrects, why, and where."""

    why: str
    by: str | None


def _placed(command: Callable[..., Any]) -> Callable[..., Any]:
    return store_option(corrections_option(ontology_option(command)))


def _grounded(command: Callable[..., Any]) -> Callable[..., Any]:
    why = click.option("--why", required=True, help="Why: one sentence for those who meet the correction later.")
    by = click.option("--by", help="Who corrects it; by default KG_CURATOR, or the user's name.")
    return why(by(_placed(command)))


@click.group()
def correct() -> None:
    """Correct what was read wrongly. What was corrected outlives every build.

    A correction rests on the words of an article, not on an event of the graph. It is kept in a file of text,
    corrections.toml or what --corrections names, that can live in git; every 'kg build' hears it.
    """


@correct.command()
@click.argument("names", nargs=-1, required=True)
@_grounded
def veto(names: tuple[str, ...], **ground: Unpack[Ground]) -> None:
    """Let claims support no fact. They stay among the claims of their article.

    NAMES are IRIs of claims, or of reports and events: these are then told not to have happened.

    \b
    kg correct veto claim/68e575a1381490e4 --why "They died elsewhere."
    """
    _decide(names, Decision("veto", _author(ground), ground["why"]), ground)


@correct.command()
@click.argument("names", nargs=-1, required=True)
@_grounded
def confirm(names: tuple[str, ...], **ground: Unpack[Ground]) -> None:
    """Let claims support facts. They do also where the text only alleges them, plans them or denies them.

    NAMES are IRIs of claims, or of reports and events: these are then told to have happened.

    \b
    kg correct confirm report/9ac1 --why "Both armies have said so since."
    """
    _decide(names, Decision("confirm", _author(ground), ground["why"]), ground)


@correct.command()
@click.argument("claim")
@click.option("--value", default="", help="What it says instead: an IRI, a number or a time, see above.")
@click.option("--property", "prop", default="", help="The role instead, such as sr:hasTarget, or what it counts.")
@_grounded
def edit(claim: str, value: str, prop: str, **ground: Unpack[Ground]) -> None:
    """Put another value or role in the place of what a claim says.

    A class, participant or place is named by its IRI, or as sr:AirStrike, auth:Syria, place/163808 (a GeoNames id) or
    entity/…, an entity of the same article. A number is 12, 12-20, or 12- for twelve and more; a time is 2025,
    2025-12, 2025-12-20 or 2025-12-20T18:00, in UTC.

    \b
    kg correct edit claim/68e575a1381490e4 --value 12 --why "A slip of the pen."
    kg correct edit claim/9bd1 --property sr:hasTarget --why "They were hit."
    """
    if not value and not prop:
        raise click.UsageError("Tell what it becomes by --value, --property or both.")
    _decide((claim,), Decision("edit", _author(ground), ground["why"], value, prop), ground)


@correct.command()
@click.argument("names", nargs=-1, required=True)
@_grounded
def merge(names: tuple[str, ...], **ground: Unpack[Ground]) -> None:
    """Take reports for one event.

    NAMES are two IRIs or more of events, of reports, or of claims for the report that they are part of.

    \b
    kg correct merge event/0b48ff83cba91eb9 event/9d31 --why "Both tell of the strike on the depot."
    """
    if len(set(names)) < 2:  # a pair
        raise click.UsageError("Name two events or more.")
    correcting = _correcting(ground)
    _show(correcting, correcting.merge(names, Decision("merge", _author(ground), ground["why"])))


@correct.command()
@click.argument("event")
@click.argument("names", nargs=-1, required=True)
@_grounded
def split(event: str, names: tuple[str, ...], **ground: Unpack[Ground]) -> None:
    """Take reports out of an event: they tell of another one.

    NAMES are IRIs of reports of EVENT, or of claims for the report that they are part of.

    \b
    kg correct split event/0b48ff83cba91eb9 claim/68e5 --why "That was the raid of the day before."
    """
    correcting = _correcting(ground)
    _show(correcting, correcting.split(event, names, Decision("split", _author(ground), ground["why"])))


@correct.command("list")
@_placed
def show(**place: Unpack[Place]) -> None:
    """List all corrections."""
    for each in _correcting(place).corrections():
        click.echo(_line(each))


@correct.command()
@_placed
def review(**place: Unpack[Place]) -> None:
    """List the corrections that are not followed. Their article went, was revised, or is read otherwise now.

    Undo them, or correct anew what is read now.
    """
    for each in _correcting(place).waiting():
        click.echo(f"{_line(each.correction)}\n    {each.why}")


@correct.command()
@click.argument("names", nargs=-1, required=True)
@_placed
def undo(names: tuple[str, ...], **place: Unpack[Place]) -> None:
    """Take corrections back. NAMES are those that 'kg correct list' shows."""
    correcting = _correcting(place)
    correcting.undo(names)
    _apply(correcting)


@correct.command()
@_placed
def apply(**place: Unpack[Place]) -> None:
    """Let the store hold what the file of corrections says.

    That is for a file that somebody else has changed; 'kg build' does it too.
    """
    _apply(_correcting(place))


def _author(ground: Ground) -> str:
    return ground["by"] or config_for(ground["store"]).curator or getpass.getuser()


def _decide(names: tuple[str, ...], decision: Decision, ground: Ground) -> None:
    correcting = _correcting(ground)
    _show(correcting, correcting.decide(names, decision))


def _show(correcting: Correcting, made: list[Correction]) -> None:
    for each in made:
        click.echo(_line(each))
    _apply(correcting)


def _apply(correcting: Correcting) -> None:
    try:
        report = correcting.apply()
    except (OntologyError, StoreError):
        click.echo(f"{correcting.file} is written, the store is not: run 'kg correct apply' when it can be.", err=True)
        raise
    for failure in report.failures:
        click.echo(f"  failed: {failure.message}", err=True)
    click.echo(f"{counted(report.corrected, 'article')} read again; the corrections are in {correcting.file}")
    if report.waiting:
        waiting = counted(report.waiting, "correction is", "corrections are")
        click.echo(f"{waiting} not followed: 'kg correct review' tells why.", err=True)


def _correcting(place: Place) -> Correcting:
    config = config_for(place["store"])
    config = replace(config, corrections=place["corrections"]) if place["corrections"] else config
    return Correcting(config, place["ontology"])


def _line(each: Correction) -> str:
    words = " … ".join(word for passage in each.passages for word in passage.words)
    return f"{each.name}  {each.said.kind} “{words[:_WORDS]}”: {each.why} ({each.by}, {each.on:%Y-%m-%d})"
