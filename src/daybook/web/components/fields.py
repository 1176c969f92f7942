"""What all form fields share: their id, the parts around the control, and what describes it."""

from typing import Any

from daybook.web.components.attributes import attributes, optional, script_value
from daybook.web.components.params import Params


def identity(p: Params) -> str:
    return str(p["id"] or p["name"] or "")


def around(p: Params, name: str, described_by: str = "") -> dict[str, Any]:
    """Hint and error message of a field called `name`, with the ids that its control is described by."""
    hint, error = p["hint"], p["errorMessage"]
    parts: dict[str, Any] = {}
    if hint:
        parts["hint"] = hint.but(id=f"{name}-hint")
        described_by = f"{described_by} {name}-hint".strip()
    if error:
        parts["error"] = error_message(error.but(id=f"{name}-error"))["p"]
        described_by = f"{described_by} {name}-error".strip()
    return {**parts, "described_by": described_by}


def text_field(p: Params) -> dict[str, Any]:
    """A field with a label before its control: textarea, select, file upload."""
    name = identity(p)
    return {
        "id": name,
        "label": p.part("label").but(**{"for": name}),
        **around(p, name, str(p["describedBy"] or "")),
    }


def error_message(p: Params) -> dict[str, Any]:
    """The words read out before an error; an explicit empty text leaves them out."""
    return {"p": p.but(spoken=p.get("visuallyHiddenText", "Error"))}


def text_input(p: Params) -> dict[str, Any]:
    derived = text_field(p)
    before, after = p.part("formGroup").part("beforeInput"), p.part("formGroup").part("afterInput")
    affixes = (p.part("prefix"), p.part("suffix"), before, after)
    return {
        **derived,
        "own": attributes(_input_attributes(p, derived["id"], derived["described_by"])),
        "wrapped": any(part["text"] or part["html"] for part in affixes),
    }


def _input_attributes(p: Params, name: str, described_by: str) -> dict[str, Any]:
    classes = "govuk-input" + (f" {p['classes']}" if p["classes"] else "")
    spelling = script_value(p["spellcheck"]) if isinstance(p["spellcheck"], bool) else None
    plain = ("autocomplete", "autocapitalize", "pattern", "inputmode")
    return {
        "class": classes + (" govuk-input--error" if p["errorMessage"] else ""),
        "id": name,
        "name": p["name"],
        "type": p["type"] or "text",
        "spellcheck": optional(spelling),
        "value": optional(p["value"]),
        "disabled": optional(p["disabled"]),
        "aria-describedby": optional(described_by or None),
        **{key: optional(p[key]) for key in plain},
    }
