"""The date input: three small text inputs under one name."""

from typing import Any

from daybook.web.components.fields import around
from daybook.web.components.params import Params

PARTS = (("day", 2), ("month", 2), ("year", 4))


def date_input(p: Params) -> dict[str, Any]:
    shared = around(p, str(p["id"]), str(p.part("fieldset")["describedBy"] or ""))
    defaults = [_default(p, part, width) for part, width in PARTS]
    items = [item for item in (p["items"] or defaults) if item]
    any_error = any(_has_error(item) for item in items)
    legend = p.part("fieldset").but(describedBy=shared["described_by"], role="group")
    return {
        **shared,
        "inputs": [_input(p, item, defaults, any_error) for item in items],
        "fieldset": legend,
        "in_fieldset": p["fieldset"] is not None,
    }


def _default(p: Params, part: str, width: int) -> Params:
    if part in p:
        return p.part(part)
    value = p.part("values")[part]
    return Params(name=part, value=value, classes=f"govuk-input--width-{width}")


def _input(p: Params, item: Params, defaults: list[Params], any_error: bool) -> Params:
    """The parameters of the `input` component for one part of the date."""
    part, width, default = _which(item, defaults)
    name = str(item["name"] or part or "")
    full_name = f"{p['namePrefix']}-{name}" if p["namePrefix"] else name
    value = item["value"] if "value" in item else default["value"]
    return Params(
        label=Params(text=item["label"] or name.capitalize(), classes="govuk-date-input__label"),
        id=item["id"] or f"{p['id']}-{name}",
        name=full_name,
        value=p.part("values")[full_name] if value is None else value,
        classes=" ".join(filter(None, ["govuk-date-input__input", _classes(p, item, width, any_error)])),
        inputmode=item["inputmode"] or "numeric",
        **{key: item[key] for key in ("autocomplete", "pattern", "attributes")},
    )


def _which(item: Params, defaults: list[Params]) -> tuple[str | None, int, Params]:
    for (part, width), default in zip(PARTS, defaults, strict=True):
        if item is default or (item["name"] and item["name"] in (part, default["name"])):
            return part, width, default
    return None, 2, Params()


def _classes(p: Params, item: Params, width: int, any_error: bool) -> str:
    given = str(item["classes"] or "")
    wrong = _has_error(item) or bool(item["error"] is not False and p["errorMessage"] and not any_error)
    words = [
        "govuk-input--error" if wrong and "govuk-input--error" not in given else "",
        "" if "govuk-input--width-" in given else f"govuk-input--width-{width}",
        given,
    ]
    return " ".join(filter(None, words))


def _has_error(item: Params) -> bool:
    return bool(item["error"]) or "govuk-input--error" in str(item["classes"] or "")
