"""Rules set aside in an emergency that no auditor has reviewed yet."""

from __future__ import annotations

from daybook.custody.models import CustodyEntry


def waiting_overrides() -> list[CustodyEntry]:
    """The entries that tell of them, the newest first. They are few."""
    reviewed = CustodyEntry.objects.filter(kind="override-reviewed").values_list(
        "details__override", flat=True
    )
    told = CustodyEntry.objects.filter(kind="override").select_related("record__suite", "by")
    done = set(reviewed)
    return [one for one in told.order_by("-entered_at") if str(one.pk) not in done]


def overrides_to_review() -> int:
    return len(waiting_overrides())
