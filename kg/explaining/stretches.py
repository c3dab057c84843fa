"""A text parted into nested stretches at its mentions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.explaining.explanation import Stretch
from kg.extraction.mention import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters to be marked, and as what."""

    span: Span
    kind: str
    label: str
    anchor: str = ""


def stretches(text: str, marks: Iterable[Mark]) -> tuple[Stretch, ...]:
    """Return the whole text as stretches; a mark that crosses another or repeats its span is left out."""
    ordered = sorted(marks, key=lambda mark: (mark.span.begin, -mark.span.end, mark.kind))
    return tuple(_parted(text, Span(0, len(text)), _nestable(ordered)))


def _nestable(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    open_marks: list[Mark] = []
    for mark in marks:
        while open_marks and open_marks[-1].span.end <= mark.span.begin:
            open_marks.pop()
        crosses = open_marks and mark.span.end > open_marks[-1].span.end
        if not crosses and all(other.span != mark.span for other in open_marks):
            kept.append(mark)
            open_marks.append(mark)
    return kept


def _parted(text: str, whole: Span, marks: list[Mark]) -> Iterator[Stretch]:
    position = whole.begin
    while marks:
        mark, *rest = marks
        inside = [other for other in rest if other.span.begin < mark.span.end]
        if position < mark.span.begin:
            yield Stretch(text[position : mark.span.begin])
        inner = tuple(_parted(text, mark.span, inside)) if inside else ()
        yield Stretch(text[mark.span.begin : mark.span.end], mark.kind, mark.label, mark.anchor, inner)
        position, marks = mark.span.end, rest[len(inside) :]
    if position < whole.end:
        yield Stretch(text[position : whole.end])
