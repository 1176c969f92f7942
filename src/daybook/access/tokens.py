"""API tokens: made once, shown once, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone

from daybook.access.backends import SignOnBackend
from daybook.access.models import ApiToken, Device

PREFIX, DESK_PREFIX = "dbk_", "dbd_"


def make(prefix: str = PREFIX) -> str:
    """A new token, 256 bits of chance behind a prefix that leak scanners can find."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored. The token is pure chance, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> ApiToken | None:
    """The token if it is known, not expired or revoked, and its user may sign on today."""
    if not token.startswith(PREFIX):
        return None
    row = ApiToken.objects.select_related("user").filter(digest=digest(token), revoked_at=None).first()
    if row is None or row.expires <= timezone.now():
        return None
    return row if SignOnBackend().user_can_authenticate(row.user) else None


def find_desk(token: str) -> Device | None:
    """The desk whose token this is, unless it was barred."""
    if not token.startswith(DESK_PREFIX):
        return None
    return Device.objects.filter(lock_digest=digest(token), revoked_at=None).first()
