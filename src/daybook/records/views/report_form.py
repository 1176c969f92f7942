"""The desk form of a report: typed once, saved while typed, checked when submitted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST
from uuid_utils.compat import uuid7

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.models import User
from daybook.access.permission import require
from daybook.access.views_guard import consults, signed_on
from daybook.records import drafts, offences
from daybook.records.actions.record_report import record_report
from daybook.records.drawing import begin, offered
from daybook.records.duplicates import ask_first
from daybook.records.entering import EnteredElsewhereError, master_of
from daybook.records.forms.check import Checked, check
from daybook.records.forms.left_over import keep_words_searched
from daybook.records.forms.page import FormPage
from daybook.records.forms.steps import SUBMIT, Step, UnknownStepError, focus_after, take
from daybook.records.forms.typed import Typed, posted_of, typed_from
from daybook.records.models import Event, Person
from daybook.records.origin import UnknownOriginError
from daybook.records.person_lookup import Found, as_uuid, candidates, our_person
from daybook.records.queries.filter import visible
from daybook.records.reading_reports import people_in
from daybook.records.report_rows import UnknownPersonError
from daybook.records.reports import Report, type_of
from daybook.web import places

REASON = "reason."
PAGE = "draft_page"
"""The box that says which opened page this is: see `drafts`."""
OTHER_DRAFT = "X-Daybook-Draft"
FROM, ABOUT = "from", "about"
"""In the address: the report, or the person, that the new report starts from."""


def kind_or_404(slug: str) -> type[Report]:
    try:
        return type_of(slug)
    except LookupError as error:
        raise Http404(str(error)) from None


@consults("person:viewed", "access.use", always=False)
def new_report(request: HttpRequest, slug: str) -> HttpResponse:
    """A new report. The draft's id is in the address, so that a reload finds what was typed."""
    kind, caller = kind_or_404(slug), caller_of(request)
    require(caller, kind.permission())
    draft = _draft_id(request)
    if draft is None:
        query = {"draft": str(uuid7())} | {
            name: request.GET[name] for name in (FROM, ABOUT) if name in request.GET
        }
        return redirect(f"{reverse('records:new-report', args=[slug])}?{urlencode(query)}")
    if request.method == "POST":
        return _posted(request, caller, kind, _sheet(caller, draft, request.POST))
    kept, page = drafts.typed_in(drafts_owner(caller), draft), uuid7()
    if kept:
        drafts.open_on(drafts_owner(caller), draft, page)
    typed = typed_from(QueryDict(kept), kind) if kept else _begun(request, caller, kind)
    return _page(request, caller, FormPage(kind, typed), Sheet(draft, page), begun=kept is not None)


def _begun(request: HttpRequest, caller: Caller, kind: type[Report]) -> Typed:
    """A form with what the address names taken over: a report (`from`) or a person (`about`)."""
    about = as_uuid(request.GET.get(ABOUT, ""))
    if about and not visible(caller, Person).filter(pk=about).exists():
        raise Http404("There is no such person, or you may not see them.")
    wanted = request.GET.get(FROM, "")
    origin = origin_of(caller, wanted)
    if wanted and origin is None:
        raise Http404("The report to start from is not there, or you may not see it.")
    return begin(kind, origin, about)


def origin_of(caller: Caller, key: str) -> Event | None:
    """The report that a form says it came from, if this caller may see it."""
    wanted = as_uuid(key) if key else None
    return visible(caller, Event).filter(pk=wanted).first() if wanted else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One opened page and the draft it saves into; `parted` where another page has the draft it was opened for."""

    draft: UUID
    page: UUID | None
    parted: bool = False

    @property
    def submission(self) -> UUID:
        """Sent twice by one page it is one report; two pages of one draft are two."""
        return uuid5(self.draft, self.page.hex) if self.page else self.draft


def _sheet(caller: Caller, draft: UUID, posted: QueryDict) -> Sheet:
    page = as_uuid(posted.get(PAGE, ""))
    own = drafts.own(drafts_owner(caller), draft, page)
    return Sheet(own, page, own != draft)


def drafts_owner(caller: Caller) -> User:
    if caller.user is None:
        raise Http404("Drafts belong to a person.")
    return caller.user


def _draft_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("draft", ""))
    except ValueError:
        return None


def _posted(request: HttpRequest, caller: Caller, kind: type[Report], sheet: Sheet) -> HttpResponse:
    typed, step = typed_from(request.POST, kind), pressed(request)
    reasons = reasons_in(request.POST)
    try:
        take(kind, typed, step)
    except UnknownStepError as error:
        return HttpResponseBadRequest(str(error))
    pairs = posted_of(typed) + [(f"{REASON}{key}", text) for key, text in reasons.items()]
    drafts.save(drafts_owner(caller), sheet.draft, kind.slug, urlencode(pairs), sheet.page)
    if step.verb != SUBMIT:
        return _page(request, caller, _looked(request, caller, kind, typed, step), sheet)
    checked = check(kind, typed, reasons)
    page = FormPage(kind, typed, checked)
    for path in ask_first(caller, checked, sheet.submission):
        name, _, index = path.partition(".")
        page.found[path] = looked_up(request, typed[name][int(index)])
    if keep_words_searched(page, request.POST) or not (checked.accepted and checked.report):
        return _page(request, caller, page, sheet, status=422)
    try:
        events = record_report(caller, checked.report, submission=sheet.submission, reasons=checked.reasons)
    except EnteredElsewhereError:
        return _page(request, caller, page, sheet, status=409)
    except UnknownOriginError as error:
        checked.errors["arose_from"] = str(error)
        return _page(request, caller, page, sheet, status=422)
    except UnknownPersonError as error:
        checked.errors[step.path or next(kind.people_fields())[0]] = str(error)
        return _page(request, caller, page, sheet, status=422)
    drafts.discard(drafts_owner(caller), sheet.draft)
    return redirect("records:event", events[0].pk)


def pressed(request: HttpRequest, otherwise: str = SUBMIT) -> Step:
    """The button that was pressed; whoever is chosen is a person of ours from then on."""
    step = Step.of(request.POST.get("do", otherwise))
    if step.verb != "choose":
        return step
    return replace(step, value=our_person(caller_of(request), step.value))


def reasons_in(posted: QueryDict) -> dict[str, str]:
    """The officer's answers to soft findings, by the finding's key."""
    return {key.removeprefix(REASON): str(posted[key]) for key in posted if key.startswith(REASON)}


def _looked(
    request: HttpRequest, caller: Caller, kind: type[Report], typed: Typed, step: Step
) -> FormPage[Report]:
    page = FormPage(kind, typed, Checked(), focus=focus_after(typed, step))
    if step.verb == "look":
        page.found[step.path] = looked_up(request, typed[step.field][step.index])
    elif step.verb == "find":
        page.searched = request.POST.get(f"{step.field}.find", "")
        page.found_offences = offences.search(page.searched, limit=20)
    return page


def _page(
    request: HttpRequest,
    caller: Caller,
    page: FormPage[Report],
    sheet: Sheet,
    status: int = 200,
    *,
    begun: bool = True,
) -> HttpResponse:
    """The form with what was typed; one that is locked and not begun is not shown."""
    lock = locked(request, page.kind)
    if lock and not begun:
        return render(request, "records/elsewhere.html", {"kind": page.kind, **lock})
    name_people(request, caller, page)
    origin = origin_of(caller, page.typed.get("arose_from", ""))
    context = {
        "page": page,
        "kind": page.kind,
        "sheet": sheet,
        "title": f"New {page.kind.title.lower()}",
        "origin": origin,
        "origin_title": type_of(origin.report_type).title if origin else "",
        **lock,
    }
    if origin:
        _offer(request, caller, page, origin)
    return render(request, "records/report_form.html", context, status=status)


def locked(request: HttpRequest, kind: type[Report]) -> dict[str, Any]:
    """Which old system is master of this kind of report, and what was read in from it; empty where none is."""
    master = master_of(kind.slug)
    if master is None:
        return {}
    return {
        "master": master,
        "read_in": places.panels.render("entered-elsewhere", request, (kind.slug, master)),
    }


def elsewhere_page(request: HttpRequest, kind: type[Report], event: Event) -> HttpResponse:
    """In place of a form that is locked."""
    context = {"kind": kind, "event": event, **locked(request, kind)}
    return render(request, "records/elsewhere.html", context)


def name_people(request: HttpRequest, caller: Caller, page: FormPage[Report]) -> None:
    """Fill in the names of the people chosen, and write down that they were shown."""
    chosen = {
        row["person_id"]
        for name, _ in page.kind.people_fields()
        for row in page.typed.get(name) or []
        if row.get("person_id")
    }
    for person in visible(caller, Person).filter(pk__in=filter(None, map(as_uuid, chosen))):
        born = f", born {person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else ""
        page.people[str(person.pk)] = f"{person.full_name}{born}"
        consulted(request).add("person", person.pk)


def _offer(request: HttpRequest, caller: Caller, page: FormPage[Report], origin: Event) -> None:
    """Offer the people of the report that this one came from wherever a person is still asked for."""
    consulted(request).add("event", origin.pk, kind="event:viewed")
    seen = visible(caller, Person).in_bulk([person.pk for _, person in people_in(origin)])
    for path, found in offered(page.kind, page.typed, origin, seen).items():
        page.found.setdefault(path, found)
        for person in found.ids:
            consulted(request).add("person", person)


@require_POST
@signed_on("access.use")
def save_draft(request: HttpRequest, slug: str, draft: UUID) -> HttpResponse:
    """Keep the form as typed so far; called by the page while somebody types.

    Where another page has the draft by now, the header says under which id this page's own is kept.
    """
    kind, caller = kind_or_404(slug), caller_of(request)
    require(caller, kind.permission())
    typed = request.body.decode()
    sheet = _sheet(caller, draft, QueryDict(typed))
    try:
        drafts.save(drafts_owner(caller), sheet.draft, kind.slug, typed, sheet.page)
    except PermissionError:
        return HttpResponse("This draft belongs to another user.", status=409)
    return HttpResponse(status=204, headers={OTHER_DRAFT: str(sheet.draft)} if sheet.parted else {})


@require_POST
@signed_on("access.use")
def discard_draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    drafts.discard(drafts_owner(caller_of(request)), draft)
    return redirect("home")


@require_POST
@signed_on("access.use")
def find_offences(request: HttpRequest) -> JsonResponse:
    """Offences for the words typed: `[{value, label, detail}]`."""
    found = offences.search(request.POST.get("words", ""), limit=12)
    rows = [
        {"value": item.code, "label": item.title, "detail": f"{item.code}, {item.category_label.lower()}"}
        for item in found
    ]
    return JsonResponse(rows, safe=False)


@require_POST
@consults("person:looked-up", "records.search")
def person_candidates(request: HttpRequest, slug: str) -> HttpResponse:
    """The people that one person of the form may be, as a fragment; `path` says which person."""
    kind, path = kind_or_404(slug), request.POST.get("path", "")
    typed, step = typed_from(request.POST, kind), Step("look", path)
    try:
        person = typed[step.field][0]
    except (KeyError, IndexError, TypeError):
        return HttpResponseBadRequest("The form has no such person.")
    found = looked_up(request, person)
    return render(request, "records/forms/candidates.html", {"item": {"path": path, "found": found}})


def looked_up(request: HttpRequest, typed: Typed) -> Found:
    """Who may be meant, written down as a search that showed them."""
    found = candidates(caller_of(request), typed)
    consulted(request).search("person-lookup", len(found.people), found.ids)
    return found


@require_GET
@signed_on("access.use")
def report_schema(request: HttpRequest, slug: str) -> HttpResponse:
    """The JSON Schema of a report type, for handhelds and integrators."""
    schema = json.dumps(kind_or_404(slug).model_json_schema(), indent=1)
    return HttpResponse(schema, content_type="application/schema+json")
