"""The check of the book that an auditor starts from a page: its own process, its result an entry."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.utils import timezone

from daybook.access import audit
from daybook.access.caller import Caller
from daybook.access.kinds import BOOK_VERIFIED
from daybook.access.permission import require
from daybook.book import Author, keys
from daybook.book.models import Entry
from daybook.book.pages import append
from daybook.book.verify import verify_book

RUNNING = "access.verify.running"
AN_HOUR = 3600
TO_BEGIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended."""

    at: datetime
    holds: bool
    entries: int
    seconds: float
    sentences: list[str]


def start(caller: Caller) -> None:
    """Start the check unless one is running. One that has not begun after a minute may be started again."""
    require(caller, "access.verify-book")
    if not cache.add(RUNNING, timezone.now().isoformat(), TO_BEGIN_SECONDS):
        return
    author = caller.author
    command = [sys.executable, "-m", "daybook", "access", "verify", "--device", author.device]
    if author.user:
        command += ["--user", str(author.user)]
    subprocess.Popen(  # noqa: S603  # our own program, no shell
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def running_since() -> datetime | None:
    text = cache.get(RUNNING)
    return datetime.fromisoformat(text) if text else None


def run(user: UUID | None, device: str) -> Result:
    """Check the whole book and write how it ended."""
    began = monotonic()
    cache.set(RUNNING, cache.get(RUNNING) or timezone.now().isoformat(), AN_HOUR)
    try:
        report = verify_book(keys.verifiers())
        seconds = round(monotonic() - began, 2)
        notes = {
            "holds": report.holds,
            "entries": report.entries,
            "seconds": seconds,
            "sentences": list(report.sentences()),
        }
        entry = append(BOOK_VERIFIED, Author(user, device, "audit"), "book", None, notes)
    finally:
        cache.delete(RUNNING)
    return _result(entry, notes)


def last_results(limit: int = 5) -> list[Result]:
    found = Entry.objects.filter(kind=BOOK_VERIFIED).order_by("-written_at")[:limit]
    values = [(entry, audit.value_of(entry)) for entry in found]
    return [_result(entry, value) for entry, value in values if value]


def _result(entry: Entry, value: dict[str, Any]) -> Result:
    return Result(
        entry.written_at, value["holds"], value["entries"], value["seconds"], list(value["sentences"])
    )
