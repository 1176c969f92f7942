"""What was read in from the old system that is master of a kind of record, in place of the form that it locks."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.legacy import registry
from daybook.legacy.find.found import Found, Shown, shown
from daybook.legacy.models import Reading, ReadRecord
from daybook.legacy.read_in.words import reading_words
from daybook.legacy.switch.functions import function_of
from daybook.nominals.receiving import latest_versions
from daybook.web.places import EnteredElsewhere

LATEST = 20


def read_in_panel(request: HttpRequest, record: tuple[str, EnteredElsewhere]) -> str:
    """The newest records of this kind in the old system, as they were read in; each look at them is written down."""
    kind, master = record
    system = registry.find(master.system)
    if system is None:
        return ""
    row = Reading.objects.filter(system=system.name).first()
    context = {
        "kind": kind,
        "master": master,
        "read_at": row.read_at if row else None,
        "words": reading_words(system, row, timezone.now()),
        "records": _records(request, kind, system.name),
        "most": LATEST,
    }
    return render_to_string("legacy/_read_in.html", context, request)


def _records(request: HttpRequest, kind: str, system: str) -> list[Shown]:
    """None for who may not search: names are shown to whoever could find them."""
    caller = caller_of(request)
    if not allowed(caller, "records.search"):
        return []
    there = ReadRecord.objects.filter(system=system, gone_at=None, barred=False).exclude(source_key="")
    rows = there.filter(report__in=_reports(system, kind)).order_by("-changed_at", "-id")[:LATEST]
    read = {row.source_key: row.changed_at for row in rows}
    latest = latest_versions((system, key) for key in read)
    found = [Found(one.as_written(), read_at=read[key]) for (_, key), one in latest.items() if not one.gone]
    found.sort(key=lambda one: read[one.written.key], reverse=True)
    lines = shown(caller, found)
    if lines:
        consulted(request).search("old-system", len(lines), system=system)
    return lines


def _reports(system: str, kind: str) -> list[str]:
    joined = registry.find(system)
    reports = joined.extracts.reports if joined and joined.extracts else frozenset[str]()
    return [each for each in reports if function_of(each) == kind]
