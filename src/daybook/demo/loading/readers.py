"""Readers that start behind the loaded history: the old systems have their own copies of it, the index is built.

To link one after another what came all at once would keep the readers busy for minutes; `daybook nominals link` is for
that.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from daybook.book.models import Bookmark, Seal

START_BEHIND = ("legacy", "nominals.index", "nominals.links")


def start_readers_here(names: Sequence[str] = START_BEHIND) -> int:
    """Set the bookmarks of these readers to the end of the sealed book; the number they start behind."""
    with transaction.atomic():
        end: int = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        for name in names:
            bookmark, _ = Bookmark.objects.get_or_create(reader=name)
            if bookmark.seq < end:
                bookmark.seq, bookmark.moved_at = end, timezone.now()
                bookmark.save()
    return end
