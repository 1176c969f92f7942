"""An alert is acknowledged by name; the page, the home page and the menu show those that wait."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from callers import caller_with, signed_on_client
from custody_made import alerted, an_alert, minutes_ago, sergeant, write
from daybook.book.models import Entry
from daybook.custody.actions.acknowledge_alert import acknowledge_alert
from daybook.custody.alerts.standing import standing, standing_count
from daybook.custody.entries import kind_of
from daybook.custody.models import Alert, CustodyEntry

pytestmark = pytest.mark.django_db


def test_an_alert_is_acknowledged_by_name():
    alert, by = an_alert(), sergeant()
    waiting = standing_count()
    entry = acknowledge_alert(by, alert, " Inspector is on her way ")
    assert (entry.by, entry.details["note"]) == (by.user, "Inspector is on her way")
    assert Entry.objects.get(kind="custody:alert-acknowledged").user_id == by.user.pk
    assert Alert.objects.get(entry=alert).acknowledged_by == by.user
    assert standing_count() == waiting - 1


def test_the_second_to_acknowledge_is_given_the_entry_of_the_first():
    alert, first = an_alert(), sergeant()
    done = acknowledge_alert(first, alert)
    assert acknowledge_alert(sergeant(), alert) == done
    assert CustodyEntry.objects.filter(kind="alert-acknowledged").count() == 1


def test_it_is_for_those_whom_alerts_are_for():
    alert = an_alert()
    for role in ("officer", "detention-officer", "auditor"):
        with pytest.raises(PermissionDenied):
            acknowledge_alert(caller_with(role), alert)
    with pytest.raises(Alert.DoesNotExist):
        acknowledge_alert(sergeant(), uuid4())


def test_alerts_and_acknowledgements_are_read_in_the_record_as_sentences():
    alert = CustodyEntry.objects.get(pk=an_alert())
    line = kind_of("alert").read(alert.details, alert.happened_at).line()
    assert line.startswith(f"Alert ({alert.details['rule']}): ")
    assert "overdue since" in line
    seen = acknowledge_alert(sergeant(), alert.pk, "Seen.")
    read = kind_of("alert-acknowledged").read(seen.details, seen.happened_at)
    assert read.line().startswith("Alert acknowledged: ")
    assert read.line().endswith("Seen.")


def test_the_page_lists_what_waits_and_its_button_acknowledges():
    held = alerted()
    client = signed_on_client("custody-officer", rank="sergeant")
    page = client.get("/custody/alerts/").content.decode()
    waiting = list(standing().filter(record=held))
    assert page.count("Acknowledge<") == len(waiting) > 1
    assert held.person.full_name in page
    answer = client.post(f"/custody/alerts/{waiting[0].entry_id}/acknowledge/", follow=True)
    assert answer.content.decode().count("Acknowledge<") == len(waiting) - 1
    assert client.post(f"/custody/alerts/{uuid4()}/acknowledge/").status_code == 404


def test_home_page_and_menu_show_the_count_to_those_whom_it_is_for():
    alerted()
    count = standing_count()
    page = signed_on_client("inspector").get("/").content.decode()
    assert f"{count} alerts wait" in page
    assert "Custody alerts" not in signed_on_client("officer").get("/").content.decode()


def test_what_is_done_leaves_the_list():
    held = alerted()
    assert standing().filter(record=held, what="visit").exists()
    write(held, "visit", happened_at=minutes_ago(1))
    assert not standing().filter(record=held, what="visit").exists()
