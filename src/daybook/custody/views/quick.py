"""An entry written with a button: what it says is written as of now, by whoever tapped."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from daybook.access.caller import caller_of
from daybook.access.views_guard import consults
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.findings import NotWrittenError
from daybook.custody.quick import taps
from daybook.custody.state import detention_of
from daybook.custody.views.entry import record_address
from daybook.custody.views.found import kind_or_404, record_or_404


@require_POST
@consults("custody:viewed", "custody.see-record")
def tap(request: HttpRequest, number: str, kind: str, tap: str) -> HttpResponse:
    """Write what the button says. Where a rule asks for more, the whole form says so."""
    record, found = record_or_404(request, number), kind_or_404(kind)
    chosen = next((one for one in taps(kind, detention_of(record.pk)) if one.slug == tap), None)
    if chosen is None:
        said = "Not written: this button is no longer there. A colleague may have written it; see the record."
        messages.error(request, said)
        return redirect(record_address(record))
    entry = found.model_validate({**chosen.said, "happened_at": timezone.now()})
    try:
        write_entry(caller_of(request), record, entry, submission=_submission(request))
    except NotWrittenError as error:
        messages.error(request, f"Not written: {error}")
        return redirect(reverse("custody:write", args=[record.number, kind]))
    messages.success(request, f"{found.title}: {chosen.words}.")
    return redirect(record_address(record))


def _submission(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        raise Http404("This button belongs to a page that is not there any more. Reload it.") from None
