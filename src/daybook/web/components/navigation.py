"""The navigation bar below the header."""

from typing import Any

from daybook.web.components.params import Params


def service_navigation(p: Params) -> dict[str, Any]:
    items = [_item(item) for item in p["navigation"] or () if item]
    slots = p.part("slots")
    end = slots["end"]
    end_html = end["html"] if isinstance(end, Params) else end
    collapse = p["collapseNavigationOnMobile"]
    button = p["menuButtonText"] or "Menu"
    return {
        "slots": slots,
        "end_html": end_html,
        "end_inline": isinstance(end, Params) and end["align"] == "inline",
        "items": items,
        "has_list": bool(items or slots["navigationStart"] or slots["navigationEnd"]),
        "collapse": len(items) > 1 if collapse is None else collapse,
        "button": button,
        "button_label": p["menuButtonLabel"] if p["menuButtonLabel"] != button else "",
        "region": bool(p["serviceName"] or slots["start"] or end_html),
        "region_label": p.get("ariaLabel", "Service information"),
    }


def _item(item: Params) -> Params:
    current = "page" if item["current"] else "true" if item["active"] else ""
    return item.but(aria_current=current)
