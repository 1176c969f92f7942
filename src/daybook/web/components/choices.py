"""Radios, checkboxes and select: which of the choices is chosen, and the ids that tie each to its texts."""

from collections.abc import Callable
from typing import Any

from daybook.web.components.fields import around, text_field
from daybook.web.components.params import Params

Test = Callable[[Params], bool]


def radios(p: Params) -> dict[str, Any]:
    return _group(p, str(p.part("fieldset")["describedBy"] or ""), _single(p["value"]))


def checkboxes(p: Params) -> dict[str, Any]:
    given = p["describedBy"] or ""
    values = {str(value) for value in p["values"] or ()}
    in_fieldset = p["fieldset"] is not None
    derived = _group(p, str(p.part("fieldset")["describedBy"] or given), lambda i: str(i["value"]) in values)
    for item in derived["choices"]:
        item["name"] = item["name"] or p["name"]
        own = "" if in_fieldset else derived["described_by"]
        item["described_by"] = f"{own} {item['hint_id']}".strip()
    return derived


def select(p: Params) -> dict[str, Any]:
    chosen = _single(p["value"])
    options = []
    for item in filter(None, p["items"] or ()):
        effective = item if "value" in item else item.but(value=item["text"])
        options.append(item.but(chosen=_is_chosen(item, chosen(effective)), has_value="value" in item))
    return {**text_field(p), "options": options}


def lookup(p: Params) -> dict[str, Any]:
    """Our own: search a long list and choose one, or several, of what is found.

    `url` answers a POST of `words` with a JSON list of {value, label, detail}; `chosen` and, for a page without
    scripts, `results` are such lists; `name` is the field of the chosen values, `<name>_words` of the words.
    """
    derived = text_field(p)
    remove = f"{p['name']}_remove"
    return {**derived, "words_name": f"{p['name']}_words", "find": f"{p['name']}_find", "remove": remove}


def _group(p: Params, described_by: str, chosen: Test) -> dict[str, Any]:
    prefix = str(p["idPrefix"] or p["name"])
    shared = around(p, prefix, described_by)
    choices = [
        _choice(item, f"{prefix}-{index}" if index > 1 else prefix, chosen)
        for index, item in enumerate(p["items"] or (), start=1)
        if item
    ]
    legend = p.part("fieldset").but(describedBy=shared["described_by"], role=None)
    return {**shared, "choices": choices, "fieldset": legend, "in_fieldset": p["fieldset"] is not None}


def _choice(item: Params, name: str, chosen: Test) -> Params:
    name = str(item["id"] or name)
    hint = item.part("hint")
    return item.but(
        id=name,
        chosen=_is_chosen(item, chosen(item)),
        hint_id=f"{name}-item-hint" if hint["text"] or hint["html"] else "",
        conditional_id=f"conditional-{name}",
    )


def _is_chosen(item: Params, by_value: bool) -> bool:
    explicit = item["checked"] if "checked" in item else item["selected"]
    return bool(explicit) or (by_value and explicit is not False)


def _single(value: Any) -> Test:
    if not value:
        return lambda item: False
    return lambda item: str(item["value"]) == str(value)
