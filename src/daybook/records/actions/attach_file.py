"""Attach a file to an event."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.attachment_store import receive
from daybook.records.kinds import ATTACHMENT_ADDED
from daybook.records.models import Attachment, Event

LONGEST_NAME = 120


def attach_file(caller: Caller, event: Event, name: str, chunks: Iterable[bytes]) -> Attachment:
    """Store the content and write that it belongs to the event. AttachmentError says why a file is refused."""
    require(caller, "records.attach")
    stored = receive(name, chunks)
    if Attachment.objects.filter(event=event, sha256=stored.sha256).exists():
        raise NothingToDoError("This file is attached to the report already, perhaps under another name.")
    row = Attachment(
        event=event,
        name=fitting(name),
        media_type=stored.media_type.mime,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        added_at=timezone.now(),
    )
    with writing(ATTACHMENT_ADDED, caller.author, event) as page:
        return page.save(row)


def fitting(name: str) -> str:
    """The name cut in its middle to 120 characters, so that the ending stays."""
    ending = PurePath(name).suffix
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending)] + ending
