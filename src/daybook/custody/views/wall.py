"""The board on a screen on the wall: the desk behind it is locked, and shows that board and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from daybook.access import sessions
from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.book import append
from daybook.custody.kinds import BOARD_LEFT_OPEN
from daybook.custody.views.suites import suite_or_404

BOARD = ("board", "board-again", "board-part", "board-live")


@require_POST
@signed_on("custody.hand-over")
def put_up(request: HttpRequest, code: str) -> HttpResponse:
    """Lock this desk and leave the board of the suite on it, until somebody unlocks it or the session ends."""
    suite = suite_or_404(code)
    addresses = [reverse(f"custody:{name}", args=[suite.code]) for name in BOARD]
    append(BOARD_LEFT_OPEN, caller_of(request).author, "suite", suite.pk)
    sessions.lock(request, left_open=[*addresses, reverse("custody:board-worker")])
    return redirect(f"{addresses[0]}?wall=1")
