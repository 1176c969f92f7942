"""Take in a record that only an old system has: it is kept as a source, and its person is on record here."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.find.answering import found_by
from daybook.legacy.find.asking import KEPT
from daybook.legacy.find.found import Found, seen_by
from daybook.legacy.models import Ask
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.arrived_record import keep
from daybook.nominals.evidence import NoSuchRecordError

GONE = "This answer is no longer kept. Search again, then take the record in."


def take_in_found(caller: Caller, ask: UUID, place: int) -> UUID:
    """The id of our person. The record, out of an answer that this user was given, is kept with its system, its key
    there and the time it was asked for.

    Nothing that is here is changed: who is on record already stays so, and the record is linked with them where the
    usual rules link it; else it waits on the data quality desk. Raises `CannotDo`.
    """
    require(caller, "records.record-person")
    row = Ask.objects.filter(pk=ask, asked_at__gt=timezone.now() - KEPT).first()
    if row is None or row.user != caller.author.user:
        raise CannotDo(GONE)
    one = _chosen(caller, row, place)
    with transaction.atomic():
        nominal = keep(caller.author, one.written, row.answered_at or timezone.now())
        try:
            return take_in(caller, nominal)
        except NoSuchRecordError as error:
            raise CannotDo(str(error)) from error


def _chosen(caller: Caller, row: Ask, place: int) -> Found:
    found = found_by(row)
    if not 0 <= place < len(found) or not seen_by(caller, [found[place]]):
        raise CannotDo(GONE)
    return found[place]
