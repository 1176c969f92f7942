"""Pages on which a person's record is made, corrected, warned about, linked and identified."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.add_alias import add_alias as do_add_alias
from daybook.records.actions.add_warning import add_warning as do_add_warning
from daybook.records.actions.correct_person import correct_person as do_correct_person
from daybook.records.actions.identify_person import identify_person as do_identify_person
from daybook.records.actions.record_person import record_person
from daybook.records.actions.set_handling import set_handling as do_set_handling
from daybook.records.actions.withdraw_warning import withdraw_warning as do_withdraw_warning
from daybook.records.duplicates import OnRecordError
from daybook.records.facts import as_text
from daybook.records.forms.questions import Answers, components, read_answers, summary
from daybook.records.labels import FIELDS
from daybook.records.models import Person, WarningMarker
from daybook.records.people import SCHEMES, AddressData, NameData, PersonData, WarningData
from daybook.records.person_lookup import Found
from daybook.records.queries.filter import visible
from daybook.records.views import person_questions as questions
from daybook.records.views.asking import Page, ask
from daybook.records.views.found import find
from daybook.records.views.report_form import looked_up


@consults("person:looked-up", "records.record-person", always=False)
def new_person(request: HttpRequest) -> HttpResponse:
    """Record a person outside a report; whom they nearly surely are is shown first."""
    asked = (*questions.NEW, *[questions.ELSE] * (questions.ELSE.name in request.POST))
    answers = read_answers(asked, request.POST) if request.method == "POST" else Answers()
    found: Found | None = None
    if request.method == "POST" and not answers.errors:
        other = answers.values.pop(questions.ELSE.name, "")
        try:
            person = record_person(caller_of(request), given_person(answers.values), somebody_else=other)
        except OnRecordError as error:
            asked, found = (*questions.NEW, questions.ELSE), looked_up(request, answers.values)
            answers.errors.append((questions.ELSE.name, str(error)))
        except ValueError as error:
            answers.errors.append(("", str(error)))
        else:
            return HttpResponseRedirect(reverse("records:person", args=[person.pk]))
    page = Page(
        "Record a person", reverse("records:search"), "Back to search", questions.NEW, questions.FIRST
    )
    context = {
        "page": page,
        "parts": components(asked, answers),
        "summary": summary(asked, answers),
        "found": found,
    }
    return render(request, "records/ask.html", context, status=422 if answers.errors else 200)


@consults("person:viewed", "records.amend-person")
def correct_person(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Change values in use; what other sources said stays beside them."""
    person = shown(request, record_id)
    page = _page(
        person,
        f"Correct details of {person.full_name}",
        (*questions.FACTS, questions.HOW),
        words="What was recorded before is kept with its source.",
        initial={name: _typed(getattr(person, name)) for name in FIELDS},
    )

    def act(values: dict[str, Any]) -> None:
        said = {name: value for name, value in values.items() if name != "reason"}
        do_correct_person(caller_of(request), person, said, reason=values["reason"])

    return ask(request, page, act)


@consults("person:viewed", "records.amend-person")
def add_alias(request: HttpRequest, record_id: UUID) -> HttpResponse:
    person = shown(request, record_id)
    page = _page(person, f"Add a name for {person.full_name}", questions.ALIAS, done="Name added.")
    return ask(request, page, lambda values: do_add_alias(caller_of(request), person, NameData(**values)))


@consults("person:viewed", "records.amend-person")
def add_warning(request: HttpRequest, record_id: UUID) -> HttpResponse:
    person = shown(request, record_id)
    page = _page(person, f"Add a warning about {person.full_name}", questions.WARNING, done="Warning added.")
    return ask(
        request, page, lambda values: do_add_warning(caller_of(request), person, WarningData(**values))
    )


@consults("person:viewed", "records.amend-person")
def withdraw_warning(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    warning = visible(caller_of(request), WarningMarker).filter(pk=warning_id).first()
    if warning is None:
        raise Http404("There is no such warning, or you may not see it.")
    person = shown(request, warning.person_id)
    page = _page(
        person, f"Withdraw a warning about {person.full_name}", questions.WITHDRAW, button="Withdraw"
    )
    return ask(
        request,
        page,
        lambda values: do_withdraw_warning(caller_of(request), warning, reason=values["reason"]),
    )


@consults("person:viewed", "records.set-handling")
def set_handling(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Open, restrict or seal this record."""
    person = shown(request, record_id)
    page = _page(person, f"Handling of the record of {person.full_name}", questions.HANDLE)
    return ask(request, page, lambda values: do_set_handling(caller_of(request), person, **values))


@consults("person:viewed", "records.identify-person")
def identify_person(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Say who an unknown person is."""
    person = shown(request, record_id)
    page = _page(person, "Say who this person is", (*questions.WHO, questions.HOW), done="Person identified.")

    def act(values: dict[str, Any]) -> None:
        reason = values.pop("reason")
        do_identify_person(caller_of(request), person, given_person(values), reason=reason)

    return ask(request, page, act)


def shown(request: HttpRequest, record_id: UUID) -> Person:
    """The person of the page; naming them is a look."""
    person = find(request, Person, record_id)
    consulted(request).add("person", person.pk)
    return person


def given_person(values: dict[str, Any]) -> PersonData:
    """The person that a small form describes."""
    known = dict(values)
    numbers: dict[str, str] = {scheme: known.pop(scheme) for scheme in SCHEMES if scheme in known}
    street, postcode = known.pop("street", ""), known.pop("postcode", "")
    if street or postcode:
        known["address"] = AddressData(tuple(street.splitlines()), postcode)
    if "unknown" in known:
        known["known"] = known.pop("unknown") != "yes"
    return PersonData(**known, identifiers=numbers)


def _page(person: Person, title: str, asked: Any, **more: Any) -> Page:
    return Page(title, reverse("records:person", args=[person.pk]), "Back to the person", asked, **more)


def _typed(value: Any) -> Any:
    """A value as the form shows it again: a day in three parts, anything else as text."""
    if hasattr(value, "year"):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return as_text(value)
