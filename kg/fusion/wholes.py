"""Of which event the deaths, injuries and flights that a report tells are a part.

Two articles seldom tell alike when, where and by whom people died; they do tell of which attack. So the dead of one
attack are one event where the attack is one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.fusion.claim import Report
from kg.namespaces import NS
from kg.ontology.terms import Terms

_PART_OF = NS + "partOf"


def with_wholes(reports: Sequence[Report], terms: Terms) -> Iterator[Report]:
    """Yield the reports of one article, with its whole each that is the only part of its class that the whole has.

    "Five died, and one more the next day" are two deaths of one attack: neither tells which one others mean.
    """
    known = {report.digest: report for report in reports}
    whole_of = {report.digest: _whole(report) for report in reports if terms.is_a(report.cls, "HumanImpactEvent")}
    told = [(known[digest].cls, whole) for digest, whole in whole_of.items()]
    for report in reports:
        whole = whole_of.get(report.digest)
        only = whole is not None and told.count((report.cls, whole)) == 1
        yield replace(report, whole=known[whole]) if whole and only else report


def _whole(report: Report) -> str | None:
    wholes = [target for relation, target in report.links if relation == _PART_OF]
    return wholes[0] if len(wholes) == 1 else None
