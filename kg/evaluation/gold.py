"""Reading gold files: JSON Lines in the annotation format, each line a text with some of the layers."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import ArticleError
from kg.evaluation.names import Names
from kg.evaluation.score import Json

_NEEDED: Final = ("id", "text")
_ENDS: Final = ("head", "tail", "property")
_OF_LAYERS: Final[Mapping[str, tuple[str, ...]]] = {
    "entities": ("start", "end", "classes"),
    "events": ("trigger", "classes"),
    "attributions": ("cue",),
    "dates": ("start", "end"),
    "relations": _ENDS,
    "eventRelations": _ENDS,
}
"""What each item of a layer must say to be compared."""
_OF_EVENTS: Final = {"arguments": ("start", "end", "property"), "counts": ("start", "end", "kind", "min", "max")}


def read_gold(path: Path, names: Names | None = None) -> list[Json]:
    """Return the documents of a gold file.

    Raises ArticleError for a line that is no annotated text, or that has a class or property beside those ``names``.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{path} cannot be read: {error}. Name a JSON Lines file in UTF-8.") from error
    documents = []
    for where, line in ((f"{path}, line {number}", line) for number, line in enumerate(lines, 1) if line.strip()):
        documents.append(_document(line, where))
        unknown = next(names.unknown(documents[-1]), None) if names else None
        if unknown:
            raise ArticleError(f"{where}: {unknown} Write the names of the ontology, or give yours by --ontology.")
    if not documents:
        raise ArticleError(f"{path} holds no annotated text. Write one JSON object a line.")
    return documents


def _document(line: str, where: str) -> Json:
    try:
        document = json.loads(line)
    except ValueError as error:
        raise ArticleError(f"{where} is not JSON: {error}. Write one JSON object a line.") from error
    if not isinstance(document, dict) or not all(isinstance(document.get(key), str) for key in _NEEDED):
        raise ArticleError(f"{where} lacks id or text. Give both as strings, as kg annotate writes them.")
    lacking = next(_lacking(document), None)
    if lacking:
        raise ArticleError(f"{where}: {lacking}. Write each item as kg annotate does.")
    for layer, annotated in document.items():
        misplaced = next((span for span in _spans(annotated) if not _is_in(document["text"], span)), None)
        if misplaced:
            raise ArticleError(
                f"{where}: {misplaced.get('text')!r} in {layer} is not what stands from {misplaced['start']} to "
                f"{misplaced.get('end')} of the text. Count code points of text, the end exclusive."
            )
    return document


def _lacking(annotated: Json, asked: Mapping[str, tuple[str, ...]] = _OF_LAYERS) -> Iterator[str]:
    """Yield in words what the items of layers lack, or those of events."""
    for layer in filter(annotated.__contains__, asked):
        items = annotated[layer]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            yield f"{layer} is not a list of objects"
            continue
        for item in items:
            yield from (f"one of {layer} has no {key}" for key in asked[layer] if item.get(key, ()) in ((), []))
            if layer == "events":
                yield from _lacking(item, _OF_EVENTS)


def _spans(annotated: object) -> Iterator[Json]:
    """Yield whatever has a start within an annotation, however deep."""
    if isinstance(annotated, list):
        for part in annotated:
            yield from _spans(part)
    elif isinstance(annotated, dict):
        if "start" in annotated:
            yield annotated
        yield from _spans(list(annotated.values()))


def _is_in(text: str, span: Json) -> bool:
    begin, end = span.get("start"), span.get("end")
    if not isinstance(begin, int) or not isinstance(end, int):
        return False
    return 0 <= begin < end <= len(text) and span.get("text", text[begin:end]) == text[begin:end]
