"""Correcting an entry: the new one stands in its place, and the old one stays beside it, struck."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import require
from daybook.access.views_guard import consults
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.entries import EntryKind
from daybook.custody.findings import NotWrittenError
from daybook.custody.forms.asked import Asked
from daybook.custody.forms.entry_form import EntryForm
from daybook.custody.forms.writing import refuse
from daybook.custody.models import CustodyEntry
from daybook.custody.prompts import prompts
from daybook.custody.queries.filter import entries_of
from daybook.custody.views.desk import Desk, serve
from daybook.custody.views.entry import around, record_address
from daybook.custody.views.found import kind_or_404, record_or_404
from daybook.records.actions.amend_report import OutdatedError
from daybook.records.forms.typed import typed_of

WITHDRAW = "withdraw"


@consults("custody:viewed", "custody.see-record")
def correct(request: HttpRequest, number: str, entry: UUID) -> HttpResponse:
    """The entry's form with what it says, and the reason."""
    record, caller = record_or_404(request, number), caller_of(request)
    old = entries_of(record).filter(pk=entry).first()
    if old is None or old.details is None:
        raise Http404("There is no such entry in this record.")
    kind = kind_or_404(old.kind)
    require(caller, kind.permission)
    asked, said = Asked(old.kind), kind.read(old.details, old.happened_at)

    def submit(form: EntryForm, draft: UUID) -> str:
        if not _write(caller, old, form, draft, withdraw=request.POST.get(WITHDRAW) == "yes"):
            return ""
        messages.success(request, f"{kind.title}: corrected. The earlier entry stays, struck through.")
        return record_address(record)

    context = around(record) | {
        "title": f"Correct: {kind.title}",
        "back": record_address(record),
        "button": "Write the correction",
        "correcting": old,
        "said": said.line(),
        "withdraw": request.POST.get(WITHDRAW) == "yes",
    }
    context["prompts"] = prompts(old.kind, context["detention"])
    form = f"correct:{old.pk.hex[-24:]}"
    desk = Desk(request, record.pk, form, [asked], submit, "custody/correct.html", context=context)
    desk.begin = lambda: EntryForm.of_entry(asked, desk.around, typed_of(said))
    return serve(desk)


def _write(caller: Caller, old: CustodyEntry, form: EntryForm, draft: UUID, withdraw: bool) -> bool:
    """Write the correction; False where the form says what is wrong."""
    if not form.why.strip():
        form.beside["why"] = "Say why the entry is corrected."
    new = None if withdraw else _new(form)
    if not form.sound:
        return False
    part = form.parts[0]
    try:
        correct_entry(
            caller,
            old,
            new,
            reason=form.why,
            submission=draft,
            reasons=form.reasons_of(part),
            override=form.override,
        )
    except NotWrittenError as error:
        refuse(form, part, error)
        return False
    except (OutdatedError, ValueError) as error:
        form.beside["why"] = str(error)
        return False
    return True


def _new(form: EntryForm) -> EntryKind | None:
    form.check()
    return form.parts[0].entry
