"""Entries written with one button."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from callers import signed_on_client
from custody_made import opened, write

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
    assert tap(held, "visit", "asleep").status_code == 404
    assert not held.entries.filter(kind="visit").exists()


def test_a_button_without_the_key_of_its_page_writes_nothing():
    held = opened()
    assert tap(held, "visit", "asleep", key="x").status_code == 404
    assert held.entries.count() == 1
