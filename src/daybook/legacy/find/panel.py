"""The old systems on the page of a search."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.legacy.find.asking import ask, asks
from daybook.legacy.find.page import context, waited_for
from daybook.legacy.models import Ask
from daybook.records.views.search import Looked


def old_systems(request: HttpRequest, looked: Looked) -> str:
    """Ask them, unless this search did; empty where there is nobody to ask or the words name no person.

    Who has no script gets the page again, whole, at the address with `?whole=1`.
    """
    caller = caller_of(request)
    before = asks(caller, looked.search)
    rows = before or ask(caller, looked.search, looked.words)
    if not rows:
        return ""
    if "whole" in request.GET:
        rows = waited_for(caller, looked.search)
    else:
        _write_again(request, looked.words, before)
    return render_to_string("legacy/_old_systems.html", context(caller, looked.search, rows), request)


def _write_again(request: HttpRequest, words: str, rows: list[Ask]) -> None:
    """What is looked at once more; the first look was written when the answer came."""
    for row in rows:
        if row.count:
            consulted(request).search("old-system", row.count, words=words, system=row.system)
