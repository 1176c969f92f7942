"""What Casefile tells of its cases: each as the document that it would be sent as, with what it has of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import Any

from daybook.legacy.emulation.search import so_named
from daybook.legacy.emulation.store import Store, Stored
from daybook.legacy.emulation.trees import nested

RELATED = {
    "submission": ("submission", ""),
    "suspect": ("person", ""),
    "currentAddress": ("location", "suspect"),
    "arrestedAt": ("location", ""),
}
"""Each relation: the type of its end, and which resource it is of (empty: the incident)."""
MOST = 200
Resource = dict[str, Any]


def search(store: Store, asked: dict[str, Any]) -> dict[str, Any]:
    """The cases of people so named, so born and so numbered, at most as many as asked for."""
    names, numbers = asked.get("names", []), asked.get("numbers", {})
    first, last = asked.get("bornFrom", ""), asked.get("bornTo", "")
    found = []
    for case in store.titled(names):
        content = case.content
        born, pncid = content.get("suspect.dateOfBirth", ""), content.get("suspect.pncId", "")
        if not so_named(names, case.title) or (first and not first <= born <= last):
            continue
        if numbers and numbers.get("pncid") != pncid:
            continue
        found.append(document(case))
        if len(found) >= min(int(asked.get("limit", MOST)), MOST):
            break
    return {"records": found}


def changed(store: Store, asked: dict[str, Any]) -> dict[str, Any]:
    """The cases kept after a change, the oldest change first; the number of the last one, and how many there are."""
    after, most = int(asked.get("after", 0)), int(asked.get("limit", MOST))
    page = list(islice(store.changed_after(after), most))
    last = page[-1][0] if page else after
    return {"records": [document(case) for _, case in page], "last": last, "count": store.count()}


def document(case: Stored) -> Resource:
    """A case as a JSON:API document."""
    tree = nested(case.content)
    root = _resource("incident", tree.get("incident", {}), case.reference)
    entered = datetime.fromtimestamp(case.arrived, UTC).date().isoformat()
    root["attributes"] |= {"caseReference": case.reference, "state": case.state, "entered": entered}
    made = {"": root}
    for name, (kind, owner) in RELATED.items():
        if name in tree:
            made[name] = _relate(
                made.get(owner, root), name, _resource(kind, tree[name], f"{case.reference}/{name}")
            )
    offences = [
        _relate(root, f"offence-{number}", _resource("offence", one, f"{case.reference}/offence-{number}"))
        for number, one in enumerate(tree.get("offence", []), 1)
    ]
    return {"data": root, "included": [*list(made.values())[1:], *offences]}


def _resource(kind: str, values: dict[str, Any], instead: str) -> Resource:
    attributes = {name: value for name, value in values.items() if name != "id"}
    return {"type": kind, "id": values.get("id", instead), "attributes": attributes, "relationships": {}}


def _relate(owner: Resource, name: str, end: Resource) -> Resource:
    owner["relationships"][name] = {"data": {"type": end["type"], "id": end["id"]}}
    return end
