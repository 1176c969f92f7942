"""Drafts: what was typed so far, kept on the server for its author, encrypted, until the report is submitted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from daybook.access.models import User
from daybook.records.crypto import seal, unseal
from daybook.records.models import Draft


def owner_mark(user: User, draft_id: UUID) -> str:
    return f"{user.pk.hex}/{draft_id.hex}"


def save(user: User, draft_id: UUID, form: str, typed: str) -> Draft:
    """Keep what was typed (the form as the browser would post it)."""
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft and draft.user_id != user.pk:
        raise PermissionError("This draft belongs to another user.")
    sealed = seal(typed, owner_mark(user, draft_id))
    values: dict[str, Any] = {"user": user, "form": form, "sealed": sealed}
    return Draft.objects.update_or_create(pk=draft_id, defaults=values)[0]


def typed_in(user: User, draft_id: UUID) -> str | None:
    """What its author typed into that draft; None where there is no such draft of theirs."""
    draft = Draft.objects.filter(pk=draft_id, user=user).first()
    return unseal(bytes(draft.sealed), owner_mark(user, draft_id)) if draft else None


def drafts_of(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user).order_by("-saved_at")


def discard(user: User, draft_id: UUID) -> None:
    Draft.objects.filter(pk=draft_id, user=user).delete()
