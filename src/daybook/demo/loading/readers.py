"""Readers start behind the loaded history: the old systems have their own copies of it, the index is built.

To link one after another what came all at once would keep the readers busy for minutes; `daybook nominals link` is for
that.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.book.models import Bookmark, Seal
from daybook.book.readers import all_readers


def start_readers_here() -> int:
    """Set the bookmark of every reader to the end of the sealed book; the number they start behind."""
    with transaction.atomic():
        end: int = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        for reader in all_readers():
            bookmark, _ = Bookmark.objects.get_or_create(reader=reader.name)
            if bookmark.seq < end:
                bookmark.seq, bookmark.moved_at = end, timezone.now()
                bookmark.save()
    return end
