"""Filters that only the component templates use."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from daybook.web.components.attributes import attributes, script_value

register = template.Library()
register.filter("attrs", attributes)
register.filter("script", script_value)


@register.filter
def content(part: Any) -> SafeString:
    """The `html` of a part, or else its `text`; both are escaped unless they are marked safe."""
    if not part:
        return SafeString("")
    value = part["html"] or part["text"]
    return conditional_escape("" if value is None else value)


@register.filter
def more(classes: Any) -> str:
    """Further class names after the component's own."""
    return f" {classes}" if classes else ""
