"""Release the bundle of a subject access request, once a person has decided about every item."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.kinds import SUBJECT_RELEASED
from daybook.records.models import SubjectRequest
from daybook.records.models.subject_request import RequestState
from daybook.records.queries.subject_requests import all_items, choice_of, reviewed_items
from daybook.records.subject_access.bundle import Asked, Bundle, Choice, compose
from daybook.records.subject_access.kept import sealed_file
from daybook.records.subject_access.paper import bundle_pdf


class NotReviewedError(ValueError):
    """Items are left on which nobody has decided."""


def release_subject_bundle(caller: Caller, request: SubjectRequest, *, recipient: str = "") -> SubjectRequest:
    """Make the files, keep them and their hashes, and write the disclosure. Nothing is collected anew."""
    require(caller, "records.answer-subject-access")
    with transaction.atomic():
        held = SubjectRequest.objects.select_for_update().get(pk=request.pk)
        if held.state != RequestState.COLLECTED:
            raise ValueError("Collect first; a bundle that is released already stays as it is.")
        bundle = _bundle(caller, held)
        files = {"pdf": bundle_pdf(bundle), "json": bundle.model_dump_json(indent=1).encode()}
        for form, content in files.items():
            sealed_file(held.pk, form, content).save()
        held.state, held.released_at = RequestState.RELEASED, bundle.made_at
        held.pdf_sha256, held.json_sha256 = (
            hashlib.sha256(files[form]).hexdigest() for form in ("pdf", "json")
        )
        with writing(SUBJECT_RELEASED, caller.author, held.person) as page:
            page.save(held)
            page.note(request=held.number, recipient=recipient.strip() or held.asked_by)
    return held


def _bundle(caller: Caller, held: SubjectRequest) -> Bundle:
    choices: dict[str, Choice] = {}
    left = 0
    for one in reviewed_items(caller, held):
        if one.decision:
            choices[one.row.key] = choice_of(one.decision)
        else:
            left += 1
    if left:
        raise NotReviewedError(f"{left} items are not reviewed yet. Decide about each before the release.")
    asked = Asked(number=held.number, received_on=held.received_on, due_on=held.due_on)
    return compose(all_items(caller, held), choices, timezone.now(), asked=asked, released=True)
