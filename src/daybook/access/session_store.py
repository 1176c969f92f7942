"""Sessions as Django keeps them in the database, read with SQL that is made once: every request reads one."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from daybook.book.asked import asked


class SessionStore(db.SessionStore):
    """`SESSION_ENGINE` finds it by this name."""

    def _get_session_from_db(self) -> Session | None:
        found = _running(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return next(iter(found), None)


@asked
def _running(key: str | None, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
