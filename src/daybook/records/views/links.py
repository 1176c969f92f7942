"""Pages that link a person to another record, and that end a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.link_records import LinkData, link_records, roles_between
from daybook.records.actions.unlink_records import unlink_records
from daybook.records.forms.questions import Answers, Question, components, read_answers, summary
from daybook.records.graph import name_of
from daybook.records.models import Event, Link, Person
from daybook.records.models.common import RecordKind
from daybook.records.queries.filter import visible
from daybook.records.queries.linked import fetch
from daybook.records.queries.search import find_events, find_people, find_places, find_vehicles
from daybook.records.search import summaries
from daybook.records.views.asking import Page, ask
from daybook.records.views.found import find
from daybook.records.views.person_changes import shown
from daybook.records.words import read

FOUND = 8
KINDS = (RecordKind.PERSON, RecordKind.EVENT, RecordKind.VEHICLE, RecordKind.LOCATION)
ROLES = tuple(dict(role for kind in KINDS for role in roles_between(RecordKind.PERSON, kind)).items())
WORDS = Question(
    "words",
    "Who or what to link to",
    hint="A name, event number, registration or postcode; then find",
    needed="Enter a name, event number, registration or postcode.",
)
SAID = (
    Question(
        "role", "How they belong together", "list", options=ROLES, needed="Choose how they belong together."
    ),
    Question("note", "Note", longest=200),
)
FIND = {"text": "Find", "name": "find", "value": "1", "classes": "govuk-button--secondary"}
SAVE = {"text": "Link", "name": "save", "value": "1", "preventDoubleClick": True}
UNLINK = (
    Question("ended_on", "Last day of the link", "day", hint="Leave empty for today"),
    Question(
        "was_wrong",
        "Was the link ever true?",
        "pick",
        options=(("no", "Yes, it has ended"), ("yes", "No, it was a mistake")),
        needed="Say whether the link was ever true.",
    ),
    Question("reason", "Why does it end?", "long", needed="Say why the link ends.", longest=400),
)


@consults("person:viewed", "records.link")
def link_person(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Find the other record, choose it, say how they belong together."""
    person, caller = shown(request, record_id), caller_of(request)
    chosen = request.POST.get("other", "")
    asked = (WORDS, *SAID) if "save" in request.POST else (WORDS,)
    answers = read_answers(asked, request.POST) if request.method == "POST" else Answers()
    answers.typed.update({name: request.POST.get(name, "") for name in ("role", "note")})
    if "save" in request.POST and not answers.errors:
        try:
            link_records(caller, person, _other(caller, chosen), LinkData(**_of_link(answers.values)))
        except ValueError as error:
            answers.errors.append(("", str(error)))
        else:
            messages.success(request, "Linked.")
            return HttpResponseRedirect(reverse("records:person", args=[person.pk]))
    found = find_records(request, caller, str(answers.typed.get("words", "")), but=person.pk)
    return _link_page(request, person, answers, found, chosen)


@consults("person:viewed", "records.link")
def unlink(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """End a link of a person, or take back one that never was true."""
    caller = caller_of(request)
    link = visible(caller, Link).filter(pk=link_id, withdrawn=False).first()
    if link is None:
        raise Http404("There is no such link, or it was taken back already.")
    whose, back, back_text = _side(request, link)
    page = Page(f"End a link of {whose}", back, back_text, UNLINK, button="End", done="Link ended.")

    def act(values: dict[str, Any]) -> None:
        wrong = values["was_wrong"] == "yes"
        unlink_records(caller, link, reason=values["reason"], ended_on=values["ended_on"], was_wrong=wrong)

    return ask(request, page, act)


def _side(request: HttpRequest, link: Link) -> tuple[str, str, str]:
    """Whose link it is, the page to go back to and its words: the person's, or else the report's."""
    if RecordKind.PERSON in (link.from_kind, link.to_kind):
        key = link.from_id if link.from_kind == RecordKind.PERSON else link.to_id
        person = shown(request, key)
        return person.full_name, reverse("records:person", args=[person.pk]), "Back to the person"
    event = find(request, Event, link.from_id)
    consulted(request).add("event", event.pk, kind="event:viewed")
    return event.number, reverse("records:event", args=[event.pk]), "Back to the report"


def find_records(request: HttpRequest, caller: Caller, words: str, but: UUID) -> list[dict[str, str]]:
    """Records that the words may mean, as choices; the search is written as a look."""
    asked = read(words)
    people = [one for one in find_people(caller, asked, FOUND) if one.pk != but]
    details = summaries(caller, people)
    others: list[tuple[str, Any]] = [
        *((RecordKind.EVENT, one) for one in find_events(caller, asked, FOUND)),
        *((RecordKind.VEHICLE, one) for one in find_vehicles(caller, asked, FOUND)),
        *((RecordKind.LOCATION, one) for one in find_places(caller, asked, FOUND)),
    ]
    if words:
        ids = [one.pk for one in people] + [one.pk for _, one in others]
        consulted(request).search("link", len(ids), ids, words=words)
    return [_choice(RecordKind.PERSON, one, details[one.pk]) for one in people] + [
        _choice(kind, one, str(RecordKind(kind).label)) for kind, one in others
    ]


def _choice(kind: str, record: Any, hint: str) -> dict[str, str]:
    return {"value": f"{kind}:{record.pk}", "text": name_of(kind, record), "hint": hint}


def _of_link(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in {"role", "note"}}


def _other(caller: Caller, chosen: str) -> Any:
    """The chosen record; ValueError where none is chosen or the caller may not see it."""
    kind, _, key = chosen.partition(":")
    try:
        wanted = (str(RecordKind(kind)), UUID(key))
    except ValueError:
        raise ValueError("Choose one of the records found.") from None
    found = fetch(caller, [wanted])
    if wanted not in found:
        raise ValueError("The record chosen is no longer there, or you may not see it. Find it again.")
    return found[wanted]


def _link_page(
    request: HttpRequest, person: Person, answers: Answers, found: list[dict[str, str]], chosen: str
) -> HttpResponse:
    items = [{"value": one["value"], "text": one["text"], "hint": {"text": one["hint"]}} for one in found]
    context = {
        "person": person,
        "words": components((WORDS,), answers)[0][1],
        "said": components(SAID, answers),
        "items": items,
        "find": FIND,
        "save": SAVE,
        "pick": {
            "idPrefix": "other",
            "name": "other",
            "value": chosen,
            "items": items,
            "fieldset": {"legend": {"text": "Found", "classes": "govuk-fieldset__legend--s"}},
        },
        "summary": summary(SAID, answers),
    }
    return render(request, "records/link.html", context, status=422 if answers.errors else 200)
