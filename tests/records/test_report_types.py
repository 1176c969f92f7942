"""Every report type on the same footing: entered, shown, printed, found, by page, API and schema."""

import re
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.urls import reverse

from callers import signed_on_client
from daybook.access.permission import permission
from daybook.records.documents import report_document
from daybook.records.forms.check import check
from daybook.records.forms.typed import posted_of, shown
from daybook.records.models import Event
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import all_types, type_of
from daybook.records.reports.base import GROUPS
from report_samples import PLAIN, recorded, typed

pytestmark = pytest.mark.django_db
SLUGS = sorted(all_types())


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def posted(slug):
    """The report as its form would post it."""
    said = shown(check(type_of(slug), typed(slug)).report)
    if "offences" in said:
        said["offences"] = [{"code": offence["code"]} for offence in said["offences"]]
    data = QueryDict(mutable=True)
    for name, value in posted_of(said):
        data.appendlist(name, value)
    return data


def test_every_type_has_a_plain_case():
    assert set(PLAIN) == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_plain_case_is_entered_shown_printed_and_found(slug):
    client = signed_on_client("sergeant")
    address = f"{reverse('records:new-report', args=[slug])}?draft={uuid4()}"
    answer = client.post(address, posted(slug).urlencode(), "application/x-www-form-urlencoded")
    assert answer.status_code == 302, re.findall(r"#[^>]+>([^<]+)</a>", text(answer))
    event = Event.objects.get(report_type=slug)
    page = text(client.get(answer.headers["Location"]))
    kind = type_of(slug)
    assert f"{kind.title} {event.number}" in page
    assert kind.statuses[event.status] in page
    printed = client.post(reverse("records:print-event", args=[event.pk]), {"recipient": "The file"})
    assert printed.content.startswith(b"%PDF-")
    found = client.post("/search/", {"words": event.number}, follow=True)
    assert event.number in text(found)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_form_says_what_is_missing(slug):
    client = signed_on_client("sergeant")
    answer = client.post(f"{reverse('records:new-report', args=[slug])}?draft={uuid4()}", {"do": "submit"})
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert not Event.objects.exists()


@pytest.mark.parametrize("slug", SLUGS)
def test_by_api_it_is_recorded_read_and_amended(slug):
    client = signed_on_client("sergeant")
    body = {"report": typed(slug)}
    made = client.post(
        f"/api/v1/reports/{slug}", body, "application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert made.status_code == 201, made.content
    event = Event.objects.get(report_type=slug)
    read = client.get(f"/api/v1/events/{event.pk}")
    assert read.json()["report"] == slug
    assert read.json()["changes"] == []
    again = {"report": typed_of_event(event), "reason": "Looked at again"}
    put = client.put(f"/api/v1/events/{event.pk}", again, "application/json", headers={"If-Match": '"1"'})
    assert put.status_code == 200, put.content
    event.refresh_from_db()
    assert event.version == 2


@pytest.mark.parametrize("slug", SLUGS)
def test_who_may_not_write_it_is_refused(slug):
    client = signed_on_client("communications")
    assert client.get(reverse("records:new-report", args=[slug]), follow=True).status_code == 403
    assert "officer" in permission(type_of(slug).permission()).roles


@pytest.mark.parametrize("slug", SLUGS)
def test_every_change_leads_to_a_state_and_from_one(slug):
    kind = type_of(slug)
    assert kind.group in GROUPS
    for change in kind.changes:
        assert change.status in kind.statuses
        assert change.after <= kind.statuses.keys()
        assert permission(change.permission)


def test_the_menu_groups_the_types_and_shows_those_that_one_may_write():
    page = text(signed_on_client("officer").get("/reports/"))
    places = [page.index(f"{kind.title}<") for kind in all_types().values()]
    assert len(places) == len(SLUGS)
    assert page.index("Most used") < page.index("Stop and search<") < page.index("Evidence and property")
    few = text(signed_on_client("detention-officer").get("/reports/"))
    assert "Vulnerable person<" in few
    assert "Witness statement<" not in few


def test_a_document_for_other_systems_holds_every_answer():
    event = recorded("use-of-force")
    assert report_document(event.pk)["use-of-force"]["tactics"][1]["tactic"] == "handcuffs"
