"""Clusters: reports joined by matches, directly or through others, unless a person says that two of them are apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, combinations

from kg.fusion.blocking import blocking_keys
from kg.fusion.claim import Report
from kg.fusion.matching import are_merged, are_split, match_reasons
from kg.ontology.terms import Terms


def cluster(reports: Iterable[Report], terms: Terms) -> list[tuple[Report, ...]]:
    """Return the connected components of matching reports, sorted by digest, whatever the order of input."""
    by_digest = {report.digest: report for report in reports}
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_digest):
        for key in blocking_keys(by_digest[name]):
            blocks[key].append(name)
    edges: set[tuple[str, str]] = set()
    for one, other in chain.from_iterable(combinations(block, 2) for block in blocks.values()):
        if (one, other) not in edges and match_reasons(by_digest[one], by_digest[other], terms):
            edges.add((one, other))
    return [tuple(by_digest[name] for name in names) for names in _components(by_digest, edges)]


def _components(reports: Mapping[str, Report], edges: set[tuple[str, str]]) -> list[list[str]]:
    """Return the reports joined by edges, by those first that a person drew, and never two that a person split.

    Which of two split reports a third one stays with, that matches both, is decided by the order of their digests.
    """
    group_of = {name: {name} for name in reports}
    for one, other in sorted(edges, key=lambda edge: (not are_merged(*map(reports.__getitem__, edge)), edge)):
        mine, theirs = group_of[one], group_of[other]
        if mine is theirs or _are_split(mine, theirs, reports):
            continue
        mine |= theirs
        group_of |= dict.fromkeys(theirs, mine)
    groups = {min(group): sorted(group) for group in group_of.values()}
    return [groups[first] for first in sorted(groups)]


def _are_split(mine: set[str], theirs: set[str], reports: Mapping[str, Report]) -> bool:
    apart = ((reports[name], other) for name in mine for other in reports[name].split if other in theirs)
    return any(are_split(report, reports[other]) for report, other in apart)
