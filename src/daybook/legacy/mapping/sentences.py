"""Pydantic's findings as sentences for someone who writes a mapping file."""

from typing import Any

from pydantic import BaseModel

from daybook.legacy.mapping import spec, terminal
from daybook.legacy.mapping.characters import Characters

MODELS: dict[str, type[BaseModel]] = {
    "system": spec.SystemSpec, "body": spec.BodySpec, "field": spec.FieldSpec, "codes": spec.CodeTable,
    "lists": spec.ListSpec, "reply": spec.ReplySpec, "only_if": spec.OnlyIf, "characters": Characters,
    "extract": spec.ExtractSpec, "erasure": spec.ErasureSpec, "terminal": terminal.TerminalSpec,
}  # fmt: skip


def sentence(error: dict[str, Any], tables: dict[str, Any]) -> str:
    """Place, problem and remedy of one finding."""
    place = _place(error["loc"], tables)
    return f"{place} {_problem(error)}"


def _place(loc: tuple[Any, ...], tables: dict[str, Any]) -> str:
    """`[[field]] 3 (to 'Detainee/Surname') length`: the table, its number and name, and the key."""
    if not loc:
        return "the file"
    if len(loc) > 1 and isinstance(loc[1], int) and loc[0] in ("field", "only_if"):
        named = tables[loc[0]][loc[1]]
        name = f" (to '{named['to']}')" if isinstance(named, dict) and "to" in named else ""
        return " ".join([f"[[{loc[0]}]] {loc[1] + 1}{name}", *map(str, loc[2:])]) + ":"
    if len(loc) > 2 and loc[:2] == ("erasure", "field"):
        return _place(("field", *loc[2:]), {"field": tables["erasure"]["field"]}).replace(
            "[[", "[[erasure.", 1
        )
    table, key = loc[:-1], loc[-1]
    return (f"[{'.'.join(map(str, table))}] {key}" if table else f"[{key}]") + ":"


def _problem(error: dict[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"is not a known key. Known here: {_known(error['loc'])}."
    if kind == "missing":
        return "is missing. Add it."
    if kind == "literal_error":
        return f"'{error['input']}' is not one of {context['expected']}. Write one of these."
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        return f"'{error['input']}' has a wrong form. Use the form {context['pattern']}."
    return f"{error['msg']}. Correct the value."


def _known(loc: tuple[Any, ...]) -> str:
    model = MODELS.get(str(loc[0])) if len(loc) > 1 else spec.MappingSpec
    if model is None:
        return "see the reference"
    names = [field.alias or name for name, field in model.model_fields.items()]
    return ", ".join(sorted(names))
