"""Collect everything that is held about the person who asks."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.kinds import SUBJECT_COLLECTED
from daybook.records.models import CollectedItem, SubjectRequest
from daybook.records.models.subject_request import RequestState
from daybook.records.subject_access.kept import sealed_row
from daybook.records.subject_access.sources import collect

AT_ONCE = 200


def collect_subject_data(caller: Caller, request: SubjectRequest) -> SubjectRequest:
    """Collect, or collect anew: a decision holds on for each item that is as it was. Not after the release."""
    require(caller, "records.answer-subject-access")
    with transaction.atomic():
        held = SubjectRequest.objects.select_for_update().get(pk=request.pk)
        if held.state == RequestState.RELEASED:
            raise ValueError(
                "The bundle of this request is released. Open a new request for what came since."
            )
        items = collect(held.person)
        held.items.all().delete()
        rows = [sealed_row(held.pk, place, item) for place, item in enumerate(items, 1)]
        CollectedItem.objects.bulk_create(rows, batch_size=AT_ONCE)
        held.state, held.collected_at = RequestState.COLLECTED, timezone.now()
        with writing(SUBJECT_COLLECTED, caller.author, held.person) as page:
            page.save(held)
            page.note(request=held.number, items=len(rows))
    return held
