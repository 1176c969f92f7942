"""Drafts of entries: kept with the custody record, encrypted, so that a colleague can go on where somebody stopped.

One person types at a time. Who takes a draft over is its writer from then on, and the desk that had it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.models import User
from daybook.custody.models import EntryDraft
from daybook.records.crypto import seal, unseal


class TakenOverError(RuntimeError):
    """Somebody else is writing this now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it stands: which form, who types it, since when and until when, and what was typed."""

    id: UUID
    form: str
    user: User
    started_at: datetime
    saved_at: datetime
    typed: str

    def is_of(self, user: User | None) -> bool:
        return user is not None and self.user.pk == user.pk


def save(user: User, draft: UUID, about: UUID, form: str, typed: str) -> None:
    """Keep what was typed (the form as the browser would post it); TakenOverError where it is another's by now."""
    new = {"about": about, "form": form, "user": user, "sealed": b"", "saved_at": timezone.now()}
    with transaction.atomic():
        held, _ = EntryDraft.objects.select_for_update().get_or_create(pk=draft, defaults=new)
        if (held.user_id, held.about, held.form) != (user.pk, about, form):
            raise TakenOverError("A colleague took this over. Reload to see who.")
        held.sealed, held.saved_at = seal(typed, _owner(held)), timezone.now()
        held.save()


def kept(draft: UUID, about: UUID) -> Kept | None:
    """That draft of that record."""
    return next(iter(_kept(pk=draft, about=about)), None)


def of_form(about: UUID, form: str) -> Kept | None:
    """The draft of a form that all desks share, the latest where two desks began at once."""
    return next(iter(_kept(about=about, form=form)), None)


def of_record(about: UUID) -> list[Kept]:
    """Everything that is being written for a record, the latest first."""
    return _kept(about=about)


def take_over(user: User, draft: UUID, about: UUID) -> None:
    """Make the user the one who types it from now on."""
    EntryDraft.objects.filter(pk=draft, about=about).update(user=user)


def discard(draft: UUID, about: UUID) -> None:
    EntryDraft.objects.filter(pk=draft, about=about).delete()


def _kept(**which: object) -> list[Kept]:
    rows = EntryDraft.objects.filter(**which).select_related("user").order_by("-saved_at")
    return [_opened(row) for row in rows]


def _opened(row: EntryDraft) -> Kept:
    typed = unseal(bytes(row.sealed), _owner(row))
    return Kept(row.pk, row.form, row.user, row.started_at, row.saved_at, typed)


def _owner(row: EntryDraft) -> str:
    """What the text is sealed for: the record and the form, whoever types."""
    return f"{row.about.hex}/{row.form}"
