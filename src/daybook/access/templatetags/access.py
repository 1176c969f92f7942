"""Django forms as GOV.UK components: `{% form_fields form %}`."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from daybook.web.components import render

register = template.Library()


@register.simple_tag
def form_errors(form: forms.BaseForm) -> SafeString:
    """The error summary that stands at the head of the page; nothing for a form without errors."""
    if not form.errors:
        return SafeString("")
    listed = [
        {"text": error, "href": f"#{form[name].auto_id}" if name in form.fields else None}
        for name, errors in form.errors.items()
        for error in errors
    ]
    return render("error-summary", {"titleText": "There is a problem", "errorList": listed})


@register.simple_tag
def form_fields(form: forms.BaseForm) -> SafeString:
    """Every field of the form, each with its label, hint and error."""
    return format_html_join("\n", "{}", ((_field(field),) for field in form))


@register.simple_tag
def form_field(field: forms.BoundField) -> SafeString:
    return _field(field)


def _field(field: forms.BoundField) -> SafeString:
    widget = field.field.widget
    if field.is_hidden:
        return field.as_hidden()
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return _choices(field, "checkboxes" if widget.allow_multiple_selected else "radios")
    if isinstance(widget, forms.CheckboxInput):
        return _tick(field)
    if isinstance(widget, forms.Select):
        return render("select", {**_common(field), "items": _items(field, "selected")})
    if isinstance(widget, forms.PasswordInput):
        return render("password-input", {**_common(field), "autocomplete": widget.attrs.get("autocomplete")})
    if isinstance(widget, forms.Textarea):
        return render(
            "textarea", {**_common(field), "value": _value(field), "rows": widget.attrs.get("rows")}
        )
    return _input(field)


def _input(field: forms.BoundField) -> SafeString:
    attrs = field.field.widget.attrs
    kind = getattr(field.field.widget, "input_type", "text")
    narrow = "govuk-input--width-10" if attrs.get("maxlength", "99") in {"6", "7", "8", "10"} else ""
    params = {
        **_common(field),
        "value": _value(field),
        "type": kind,
        "classes": narrow,
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode"),
    }
    return render("input", params)


def _tick(field: forms.BoundField) -> SafeString:
    item: dict[str, Any] = {
        "value": "on",
        "text": field.label,
        "checked": bool(field.value()),
        "id": field.auto_id,
    }
    if field.help_text:
        item["hint"] = {"text": field.help_text}
    return render("checkboxes", {"name": field.html_name, "items": [item], **_error(field)})


def _choices(field: forms.BoundField, component: str) -> SafeString:
    legend = {"legend": {"text": field.label, "classes": "govuk-fieldset__legend--s"}}
    params = {"name": field.html_name, "idPrefix": field.auto_id, "fieldset": legend, **_error(field)}
    if field.help_text:
        params["hint"] = {"text": field.help_text}
    return render(component, {**params, "items": _items(field, "checked")})


def _items(field: forms.BoundField, mark: str) -> list[dict[str, Any]]:
    value = field.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
    return [
        {"value": str(code), "text": str(text), mark: str(code) in chosen}
        for code, text in field.field.choices  # type: ignore[attr-defined]  # only for choice fields
    ]


def _common(field: forms.BoundField) -> dict[str, Any]:
    params: dict[str, Any] = {"id": field.auto_id, "name": field.html_name, "label": {"text": field.label}}
    if field.help_text:
        params["hint"] = {"text": field.help_text}
    return {**params, **_error(field)}


def _error(field: forms.BoundField) -> dict[str, Any]:
    return {"errorMessage": {"text": " ".join(map(str, field.errors))}} if field.errors else {}


def _value(field: forms.BoundField) -> str | None:
    value = field.field.widget.format_value(field.value())
    return None if value is None else str(value)
