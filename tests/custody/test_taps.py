"""Entries written with one button."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from custody_made import opened, write
from daybook.custody.quick import taps
from daybook.custody.state import detention_of

pytestmark = pytest.mark.django_db


def tap(held, kind, button, key=None):
    by = signed_on_client("detention-officer")
    address = reverse("custody:tap", args=[held.number, kind, button])
    return by.post(address, {"submission": key or str(uuid4())})


def test_a_button_writes_its_entry_as_of_now():
    held = opened()
    assert tap(held, "visit", "asleep").status_code == 302
    written = held.entries.get(kind="visit")
    assert written.details["asleep"] is True
    assert (written.entered_at - written.happened_at).total_seconds() < 5


def test_who_must_be_roused_has_no_such_button():
    held = opened()
    write(held, "level", level=2, intoxicated=True)
    assert tap(held, "visit", "asleep").status_code == 302
    assert not held.entries.filter(kind="visit").exists()


def test_a_dose_two_colleagues_give_at_once_is_written_once_and_the_second_is_told():
    held, due = opened(), (timezone.now() + timedelta(minutes=5)).isoformat()
    write(
        held,
        "medication-plan",
        by=caller_with("health-professional"),
        drug="Insulin",
        dose="10 units",
        due=[due],
    )
    (button,) = taps("medication", detention_of(held.pk))
    assert "nsulin" not in button.slug
    assert button.words.startswith("Insulin 10 units, due ")
    tap(held, "medication", button.slug)
    second = tap(held, "medication", button.slug)
    assert held.entries.get(kind="medication").details["dose"] == "10 units"
    (said,) = get_messages(second.wsgi_request)
    assert str(said).startswith("Not written: this button is no longer there.")


def test_a_button_without_the_key_of_its_page_writes_nothing():
    held = opened()
    assert tap(held, "visit", "asleep", key="x").status_code == 404
    assert held.entries.count() == 1
