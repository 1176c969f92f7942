"""Extra HTML attributes of a component, and translated texts as data attributes."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def attributes(given: Any) -> SafeString:
    """` name="value"` for each attribute; a ready string is taken as it stands if it is marked safe.

    A value may be `{"value": x, "optional": True}`: then None and False leave the attribute out and True
    gives its bare name.
    """
    if not given:
        return SafeString("")
    if not isinstance(given, Mapping):
        return conditional_escape(given)
    return mark_safe("".join(_attribute(name, value) for name, value in given.items()))  # noqa: S308 (escaped)


def optional(value: Any) -> dict[str, Any]:
    """An attribute that is left out while its value is None or False."""
    return {"value": value, "optional": True}


def translations(key: str, message: Any = None, plurals: Mapping[str, str] | None = None) -> dict[str, str]:
    """`data-i18n.<key>` for one text, or one for each plural rule."""
    if plurals:
        return {f"data-i18n.{key}.{rule}": text for rule, text in plurals.items()}
    return {f"data-i18n.{key}": message} if message else {}


def script_value(value: Any) -> str:
    """A value as scripts read it: true and false in lower case, nothing for None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _attribute(name: str, given: Any) -> str:
    value, is_optional = given, False
    if isinstance(given, Mapping):
        value, is_optional = given.get("value"), given.get("optional") is True
    if is_optional and value is True:
        return f" {conditional_escape(name)}"
    if is_optional and (value is None or value is False):
        return ""
    text = value if isinstance(value, SafeString) else script_value(value)
    return f' {conditional_escape(name)}="{conditional_escape(text)}"'
