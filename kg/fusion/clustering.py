"""Clusters: reports joined by matches, directly or through others."""

from collections import defaultdict
from collections.abc import Iterable

from kg.fusion.blocking import blocking_keys
from kg.fusion.claim import Report
from kg.fusion.matching import match_reasons
from kg.ontology.terms import Terms


def cluster(reports: Iterable[Report], terms: Terms) -> list[tuple[Report, ...]]:
    """Return the connected components of matching reports, sorted by digest, whatever the order of input."""
    by_digest = {report.digest: report for report in reports}
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_digest):
        for key in blocking_keys(by_digest[name]):
            blocks[key].append(name)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for block in blocks.values():
        for position, one in enumerate(block):
            for other in block[position + 1 :]:
                if other not in neighbours[one] and match_reasons(by_digest[one], by_digest[other], terms):
                    neighbours[one].add(other)
                    neighbours[other].add(one)
    return [tuple(by_digest[name] for name in names) for names in _components(sorted(by_digest), neighbours)]


def _components(names: list[str], neighbours: dict[str, set[str]]) -> list[list[str]]:
    seen: set[str] = set()
    components = []
    for name in names:
        if name in seen:
            continue
        component, waiting = set(), [name]
        while waiting:
            current = waiting.pop()
            if current not in component:
                component.add(current)
                waiting.extend(neighbours.get(current, ()))
        seen |= component
        components.append(sorted(component))
    return components
