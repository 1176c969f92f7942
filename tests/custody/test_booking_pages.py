"""What the pages of booking in say when something is wrong, and for whom they ask more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.custody.test_booking_in import form_of, posted, sergeant, text

from callers import signed_on_client
from custody_made import arrest_of, opened, suite, write
from people_made import record

pytestmark = pytest.mark.django_db


def test_a_refusal_names_the_rule_and_keeps_what_was_typed():
    held, client = opened(arrest_of(hours=1)), sergeant()
    address = reverse("custody:write", args=[held.number, "visit"])
    later = timezone.localtime(timezone.now() + timedelta(days=2))
    names = [name for name, _ in form_of(client, address).form_values()]
    when = {"day": later.day, "month": later.month, "year": later.year, "time": f"{later:%H:%M}"}
    typed = {f"happened_at.{box}": said for box, said in when.items()}
    assert typed.keys() <= set(names)
    seen = next(name for name in names if name.endswith("seen"))
    answer = posted(client, address, **typed, **{seen: "Asked for a blanket"})
    assert answer.status_code == 422
    assert "TIME-2" in text(answer)
    assert "Asked for a blanket" in text(answer)
    assert not held.entries.filter(kind="visit").exists()


def test_an_emergency_sets_a_rule_aside_with_its_reason():
    client = signed_on_client("officer", "custody-officer", rank="sergeant")
    held = opened(arrest_of(officer=client.user, hours=1))
    address = reverse("custody:step", args=[held.number, "detention"])
    said = {
        "authorised.grounds": "QUESTIONING",
        "authorised.grounds_words": "To ask her",
        "authorised.told": "yes",
    }
    refused = posted(client, address, **said)
    assert refused.status_code == 422
    assert "SEG-1" in text(refused)
    assert "In an emergency" in text(refused)
    assert "To ask her" in text(refused)
    assert posted(client, address, **said, override="No other sergeant in reach").status_code == 302
    assert held.entries.get(kind="authorised").override == "No other sergeant in reach"


def test_what_a_child_needs_is_asked_at_its_step():
    child, adult = (opened(arrest_of(record(apparent_age=age))) for age in (15, 40))
    asked = "Tell the appropriate adult the grounds and where the child is"
    client = sergeant()
    assert asked in text(client.get(reverse("custody:step", args=[child.number, "detention"])))
    assert asked not in text(client.get(reverse("custody:step", args=[adult.number, "detention"])))


def test_the_page_of_a_correction_shows_the_original_struck():
    held, client = opened(arrest_of(hours=1)), sergeant()
    entry = write(held, "visit", seen="Awake, reading.")
    page = text(client.get(reverse("custody:correct", args=[held.number, entry.pk])))
    assert "<s>" in page
    assert "Awake, reading." in page.split("<s>")[1].split("</s>")[0]


def test_the_waiting_list_names_who_is_not_booked_in():
    here, event = suite(), arrest_of(hours=0.2)
    address, client = reverse("custody:waiting", args=[here.code]), sergeant()
    page = text(client.get(address))
    assert "Zoë Marie-Lou O’Brien" in page
    assert f"{reverse('custody:open', args=[event.pk])}?suite={here.code}" in page
    opened(event, at=here, minutes=5)
    assert "Nobody." in text(client.get(address))
    assert signed_on_client("auditor").get(address).status_code == 403


def test_the_first_page_leads_custody_staff_to_board_and_waiting_list():
    here = suite(name="Northgate")
    page = text(sergeant().get(reverse("home")))
    assert f'href="{reverse("custody:board", args=[here.code])}"' in page
    assert f'href="{reverse("custody:waiting", args=[here.code])}"' in page
    seen = text(signed_on_client("auditor").get(reverse("home")))
    assert f'href="{reverse("custody:board", args=[here.code])}"' in seen
    assert reverse("custody:waiting", args=[here.code]) not in seen
    assert "Northgate" not in text(signed_on_client("officer").get(reverse("home")))
