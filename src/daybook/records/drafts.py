"""Drafts: what was typed so far, kept on the server for its author, encrypted, until the report is submitted.

A draft belongs to the page that was opened last, in whatever tab or at whatever desk. What is typed on an earlier
page goes into a draft of its own, so that neither page writes over the other.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from daybook.access.models import User
from daybook.records.crypto import seal, unseal
from daybook.records.models import Draft


def owner_mark(user: User, draft_id: UUID) -> str:
    return f"{user.pk.hex}/{draft_id.hex}"


def own(user: User, draft_id: UUID, page: UUID | None) -> UUID:
    """The draft that this page saves into: another one, always the same, where the draft was opened again since."""
    holder = Draft.objects.filter(pk=draft_id, user=user).values_list("page", flat=True).first()
    return draft_id if page is None or holder in (None, page) else uuid5(draft_id, page.hex)


def open_on(user: User, draft_id: UUID, page: UUID) -> None:
    """From now on this page saves into the draft."""
    Draft.objects.filter(pk=draft_id, user=user).update(page=page)


def save(user: User, draft_id: UUID, form: str, typed: str, page: UUID | None = None) -> Draft:
    """Keep what was typed (the form as the browser would post it)."""
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft and draft.user_id != user.pk:
        raise PermissionError("This draft belongs to another user.")
    sealed = seal(typed, owner_mark(user, draft_id))
    values: dict[str, Any] = {"user": user, "form": form, "sealed": sealed, "page": page}
    return Draft.objects.update_or_create(pk=draft_id, defaults=values)[0]


def typed_in(user: User, draft_id: UUID) -> str | None:
    """What its author typed into that draft; None where there is no such draft of theirs."""
    draft = Draft.objects.filter(pk=draft_id, user=user).first()
    return unseal(bytes(draft.sealed), owner_mark(user, draft_id)) if draft else None


def drafts_of(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user).order_by("-saved_at")


def discard(user: User, draft_id: UUID) -> None:
    Draft.objects.filter(pk=draft_id, user=user).delete()
