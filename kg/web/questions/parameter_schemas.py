"""JSON Schemas of the values that parameters take: what a schema allows, the server reads."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from kg.store.templates.parameters import LARGEST, Parameter

Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | list[Json] | None"

_IN_NAME: Final = r"A-Za-z0-9\-._~!$&'()*+,;="
"""No letters beyond ASCII, though they are read: over patterns with their ranges schemathesis spent minutes."""
_ENCODED: Final = "%[0-9A-Fa-f]{2}"
_NAME: Final = f"(?:[{_IN_NAME}]|{_ENCODED})*"
_REST: Final = f"(?:[{_IN_NAME}:@?/]|{_ENCODED})*"
_AUTHORITY: Final = f"//{_NAME}(?:@{_NAME})?(?::[0-9]*)?(?:[/?]{_REST})?"
_PATH: Final = f"/?(?:[{_IN_NAME}:@?]|{_ENCODED}){_REST}"
_IRI_PATTERN: Final = rf"[A-Za-z][A-Za-z0-9+.\-]*:(?:{_AUTHORITY}|{_PATH})(?:#{_REST})?"
_IRI: Final[Mapping[str, Json]] = {"type": "string", "pattern": f"^(?:{_IRI_PATTERN})$"}
_SCHEMAS: Final[Mapping[str, Mapping[str, Json]]] = {
    "iri": _IRI,
    "curie": _IRI,
    "class": {"type": "string", "pattern": rf"^(?:[A-Za-z_][A-Za-z0-9_.\-]*|{_IRI_PATTERN})$"},
    "integer": {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    "decimal": {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
    "boolean": {"type": "boolean"},
    "month": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "year": {"type": "string", "pattern": "^[0-9]{4}$"},
    "date": {"type": "string", "format": "date"},
    "dateTime": {"type": "string", "format": "date-time"},
}
_TEXT: Final[Mapping[str, Json]] = {"type": "string", "minLength": 1}


def parameter_schema(parameter: Parameter) -> dict[str, Json]:
    """Return the schema of one value of the parameter, with the values and bounds that its template gives."""
    schema = dict(_SCHEMAS.get(parameter.type, _TEXT))
    if parameter.enum:
        schema["enum"] = list(parameter.enum)
    bounds = {"minimum": parameter.minimum, "maximum": parameter.maximum}
    schema |= {name: bound for name, bound in bounds.items() if bound is not None}
    if parameter.default:
        schema["default"] = typed(parameter, parameter.default)
    return schema


def typed(parameter: Parameter, text: str) -> Json:
    """Return a value of the parameter as JSON has it."""
    kind = _SCHEMAS.get(parameter.type, _TEXT).get("type")
    if kind == "boolean":
        return text == "true"
    if kind == "integer":
        return int(text)
    return float(text) if kind == "number" else text
