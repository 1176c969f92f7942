"""Hand out a copy of a list: to one named recipient, for one purpose, with the fields that such a partner may have."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.forecast.harm.gate import require_owner
from daybook.forecast.harm.kinds import EXPORTED
from daybook.forecast.harm.models import HarmExport, HarmExportLine, HarmList, RowState
from daybook.forecast.harm.paper import as_paper
from daybook.forecast.harm.partners import Partner, partners_of
from daybook.forecast.harm.queries.lists import Listed, listed
from daybook.records.models import Handling
from daybook.web.downloads import csv_lines

FORMS = {"csv": "CSV, for a spreadsheet", "json": "JSON, for the partner’s system", "pdf": "On paper (PDF)"}
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy, which is not kept, and what is: its export. `shown` are the rows in it."""

    export: HarmExport
    content: bytes
    shown: list[Listed]


def export_list(
    caller: Caller, harm_list: HarmList, form: str, partner: str, recipient: str, purpose: str
) -> Copy:
    """ValueError says what is missing. Rows that rest on too little, or that the caller may not see, are not in it."""
    require_owner(caller, harm_list)
    to = _checked(harm_list, form, partner, recipient, purpose)
    with transaction.atomic():
        HarmList.objects.select_for_update().get(pk=harm_list.pk)
        _hold_rows(harm_list)
        shown = [one for one in listed(caller, harm_list) if one.enough and _may_leave(one)]
        if not shown:
            raise ValueError("There is nobody on the list whom a copy could hold.")
        export = HarmExport(
            harm_list=harm_list,
            number=1 + (HarmExport.objects.aggregate(most=Max("number"))["most"] or 0),
            form=form,
            partner=partner,
            recipient=recipient.strip(),
            purpose=purpose.strip(),
            fields=list(to.fields),
            rows=len(shown),
            made_by=caller.author.user,
            made_at=timezone.now(),
        )
        content = _content(export, to, [_values(to, one) for one in shown])
        export.sha256 = hashlib.sha256(content).hexdigest()
        with writing(EXPORTED, caller.author, export) as page:
            page.save(export)
            for one in shown:
                page.save(HarmExportLine(export=export, row=one.row))
    return Copy(export, content, shown)


def _hold_rows(harm_list: HarmList) -> None:
    """Whoever leaves from now on waits until the copy stands in the book, and is recalled from it."""
    list(harm_list.rows.select_for_update().filter(state=RowState.ON).order_by("pk").values_list("pk"))


def _checked(harm_list: HarmList, form: str, partner: str, recipient: str, purpose: str) -> Partner:
    if form not in FORMS:
        raise ValueError("Choose the form of the copy.")
    known = partners_of(harm_list.kind)
    if partner not in known:
        titles = ", ".join(one.title for one in known.values())
        raise ValueError(f"Choose who gets it. A list of this kind goes to nobody but: {titles}.")
    if not recipient.strip():
        raise ValueError(
            "Name the person or office that gets it: they are told when somebody leaves the list."
        )
    if not purpose.strip():
        raise ValueError("Say what they need it for.")
    return known[partner]


def _may_leave(one: Listed) -> bool:
    """Whom a restricted or sealed record is about never stands in a copy."""
    return one.person is not None and one.person.handling == Handling.OPEN


def _values(to: Partner, one: Listed) -> list[Any]:
    return [VALUES[name](one) for name in to.fields]


def _born(one: Listed) -> str:
    born = one.person.date_of_birth if one.person else None
    return born.isoformat() if born else ""


VALUES: dict[str, Callable[[Listed], Any]] = {
    "reference": lambda one: one.row.reference,
    "name": lambda one: one.person.full_name if one.person else "",
    "born": _born,
    "events": lambda one: one.figure.events,
    "latest": lambda one: one.latest.isoformat() if one.latest else "",
    "days": lambda one: round(one.figure.days),
    "error": lambda one: round(one.figure.error),
}
"""A field of a copy, from a row."""


def _content(export: HarmExport, to: Partner, rows: list[list[Any]]) -> bytes:
    if export.form == "csv":
        return "".join(csv_lines(to.heads, rows)).encode()
    if export.form == "json":
        lines = [dict(zip(to.fields, row, strict=True)) for row in rows]
        head = {"export": export.number, "list": export.harm_list.title, "for": export.recipient}
        return json.dumps(head | {"rows": lines}, ensure_ascii=False, indent=1).encode()
    return as_paper(export, to, rows)
