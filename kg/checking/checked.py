"""What a check of a store found, and its three forms: text for people, JSON, and a SHACL report in Turtle."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Final, get_args

import pyoxigraph as ox

from kg.graph.shapes import Finding, Severity
from kg.namespaces import PREFIXES, RDF, SH, SHAPES, XSD, local_name
from kg.store.results import short_form
from kg.wording import counted

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The worst first."""

_NOUNS: Final = {"violation": "violation", "warning": "warning", "info": "note"}
_LONGEST: Final = 100


@dataclass
class Checked:
    """What a check found: how many findings of each check, the first of them, and how much was looked at."""

    kept: int
    """Findings of each check that are kept; the others are counted."""
    counts: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    findings: dict[tuple[Severity, str], list[Finding]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """What the things and values of the kept findings are called."""
    things: int = 0

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it if it is one of the first of its check."""
        key = finding.severity, finding.check
        self.counts[key] += 1
        kept = self.findings.setdefault(key, [])
        if len(kept) < self.kept:
            kept.append(finding)

    def count(self, severity: Severity) -> int:
        """Return how many findings of a severity there are."""
        return sum(number for (found, _), number in self.counts.items() if found == severity)

    def groups(self) -> Iterator[tuple[Severity, str, int, list[Finding]]]:
        """Yield severity, check, number and kept findings of each check, the worst first, then the most."""
        order = sorted(self.counts.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -item[1], item[0][1]))
        for (severity, check), number in order:
            yield severity, check, number, sorted(self.findings[severity, check])


def as_text(checked: Checked) -> str:
    """Return the findings for people: check by check, each with reason and remedy, then the things, then a sum."""
    lines = []
    for severity, check, number, findings in checked.groups():
        lines.append(f"{severity}: {findings[0].message}")
        for finding in findings:
            value = f" → {_named(finding.value, checked)}" if finding.value else ""
            lines.append(f"    {_named(finding.thing, checked)}{value}")
        more = f", the first {len(findings)} shown" if number > len(findings) else ""
        lines.append(f"    ({number} by {local_name(check)}{more})\n")
    found = ", ".join(counted(checked.count(severity), _NOUNS[severity]) for severity in SEVERITIES)
    return "\n".join([*lines, f"{found} in {counted(checked.things, 'thing')}"]) + "\n"


def as_json(checked: Checked) -> str:
    """Return the findings as JSON: how many of each severity, and each check with its number and first findings."""
    checks = [
        {
            "severity": severity,
            "check": check,
            "message": findings[0].message,
            "count": number,
            "findings": [_entry(finding, checked) for finding in findings],
        }
        for severity, check, number, findings in checked.groups()
    ]
    counts = {f"{_NOUNS[severity]}s": checked.count(severity) for severity in SEVERITIES}
    return json.dumps({**counts, "things": checked.things, "checks": checks}, indent=2, ensure_ascii=False) + "\n"


def as_turtle(checked: Checked) -> str:
    """Return the kept findings as a SHACL validation report in Turtle."""
    report = ox.BlankNode("report")
    conforms = ox.Literal(str(not checked.counts).lower(), datatype=ox.NamedNode(XSD + "boolean"))
    triples = [
        ox.Triple(report, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + "ValidationReport")),
        ox.Triple(report, ox.NamedNode(SH + "conforms"), conforms),
    ]
    findings = [finding for *_, kept in checked.groups() for finding in kept]
    for number, finding in enumerate(findings):
        result = ox.BlankNode(f"result{number}")
        triples.append(ox.Triple(report, ox.NamedNode(SH + "result"), result))
        triples += [ox.Triple(result, ox.NamedNode(prop), value) for prop, value in _result(finding)]
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, "sh": SH, "shape": SHAPES})
    return (written or b"").decode()


def _result(finding: Finding) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield RDF + "type", ox.NamedNode(SH + "ValidationResult")
    yield SH + "resultSeverity", ox.NamedNode(SH + finding.severity.capitalize())
    yield SH + "sourceShape", ox.NamedNode(finding.check)
    yield SH + "sourceConstraintComponent", ox.NamedNode(finding.component)
    yield SH + "resultMessage", ox.Literal(finding.message, language="en")
    if finding.thing:
        yield SH + "focusNode", _node(finding.thing)
    if finding.value:
        yield SH + "value", _node(finding.value)


def _entry(finding: Finding, checked: Checked) -> dict[str, str]:
    entry = {name: text for name, text in asdict(finding).items() if name in {"thing", "value"} and text}
    named = ((name, checked.labels.get(text)) for name, text in list(entry.items()))
    return entry | {f"{name}Label": label for name, label in named if label}


def _named(text: str, checked: Checked) -> str:
    node = _node(text)
    shown = short_form(node) if isinstance(node, ox.NamedNode) else f"'{' '.join(text.split())}'"
    shown = shown if len(shown) <= _LONGEST or isinstance(node, ox.NamedNode) else shown[:_LONGEST] + "…'"
    return f"{shown} ({checked.labels[text]})" if text in checked.labels else shown


def _node(text: str) -> ox.NamedNode | ox.Literal:
    try:
        return ox.NamedNode(text) if "://" in text else ox.Literal(text)
    except ValueError:
        return ox.Literal(text)
