"""The part of a custody record's page that renews itself; it is one look with the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml.html import fromstring

from callers import signed_on_client
from custody_made import arrest_of, authorised, opened, write
from daybook.access import sessions
from daybook.book.models import Entry
from daybook.custody import api_shapes
from daybook.custody.state import detention_of
from daybook.custody.views import record as views

pytestmark = pytest.mark.django_db


def held_here():
    held = opened(arrest_of(hours=3))
    authorised(held)
    write(held, "visit", seen="Awake")
    return held


def page_of(held, client):
    return client.get(f"/custody/record/{held.number.replace('/', '-')}/")


def address_in(answer):
    found = fromstring(answer.content).xpath("//*[@data-refresh-url]/@data-refresh-url")
    return found[0] if found else ""


def looks(client):
    return Entry.objects.filter(user_id=client.user.pk, kind="custody:viewed").count()


def test_the_clocks_go_on_and_what_a_colleague_wrote_is_there_without_a_second_look(monkeypatch):
    held, client = held_here(), signed_on_client("custody-officer", rank="sergeant")
    address = address_in(page_of(held, client))
    first = client.get(address)
    assert "Detention clock" in first.content.decode()
    assert address_in(first) == address
    real = timezone.now
    monkeypatch.setattr(views.timezone, "now", lambda: real() + timedelta(minutes=80))
    later = client.get(address).content.decode()
    assert later != first.content.decode()
    assert later.count("Overdue") > first.content.decode().count("Overdue")
    monkeypatch.undo()
    write(held, "level", level=2, intoxicated=True)
    assert "Visit and rouse" in client.get(address).content.decode()
    assert looks(client) == 1


def test_what_has_not_changed_is_not_sent_again():
    held, client = held_here(), signed_on_client("custody-officer", rank="sergeant")
    address = address_in(page_of(held, client))
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code in (304, 200)
    write(held, "note", text="Asked for water")
    write(held, "level", level=3)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("word", ["", "nonsense", "other"])
def test_who_has_not_been_shown_the_page_is_written_down(word):
    held, client = held_here(), signed_on_client("custody-officer", rank="sergeant")
    of_other = address_in(page_of(held, signed_on_client("custody-officer", rank="sergeant")))
    address = of_other if word == "other" else f"{of_other.split('?')[0]}?shown={word}"
    assert client.get(address).status_code == 200
    assert looks(client) == 1


def test_it_does_not_keep_the_desk_from_locking_and_ends_with_the_detention():
    held, client = held_here(), signed_on_client("custody-officer", rank="sergeant")
    address = address_in(page_of(held, client))
    begun = timezone.now().timestamp() - 60
    session = client.session
    session[sessions.DEMO] = session[sessions.ACTIVE_AT] = begun
    session.save()
    assert client.get(address).status_code == 200
    assert client.session[sessions.ACTIVE_AT] == begun
    write(held, "released", disposal="other", reasons={"CARE-8@happened_at": "Fit and well"})
    assert address_in(client.get(address)) == ""
    assert address_in(page_of(held, client)) == ""


def test_BAIL_6_who_left_under_investigation_has_the_reminder_on_the_page_and_in_the_api():
    held = held_here()
    write(held, "under-investigation", reason="The telephone is to be examined", told=True)
    why = {"CARE-8@happened_at": "Fit and well"}
    write(held, "released", disposal="under-investigation", property_returned=True, reasons=why)
    client = signed_on_client("custody-officer", rank="sergeant")
    row = fromstring(page_of(held, client).content).xpath(
        "//tr[contains(., 'Reminder: under investigation')]"
    )
    assert "BAIL-6" in row[0].text_content()
    assert "27 days" in row[0].text_content()
    known = api_shapes.clocks(detention_of(held.pk), timezone.now())
    assert [due["rule"] for due in known["dues"]] == ["BAIL-6"]
