"""The builder's own memory of an article: how it came and its reports, each a JSON literal that is read back alike."""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from kg.articles.article import Article
from kg.fusion.claim import CountValue, Participant, Report, ReportedPlace, TimeValue


def write_article(article: Article) -> str:
    """Return what was told of an article beside its text."""
    told = {field.name: getattr(article, field.name) for field in fields(Article) if field.name != "text"}
    return json.dumps({name: value for name, value in told.items() if value is not None}, default=_written)


def read_article(metadata: str, content: str) -> Article:
    """Return the article of which ``write_article`` wrote this, with its text."""
    told = json.loads(metadata)
    if "published" in told:
        told["published"] = datetime.fromisoformat(told["published"])
    return Article(content, **told)


def write_reports(reports: tuple[Report, ...]) -> str:
    """Return the reports of an article as JSON, always the same for the same reports."""
    return json.dumps(reports, default=_written, separators=(",", ":"))


def read_reports(entry: str) -> tuple[Report, ...]:
    """Return the reports written by ``write_reports``."""
    return tuple(_report(values) for values in json.loads(entry))


def _written(value: object) -> str | dict[str, object]:
    """Write a record as an object of its fields, in their order; ``asdict`` would copy everything first."""
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{value!r} is not part of a report")


def _report(values: dict[str, Any]) -> Report:
    parts = dict(values)
    parts["participants"] = tuple(Participant(**p) for p in values["participants"])
    parts["places"] = tuple(_place(p) for p in values["places"])
    parts["time"] = _time(values["time"])
    parts["counts"] = tuple(CountValue(**c) for c in values["counts"])
    parts["characterisations"] = tuple(values["characterisations"])
    parts["sources"] = tuple(values["sources"])
    parts["whole"] = _report(values["whole"]) if values.get("whole") else None
    parts["merged"], parts["split"] = (tuple(values.get(name, ())) for name in ("merged", "split"))
    parts["links"] = tuple((relation, target) for relation, target in values["links"])
    return Report(**parts)


def _place(values: dict[str, Any]) -> ReportedPlace:
    return ReportedPlace(**{**values, "within": tuple(values["within"])})


def _time(values: dict[str, Any] | None) -> TimeValue | None:
    if values is None:
        return None
    ends = {name: datetime.fromisoformat(values[name]) if values[name] else None for name in ("earliest", "latest")}
    return TimeValue(**{**values, **ends})
