"""The page of an old system's comparison, its differences, the command and the API."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client
from daybook.legacy.models import Difference, Reconciliation, State
from deeds.legacy import a_difference, a_readable_system
from switches_made import stands

pytestmark = pytest.mark.django_db
VALUES = [
    {"field": "person.family_name", "place": "Detainee/Surname", "ours": ["QUILL"], "theirs": ["QUAIL"]},
    {"field": "offences[].code", "place": "Offences/Offence[]/Code", "ours": [], "theirs": ["TH68010", "TH68023"]},
]  # fmt: skip


@pytest.fixture
def sergeant():
    return signed_on_client("sergeant")


@pytest.fixture
def differs(office):
    office.deliver()
    stands("ours-wins", function="arrest")
    return a_difference(kind="differs", record_id=office.event.pk, key=office.event.number, values=VALUES)


def page(client, name, *args, **query):
    return client.get(reverse(f"legacy:{name}", args=args), query).content.decode()


def post(client, name, *args, **fields):
    return client.post(reverse(f"legacy:{name}", args=args), fields, follow=True).content.decode()


def test_the_page_says_what_the_latest_comparison_found(sergeant, differs):
    Reconciliation.objects.update(ours=604, theirs=603, alike=602, differs=1, on_the_way=4)
    text = page(sergeant, "reconciliation", "ledger")
    assert "it confirmed 604 records and holds 603; 602 are alike" in text
    assert differs.key in text
    assert "person family name, offences code" in text
    assert "The latest comparison found 1 differences." in text


def test_both_values_stand_on_the_page_of_a_difference(sergeant, differs):
    text = page(sergeant, "difference", differs.pk)
    assert "QUILL" in text
    assert "TH68010; TH68023" in text
    assert "Send ours again" in text
    assert reverse("records:amend", args=[differs.record_id]) in text


def test_who_may_not_see_the_report_sees_no_values(differs):
    differs.record_id = None
    differs.save()
    text = page(signed_on_client("sergeant"), "difference", differs.pk)
    assert "QUILL" not in text
    assert "The values are shown to those who may see the report." in text


def test_what_was_typed_there_has_a_remedy_in_words_and_no_button(sergeant):
    row = a_difference(kind="only-there", record_id=None, key="H1")
    text = page(sergeant, "difference", row.pk)
    assert "somebody entered it there" in text
    assert "Take it back there" not in text


def test_one_button_puts_all_of_a_kind_right(sergeant, office):
    office.deliver()
    found = a_difference(record_id=office.event.pk)
    assert "Send all 1 again" in page(sergeant, "reconciliation", "ledger")
    assert "told of 1 records again" in post(sergeant, "repair-all", "ledger", kind="only-here")
    found.refresh_from_db()
    assert found.repaired_at
    office.deliver()
    assert [parcel.verb for parcel in office.target.tries] == ["create", "create"]


def test_one_difference_is_put_right_by_its_button(sergeant, differs, office):
    assert "told again" in post(sergeant, "repair", differs.pk)
    office.deliver()
    assert [parcel.verb for parcel in office.target.tries] == ["create", "amend"]


def test_where_theirs_stands_the_page_says_to_amend_and_has_no_button(sergeant, differs):
    stands("old-wins", function="arrest", days_ago=1)
    text = page(sergeant, "difference", differs.pk)
    assert "Ledger is master here (arrest: both, old wins)" in text
    assert reverse("records:amend", args=[differs.record_id]) in text
    assert "Send ours again" not in text
    assert "for all 1" not in page(sergeant, "reconciliation", "ledger")
    assert "is master here" in post(sergeant, "repair", differs.pk)


def test_settling_needs_a_reason_and_keeps_what_was_typed(sergeant, differs):
    assert "Enter why this difference may stand" in post(sergeant, "settle", differs.pk, reason=" ")
    assert "is settled" in post(sergeant, "settle", differs.pk, reason="Passport seen")
    assert "Settled: Passport seen" in page(sergeant, "reconciliation", "ledger")


def test_a_system_that_cannot_be_read_says_so(sergeant, office):
    text = page(sergeant, "reconciliation", "ledger")
    assert "cannot be read: it gives no extract" in text
    assert "Compare now" not in text
    assert "cannot be read" in post(sergeant, "reconcile", "ledger")
    assert "Cannot be read" in page(sergeant, "systems")


def test_asking_shows_that_a_comparison_is_under_way(sergeant):
    name = a_readable_system()
    assert "It was not compared yet" in page(sergeant, "reconciliation", name)
    assert "is asked for its extract" in post(sergeant, "reconcile", name)
    text = page(sergeant, "reconciliation", name)
    assert "A comparison is under way" in text
    assert "Compare now" not in text


def test_a_comparison_that_failed_says_why(sergeant):
    Reconciliation.objects.create(
        system="ledger", state="failed", asked_at=timezone.now(), problem="The extract is cut off."
    )
    assert "was not done. The extract is cut off." in page(sergeant, "reconciliation", "ledger")


def test_the_history_is_a_chart_with_its_numbers(sergeant, differs):
    Reconciliation.objects.create(system="ledger", state="done", asked_at=timezone.now() - timedelta(days=1))
    response = sergeant.get(reverse("legacy:reconciliation", args=["ledger"]), {"csv": "reconciliations"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].endswith("Only here,Only there,Differs")
    assert len(lines) == 3


def test_nobody_else_may_see_or_ask(office):
    officer = signed_on_client("officer")
    for name, method in (("reconciliation", officer.get), ("reconcile", officer.post)):
        assert method(reverse(f"legacy:{name}", args=["ledger"])).status_code == 403


def test_an_unknown_system_is_not_there(sergeant):
    assert sergeant.get(reverse("legacy:reconciliation", args=["abacus"])).status_code == 404


def test_by_api_runs_and_differences_are_given_without_values(sergeant, differs):
    [run] = json.loads(sergeant.get("/api/v1/old-systems/ledger/reconciliations").content)
    assert run["state"] == "done"
    [row] = json.loads(sergeant.get("/api/v1/old-systems/ledger/differences?kind=differs").content)
    assert (row["key"], row["fields"]) == (differs.key, ["person.family_name", "offences[].code"])
    assert "QUILL" not in str(row)
    assert json.loads(sergeant.get("/api/v1/old-systems/ledger/differences?kind=only-here").content) == []


def test_the_command_names_a_system_that_cannot_be_compared(office):
    with pytest.raises(CommandError, match="Ledger cannot be read"):
        call_command("legacy_reconcile", "ledger")


def test_the_command_does_not_wait_for_ever():
    with pytest.raises(CommandError, match="stays asked for"):
        call_command("legacy_reconcile", a_readable_system(), wait=0)
    assert Reconciliation.objects.get().state == "asked"


def test_a_repaired_difference_is_confirmed_no_longer(sergeant, office):
    office.deliver()
    row = a_difference(record_id=office.event.pk)
    post(sergeant, "repair", row.pk)
    from daybook.legacy.models import Delivery

    assert Delivery.objects.get(record_id=office.event.pk).state == State.LOST
    assert Difference.objects.get().repaired_at
