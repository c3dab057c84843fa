"""All settings as a table, for the reference: made from what ``kg/config.py`` says, so that neither falls behind."""

import ast
import inspect
from dataclasses import MISSING, Field, fields
from itertools import pairwise

from kg.config import Config


def settings_table() -> str:
    """Return a table in Markdown with the variable, the default and the meaning of each setting."""
    meanings = _meanings()
    rows = [f"| `KG_{each.name.upper()}` | {_default(each)} | {meanings[each.name]} |" for each in fields(Config)]
    return "\n".join(["| variable | default | what it is |", "|---|---|---|", *rows, ""])


def _meanings() -> dict[str, str]:
    """Return the text under each field, in one line."""
    parsed = ast.parse(inspect.getsource(Config))
    body = next(node.body for node in ast.walk(parsed) if isinstance(node, ast.ClassDef))
    found = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            found[field.target.id] = " ".join(str(ast.literal_eval(text.value)).split())
    return found


def _default(setting: "Field[object]") -> str:
    default = setting.default
    if default is None or default is MISSING:
        return ""
    if isinstance(default, bool):
        return "yes" if default else "no"
    return f"{default:g}" if isinstance(default, float) else str(default)
