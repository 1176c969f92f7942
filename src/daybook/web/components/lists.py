"""Summary lists, task lists, tabs and pagination."""

from typing import Any

from daybook.web.components.params import Params


def summary_list(p: Params) -> dict[str, Any]:
    rows = [row for row in p["rows"] or () if row]
    card = p["card"]
    return {
        "rows": [row.but(links=row.part("actions")["items"]) for row in rows],
        "any_actions": any(row.part("actions")["items"] for row in rows),
        "card": card,
        "title": card["title"] if card else None,
        "level": card.part("title")["headingLevel"] or 2 if card else 2,
        "card_links": card.part("actions")["items"] if card else None,
    }


def task_list(p: Params) -> dict[str, Any]:
    prefix = p["idPrefix"] or "task-list"
    tasks = [
        item.but(hint_id=f"{prefix}-{index}-hint", status_id=f"{prefix}-{index}-status")
        for index, item in enumerate(p["items"] or (), start=1)
        if item
    ]
    return {"tasks": tasks}


def tabs(p: Params) -> dict[str, Any]:
    prefix = p["idPrefix"] or ""
    items = [
        item.but(id=item["id"] or f"{prefix}-{index}", first=index == 1)
        for index, item in enumerate(p["items"] or (), start=1)
        if item
    ]
    return {"tabs": items, "title": p.get("title", "Contents")}


def pagination(p: Params) -> dict[str, Any]:
    """Previous, numbered pages and next; without numbers the two stand below one another as a block."""
    block = p["items"] is None and bool(p["next"] or p["previous"])
    links = {kind: _arrow(p.part(kind)) for kind in ("previous", "next")}
    pages = [_page(item) for item in p["items"] or () if item]
    return {**links, "block": block, "pages": pages}


def _arrow(link: Params) -> Params | None:
    return link if link["href"] else None


def _page(item: Params) -> Params:
    spoken = item["visuallyHiddenText"]
    return item.but(label=f"Page {item['number']}" if spoken is None else spoken)
