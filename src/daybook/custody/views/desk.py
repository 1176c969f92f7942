"""One page that writes: typed, saved while typed, taken over by a colleague, checked, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.caller import caller_of
from daybook.access.models import User
from daybook.custody import drafts
from daybook.custody.drafts import Kept
from daybook.custody.forms.asked import Asked
from daybook.custody.forms.entry_form import Around, EntryForm
from daybook.records import offences
from daybook.records.forms.steps import SUBMIT, Step, UnknownStepError, focus_after

TAKE_OVER = "take-over"
Submit = Callable[[EntryForm, UUID], str]
"""Writes the form under the name of its draft; the address to go on to, or "" where the form says what is wrong."""


@dataclass(slots=True)
class Desk:
    """A page that writes. `about` is the record its draft belongs to, `form` what the draft is kept under there.

    A `shared` form has one draft for all who write it; of any other, each writes their own.
    """

    request: HttpRequest
    about: UUID
    form: str
    asked: Sequence[Asked]
    submit: Submit
    template: str
    shared: bool = False
    begin: Callable[[], EntryForm] | None = None
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def around(self) -> Around:
        return Around(self.context.get("record"), self.context.get("detention"))

    @property
    def user(self) -> User:
        user = caller_of(self.request).user
        if user is None:
            raise Http404("Entries are written by a person.")
        return user


def serve(desk: Desk) -> HttpResponse:
    """Answer the request of a page that writes. Its draft is found again by itself, on any desk."""
    draft = _draft_posted(desk.request) or _draft_to_open(desk)
    kept = drafts.kept(draft, desk.about)
    if kept and not kept.is_of(desk.user):
        return _others(desk, kept)
    if desk.request.method == "POST":
        return _posted(desk, draft)
    if kept:
        return page(desk, EntryForm.read(desk.asked, desk.around, QueryDict(kept.typed)), draft)
    return page(desk, _blank(desk), draft)


def _blank(desk: Desk) -> EntryForm:
    return desk.begin() if desk.begin else EntryForm.blank(desk.asked, desk.around, timezone.now())


def _draft_posted(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        return None


def _draft_to_open(desk: Desk) -> UUID:
    """The draft that is there for this form, or the name of a new one."""
    found = [kept for kept in drafts.of_record(desk.about) if kept.form == desk.form]
    mine = [kept for kept in found if desk.shared or kept.is_of(desk.user)]
    return mine[0].id if mine else uuid7()


def _others(desk: Desk, kept: Kept) -> HttpResponse:
    """A colleague types here. What they typed is theirs until somebody says: I go on with it."""
    if desk.request.POST.get("do") == TAKE_OVER:
        drafts.take_over(desk.user, kept.id, desk.about)
        return redirect(desk.request.get_full_path())
    status = 409 if desk.request.method == "POST" else 200
    return render(desk.request, "custody/taken.html", {**desk.context, "kept": kept}, status=status)


def _posted(desk: Desk, draft: UUID) -> HttpResponse:
    form, step = (
        EntryForm.read(desk.asked, desk.around, desk.request.POST),
        Step.of(desk.request.POST.get("do", SUBMIT)),
    )
    if step.verb != SUBMIT:
        return _stepped(desk, form, step, draft)
    address = desk.submit(form, draft)
    if not address:
        drafts.save(desk.user, draft, desk.about, desk.form, form.typed())
        return page(desk, form, draft, status=422)
    drafts.discard(draft, desk.about)
    return redirect(address)


def _stepped(desk: Desk, form: EntryForm, step: Step, draft: UUID) -> HttpResponse:
    """A button inside the form: one more item, an offence to find."""
    try:
        form.take(step)
    except UnknownStepError as error:
        return HttpResponseBadRequest(str(error))
    for part in form.parts:
        if step.path.startswith(part.asked.prefix):
            inner = Step(step.verb, step.path.removeprefix(part.asked.prefix), step.value)
            part.page.focus = focus_after(part.page.typed, inner)
            if step.verb == "find":
                part.page.searched = desk.request.POST.get(f"{step.path}.find", "")
                part.page.found_offences = offences.search(part.page.searched, limit=20)
    drafts.save(desk.user, draft, desk.about, desk.form, form.typed())
    return page(desk, form, draft)


def page(desk: Desk, form: EntryForm, draft: UUID, status: int = 200) -> HttpResponse:
    context = {**desk.context, "form": form, "draft": draft, "draft_form": desk.form, "about": desk.about}
    return render(desk.request, desk.template, context, status=status)
