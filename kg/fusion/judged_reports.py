"""Which reports a person says are of one event, and which of different ones."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.curation.correction import Correction, Deed, Passage
from kg.fusion.claim import Claim, Corrected, Report
from kg.namespaces import digest


class JudgedReports:
    """The corrections of an article that are about its reports."""

    def __init__(self, article: str, claims: Sequence[Claim], text: str, corrections: Iterable[Correction]) -> None:
        self.corrected: list[Corrected] = []
        """The reports that are merged or split."""
        self._others: defaultdict[tuple[str, Deed], list[str]] = defaultdict(list)
        told = {(claim.report, claim.evidence[0]) for claim in claims if claim.kind == "Occurrence"}
        for correction in (each for each in corrections if each.is_of_reports):
            for position, passage in enumerate(correction.passages):
                name = report_digest(passage)
                known = passage.article == article and (name, passage.characters[0]) in told
                if known and passage.stands_in(text):
                    self.corrected.append(Corrected(name, correction.name, is_report=True))
                    self._others[name, correction.deed] += _others(position, correction.passages)

    def judged(self, report: Report) -> Report:
        """Return a report with those of which a person says that it is of one event with them, or of another."""
        merged, split = (tuple(sorted(set(self._others[report.digest, deed]))) for deed in ("merge", "split"))
        return replace(report, merged=merged, split=split) if merged or split else report


def report_digest(passage: Passage) -> str:
    """Return the digest of the report whose first trigger these words are."""
    return digest("report", passage.article, str(passage.characters[0][0]))


def _others(position: int, passages: Sequence[Passage]) -> list[str]:
    """Return the reports that one is judged together with: the first with all others, each of these with the first."""
    return [report_digest(passage) for passage in (passages[:1] if position else passages[1:])]
