"""One subject access request, half reviewed, for the data protection officer of the demonstration."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.access.purpose import Purpose
from daybook.demo.cast import member
from daybook.demo.loading.marks import DEVICE
from daybook.records.actions.collect_subject_data import collect_subject_data
from daybook.records.actions.open_subject_request import open_subject_request
from daybook.records.actions.review_subject_item import review_subject_item
from daybook.records.models import Link, Person, SubjectRequest
from daybook.records.models.common import RecordKind
from daybook.records.subject_access.rules import rule_of

SOME = range(3, 9)
"""How many reports make a request worth looking at and quick to load."""


@transaction.atomic
def load_data_rights() -> int:
    """How many requests were brought; none where one is there already, or nobody fits."""
    person = _somebody()
    if SubjectRequest.objects.exists() or person is None:
        return 0
    officer = member("data-protection-officer").collar_number
    caller = caller_for(User.objects.get(username=officer), DEVICE, Purpose.DATA_RIGHTS)
    came = timezone.localdate() - timedelta(days=19)
    days = {"received_on": came, "identified_on": came}
    request = open_subject_request(caller, person, asked_by=person.full_name, identity="document", **days)
    _review_half(caller, collect_subject_data(caller, request))
    return 1


def _somebody() -> Person | None:
    """A grown person who is arrested in a few reports, the first by id."""
    arrests = Link.objects.filter(role="arrested", to_kind=RecordKind.EVENT, withdrawn=False)
    counted = arrests.values("from_id").annotate(reports=Count("to_id")).filter(reports__in=list(SOME))
    ids = counted.order_by("from_id").values_list("from_id", flat=True)[:50]
    grown = timezone.localdate() - timedelta(days=18 * 366)
    return (
        Person.objects.filter(pk__in=list(ids), known=True, handling="open", date_of_birth__lt=grown)
        .order_by("pk")
        .first()
    )


def _review_half(caller: Caller, request: SubjectRequest) -> None:
    rows = list(request.items.order_by("place"))
    for row in rows[: len(rows) // 2]:
        ground = rule_of(row.whole).ground if row.whole else ""
        reason = "The rule holds here: read, and nothing can be given." if ground else ""
        review_subject_item(caller, row, exemption=ground, reason=reason)
