"""Template tags for every page: components, places, and the navigation bar."""

from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from daybook.web import places
from daybook.web.charts import Chart
from daybook.web.components import render

register = template.Library()

STATUS_COLOURS = {
    "due": "grey",
    "leased": "blue",
    "sent": "blue",
    "confirmed": "green",
    "waiting": "yellow",
    "refused": "red",
    "superseded": "grey",
    "withdrawn": "purple",
    "draft": "blue",
    "sealed": "red",
    "restricted": "orange",
    "open": "green",
    "hand": "purple",
}


@register.simple_tag
def govuk(name: str, params: dict[str, Any] | None = None, **given: Any) -> SafeString:
    """A component: `{% govuk "button" text="Save" %}` or `{% govuk "input" params=field.params %}`."""
    return render(name, {**(params or {}), **given})


@register.simple_tag(takes_context=True)
def place(context: Context, name: str, record: Any = None) -> SafeString:
    """All panels that rooms have put in this place, one below the other."""
    shown = places.panels.render(name, context["request"], record)
    return format_html_join("\n", "{}", ((html,) for html in shown))


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> SafeString:
    """The navigation bar for the caller's roles; nothing for somebody who is not signed on."""
    caller = context.get("caller")
    if caller is None or caller.user is None:
        return SafeString("")
    shown = [_link(item) for item in places.menu.for_roles(frozenset(caller.roles))]
    links = [item for item in shown if item["href"]]
    if not links:
        return SafeString("")
    if "request" in context:
        _mark_current(links, context["request"].path)
    return render("service-navigation", {"navigation": links, "navigationLabel": "Main"})


@register.simple_tag
def link(name: str) -> str:
    """The address of a fixed part of every page (`places.links`); "" where no room offers it."""
    return _address(places.links.get(name, name)) or ""


@register.simple_tag
def chart(made: Chart, level: int = 2, csv: str = "") -> SafeString:
    """A chart with its finding, table and CSV; `level` is that of its heading, `csv` the address where it has one."""
    return made.html(level, csv)


@register.simple_tag
def status(code: str, text: str = "") -> SafeString:
    """A coloured tag for the state of a delivery, a draft or a record; words first, colour second."""
    colour = STATUS_COLOURS.get(code, "grey")
    words = text or code.replace("-", " ").capitalize()
    return render("tag", {"text": words, "classes": f"govuk-tag--{colour} db-status"})


def _link(item: places.MenuItem) -> dict[str, Any]:
    waiting = item.count() if item.count else 0
    text = f"{item.title} ({waiting})" if waiting else item.title
    return {"text": text, "href": _address(item.url_name)}


def _mark_current(links: list[dict[str, Any]], path: str) -> None:
    """Mark the one entry whose address is the longest beginning of this page's address."""
    around = [item for item in links if item["href"] != "/" and path.startswith(item["href"])]
    nearest = max(around, key=lambda item: len(item["href"]), default=None)
    for item in links:
        item["current"] = item["href"] == path
        item["active"] = item is nearest


def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
