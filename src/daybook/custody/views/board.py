"""The board of a suite: the page, the part of it that renews itself, its stream, and entries written on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from daybook.access import sessions
from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.still import still_let_in
from daybook.access.views_guard import consults, signed_on
from daybook.custody.alerts.standing import counts_of
from daybook.custody.board import looks, marks, quick
from daybook.custody.board.pressing import counts, most_pressing_first
from daybook.custody.board.row_html import choice_html, joined, row_html
from daybook.custody.models import Suite
from daybook.custody.queries.board import Row, suite_board
from daybook.custody.queries.filter import SEE, visible
from daybook.custody.views.suites import suite_or_404
from daybook.web import live

WORKER = Path(__file__).parents[1] / "static" / "custody" / "worker.js"


@require_GET
@consults("custody-board:viewed", SEE)
def whole(request: HttpRequest, code: str) -> HttpResponse:
    """The page. `?wall=1` is for a screen on the wall: large, and nothing on it to press."""
    return render(request, "custody/board.html", on_board(request, code))


@require_GET
@consults("custody-board:viewed", SEE, by_itself=True)
def again(request: HttpRequest, code: str) -> HttpResponse:
    """The page where a browser without script loads it anew each minute."""
    return render(request, "custody/board.html", on_board(request, code))


@require_GET
@consults("custody-board:viewed", SEE, always=False, by_itself=True)
def part(request: HttpRequest, code: str) -> HttpResponse:
    """The part of the page that renews itself."""
    return render(request, "custody/_board.html", on_board(request, code))


@require_GET
@signed_on(SEE, by_itself=True)
def stream(request: HttpRequest, code: str) -> HttpResponseBase:
    """The stream that says when the board changed; it holds no data of anybody."""
    suite_or_404(code)
    return live.stream(request, marks.entries, code, lambda: still_let_in(request, SEE))


@require_POST
@signed_on("custody.care")
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Write one entry. The board's script takes the outcome as JSON; a plain form goes back to the board."""
    caller, posted = caller_of(request), request.POST
    record = visible(caller).filter(number=posted.get("record", "")).first()
    said = quick.write(caller, record, posted) if record else quick.Outcome(["Choose the person."])
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse(
            {"written": said.written, "sentences": said.sentences, "asks": said.asks},
            status=200 if said.written else 422,
        )
    for sentence in said.sentences:
        messages.error(request, f"Not written: {sentence}")
    if said.written and record:
        messages.success(request, f"Written into {record.number}.")
    return redirect("custody:board", code)


@require_GET
@signed_on(SEE)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the custody pages, served here because its address is its reach."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def on_board(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the board shows now."""
    suite, now, caller = suite_or_404(code), timezone.now(), caller_of(request)
    found = suite_board(caller, suite, now)
    rows = most_pressing_first(found.rows, now)
    looks.note_new(request, found)
    wall = {"wall": 1} if request.GET.get("wall") or sessions.is_left_open(request) else {}
    words = urlencode({"shown": looks.word(request, found), **wall})
    may_write = not wall and allowed(caller, "custody.care")
    return {
        "board": found,
        "rows": rows,
        "counts": counts(rows),
        "lines": lines(suite, rows, wall=bool(wall), may_write=may_write),
        "choices": joined(map(choice_html, rows)) if may_write else "",
        "suite": suite,
        "now": now,
        "wall": bool(wall),
        "mark": found.mark,
        "may_write": may_write,
        "may_put_up": not wall and allowed(caller, "custody.hand-over"),
        "quick": [] if wall else quick.asked(),
        "submission": uuid4(),
        "part_address": f"{reverse('custody:board-part', args=[code])}?{words}",
    }


def lines(suite: Suite, rows: Sequence[Row], *, wall: bool, may_write: bool) -> SafeString:
    alerts = counts_of(suite.records.filter(closed_at__isnull=True))
    return joined(
        row_html(row, alerts=alerts.get(row.record, 0), wall=wall, may_write=may_write) for row in rows
    )
